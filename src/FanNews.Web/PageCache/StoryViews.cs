using System.Buffers;
using System.Collections.Concurrent;

namespace FanNews.Web.PageCache;

/// <summary>
/// Counts how often readers open each story, in memory, until <see cref="ViewRounds"/> stores the numbers. Nothing of a reader is looked at
/// but what the browser calls itself, and nothing at all of it is kept.
/// </summary>
public sealed class StoryViews
{
    // Names of what browsers do for nobody's eyes, and words that programs which pretend to be browsers have in theirs; an address
    // ("+http://…") is where a robot says whose it is.
    private static readonly SearchValues<string> Robots = SearchValues.Create(
        ["bot", "crawl", "spider", "http", "headless", "preview", "lighthouse", "monitor", "scan", "archive", "fetch", "phantomjs"], StringComparison.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<long, int> counts = new();

    /// <summary>Counts a page that was answered, if somebody reads it.</summary>
    /// <param name="http">The request; its answer has its status.</param>
    /// <param name="story">Number of the story.</param>
    public void Count(HttpContext http, long story)
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified && IsReader(http.Request.Headers))
            counts.AddOrUpdate(story, 1, static (_, count) => count + 1);
    }

    /// <summary>Whether a person reads what is asked for, as far as anybody can tell.</summary>
    public static bool IsReader(IHeaderDictionary headers)
    {
        // Loaded in case somebody might want it: https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header
        if (Says(headers, "Sec-Purpose", "prefetch") || Says(headers, "Purpose", "prefetch") || Says(headers, "X-Moz", "prefetch"))
            return false;
        // Every browser says that it is one in the words of the first; what does not is a program.
        return headers.UserAgent is [{ Length: > 0 } name]
            && (name.StartsWith("Mozilla/", StringComparison.Ordinal) || name.StartsWith("Opera/", StringComparison.Ordinal))
            && (!name.AsSpan().ContainsAny(Robots) || IsCubot(name));
    }

    /// <summary>Takes what was counted since the last time.</summary>
    public IReadOnlyList<(long Article, int Views)> Take()
    {
        var taken = new List<(long, int)>();
        foreach (var article in counts.Keys)
        {
            if (counts.TryRemove(article, out var views))
                taken.Add((article, views));
        }

        return taken;
    }

    /// <summary>Puts back what could not be stored.</summary>
    public void Return(IEnumerable<(long Article, int Views)> taken)
    {
        foreach (var (article, views) in taken)
            counts.AddOrUpdate(article, views, (_, count) => count + views);
    }

    private static bool Says(IHeaderDictionary headers, string name, string word) =>
        headers.TryGetValue(name, out var value) && value.ToString().Contains(word, StringComparison.OrdinalIgnoreCase);

    // A maker of telephones.
    private static bool IsCubot(string name) => !name.Replace("cubot", "", StringComparison.OrdinalIgnoreCase).AsSpan().ContainsAny(Robots);
}
