using System.Globalization;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A part of a series as a link.</summary>
/// <param name="Headline">Its headline.</param>
/// <param name="Permalink">Its decoded path.</param>
public sealed record SeriesPart(string Headline, string Permalink);

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
        SeriesPart? Part(int i) => i >= 0 && i < parts.Count ? new(parts[i].Headline, parts[i].Permalink!) : null;
        return new(named.Name, named.Slug, at + 1, parts.Count, Part(at - 1), Part(at + 1));
    }

    /// <summary>Where a story would stand among the parts that readers see, if it came out as typed.</summary>
    /// <param name="db">The store.</param>
    /// <param name="typed">The form.</param>
    /// <param name="article">Number of the story; 0 for a new one.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The place; null outside a series.</returns>
    internal static async Task<SeriesPlace?> Typed(NewsroomDb db, TypedStory typed, long article, DateTimeOffset now, CancellationToken ct)
    {
        if (TypedStory.Clean(typed.Series) is not { Length: > 0 } name)
            return null;
        var slug = Articles.Slug.From(name, "series");
        // Names that share a slug are numbered. A slug has neither % nor _: it is a pattern of itself.
        var numbered = slug + "-%";
        var known = await db.Set<Sections.Series>().AsNoTracking().Where(s => s.Slug == slug || EF.Functions.Like(s.Slug, numbered)).ToListAsync(ct);
        if (known.Find(s => TypedStory.Same(s.Name, name)) is not { } series)
            return new(name, slug, 1, 1, null, null);
        var others = await db.VisibleStories(now).InSeries(series.Id).Where(l => l.Article.Id != article).Take(MostParts)
            .Select(l => new { l.Article.SeriesPart, l.Text.Headline, l.Article.Permalink }).ToListAsync(ct);
        var part = int.TryParse(TypedStory.Clean(typed.Part), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        var at = others.TakeWhile(o => o.SeriesPart <= part).Count();
        SeriesPart? Part(int i) => i >= 0 && i < others.Count ? new(others[i].Headline, others[i].Permalink!) : null;
        return new(series.Name, series.Slug, at + 1, others.Count + 1, Part(at - 1), Part(at));
    }
}
