using System.Security.Cryptography;
using FanNews.Articles;
using FanNews.Web.Pages;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Feeds;

/// <summary>The feeds: of the whole paper, and of every section, tag, author, source and series.</summary>
public static class FeedEndpoints
{
    // What readers of feeds expect, and WordPress sends.
    private const int Items = 10;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds them. A feed answers with and without its final slash: some programs that read feeds follow no redirect.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/feed", Methods, OfPaper);
        foreach (var path in (string[])["/section/{a}/feed", "/section/{a}/{b}/feed", "/section/{a}/{b}/{c}/feed", "/tag/{slug}/feed", "/author/{slug}/feed", "/source/{slug}/feed", "/series/{slug}/feed"])
            routes.MapMethods(path, Methods, OfList);
    }

    private static async Task<IResult> OfPaper(Reading reading, CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var stories = await FeedStory.Read(db, db.VisibleStories(reading.Now).NewestFirst().Take(Items), site, ct);
        return Answer(Rss.Write(site.Name, "/", "/feed/", stories, site), stories);
    }

    private static async Task<IResult> OfList(HttpRequest request, Reading reading, CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[..^1];
        if (await StoryList.At(db, await reading.Sections(ct), site, parts, reading.Now, ct) is not { } list)
            return Results.NotFound();
        var stories = await FeedStory.Read(db, list.Stories.NewestFirst().Take(Items), site, ct);
        return stories.Count == 0 ? Results.NotFound() : Answer(Rss.Write($"{list.Heading} · {site.Name}", list.Path, list.Path + "feed/", stories, site), stories);
    }

    private static IResult Answer(byte[] feed, IReadOnlyList<FeedStory> stories)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(feed).AsSpan(0, 12))}\"");
        DateTimeOffset? modified = stories.Count == 0 ? null : stories.Max(s => s.ModifiedAt);
        return Results.Bytes(feed, Rss.Type, lastModified: modified, entityTag: tag);
    }
}
