using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>Bans the sender of a comment from the queue: the ban, the comment and all that waits of the same sender are one action with one undo.</summary>
public sealed class BanSender(NewsroomStore store)
{
    /// <summary>Bans, and puts into Spam what waits.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="id">The comment.</param>
    /// <param name="kind">By what: its address, the domain of that address, or its network for the rest of the day.</param>
    /// <param name="why">Why, for colleagues; may be empty.</param>
    /// <param name="all">Whether the others of the sender that wait go to Spam too.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The outcome, or the field and the sentence that say why not.</returns>
    public async Task<(QueueOutcome? Outcome, Refusal? Refusal)> By(Actor by, long id, BanKind kind, string? why, bool all, CancellationToken ct = default)
    {
        if (KeepBans.Reason(ref why) is { } tooLong)
            return (null, tooLong);
        return await store.Change(by, async change =>
        {
            if ((await ModerationQueue.Lock(change, [id], ct)).SingleOrDefault() is not { ErasedAt: null } comment)
                return change.Abandon<(QueueOutcome?, Refusal?)>((new(null, 0, null, 1), null));
            if (comment.PersonId is not null)
                return change.Abandon<(QueueOutcome?, Refusal?)>((null, new("kind", "Somebody of the newsroom wrote it. Nobody of the newsroom can be banned")));
            if (ValueOf(comment, kind) is not { Length: > 0 } value)
                return change.Abandon<(QueueOutcome?, Refusal?)>((null, new("kind", kind == BanKind.Network ? "The network of this comment is not known. Choose another way" : "This comment came without an address. Choose another way")));
            var batch = Guid.NewGuid();
            DateTimeOffset? ends = kind == BanKind.Network ? new DateTimeOffset(comment.CreatedAt.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) : null;
            if (await KeepBans.Put(change, kind, value, why, ends, batch, ct) is null)
                return change.Abandon<(QueueOutcome?, Refusal?)>((null, new("kind", "Networks of days gone by cannot be told any more. Choose another way")));
            var done = 0;
            foreach (var one in all ? await Waiting(change, comment, kind, value, ct) : [comment])
            {
                if (one.Decide(CommentStatus.Spam, change.Now, by.PersonId, "Its sender is banned", batch) is not { } decision)
                    continue;
                await ModerationQueue.Trace(change, one, decision, ct);
                done++;
            }

            if (done == 0)
                change.TouchesNothing();
            return (new QueueOutcome(done > 0 ? batch : null, done), (Refusal?)null);
        }, ct);
    }

    private static string? ValueOf(Comment comment, BanKind kind) => kind switch
    {
        BanKind.Email => comment.Email,
        BanKind.Domain => Domain(comment.Email),
        _ => comment.SenderHash,
    };

    /// <summary>The domain of an address; null for none.</summary>
    public static string? Domain(string email) => email.LastIndexOf('@') is var at and >= 0 ? email[(at + 1)..] : null;

    private static async Task<List<Comment>> Waiting(Change change, Comment comment, BanKind kind, string value, CancellationToken ct)
    {
        var waiting = change.Db.Comments.Where(c => c.Status == CommentStatus.Pending && c.ErasedAt == null && c.PersonId == null);
        var end = "@" + value;
        waiting = kind switch
        {
            BanKind.Email => waiting.Where(c => c.Email == value),
            BanKind.Domain => waiting.Where(c => c.Email.EndsWith(end)),
            _ => waiting.Where(c => c.SenderHash == value),
        };
        var ids = await waiting.Where(c => c.Id != comment.Id).OrderBy(c => c.Id).Select(c => c.Id).Take(ModerationQueue.MostAtOnce - 1).ToListAsync(ct);
        // What was decided between our look and the lock stays decided.
        return [comment, .. (await ModerationQueue.Lock(change, ids, ct)).Where(c => c.Status == CommentStatus.Pending)];
    }
}
