using FanNews.Body;
using FanNews.Comments;
using FanNews.Media;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A story as a feed carries it: whole.</summary>
public sealed record FeedStory
{
    /// <summary>What lists show of it.</summary>
    public required Teaser Teaser { get; init; }

    /// <summary>The body, its addresses absolute.</summary>
    public required SafeHtml Html { get; init; }

    /// <summary>When the live text was released (UTC), never before publication.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Names of its section and tags.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>How many comments are public.</summary>
    public required int Comments { get; init; }

    /// <summary>Reads the stories of a feed, in the order of the query. Take a feed's worth before.</summary>
    public static async Task<IReadOnlyList<FeedStory>> Read(NewsroomDb db, IQueryable<LiveArticle> stories, Site site, CancellationToken ct = default)
    {
        var teasers = await stories.ReadTeasers(ct);
        var texts = await stories.AsNoTracking()
            .Select(l => new { l.Article.Id, l.Text, Tags = l.Article.Tags.OrderBy(t => t.Name).Select(t => t.Name).ToList() })
            .ToDictionaryAsync(l => l.Id, ct);
        var ids = teasers.ConvertAll(t => t.Id);
        var comments = await db.Comments.Where(c => ids.Contains(c.ArticleId) && c.Status == CommentStatus.Approved)
            .GroupBy(c => c.ArticleId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var bodies = texts.ToDictionary(t => t.Key, t => BodyText.Parse(t.Value.Text.Body));
        var addresses = bodies.Values.SelectMany(b => b.Pictures).Distinct().ToList();
        var pictures = addresses.Count == 0
            ? []
            : await db.Pictures.AsNoTracking().Where(p => addresses.Contains(p.Address)).ToDictionaryAsync(p => p.Address, p => p.View(), ct);
        return [.. teasers.Select(teaser =>
        {
            var (text, tags) = (texts[teaser.Id].Text, texts[teaser.Id].Tags);
            var setting = new BodySetting { Dateline = text.Dateline, Picture = pictures.GetValueOrDefault, LeadPicture = teaser.Picture?.Address, Site = site.Url };
            return new FeedStory
            {
                Teaser = teaser,
                Html = bodies[teaser.Id].ToHtml(setting),
                ModifiedAt = text.EffectiveAt > teaser.PublishAt ? text.EffectiveAt.Value : teaser.PublishAt,
                Categories = teaser.Section is { } section ? [section, .. tags] : tags,
                Comments = comments.GetValueOrDefault(teaser.Id),
            };
        })];
    }
}
