using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Readers;

/// <summary>What a moderator does with a public comment besides deciding about it.</summary>
public sealed class MarkComment(NewsroomStore store)
{
    /// <summary>Sets a comment that answers the story above the others, or takes it down again.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="id">The comment.</param>
    /// <param name="on">Whether it is to stand there.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Whether anything changed.</returns>
    public Task<bool> Pin(Actor by, long id, bool on, CancellationToken ct = default) => Mark(by, id, on ? "pinned" : "unpinned", (comment, now) =>
    {
        if (comment.PinnedAt is not null == on || (on && comment.ParentId is not null))
            return false;
        comment.PinnedAt = on ? now : null;
        return true;
    }, ct);

    /// <summary>Recommends a comment to readers, or no longer.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="id">The comment.</param>
    /// <param name="on">Whether it is recommended.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Whether anything changed.</returns>
    public Task<bool> Pick(Actor by, long id, bool on, CancellationToken ct = default) => Mark(by, id, on ? "picked" : "unpicked", (comment, now) =>
    {
        if (comment.PickedAt is not null == on)
            return false;
        comment.PickedAt = on ? now : null;
        return true;
    }, ct);

    /// <summary>Keeps a comment that was reported: its open reports are closed.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> Keep(Actor by, long id, CancellationToken ct = default) => store.Change(by, async change =>
    {
        if (!await change.Db.Comments.For(by.Sections).AnyAsync(c => c.Id == id, ct))
            return change.Abandon(0);
        var closed = await change.Db.CommentReports.Where(r => r.CommentId == id && r.ClosedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.ClosedAt, change.Now), ct);
        if (closed == 0)
            return change.Abandon(0);
        change.Record("kept", $"comment:{id}", $"{closed} reports closed");
        change.TouchesNothing();
        return closed;
    }, ct);

    private Task<bool> Mark(Actor by, long id, string verb, Func<Comment, DateTimeOffset, bool> mark, CancellationToken ct) => store.Change(by, async change =>
    {
        if ((await ModerationQueue.Lock(change, [id], ct)).SingleOrDefault() is not { Status: CommentStatus.Approved } comment || !mark(comment, change.Now))
            return change.Abandon(false);
        change.Record(verb, $"comment:{id}");
        change.Touches(comment.ArticleId);
        return true;
    }, ct);
}
