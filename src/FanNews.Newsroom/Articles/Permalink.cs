using System.Globalization;

namespace FanNews.Articles;

/// <summary>Public addresses of articles: how they are made, and how two are found to be the same.</summary>
public static class Permalink
{
    /// <summary>The pattern of a site that chose none.</summary>
    public const string DefaultPattern = "/{yyyy}/{MM}/{dd}/{slug}/";

    /// <summary>First parts of paths that the program itself answers; no article may live under them.</summary>
    public static readonly IReadOnlySet<string> Fixed = new HashSet<string>(StringComparer.Ordinal)
    {
        "admin", "setup", "changes", "preview", "section", "tag", "author", "source", "series", "search", "reply", "feed", "media", "css", "js", "pictures", "icons", "theme.css", "apple-touch-icon.png",
        "sitemap.xml", "news-sitemap.xml", "robots.txt", ".well-known", "opensearch.xml", "manifest.webmanifest", "favicon.ico",
        "wp-json", "oembed", "healthz", "wp-comments-post.php", "wp-content", "wp-admin", "wp-login.php", "xmlrpc.php",
    };

    /// <summary>The last parts of feeds' paths, after <c>feed</c>: ours, and WordPress's.</summary>
    private static readonly string[] FeedFormats = ["atom", "json", "rss2", "rss", "rdf"];

    /// <summary>The path of an article that is first published now.</summary>
    /// <param name="pattern">The site's pattern, with <c>{yyyy} {MM} {dd} {slug} {section}</c>.</param>
    /// <param name="slug">The article's slug.</param>
    /// <param name="publishAt">First publication (UTC).</param>
    /// <param name="zone">The site's zone, in which the date is read.</param>
    /// <param name="section">Slug of the section; "news" where there is none.</param>
    public static string For(string pattern, string slug, DateTimeOffset publishAt, TimeZoneInfo zone, string? section = null)
    {
        var local = TimeZoneInfo.ConvertTime(publishAt, zone);
        return pattern
            .Replace("{yyyy}", local.ToString("yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{MM}", local.ToString("MM", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{dd}", local.ToString("dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{section}", section ?? "news", StringComparison.Ordinal)
            .Replace("{slug}", slug, StringComparison.Ordinal);
    }

    /// <summary>A path as addresses are compared: lower case, single slashes, none at the end. "/" stays "/".</summary>
    public static string Key(string path) => "/" + string.Join('/', path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether the program itself answers the path, so that an article there could never be reached.</summary>
    public static bool IsFixed(string path)
    {
        var key = Key(path);
        if (key == "/")
            return true;
        var parts = key.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Fixed.Contains(parts[0])
            || (parts.Length == 1 && parts[0].StartsWith("sitemap-", StringComparison.Ordinal) && parts[0].EndsWith(".xml", StringComparison.Ordinal))
            || parts[^1] == "feed"
            || (parts.Length > 1 && parts[^2] == "feed" && FeedFormats.Contains(parts[^1]))
            || (parts.Length <= 3 && parts.All(p => p.Length is 2 or 4 && p.All(char.IsAsciiDigit)) && parts[0].Length == 4);
    }

    /// <summary>The path as it stands in an address: each part percent-encoded (RFC 3986).</summary>
    public static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
