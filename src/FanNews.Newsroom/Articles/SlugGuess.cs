using FanNews.Search;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Guesses which story somebody meant by an address that does not exist.</summary>
/// <param name="path">The decoded path.</param>
public sealed class SlugGuess(string path)
{
    /// <summary>How many guesses are made at most.</summary>
    public const int Most = 5;

    // Old addresses are mostly of recent stories; looking through the newest costs a few milliseconds whatever the archive holds.
    private const int Newest = 1000;

    // Below this share of common letter groups the likeness is chance.
    private const double Likely = 0.28;

    // Good enough beside one that is likely.
    private const double Remote = 0.1;

    private readonly HashSet<string> asked = Trigrams(Last(path));

    /// <summary>The words of the address, as one would type them into a search.</summary>
    public string Words { get; } = string.Join(' ', Last(path).Split(['-', '_', '.', '+', ' '], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 1).Take(8));

    /// <summary>The visible stories that are most like it, best first.</summary>
    public async Task<IReadOnlyList<Teaser>> Find(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        if (asked.Count == 0)
            return [];
        var newest = await db.VisibleStories(now).NewestFirst().Take(Newest)
            .Select(l => new { l.Article.Id, l.Article.Slug, l.Text.Headline })
            .ToListAsync(ct);
        var near = newest
            .Select(s => (s.Id, Like: Math.Max(Likeness(s.Slug), Likeness(Slug.From(s.Headline)))))
            .Where(s => s.Like >= Remote)
            .OrderByDescending(s => s.Like).ThenByDescending(s => s.Id)
            .Take(Most).ToList();
        var best = near.Where(s => s.Like >= Likely).Select(s => s.Id).ToList();
        if (best.Count < Most)
            best = [.. best.Union((await FindStories.Find(db, new SearchQuestion(Words) { Size = Most }, now, ct)).Stories.Select(f => f.Story.Id)).Take(Most)];
        if (best.Count == 0)
            return [];
        best = [.. best.Union(near.Select(s => s.Id)).Take(Most)];
        var teasers = await db.VisibleStories(now).Where(l => best.Contains(l.Article.Id)).ReadTeasers(now, ct);
        return [.. teasers.OrderBy(t => best.IndexOf(t.Id))];
    }

    private double Likeness(string slug)
    {
        var other = Trigrams(slug);
        var common = asked.Count(other.Contains);
        return common == 0 ? 0 : (double)common / Math.Min(asked.Count, other.Count) * Math.Min(1, Math.Min(asked.Count, other.Count) / 6.0);
    }

    // The last part that says something: "feed", "amp" and numbers do not.
    private static string Last(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var last = parts.LastOrDefault(p => p.Any(char.IsLetter) && p is not ("feed" or "amp" or "embed")) ?? "";
        return last.Length > Article.LongestSlug ? last[..Article.LongestSlug].ToLowerInvariant() : last.ToLowerInvariant();
    }

    private static HashSet<string> Trigrams(string slug)
    {
        var padded = $" {slug.Replace('-', ' ').Replace('_', ' ')} ";
        var groups = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 3 <= padded.Length; i++)
            groups.Add(padded.Substring(i, 3));
        return groups;
    }
}
