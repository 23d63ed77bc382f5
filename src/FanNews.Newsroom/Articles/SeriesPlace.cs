using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A part of a series as a link.</summary>
/// <param name="Id">Number of the story.</param>
/// <param name="Headline">Its headline.</param>
/// <param name="Permalink">Its decoded path.</param>
public sealed record SeriesPart(long Id, string Headline, string Permalink);

/// <summary>Where a story stands in its series, among the parts that readers see.</summary>
/// <param name="Name">Name of the series.</param>
/// <param name="Slug">Its part of the address.</param>
/// <param name="Part">The story's place, from 1.</param>
/// <param name="Count">How many parts there are.</param>
/// <param name="Previous">The part before; null on the first.</param>
/// <param name="Next">The part after; null on the last.</param>
public sealed record SeriesPlace(string Name, string Slug, int Part, int Count, SeriesPart? Previous, SeriesPart? Next)
{
    // A series with more parts is a section.
    private const int MostParts = 200;

    /// <summary>Finds it in two queries.</summary>
    /// <param name="db">The store.</param>
    /// <param name="series">Number of the series.</param>
    /// <param name="article">Number of the story.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The place; null for a story beyond the two hundredth part.</returns>
    internal static async Task<SeriesPlace?> Of(NewsroomDb db, long series, long article, DateTimeOffset now, CancellationToken ct)
    {
        var parts = await db.VisibleStories(now).InSeries(series).Take(MostParts).Select(l => new { l.Article.Id, l.Text.Headline, l.Article.Permalink }).ToListAsync(ct);
        var at = parts.FindIndex(p => p.Id == article);
        if (at < 0)
            return null;
        var named = await db.Set<Sections.Series>().AsNoTracking().SingleAsync(s => s.Id == series, ct);
        SeriesPart? Part(int i) => i >= 0 && i < parts.Count ? new(parts[i].Id, parts[i].Headline, parts[i].Permalink!) : null;
        return new(named.Name, named.Slug, at + 1, parts.Count, Part(at - 1), Part(at + 1));
    }
}
