using System.Text.RegularExpressions;
using FanNews.Articles;

namespace FanNews.Interchange.WordPress;

/// <summary>The path that an article had and keeps.</summary>
internal static partial class OldAddress
{
    /// <summary>
    /// The decoded path of an address, exactly; null where it has none (<c>/?p=1</c>). Read by hand, for slugs of old sites hold
    /// signs that an address may not, and no reader of addresses leaves them as they are.
    /// </summary>
    public static string? Path(string link)
    {
        var start = link.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return null;
        start = link.IndexOf('/', start + 3);
        if (start < 0) return null;
        var end = link.AsSpan(start).IndexOfAny('?', '#');
        var path = Uri.UnescapeDataString(end < 0 ? link[start..] : link.Substring(start, end));
        // Two slashes at the beginning would lead a browser to another host; WordPress reads any number of them as one.
        path = Slashes().Replace(string.Concat(path.Where(c => c >= ' ')), "/");
        return path.Trim('/').Length == 0 ? null : path;
    }

    /// <summary>A path that nobody has: the wanted one, or the same with a number.</summary>
    /// <param name="wanted">The path that the article should have.</param>
    /// <param name="slug">The article's slug, for where a whole branch of paths belongs to the program.</param>
    /// <param name="taken">Whether a key (<see cref="Permalink.Key"/>) is in use.</param>
    public static string Free(string wanted, string slug, Func<string, bool> taken)
    {
        if (Usable(wanted, taken)) return wanted;
        var final = wanted.EndsWith('/') ? "/" : "";
        for (var number = 2; ; number++)
        {
            var beside = $"{wanted.TrimEnd('/')}-{number}{final}";
            if (Usable(beside, taken)) return beside;
            var top = $"/{slug}-{number}/";
            if (Permalink.IsFixed(beside) && Usable(top, taken)) return top;
        }
    }

    /// <summary>The path that an earlier slug gave; null where the path does not end in the slug of today.</summary>
    public static string? WithSlug(string path, string slug)
    {
        var cut = path.TrimEnd('/').LastIndexOf('/');
        return cut < 0 || slug.Contains('/', StringComparison.Ordinal) ? null : $"{path[..(cut + 1)]}{slug}/";
    }

    private static bool Usable(string path, Func<string, bool> taken) => !Permalink.IsFixed(path) && !taken(Permalink.Key(path));

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
