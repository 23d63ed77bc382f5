namespace FanNews.Web.Feeds;

/// <summary>How a feed is written.</summary>
public enum FeedFormat
{
    /// <summary>RSS 2.0.</summary>
    Rss,

    /// <summary>Atom 1.0 (RFC 4287).</summary>
    Atom,

    /// <summary>JSON Feed 1.1.</summary>
    Json,
}

/// <summary>The address of a feed: that of a page, then <c>feed/</c>, then the format where it is not RSS.</summary>
/// <param name="Page">Decoded path of what it belongs to, with slashes at both ends; "/" for the paper.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Asked">The last part as it was asked for; empty for RSS under its own name.</param>
public sealed record FeedAddress(string Page, FeedFormat Format, string Asked = "")
{
    private const string Word = "feed";

    // Some programs that read feeds follow no redirect: WordPress's names for RSS are answered where they stand.
    private static readonly Dictionary<string, FeedFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["atom"] = FeedFormat.Atom,
        ["json"] = FeedFormat.Json,
        ["rss2"] = FeedFormat.Rss,
        ["rss"] = FeedFormat.Rss,
        ["rdf"] = FeedFormat.Rss,
    };

    /// <summary>The decoded path under which the feed wants to be known.</summary>
    public string Path => Page + Ending(Format);

    /// <summary>The decoded path at which this spelling of the address is answered.</summary>
    public string AskedPath => Asked.Length == 0 ? Path : $"{Page}{Word}/{Asked}/";

    /// <summary>What a feed's path has after its page's.</summary>
    public static string Ending(FeedFormat format) => format switch
    {
        FeedFormat.Atom => Word + "/atom/",
        FeedFormat.Json => Word + "/json/",
        _ => Word + "/",
    };

    /// <summary>The media type, as links name it.</summary>
    public static string Type(FeedFormat format) => format switch
    {
        FeedFormat.Atom => "application/atom+xml",
        FeedFormat.Json => "application/feed+json",
        _ => "application/rss+xml",
    };

    /// <summary>Reads the path of a feed, in any case, with and without its final slash; null when it is none.</summary>
    public static FeedAddress? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [.. var page, var word] when IsWord(word) => new(Join(page), FeedFormat.Rss),
            [.. var page, var word, var last] when IsWord(word) && Formats.TryGetValue(last, out var format) =>
                new(Join(page), format, format == FeedFormat.Rss ? last.ToLowerInvariant() : ""),
            _ => null,
        };
    }

    private static bool IsWord(string part) => part.Equals(Word, StringComparison.OrdinalIgnoreCase);

    private static string Join(string[] parts) => parts.Length == 0 ? "/" : "/" + string.Join('/', parts) + "/";
}

/// <summary>Lets a route match paths of feeds only.</summary>
public sealed class FeedRoute : IRouteConstraint
{
    /// <inheritdoc />
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var path) && path is string text && FeedAddress.Parse(text) is not null;
}
