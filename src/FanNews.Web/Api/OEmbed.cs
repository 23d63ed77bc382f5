using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FanNews.Articles;
using FanNews.Settings;
using FanNews.Web.Feeds;
using FanNews.Web.Pages;

namespace FanNews.Web.Api;

/// <summary>
/// <c>/oembed?url=…</c>: how another site may show a story (https://oembed.com). The answer is of type <c>link</c>:
/// headline, author and picture, with no code to run in the other page.
/// </summary>
public static class OEmbed
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds it.</summary>
    public static void MapOEmbed(this IEndpointRouteBuilder routes) => routes.MapMethods("/oembed", Methods, Answer);

    private static async Task<IResult> Answer(HttpContext http, Reading reading, CancellationToken ct)
    {
        var query = http.Request.Query;
        if (query["format"] is { Count: > 0 } format && format != "json")
            return Results.Text("Only json is spoken here.", "text/plain", statusCode: StatusCodes.Status501NotImplemented);
        if (!Uri.TryCreate(query["url"], UriKind.Absolute, out var url))
            return Results.Text("Say which story, as in /oembed?url=https://…", "text/plain", statusCode: StatusCodes.Status400BadRequest);
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var path = url.Authority.Equals(site.Url.Authority, StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(url.AbsolutePath) : null;
        if (path is null || path.Contains('\0', StringComparison.Ordinal) || await Find(reading, db, path, ct) is not { } story)
            return Results.Text("There is no such story.", "text/plain", statusCode: StatusCodes.Status404NotFound);
        if (Most(query["maxwidth"]) is not { } width || Most(query["maxheight"]) is not { } height)
            return Results.Text("maxwidth and maxheight are whole numbers of pixels.", "text/plain", statusCode: StatusCodes.Status400BadRequest);
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return new FinishedBytes(JsonSerializer.SerializeToUtf8Bytes(Data(story, site, width, height), Json), "application/json; charset=utf-8", changedAt: null, reading.Now);
    }

    private static async Task<FeedStory?> Find(Reading reading, Storage.NewsroomDb db, string path, CancellationToken ct)
    {
        var (article, elsewhere) = await NamedStory.At(db, path, reading.Now, ct);
        if (article is null && elsewhere is ArticleAnswer.Moved(var to))
            (article, _) = await NamedStory.At(db, to, reading.Now, ct);
        if (article is not { Id: var id })
            return null;
        var stories = await FeedStory.Read(db, db.VisibleStories(reading.Now).Where(l => l.Article.Id == id), await reading.Site(ct), reading.Now, ct);
        return stories.Count > 0 ? stories[0] : null;
    }

    // As much as the other page has room for; null for what is no number.
    private static int? Most(string? pixels) => string.IsNullOrEmpty(pixels) ? int.MaxValue : int.TryParse(pixels, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : null;

    private static JsonObject Data(FeedStory story, Site site, int width, int height)
    {
        var data = new JsonObject
        {
            ["version"] = "1.0",
            ["type"] = "link",
            ["title"] = story.Teaser.Headline,
            ["url"] = site.Absolute(story.Teaser.Permalink),
            ["provider_name"] = site.Name,
            ["provider_url"] = site.Absolute("/"),
            ["description"] = story.Teaser.Dek ?? story.Teaser.Excerpt,
        };
        if (story.Authors.Count > 0)
        {
            data["author_name"] = string.Join(", ", story.Authors.Select(a => a.Name));
            data["author_url"] = site.Absolute(story.Authors[0].Path);
        }

        if (story.Teaser.Picture?.Largest(width, height) is not { } picture)
            return data;
        data["thumbnail_url"] = site.Absolute(picture.Address);
        data["thumbnail_width"] = picture.Width;
        data["thumbnail_height"] = picture.Height;
        return data;
    }
}
