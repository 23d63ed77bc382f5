using FanNews.Comments;
using FanNews.Media;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>
/// When what readers see may last have changed: what a feed says under Last-Modified. Every change leaves an audit line; what comes and
/// goes by the clock alone is looked for beside them.
/// </summary>
public static class LastChange
{
    /// <summary>For a list of stories.</summary>
    /// <param name="db">The store.</param>
    /// <param name="since">Publication of the oldest story that is listed (UTC).</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<DateTimeOffset> OfStories(NewsroomDb db, DateTimeOffset since, DateTimeOffset now, CancellationToken ct = default) =>
        FeedStory.Latest(
            await OfStore(db, ct),
            await db.Articles.Where(a => a.Kind == ArticleKind.Story && a.State == ArticleState.Published && a.PublishAt >= since && a.UnpublishAt <= now).MaxAsync(a => a.UnpublishAt, ct),
            await db.Pictures.Where(p => p.ExpiresAt <= now).MaxAsync(p => p.ExpiresAt, ct));

    /// <summary>For a list of comments.</summary>
    /// <param name="db">The store.</param>
    /// <param name="since">Time of the oldest comment that is listed (UTC).</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<DateTimeOffset> OfComments(NewsroomDb db, DateTimeOffset since, DateTimeOffset now, CancellationToken ct = default) =>
        FeedStory.Latest(
            await OfStore(db, ct),
            await db.Comments.Where(c => c.Status == CommentStatus.Approved && c.CreatedAt >= since && c.Article.UnpublishAt <= now).MaxAsync(c => c.Article.UnpublishAt, ct));

    private static async Task<DateTimeOffset> OfStore(NewsroomDb db, CancellationToken ct) =>
        await db.AuditLines.OrderByDescending(l => l.Id).Select(l => (DateTimeOffset?)l.At).FirstOrDefaultAsync(ct) ?? DateTimeOffset.UnixEpoch;
}
