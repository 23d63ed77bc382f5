using FanNews.Media;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A story as lists, rails and feeds show it.</summary>
public sealed record Teaser
{
    /// <summary>Number of the story.</summary>
    public required long Id { get; init; }

    /// <summary>Its decoded public path.</summary>
    public required string Permalink { get; init; }

    /// <summary>The headline.</summary>
    public required string Headline { get; init; }

    /// <summary>The dek.</summary>
    public string? Dek { get; init; }

    /// <summary>The excerpt, plain text, ending in " […]" where it was cut.</summary>
    public required string Excerpt { get; init; }

    /// <summary>Publication (UTC).</summary>
    public required DateTimeOffset PublishAt { get; init; }

    /// <summary>Number of words.</summary>
    public int Words { get; init; }

    /// <summary>Number of the section; null for none.</summary>
    public long? SectionId { get; init; }

    /// <summary>Name of the section.</summary>
    public string? Section { get; init; }

    /// <summary>Number of the source that is credited; null for none.</summary>
    public long? SourceId { get; init; }

    /// <summary>The lead picture, with or without a file.</summary>
    public PictureView? Picture { get; init; }

    /// <summary>Who is in the byline, in order.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The face of the first author who has one.</summary>
    public PictureView? Portrait { get; init; }

    /// <summary>The slot on the front page that it was pinned to; null for what was not found by its pin.</summary>
    public int? Place { get; init; }
}

/// <summary>Reading teasers.</summary>
public static class Teasers
{
    /// <summary>Reads the stories as teasers, in the order of the query. Take a page's worth before.</summary>
    /// <param name="live">The stories.</param>
    /// <param name="now">The instant (UTC): pictures whose licence has ended are left out.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<List<Teaser>> ReadTeasers(this IQueryable<LiveArticle> live, DateTimeOffset now, CancellationToken ct = default)
    {
        // A row for each name of a byline. Joined as a list of its own, SQLite would read the bylines of the whole paper: it looks into no join
        // that is joined from the left.
        var rows = await (
            from l in live.AsNoTracking()
            from byline in l.Article.Bylines.DefaultIfEmpty()
            select new
            {
                l.Article.Id,
                l.Article.Permalink,
                l.Article.PublishAt,
                l.Article.SectionId,
                l.Article.SourceId,
                Section = l.Article.Section!.Name,
                l.Article.LeadPicture,
                l.Text.Headline,
                l.Text.Dek,
                l.Text.Teaser,
                l.Text.Words,
                l.Place,
                At = (int?)byline!.Place,
                Author = byline!.Author.Name,
                byline!.Author.Portrait,
            }).ToListAsync(ct);
        return [.. rows.GroupBy(r => (r.Id, r.Place)).Select(named =>
        {
            var (story, names) = (named.First(), named.Where(n => n.At is not null).OrderBy(n => n.At).ToList());
            return new Teaser
            {
                Id = story.Id,
                Permalink = story.Permalink!,
                Headline = story.Headline,
                Dek = story.Dek,
                Excerpt = story.Teaser,
                PublishAt = story.PublishAt!.Value,
                Words = story.Words,
                SectionId = story.SectionId,
                SourceId = story.SourceId,
                Section = story.Section,
                Picture = story.LeadPicture.Shown(now),
                Authors = [.. names.Select(n => n.Author)],
                Portrait = names.Find(n => n.Portrait?.File is not null && n.Portrait.MayBeShown(now))?.Portrait?.View(),
                Place = story.Place,
            };
        })];
    }

    /// <summary>One page of a list.</summary>
    /// <param name="live">The stories, in order.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="page">From 1.</param>
    /// <param name="size">Stories a page.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The stories of the page and whether more follow.</returns>
    public static async Task<(IReadOnlyList<Teaser> Stories, bool More)> ReadPage(this IQueryable<LiveArticle> live, DateTimeOffset now, int page, int size, CancellationToken ct = default)
    {
        var stories = await live.Skip((page - 1) * size).Take(size + 1).ReadTeasers(now, ct);
        return (stories.Count > size ? stories[..size] : stories, stories.Count > size);
    }
}
