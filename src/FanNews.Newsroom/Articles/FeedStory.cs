using FanNews.Body;
using FanNews.Comments;
using FanNews.Media;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Who wrote a story, as a feed names them.</summary>
/// <param name="Name">The name in print.</param>
/// <param name="Path">Decoded path of their page.</param>
public sealed record FeedAuthor(string Name, string Path);

/// <summary>A story as a feed carries it: whole.</summary>
public sealed record FeedStory
{
    /// <summary>What lists show of it.</summary>
    public required Teaser Teaser { get; init; }

    /// <summary>
    /// An address that names the story for good, whatever becomes of headline and slug: WordPress's own for what came from there,
    /// so that no reader's program shows it twice; else a tag URI (RFC 4151).
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>The lead picture and the body, all addresses absolute.</summary>
    public required SafeHtml Html { get; init; }

    /// <summary>When what readers see of it last changed (UTC): a new text, publication or the end of its embargo.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Who wrote it, in order.</summary>
    public required IReadOnlyList<FeedAuthor> Authors { get; init; }

    /// <summary>Names of its section and tags.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Its pictures that have a file: the lead picture, then those of the body.</summary>
    public required IReadOnlyList<PictureView> Pictures { get; init; }

    /// <summary>How many comments are public.</summary>
    public required int Comments { get; init; }

    /// <summary>
    /// Reads the stories of a feed, in the order of the query. Take a feed's worth before. What others may not republish (<see cref="Picture.MaySyndicate"/>)
    /// is in none of them, nor what is said of it.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="stories">The stories.</param>
    /// <param name="site">The site's choices.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<FeedStory>> Read(NewsroomDb db, IQueryable<LiveArticle> stories, Site site, DateTimeOffset now, CancellationToken ct = default)
    {
        var teasers = await stories.ReadTeasers(now, ct);
        var texts = await stories.AsNoTracking()
            .Select(l => new
            {
                l.Article.Id,
                l.Article.CreatedAt,
                l.Article.EmbargoUntil,
                l.Article.WordPressId,
                l.Article.ImportedFrom,
                l.Text.Dateline,
                l.Text.Body,
                l.Text.EffectiveAt,
            })
            .ToDictionaryAsync(l => l.Id, ct);
        var ids = teasers.ConvertAll(t => t.Id);
        // By their stories' numbers: joined to the list itself, SQLite would read all tags and bylines of the paper.
        var tags = (await db.Articles.Where(a => ids.Contains(a.Id)).SelectMany(a => a.Tags, (a, t) => new { a.Id, t.Name }).OrderBy(t => t.Name).ToListAsync(ct)).ToLookup(t => t.Id, t => t.Name);
        var authors = (await db.Set<Byline>().Where(b => ids.Contains(b.ArticleId)).OrderBy(b => b.Place).Select(b => new { b.ArticleId, b.Author.Name, b.Author.Slug }).ToListAsync(ct)).ToLookup(b => b.ArticleId);
        var comments = await db.Comments.Where(c => ids.Contains(c.ArticleId) && c.Status == CommentStatus.Approved)
            .GroupBy(c => c.ArticleId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var bodies = teasers.ToDictionary(t => t.Id, t => WithLead(texts[t.Id].Body, t.Picture));
        var addresses = bodies.Values.SelectMany(b => b.Pictures).Distinct().ToList();
        var pictures = addresses.Count == 0
            ? []
            : await db.Pictures.AsNoTracking().Where(p => addresses.Contains(p.Address)).ToDictionaryAsync(p => p.Address, p => p.MaySyndicate ? p.ViewAt(now) : new PictureView { Address = p.Address, Withheld = true }, ct);
        return [.. teasers.Select(teaser =>
        {
            var (text, body) = (texts[teaser.Id], bodies[teaser.Id]);
            var setting = new BodySetting { Dateline = text.Dateline, Picture = pictures.GetValueOrDefault, Site = site.Url, Page = site.Absolute(teaser.Permalink) };
            return new FeedStory
            {
                Teaser = teaser.Picture is { } lead && pictures.GetValueOrDefault(lead.Address) is { Withheld: true } ? teaser with { Picture = null } : teaser,
                Identity = text is { ImportedFrom: { } host, WordPressId: { } number }
                    ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{site.Url.Scheme}://{host}/?p={number}")
                    : site.Tag(text.CreatedAt, "article", teaser.Id),
                Html = body.ToHtml(setting),
                ModifiedAt = Latest(teaser.PublishAt, text.EffectiveAt, text.EmbargoUntil),
                Authors = [.. authors[teaser.Id].Select(a => new FeedAuthor(a.Name, $"/author/{a.Slug}/"))],
                Categories = teaser.Section is { } section ? [section, .. tags[teaser.Id]] : [.. tags[teaser.Id]],
                Pictures = [.. body.Pictures.Select(pictures.GetValueOrDefault).OfType<PictureView>().Where(p => p.Src is not null).DistinctBy(p => p.Address)],
                Comments = comments.GetValueOrDefault(teaser.Id),
            };
        })];
    }

    internal static DateTimeOffset Latest(DateTimeOffset published, params ReadOnlySpan<DateTimeOffset?> others)
    {
        foreach (var other in others)
            published = other > published ? other.Value : published;
        return published;
    }

    // On the site the lead picture stands above the story; a feed has no such place.
    private static BodyText WithLead(string markdown, PictureView? lead)
    {
        var body = BodyText.Parse(markdown);
        return lead?.Src is null || body.Pictures.Contains(lead.Address) || lead.Address.AsSpan().IndexOfAny("<>\\\n") >= 0
            ? body
            : BodyText.Parse($"![](<{lead.Address}>)\n\n{markdown}");
    }
}
