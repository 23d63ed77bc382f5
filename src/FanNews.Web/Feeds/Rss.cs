using System.Globalization;
using System.Xml;
using FanNews.Settings;

namespace FanNews.Web.Feeds;

/// <summary>RSS 2.0 (https://www.rssboard.org/rss-specification) with the modules that readers' programs know: whole text, authors, pictures, comments.</summary>
public static class Rss
{
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";
    private const string Updates = "http://purl.org/rss/1.0/modules/syndication/";
    private const string Slash = "http://purl.org/rss/1.0/modules/slash/";
    private const string CommentApi = "http://wellformedweb.org/CommentAPI/";

    /// <summary>Writes a feed.</summary>
    public static byte[] Write(FeedDocument feed, Site site) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        foreach (var (prefix, uri) in (ReadOnlySpan<(string, string)>)[("content", Content), ("dc", Dublin), ("atom", FeedXml.Atom), ("media", FeedXml.Media), ("sy", Updates), ("slash", Slash), ("wfw", CommentApi)])
            xml.WriteAttributeString("xmlns", prefix, null, uri);
        xml.WriteStartElement("channel");
        xml.Text("title", feed.Title);
        xml.Text("link", site.Absolute(feed.Page));
        xml.Text("description", feed.Description);
        xml.Text("language", site.Language);
        xml.Text("lastBuildDate", Date(feed.UpdatedAt));
        Link(xml, "self", site.Absolute(feed.Self.Path) + feed.Self.Query);
        if (feed.Next is not null)
            Link(xml, "next", site.Absolute(feed.Address.Path) + FeedDocument.Query(feed.Next));
        xml.WriteElementString("sy", "updatePeriod", Updates, "hourly");
        xml.WriteElementString("sy", "updateFrequency", Updates, "1");
        xml.Text("ttl", "60");
        xml.WriteStartElement("image");
        xml.Text("url", site.Absolute(FeedDocument.Icon));
        xml.Text("title", feed.Title);
        xml.Text("link", site.Absolute(feed.Page));
        // The most that RSS lets it be drawn, in pixels.
        xml.Text("width", "144");
        xml.Text("height", "144");
        xml.WriteEndElement();
        foreach (var entry in feed.Entries)
            Item(xml, entry, site);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("atom", "link", FeedXml.Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", FeedAddress.Type(FeedFormat.Rss));
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void Item(XmlWriter xml, FeedEntry entry, Site site)
    {
        xml.WriteStartElement("item");
        xml.Text("title", entry.Title);
        xml.Text("link", entry.Url);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(entry.Identity);
        xml.WriteEndElement();
        xml.Text("pubDate", Date(entry.PublishedAt));
        foreach (var (name, _) in entry.Authors)
            xml.Text("dc", "creator", Dublin, name);
        foreach (var category in entry.Categories)
            xml.Text("category", category);
        if (entry.Summary is { } summary)
            xml.Text("description", summary);
        xml.WriteStartElement("content", "encoded", Content);
        xml.WriteCData(FeedXml.Clean(entry.Html.Value));
        xml.WriteEndElement();
        if (entry.Enclosure is { } file)
        {
            xml.WriteStartElement("enclosure");
            xml.WriteAttributeString("url", site.Absolute(file.Src));
            xml.WriteAttributeString("length", file.Bytes.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("type", file.Type);
            xml.WriteEndElement();
        }

        xml.Pictures(entry.Pictures, site);
        if (entry.Comments is { } count)
        {
            xml.Text("comments", entry.Url + "#comments");
            xml.Text("wfw", "commentRss", CommentApi, site.Absolute(entry.Permalink.TrimEnd('/') + "/" + FeedAddress.Ending(FeedFormat.Rss)));
            xml.WriteElementString("slash", "comments", Slash, count.ToString(CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
    }

    // RFC 822 with four digits of the year, as RSS asks for.
    private static string Date(DateTimeOffset instant) => instant.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
