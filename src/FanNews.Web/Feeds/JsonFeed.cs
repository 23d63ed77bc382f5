using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FanNews.Settings;
using FanNews.Web.Pages;

namespace FanNews.Web.Feeds;

/// <summary>JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
public static class JsonFeed
{
    // Alone in its answer and never within a page: letters may stand as themselves.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a feed.</summary>
    public static byte[] Write(FeedDocument feed, Site site)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", feed.Title);
            json.WriteString("home_page_url", site.Absolute(feed.Page));
            json.WriteString("feed_url", site.Absolute(feed.Self.Path) + feed.Self.Query);
            json.WriteString("description", feed.Description);
            if (feed.Next is not null)
                json.WriteString("next_url", site.Absolute(feed.Address.Path) + FeedDocument.Query(feed.Next));
            json.WriteString("icon", site.Absolute(SiteData.Icon));
            json.WriteString("favicon", site.Absolute(FeedDocument.Icon));
            json.WriteString("language", site.Language);
            Authors(json, [(site.Name, "/")], site);
            json.WriteStartArray("items");
            foreach (var entry in feed.Entries)
                Item(json, entry, site);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Item(Utf8JsonWriter json, FeedEntry entry, Site site)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Identity);
        json.WriteString("url", entry.Url);
        json.WriteString("title", entry.Title);
        json.WriteString("content_html", entry.Html.Value);
        if (entry.Summary is { } summary)
            json.WriteString("summary", summary);
        if (entry.Pictures.Count > 0 && entry.Pictures[0].Largest() is { } picture)
            json.WriteString("image", site.Absolute(picture.Address));
        json.WriteString("date_published", Date(entry.PublishedAt));
        json.WriteString("date_modified", Date(entry.UpdatedAt));
        if (entry.Authors.Count > 0)
            Authors(json, entry.Authors, site);
        if (entry.Categories.Count > 0)
        {
            json.WriteStartArray("tags");
            foreach (var category in entry.Categories)
                json.WriteStringValue(category);
            json.WriteEndArray();
        }

        json.WriteString("language", site.Language);
        if (entry.Enclosure is { } file)
        {
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("url", site.Absolute(file.Src));
            json.WriteString("mime_type", file.Type);
            json.WriteString("title", file.Title ?? file.Name);
            json.WriteNumber("size_in_bytes", file.Bytes);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Authors(Utf8JsonWriter json, IReadOnlyList<(string Name, string? Path)> authors, Site site)
    {
        json.WriteStartArray("authors");
        foreach (var (name, path) in authors)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            if (path is not null)
                json.WriteString("url", site.Absolute(path));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Date(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
