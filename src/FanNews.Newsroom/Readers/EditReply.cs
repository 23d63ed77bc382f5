using FanNews.Comments;
using FanNews.Screening;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Readers;

/// <summary>What became of a writer's change of a comment.</summary>
public enum EditOutcome
{
    /// <summary>The new text is stored.</summary>
    Saved,

    /// <summary>The comment is withdrawn.</summary>
    Withdrawn,

    /// <summary>The time is over, or somebody has refused the comment meanwhile.</summary>
    TooLate,

    /// <summary>The same sender said the same here already.</summary>
    Repeated,

    /// <summary>The new text may not be.</summary>
    Refused,
}

/// <summary>Lets whoever wrote a comment change it or take it back, for a few minutes.</summary>
public sealed class EditReply(NewsroomStore store, PresentModels models)
{
    /// <summary>How long after posting.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Whether there is still time.</summary>
    public static bool IsOpen(DateTimeOffset createdAt, DateTimeOffset now) => now <= createdAt + Window;

    /// <summary>
    /// Stores another text, screened like the first. A public comment goes back into the queue where it would have waited with this text, and
    /// always where a person had let it out: that is not exchanged behind their back.
    /// </summary>
    /// <param name="id">The comment.</param>
    /// <param name="text">The new text as typed.</param>
    /// <param name="site">The newsroom's choices, the rules of the screening among them.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>What became of it, and what is wrong with the text where it was refused.</returns>
    public async Task<(EditOutcome Outcome, IReadOnlyList<Refusal> Problems)> Save(long id, string? text, Site site, CancellationToken ct = default)
    {
        try
        {
            return await store.Change(Actor.Reader, async change =>
            {
                if (await Open(change, id, ct) is not { } comment)
                    return change.Abandon<(EditOutcome, IReadOnlyList<Refusal>)>((EditOutcome.TooLate, []));
                var typed = new Submission { Comment = text, Author = comment.Name, Email = comment.Email, Url = comment.Website, ArrivedAt = change.Now };
                var clean = typed.Read(out var problems);
                if (problems.FirstOrDefault(p => p.Field == "comment") is { } problem)
                    return change.Abandon<(EditOutcome, IReadOnlyList<Refusal>)>((EditOutcome.Refused, [problem]));
                if (clean.Text == comment.Text)
                    return change.Abandon<(EditOutcome, IReadOnlyList<Refusal>)>((EditOutcome.Saved, []));
                change.TouchesNothing();
                if (comment.Status == CommentStatus.Approved)
                    change.Touches(comment.ArticleId);
                (comment.Text, comment.Fingerprint, comment.EditedAt) = (clean.Text, Posting.FingerprintOf(comment.ArticleId, clean), change.Now);
                if (!await Stays(change, comment, clean, typed, site, ct))
                    comment.Decide(CommentStatus.Pending, change.Now, by: null, "Changed by its writer");
                change.Record("edited", $"comment:{id}");
                await change.Db.SaveChangesAsync(ct);
                return (EditOutcome.Saved, (IReadOnlyList<Refusal>)[]);
            }, ct);
        }
        catch (DbUpdateException e) when (NewsroomStore.IsUniqueViolation(e))
        {
            return (EditOutcome.Repeated, []);
        }
    }

    /// <summary>Takes a comment back. Where somebody answered it, a mark stays.</summary>
    public Task<EditOutcome> Withdraw(long id, CancellationToken ct = default) => store.Change(Actor.Reader, async change =>
    {
        if (await Open(change, id, ct) is not { } comment)
            return change.Abandon(EditOutcome.TooLate);
        change.TouchesNothing();
        if (comment.Status == CommentStatus.Approved)
            change.Touches(comment.ArticleId);
        comment.Erase(change.Now, "Withdrawn by its writer");
        await change.Db.Follows.Where(f => f.CommentId == id).ExecuteDeleteAsync(ct);
        await change.Db.CommentNotes.Where(n => n.CommentId == id).ExecuteDeleteAsync(ct);
        change.Record("withdrew", $"comment:{id}");
        return EditOutcome.Withdrawn;
    }, ct);

    private static async Task<Comment?> Open(Change change, long id, CancellationToken ct) =>
        (await ModerationQueue.Lock(change, [id], ct)).SingleOrDefault() is { ErasedAt: null, PersonId: null, Status: CommentStatus.Pending or CommentStatus.Approved } comment && IsOpen(comment.CreatedAt, change.Now)
            ? comment
            : null;

    // Notes what the screening makes of the new text, and says whether the comment may stay where it is.
    private async Task<bool> Stays(Change change, Comment comment, CleanSubmission clean, Submission typed, Site site, CancellationToken ct)
    {
        var posting = new Posting(comment.ArticleId, typed, clean, site, limits: false) { Sender = comment.SenderHash };
        var facts = await GatherFacts.For(change, [posting], models, [], ct);
        var candidate = facts.About(posting, (await facts.Past(change.Db, posting, ct)).Past);
        var screened = Screen.Judge(candidate, site.Screening);
        comment.Remarks.Clear();
        comment.Remarks.AddRange(screened.Remarks);
        (comment.SpamChance, comment.TrashChance, comment.Likeness) = (Screen.SpamChance(candidate), candidate.Trash?.Probability, posting.Likeness);
        comment.Words = candidate.Spam is { Words.Count: > 0 } spam ? string.Join('\n', spam.Words.Select(w => w.Word)) : null;
        return comment.Status == CommentStatus.Pending
            || (screened.Ruling == Ruling.Approve && !await change.Db.Decisions.AnyAsync(d => d.CommentId == comment.Id && d.ById != null, ct));
    }
}
