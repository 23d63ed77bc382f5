namespace FanNews.Interchange.WordPress;

/// <summary>The vocabulary that an element belongs to. Versions and http or https make no difference.</summary>
internal enum WxrFamily
{
    None,
    WordPress,
    Excerpt,
    Content,
    Creator,
    Other,
}

/// <summary>An element's name without its version.</summary>
internal readonly record struct WxrName(WxrFamily Family, string Local)
{
    public const string Export = "http://wordpress.org/export/";
    public const string RssContent = "http://purl.org/rss/1.0/modules/content/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";

    /// <summary>Names an element by its local name and namespace.</summary>
    public static WxrName Of(string local, string space)
    {
        if (space.Length == 0) return new(WxrFamily.None, local);
        var rest = space.AsSpan(space.StartsWith("https:", StringComparison.Ordinal) ? 6 : space.StartsWith("http:", StringComparison.Ordinal) ? 5 : 0);
        if (rest.StartsWith("//wordpress.org/export/") || rest.StartsWith("//www.wordpress.org/export/"))
            return new(rest.TrimEnd('/').EndsWith("excerpt") ? WxrFamily.Excerpt : WxrFamily.WordPress, local);
        if (rest.StartsWith("//purl.org/rss/1.0/modules/content")) return new(WxrFamily.Content, local);
        return new(rest.StartsWith("//purl.org/dc/") ? WxrFamily.Creator : WxrFamily.Other, local);
    }
}
