using FanNews.People;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>One address of a site map.</summary>
/// <param name="Path">Decoded local path.</param>
/// <param name="ChangedAt">When what stands there last changed (UTC).</param>
public sealed record MapEntry(string Path, DateTimeOffset? ChangedAt);

/// <summary>One piece of the site map that is not empty.</summary>
/// <param name="Number">From 0.</param>
/// <param name="ChangedAt">When the newest of it changed (UTC).</param>
public sealed record MapPiece(long Number, DateTimeOffset? ChangedAt);

/// <summary>
/// Everything that readers may find, in pieces: whatever is numbered stands in the piece of its number, and there it stays,
/// so that an old piece changes only when something in it does.
/// </summary>
public static class SiteMap
{
    /// <summary>How many numbers a piece spans; far below the 50,000 addresses that one may hold, so that long addresses stay within 50 MiB (sitemaps.org).</summary>
    public const long PieceSize = 20_000;

    // More lists than any paper has; a piece must have an end.
    private const int MostLists = 40_000;

    /// <summary>The pieces of stories and pages.</summary>
    public static async Task<List<MapPiece>> ArticlePieces(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var pieces = await db.Visible(now)
            .Select(l => new { Piece = l.Article.Id / PieceSize, l.Article.PublishAt, l.Text.EffectiveAt })
            .GroupBy(l => l.Piece)
            .Select(g => new { g.Key, Published = g.Max(l => l.PublishAt), Effective = g.Max(l => l.EffectiveAt) })
            .OrderBy(g => g.Key).ToListAsync(ct);
        return pieces.ConvertAll(g => new MapPiece(g.Key, FeedStory.Latest(g.Published!.Value, g.Effective)));
    }

    /// <summary>The stories and pages of a piece, by number, read as they are written.</summary>
    public static IAsyncEnumerable<MapEntry> ArticlesIn(NewsroomDb db, long piece, DateTimeOffset now) => db.Visible(now)
        .Where(l => l.Article.Id >= piece * PieceSize && l.Article.Id < (piece + 1) * PieceSize)
        .OrderBy(l => l.Article.Id)
        .Select(l => new { l.Article.Permalink, l.Article.PublishAt, l.Article.EmbargoUntil, l.Text.EffectiveAt })
        .AsAsyncEnumerable()
        .Select(l => new MapEntry(l.Permalink!, FeedStory.Latest(l.PublishAt!.Value, l.EffectiveAt, l.EmbargoUntil)));

    /// <summary>The pieces of topics that have a visible story.</summary>
    public static async Task<List<MapPiece>> TagPieces(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var tagged = Tagged(db, now);
        var pieces = await db.Tags.Where(t => tagged.Any(s => s.Tag == t.Id))
            .GroupBy(t => t.Id / PieceSize).Select(g => g.Key).OrderBy(key => key).ToListAsync(ct);
        return pieces.ConvertAll(number => new MapPiece(number, null));
    }

    /// <summary>The topics of a piece that have a visible story, by number.</summary>
    public static IAsyncEnumerable<MapEntry> TagsIn(NewsroomDb db, long piece, DateTimeOffset now)
    {
        var dated = Tagged(db, now).Where(s => s.Tag >= piece * PieceSize && s.Tag < (piece + 1) * PieceSize)
            .GroupBy(s => s.Tag).Select(g => new { Tag = g.Key, Newest = g.Max(s => s.PublishAt) });
        return db.Tags.Join(dated, t => t.Id, d => d.Tag, (t, d) => new { t.Id, t.Slug, d.Newest }).OrderBy(t => t.Id)
            .AsAsyncEnumerable()
            .Select(t => new MapEntry($"/tag/{t.Slug}/", t.Newest));
    }

    // From the tag to its stories: asked of each story whether it has the tag, an engine goes through all stories for every tag.
    private static IQueryable<TaggedStory> Tagged(NewsroomDb db, DateTimeOffset now) =>
        from pair in db.Set<Dictionary<string, object>>(Article.TagsTable)
        join live in db.VisibleStories(now) on (long)pair["ArticleId"] equals live.Article.Id
        select new TaggedStory { Tag = (long)pair["TagsId"], PublishAt = live.Article.PublishAt };

    /// <summary>The front page, the sections, authors, sources and series that have a visible story.</summary>
    public static async Task<IReadOnlyList<MapEntry>> Lists(NewsroomDb db, SectionTree sections, DateTimeOffset now, CancellationToken ct = default)
    {
        var stories = db.VisibleStories(now);
        // All stories once, and their bylines once, however many lists there are.
        var placed = await stories.GroupBy(l => new { l.Article.SectionId, l.Article.SourceId, l.Article.SeriesId })
            .Select(g => new { g.Key.SectionId, g.Key.SourceId, g.Key.SeriesId, Newest = g.Max(l => l.Article.PublishAt) }).ToListAsync(ct);
        var written = db.Set<Byline>().Join(stories, b => b.ArticleId, l => l.Article.Id, (b, l) => new { b.AuthorId, l.Article.PublishAt })
            .GroupBy(b => b.AuthorId).Select(g => new { Author = g.Key, Newest = g.Max(b => b.PublishAt) });
        var authors = await db.Authors.Join(written, a => a.Id, w => w.Author, (a, w) => new { a.Slug, w.Newest }).OrderBy(a => a.Slug).Take(MostLists).ToListAsync(ct);
        var own = placed.ToLookup(p => p.SectionId, p => p.Newest);
        var credited = placed.Where(p => p.SourceId != null).GroupBy(p => p.SourceId!.Value).ToDictionary(g => g.Key, g => g.Max(p => p.Newest));
        var parts = placed.Where(p => p.SeriesId != null).GroupBy(p => p.SeriesId!.Value).ToDictionary(g => g.Key, g => g.Max(p => p.Newest));
        var sources = await db.Sources.Where(s => credited.Keys.Contains(s.Id)).OrderBy(s => s.Slug).Take(MostLists).Select(s => new { s.Id, s.Slug }).ToListAsync(ct);
        var series = await db.Series.Where(s => parts.Keys.Contains(s.Id)).OrderBy(s => s.Slug).Take(MostLists).Select(s => new { s.Id, s.Slug }).ToListAsync(ct);
        IEnumerable<MapEntry> all =
        [
            new("/", placed.Max(p => p.Newest)),
            .. sections.All.Select(s => new MapEntry(sections.Path(s), sections.Within(s).Max(id => own[id].Max()))).Where(s => s.ChangedAt is not null),
            .. authors.Select(a => new MapEntry($"/author/{a.Slug}/", a.Newest)),
            .. sources.Select(s => new MapEntry($"/source/{s.Slug}/", credited[s.Id])),
            .. series.Select(s => new MapEntry($"/series/{s.Slug}/", parts[s.Id])),
        ];
        return [.. all.Take(MostLists)];
    }

    /// <summary>The stories that came out since an instant, newest first; what news search engines want.</summary>
    public static IQueryable<LiveArticle> Since(NewsroomDb db, DateTimeOffset since, DateTimeOffset now) =>
        db.VisibleStories(now).Where(l => l.Article.PublishAt > since).NewestFirst();

    private sealed class TaggedStory
    {
        public required long Tag { get; init; }

        public required DateTimeOffset? PublishAt { get; init; }
    }
}
