using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>What leads through the archive: the years, months and days in which a story came out, in the site's zone.</summary>
public static class Archive
{
    // Years of a paper of three centuries; months and days are fewer.
    private const int MostParts = 300;

    /// <summary>The years that have stories, each by its first day, the earliest first.</summary>
    /// <param name="db">The store.</param>
    /// <param name="site">Whose zone counts.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<IReadOnlyList<DateOnly>> Years(NewsroomDb db, Site site, DateTimeOffset now, CancellationToken ct = default) =>
        Parts(db, site, now, DateOnly.MinValue.AddYears(1), DateOnly.MaxValue.AddYears(-1), day => new(day.Year, 1, 1), ct);

    /// <summary>The months of a year that have stories, each by its first day.</summary>
    /// <param name="db">The store.</param>
    /// <param name="site">Whose zone counts.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="year">The year.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<IReadOnlyList<DateOnly>> Months(NewsroomDb db, Site site, DateTimeOffset now, int year, CancellationToken ct = default) =>
        Parts(db, site, now, new(year, 1, 1), new(year + 1, 1, 1), day => new(day.Year, day.Month, 1), ct);

    /// <summary>The days of a month that have stories.</summary>
    /// <param name="db">The store.</param>
    /// <param name="site">Whose zone counts.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="first">The first of the month.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<IReadOnlyList<DateOnly>> Days(NewsroomDb db, Site site, DateTimeOffset now, DateOnly first, CancellationToken ct = default) =>
        Parts(db, site, now, first, first.AddMonths(1), day => day, ct);

    // From part to part by the newest story before the last one: a step for each, however many stories they have.
    private static async Task<IReadOnlyList<DateOnly>> Parts(NewsroomDb db, Site site, DateTimeOffset now, DateOnly from, DateOnly to, Func<DateOnly, DateOnly> begin, CancellationToken ct)
    {
        var (first, parts) = (StoryList.Midnight(from, site.Zone), new List<DateOnly>());
        for (var end = to; end > from && parts.Count < MostParts; end = parts[0])
        {
            var before = StoryList.Midnight(end, site.Zone);
            var newest = await db.VisibleStories(now).Of(a => a.PublishAt >= first && a.PublishAt < before).NewestFirst().Select(l => l.Article.PublishAt).FirstOrDefaultAsync(ct);
            if (newest is not { } at)
                break;
            parts.Insert(0, begin(StoryList.DayOf(at, site.Zone)));
        }

        return parts;
    }
}
