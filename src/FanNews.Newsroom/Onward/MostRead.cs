using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Onward;

/// <summary>A story as a link.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Headline">Its headline.</param>
/// <param name="Permalink">Its decoded path.</param>
public sealed record ReadStory(long Id, string Headline, string Permalink);

/// <summary>What was opened most in the last 24 hours: counted by the hour, ranked every few minutes, and shown as it was ranked.</summary>
public static class MostRead
{
    /// <summary>How long a ranking stands.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(5);

    /// <summary>How far back readers count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private const int Shown = 5;
    private const int FewestShown = 3;

    // A few more than are shown, for when one of them is taken down before the next round.
    private const int Ranked = 10;

    // How many are looked at for these: what is hidden by now falls out.
    private const int Candidates = 100;

    /// <summary>The most read that readers see now, the first one first; none where there are too few for a ranking.</summary>
    /// <param name="db">The store.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<ReadStory>> Read(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var ranked = await db.MostReadStories.OrderBy(s => s.Place).Select(s => s.ArticleId).ToListAsync(ct);
        if (ranked.Count < FewestShown)
            return [];
        var visible = await db.VisibleStories(now).Where(l => ranked.Contains(l.Article.Id))
            .Select(l => new ReadStory(l.Article.Id, l.Text.Headline, l.Article.Permalink!)).ToListAsync(ct);
        return visible.Count < FewestShown ? [] : [.. visible.OrderBy(s => ranked.IndexOf(s.Id)).Take(Shown)];
    }

    /// <summary>Adds what was counted to the present hour.</summary>
    /// <param name="store">The store.</param>
    /// <param name="views">How often each story was opened.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="StoreTrouble">The store cannot be written; nothing was.</exception>
    public static Task Add(NewsroomStore store, IReadOnlyCollection<(long Article, int Views)> views, CancellationToken ct = default) => store.Change(Actor.Program, async change =>
    {
        change.Untraced();
        var hour = Hour(change.Now);
        // Always in one order, so that two processes do not wait for each other.
        foreach (var (article, count) in views.OrderBy(v => v.Article))
        {
            var row = new StoryHour { Hour = hour, ArticleId = article, Views = count };
            if (await change.Db.StoryHours.Where(h => h.Hour == hour && h.ArticleId == article).ExecuteUpdateAsync(set => set.SetProperty(h => h.Views, h => h.Views + count), ct) == 0)
                change.Db.StoryHours.Add(row);
        }
    }, ct);

    /// <summary>Makes the ranking anew once the last one has stood long enough, whichever process made that. Pages change where the ranking does.</summary>
    /// <param name="store">The store.</param>
    /// <param name="now">The present instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Whether it is another ranking now.</returns>
    /// <exception cref="StoreTrouble">The store cannot be used.</exception>
    public static async Task<bool> Rank(NewsroomStore store, DateTimeOffset now, CancellationToken ct = default)
    {
        // Counting holds up nobody who writes; only the result is written.
        var (madeAt, ranked, old) = await store.Read(async db => (await MadeAt(db, ct), await Count(db, now, ct), await db.StoryHours.AnyAsync(h => h.Hour <= now - Window, ct)), ct);
        if (now - madeAt < Round || (madeAt is null && ranked.Count == 0 && !old))
            return false;
        return await store.Change(Actor.Program, async change =>
        {
            await change.Db.Lock("most-read", ct);
            if (await MadeAt(change.Db, ct) != madeAt)
                return change.Abandon(false);
            var since = now - Window;
            await change.Db.StoryHours.Where(h => h.Hour <= since).ExecuteDeleteAsync(ct);
            var stand = await change.Db.MostReadStories.OrderBy(s => s.Place).ToListAsync(ct);
            var changed = !stand.Select(s => s.ArticleId).SequenceEqual(ranked);
            change.Untraced(shown: changed);
            foreach (var place in stand)
                place.RankedAt = now;
            for (var i = 0; i < ranked.Count; i++)
            {
                if (i < stand.Count)
                    stand[i].ArticleId = ranked[i];
                else
                    change.Db.MostReadStories.Add(new MostReadStory { Place = i + 1, ArticleId = ranked[i], RankedAt = now });
            }

            change.Db.MostReadStories.RemoveRange(stand.Skip(ranked.Count));
            return changed;
        }, ct);
    }

    private static async Task<List<long>> Count(NewsroomDb db, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Window;
        var most = await db.StoryHours.Where(h => h.Hour > since).GroupBy(h => h.ArticleId).Select(g => new { Article = g.Key, Views = g.Sum(h => h.Views) })
            .OrderByDescending(s => s.Views).ThenByDescending(s => s.Article).Take(Candidates).Select(s => s.Article).ToListAsync(ct);
        if (most.Count == 0)
            return [];
        var visible = (await db.VisibleStories(now).Where(l => most.Contains(l.Article.Id)).Select(l => l.Article.Id).ToListAsync(ct)).ToHashSet();
        return [.. most.Where(visible.Contains).Take(Ranked)];
    }

    private static Task<DateTimeOffset?> MadeAt(NewsroomDb db, CancellationToken ct) => db.MostReadStories.MaxAsync(s => (DateTimeOffset?)s.RankedAt, ct);

    private static DateTimeOffset Hour(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
}
