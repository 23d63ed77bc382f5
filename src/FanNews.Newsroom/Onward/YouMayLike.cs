using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Onward;

/// <summary>The rail of other stories: by shared tags (rare ones count more), section and recency.</summary>
public static class YouMayLike
{
    /// <summary>How many stories the rail has at most.</summary>
    public const int Size = 6;

    // Enough to choose from, few enough to weigh in memory.
    private const int Candidates = 60;

    /// <summary>Finds the stories, best first; empty in a newsroom with nothing else.</summary>
    /// <param name="db">The store.</param>
    /// <param name="from">The story that is being read.</param>
    /// <param name="next">What Next Post shows; never repeated here.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<Journey>> Find(NewsroomDb db, StoryView from, Journey? next, DateTimeOffset now, CancellationToken ct = default)
    {
        var taken = next?.Story.Id ?? from.Id;
        var others = db.VisibleStories(now).Where(l => l.Article.Id != from.Id && l.Article.Id != taken);
        var about = from.Tags.Select(t => t.Id).ToList();
        var section = from.Section?.Id;

        var tagged = about.Count == 0 ? [] : await Choose(others.Where(l => l.Article.Tags.Any(t => about.Contains(t.Id))), ct);
        var near = section is null ? [] : await Choose(others.Where(l => l.Article.SectionId == section), ct);
        var newest = await Choose(others, ct);
        var rarity = await Rarity(db, about, ct);

        var best = tagged.Concat(near).Concat(newest).DistinctBy(c => c.Id)
            .Select(c => Weigh(c, from, rarity))
            .OrderByDescending(w => w.Score).ThenByDescending(w => w.Id)
            .Take(Size).ToList();
        var ids = best.Select(b => b.Id).ToList();
        var teasers = (await db.VisibleStories(now).Where(l => ids.Contains(l.Article.Id)).ReadTeasers(ct)).ToDictionary(t => t.Id);
        return [.. best.Select(b => new Journey(teasers[b.Id], b.Reason, b.Score))];
    }

    private static async Task<List<Candidate>> Choose(IQueryable<LiveArticle> stories, CancellationToken ct) =>
        await stories.NewestFirst().Take(Candidates)
            .Select(l => new Candidate(l.Article.Id, l.Article.PublishAt!.Value, l.Article.SectionId, l.Article.Tags.Select(t => t.Id).ToList()))
            .ToListAsync(ct);

    private static Task<Dictionary<long, int>> Rarity(NewsroomDb db, List<long> tags, CancellationToken ct) =>
        db.Articles.SelectMany(a => a.Tags).Where(t => tags.Contains(t.Id)).GroupBy(t => t.Id).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    private static (long Id, double Score, string Reason) Weigh(Candidate candidate, StoryView from, Dictionary<long, int> rarity)
    {
        var shared = from.Tags.Where(t => candidate.Tags.Contains(t.Id)).OrderBy(t => rarity.GetValueOrDefault(t.Id)).ToList();
        var tags = shared.Sum(t => 3 / Math.Log2(1 + Math.Max(1, rarity.GetValueOrDefault(t.Id))));
        var section = candidate.SectionId is { } id && id == from.Section?.Id ? 1 : 0;
        var months = Math.Abs((candidate.PublishAt - from.PublishAt).TotalDays) / 30;
        var reason = shared.Count > 0 ? $"shares '{shared[0].Name}'" : section > 0 ? $"also in {from.Section!.Name}" : "recent";
        return (candidate.Id, tags + section + Math.Exp(-months), reason);
    }

    private sealed record Candidate(long Id, DateTimeOffset PublishAt, long? SectionId, List<long> Tags);
}
