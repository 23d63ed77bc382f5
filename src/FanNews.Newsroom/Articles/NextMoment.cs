using FanNews.Media;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>The next instant at which time alone changes what readers see (law 3): no page may be kept past it.</summary>
public static class NextMoment
{
    /// <summary>
    /// Finds it: something comes out or goes, a text that was released ahead begins to count, a pin or a breaking line ends, the licence of a picture ends, or a new day
    /// begins, which pages print. What a single page shows for a while only is that page's own to say.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="site">Says in which zone a day begins.</param>
    /// <param name="now">The instant (UTC) of the page; the answer is later.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<DateTimeOffset> After(NewsroomDb db, Site site, DateTimeOffset now, CancellationToken ct = default)
    {
        var published = db.Articles.Where(a => a.State == ArticleState.Published);
        // Each of them is one step into an index.
        var moments = First(published.Where(a => a.Kind == ArticleKind.Story && a.PublishAt > now).Select(a => a.PublishAt))
            .Concat(First(published.Where(a => a.Kind == ArticleKind.Page && a.PublishAt > now).Select(a => a.PublishAt)))
            .Concat(First(db.Articles.Where(a => a.UnpublishAt > now).Select(a => a.UnpublishAt)))
            .Concat(First(db.Articles.Where(a => a.EmbargoUntil > now).Select(a => a.EmbargoUntil)))
            .Concat(First(db.Revisions.Where(r => r.EffectiveAt > now).Select(r => r.EffectiveAt)))
            .Concat(First(db.Pictures.Where(p => p.ExpiresAt > now).Select(p => p.ExpiresAt)))
            .Concat(First(db.FrontPins.Where(p => p.EndsAt > now).Select(p => p.EndsAt)))
            .Concat(First(db.BreakingLines.Where(l => l.StartsAt > now).Select(l => (DateTimeOffset?)l.StartsAt)))
            .Concat(First(db.BreakingLines.Where(l => l.EndsAt > now).Select(l => (DateTimeOffset?)l.EndsAt)));
        var next = Midnight(site, now);
        foreach (var moment in await moments.ToListAsync(ct))
            next = moment < next ? moment.Value : next;
        return next;
    }

    // Where the clocks skip midnight, a day begins with the first minute that there is; where they show it twice, with the first.
    private static DateTimeOffset Midnight(Site site, DateTimeOffset now)
    {
        var day = site.Local(now).Date.AddDays(1);
        while (site.Zone.IsInvalidTime(day))
            day = day.AddMinutes(1);
        var offset = site.Zone.IsAmbiguousTime(day) ? site.Zone.GetAmbiguousTimeOffsets(day).Max() : site.Zone.GetUtcOffset(day);
        return new DateTimeOffset(day, offset).ToUniversalTime();
    }

    private static IQueryable<DateTimeOffset?> First(IQueryable<DateTimeOffset?> moments) => moments.OrderBy(m => m).Take(1);
}
