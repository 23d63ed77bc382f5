using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Search;

/// <summary>Reads what may be an answer: found by the engine, visible at this instant, within the filters.</summary>
internal sealed class Candidates
{
    private readonly NewsroomDb db;
    private readonly SearchQuestion asked;
    private readonly IQueryable<LiveArticle> visible;

    /// <summary>Readies it for one question.</summary>
    public Candidates(NewsroomDb db, SearchQuestion asked, DateTimeOffset now)
    {
        (this.db, this.asked) = (db, asked);
        visible = db.VisibleStories(now);
        if (asked.Sections is { } sections)
            visible = visible.InSections(sections);
        if (asked.Author is { } author)
            visible = visible.By(db, author);
        if (asked.From is { } from)
            visible = visible.Where(l => l.Article.PublishAt >= from);
        if (asked.Before is { } before)
            visible = visible.Where(l => l.Article.PublishAt < before);
        Filter = MarksOf(asked);
    }

    /// <summary>The filters as marks of the index, so that the engine need not find what they leave out; a day more rather than less.</summary>
    public Match? Filter { get; }

    /// <summary>The numbers of the newest entries that match, hidden ones among them.</summary>
    /// <returns>Fewer than <paramref name="most"/> where there are no more.</returns>
    public Task<List<long>> Latest(Match match, int most, CancellationToken ct, long before = long.MaxValue, bool few = false) =>
        WordIndex.Of(db).Highest(db, WordTable.SearchWords, match, most, before, few: few).ToListAsync(ct);

    /// <summary>The newest that match.</summary>
    /// <param name="match">What the index is asked.</param>
    /// <param name="most">How many are enough.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="latest">What <see cref="Latest"/> found for the same match and number, where it was asked already.</param>
    /// <param name="few">Whether few match (<see cref="WordIndex.AreFew"/>).</param>
    public async Task<Finds> Read(Match match, int most, CancellationToken ct, List<long>? latest = null, bool few = false)
    {
        var finds = new Finds();
        for (var ids = latest ?? await Latest(match, most, ct, few: few); ids.Count > 0; ids = await Latest(match, most, ct, ids[^1], few))
        {
            finds.Add(await Visible(ids, ct));
            // What is hidden takes the place of what is not: go on until there is enough, or no more.
            if (ids.Count < most || finds.Count >= most)
                break;
        }

        return finds;
    }

    /// <summary>
    /// Entries whether or not readers see them, to be ranked; then <see cref="Seen"/> is to be asked. Visibility costs two to four times what
    /// the vector does among a million. A story with texts to come is among them several times.
    /// </summary>
    public Task<List<Candidate>> ReadUnasked(List<long> ids, CancellationToken ct) =>
        db.SearchRows.AsNoTracking().Where(r => ids.Contains(r.Id))
            .Join(db.Articles, r => r.ArticleId, a => a.Id, (r, a) => new Candidate(r.ArticleId, r.Number, a.PublishAt ?? DateTimeOffset.UnixEpoch, r.Vector)).ToListAsync(ct);

    /// <summary>Those that readers see now, within the filters, as the text says that is live; in their order.</summary>
    public async Task<IEnumerable<(Candidate Story, double Score)>> Seen(IReadOnlyCollection<(Candidate Story, double Score)> unasked, CancellationToken ct)
    {
        var ids = unasked.Select(c => c.Story.ArticleId).ToList();
        var live = await visible.Where(l => ids.Contains(l.Article.Id)).Select(l => new { l.Article.Id, l.Text.Number }).ToDictionaryAsync(l => l.Id, l => l.Number, ct);
        return unasked.Where(c => live.TryGetValue(c.Story.ArticleId, out var number) && number == c.Story.Number);
    }

    /// <summary>Whether anything matches that readers see.</summary>
    public async Task<bool> Any(Match match, CancellationToken ct) => (await Read(match, 1, ct)).Count > 0;

    /// <summary>Words of the vocabulary that begin or end as given.</summary>
    public Task<List<string>> Resembling(string beginning, string end, CancellationToken ct) => WordIndex.Of(db).Resembling(db, beginning, end, ct);

    /// <summary>In how many stories each of these tokens is, hidden ones among them; those in none are left out.</summary>
    public async Task<Dictionary<string, long>> Holding(IReadOnlyCollection<string> tokens, CancellationToken ct) => (await WordIndex.Of(db).Count(db, tokens, ct)).Holding;

    private async Task<List<Candidate>> Visible(List<long> ids, CancellationToken ct)
    {
        // The live text and no other: neither what it said yesterday nor what it will say tomorrow.
        var rows = from row in db.SearchRows.AsNoTracking().Where(r => ids.Contains(r.Id))
                   join live in visible on new { row.ArticleId, row.Number } equals new { ArticleId = live.Article.Id, live.Text.Number }
                   select new Candidate(row.ArticleId, row.Number, live.Article.PublishAt!.Value, row.Vector);
        return await rows.ToListAsync(ct);
    }

    private static Match? MarksOf(SearchQuestion asked)
    {
        var parts = new List<Match>();
        if (asked.Sections is { Count: > 0 } sections)
            parts.Add(new Match.Any([.. sections.Select(s => new Match.Token(IndexedStory.InSection(s)))]));
        if (asked.Author is { } author)
            parts.Add(new Match.Token(IndexedStory.ByAuthor(author)));
        if (asked.From is not null || asked.Before is not null)
        {
            var marks = Months(asked.From?.UtcDateTime ?? new DateTime(1600, 1, 1), asked.Before?.UtcDateTime ?? new DateTime(2200, 1, 1)).ToList();
            if (marks.Count is > 0 and <= MostMarks)
                parts.Add(new Match.Any([.. marks.Select(m => new Match.Token(m))]));
        }

        return parts.Count switch { 0 => null, 1 => parts[0], _ => new Match.All(parts) };
    }

    private const int MostMarks = 200;

    // Whole years where the span holds them, months at its ends.
    private static IEnumerable<string> Months(DateTime from, DateTime before)
    {
        for (var at = new DateTime(from.Year, from.Month, 1); at < before;)
        {
            var year = at.Month == 1 && at.Year < 9999 && at.AddYears(1) <= before;
            yield return year ? IndexedStory.InYear(at.Year) : IndexedStory.InMonth(at.Year, at.Month);
            at = year ? at.AddYears(1) : at.AddMonths(1);
        }
    }
}

/// <summary>What was found, each story once.</summary>
internal sealed class Finds
{
    private readonly Dictionary<long, Candidate> byArticle = [];

    public int Count => byArticle.Count;

    public IReadOnlyList<Candidate> Stories => [.. byArticle.Values];

    public void Add(Finds others) => Add(others.Stories);

    public void Add(IEnumerable<Candidate> stories)
    {
        foreach (var story in stories)
            byArticle.TryAdd(story.ArticleId, story);
    }
}
