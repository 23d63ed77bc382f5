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

    // Old addresses are mostly of recent stories.
    private const int Newest = 1000;

    // Below this share of common letter groups the likeness is chance.
    private const double Likely = 0.28;

    // Good enough beside one that is likely.
    private const double Remote = 0.1;

    private readonly long[] asked = Trigrams(Last(path));

    /// <summary>The words of the address, as one would type them into a search.</summary>
    public string Words { get; } = string.Join(' ', Last(path).Split(['-', '_', '.', '+', ' '], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 1).Take(8));

    /// <summary>The newest visible stories, as addresses are compared with them: to be kept as long as they are that, for robots ask for much that does not exist.</summary>
    public static async Task<IReadOnlyList<SluggedStory>> ReadNewest(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var newest = await db.VisibleStories(now).NewestFirst().Take(Newest).Select(l => new { l.Article.Id, l.Article.Slug, l.Text.Headline }).ToListAsync(ct);
        return newest.ConvertAll(s => new SluggedStory(s.Id, Trigrams(s.Slug), Trigrams(Slug.From(s.Headline))));
    }

    /// <summary>The visible stories that are most like it, best first.</summary>
    /// <param name="db">The store.</param>
    /// <param name="newest">What <see cref="ReadNewest"/> finds at that instant.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IReadOnlyList<Teaser>> Find(NewsroomDb db, IReadOnlyList<SluggedStory> newest, DateTimeOffset now, CancellationToken ct = default)
    {
        if (asked.Length == 0)
            return [];
        var near = newest
            .Select(s => (s.Id, Like: Math.Max(Likeness(s.Slug), Likeness(s.Headline))))
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

    private double Likeness(long[] other)
    {
        var (common, i, j) = (0, 0, 0);
        while (i < asked.Length && j < other.Length)
        {
            if (asked[i] == other[j])
                common++;
            (i, j) = asked[i].CompareTo(other[j]) switch { < 0 => (i + 1, j), > 0 => (i, j + 1), _ => (i + 1, j + 1) };
        }

        return common == 0 ? 0 : (double)common / Math.Min(asked.Length, other.Length) * Math.Min(1, Math.Min(asked.Length, other.Length) / 6.0);
    }

    // The last part that says something: "feed", "amp" and numbers do not.
    private static string Last(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var last = parts.LastOrDefault(p => p.Any(char.IsLetter) && p is not ("feed" or "amp" or "embed")) ?? "";
        return last.Length > Article.LongestSlug ? last[..Article.LongestSlug].ToLowerInvariant() : last.ToLowerInvariant();
    }

    // Three letters in a number; each once, in order.
    private static long[] Trigrams(string slug)
    {
        var padded = $" {slug.Replace('-', ' ').Replace('_', ' ')} ";
        var groups = new SortedSet<long>();
        for (var i = 0; i + 3 <= padded.Length; i++)
            groups.Add(((long)padded[i] << 32) | ((long)padded[i + 1] << 16) | padded[i + 2]);
        return [.. groups];
    }
}

/// <summary>A story as addresses are compared with it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Slug">The groups of three letters in its slug, in order.</param>
/// <param name="Headline">Those of the slug that its headline would have.</param>
public sealed record SluggedStory(long Id, long[] Slug, long[] Headline);
