using FanNews.Articles;
using FanNews.Web.Pages;

namespace FanNews.Web.Feeds;

/// <summary>
/// The feeds: of the whole paper, of every list, of all comments and of each article's comments; each as RSS, Atom and JSON.
/// </summary>
public static class FeedEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    // What WordPress also answered.
    private static readonly Dictionary<string, string> OldFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/wp-rss2.php"] = "/feed/",
        ["/wp-rss.php"] = "/feed/",
        ["/wp-rdf.php"] = "/feed/",
        ["/wp-feed.php"] = "/feed/",
        ["/wp-atom.php"] = "/feed/atom/",
        ["/wp-commentsrss2.php"] = "/comments/feed/",
    };

    /// <summary>Makes routing know the paths of feeds.</summary>
    public static void AddFeeds(this IServiceCollection services) => services.Configure<RouteOptions>(routes => routes.ConstraintMap["feed"] = typeof(FeedRoute));

    /// <summary>Takes WordPress's other addresses of feeds (<c>/?feed=rss2</c>, <c>/wp-rss2.php</c>) to ours, without a redirect. Added before routing.</summary>
    public static void UseOldFeeds(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var (path, query) = (http.Request.Path.Value!, http.Request.Query);
        if (OldFiles.TryGetValue(path, out var feed))
            http.Request.Path = feed;
        else if (path == "/" && query.TryGetValue("feed", out var format))
            http.Request.Path = format.ToString() switch { "atom" => "/feed/atom/", "comments-rss2" => "/comments/feed/", "comments-atom" => "/comments/feed/atom/", _ => "/feed/" };
        return next(http);
    });

    /// <summary>Adds them. One spelling of each address answers; others are one redirect.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/{**path:feed}", "/section/{**path:feed}"])
            routes.MapMethods(path, Methods, Feed);
    }

    private static async Task<IResult> Feed(HttpContext http, Reading reading, CancellationToken ct)
    {
        var path = http.Request.Path.Value!;
        var place = http.Request.Query["before"];
        var before = ListPlace.Parse(place);
        if (FeedAddress.Parse(path) is not { } asked || (place.Count > 0 && before is null))
            return Results.NotFound();
        var (topic, elsewhere) = await FeedTopic.Find(asked.Page, reading, ct);
        if (topic is null)
            return elsewhere switch
            {
                ArticleAnswer.Moved(var to) => Moved(http, (asked with { Page = to.TrimEnd('/') + "/" }).AskedPath),
                ArticleAnswer.Gone => Results.StatusCode(StatusCodes.Status410Gone),
                _ => Results.NotFound(),
            };
        var address = asked with { Page = topic.Base };
        var (feed, changed) = await topic.Read(address, before, reading, ct);
        if (feed.Entries.Count == 0 && (before is not null || !topic.MayBeEmpty))
            return Results.NotFound();
        if (address.AskedPath != path)
            return Moved(http, address.AskedPath);
        var site = await reading.Site(ct);
        var bytes = address.Format switch { FeedFormat.Atom => Atom.Write(feed, site), FeedFormat.Json => JsonFeed.Write(feed, site), _ => Rss.Write(feed, site) };
        return new FinishedBytes(bytes, FeedAddress.Type(address.Format) + "; charset=utf-8", changed, reading.Now);
    }

    private static IResult Moved(HttpContext http, string path) => Results.Redirect(LocalRedirects.Local(path) + http.Request.QueryString, permanent: true);
}
