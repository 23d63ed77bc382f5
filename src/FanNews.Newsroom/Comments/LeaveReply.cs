using System.Security.Cryptography;
using System.Text;
using FanNews.Articles;
using FanNews.Readers;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>What became of a submission.</summary>
public abstract record ReplyAnswer
{
    private ReplyAnswer()
    {
    }

    /// <summary>It is stored, on disk.</summary>
    /// <param name="CommentId">Number of the comment.</param>
    public sealed record Posted(long CommentId) : ReplyAnswer;

    /// <summary>Something in the form is not right.</summary>
    /// <param name="Problems">Field by field, in the form's order.</param>
    public sealed record Invalid(IReadOnlyList<Refusal> Problems) : ReplyAnswer;

    /// <summary>The same sender said the same here already.</summary>
    public sealed record Repeated : ReplyAnswer;

    /// <summary>The same sender posted a moment ago.</summary>
    /// <param name="Wait">How long to wait.</param>
    public sealed record TooSoon(TimeSpan Wait) : ReplyAnswer;

    /// <summary>The story takes no comments.</summary>
    public sealed record Closed : ReplyAnswer;

    /// <summary>There is no such story for readers.</summary>
    public sealed record Missing : ReplyAnswer;
}

/// <summary>The one way by which readers' comments come in. What it acknowledges is on disk.</summary>
public sealed class LeaveReply(NewsroomStore store)
{
    /// <summary>Least time between two comments of one sender. WordPress's flood limit.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Stores a reader's comment, or says why not.</summary>
    /// <param name="article">Number of the story.</param>
    /// <param name="submission">What was sent.</param>
    /// <param name="mode">Whether comments wait for a moderator.</param>
    /// <param name="limits">Whether the pause between comments is kept; off for load tests.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="StoreTrouble">The store cannot be written; nothing was.</exception>
    public async Task<ReplyAnswer> On(long article, Submission submission, CommentsMode mode, bool limits, CancellationToken ct = default)
    {
        var clean = submission.Read(out var problems);
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await store.Change(Actor.Reader, change => Store(change, article, submission, clean, problems, mode, limits, ct), ct);
            }
            catch (DbUpdateException e) when (tries < 3 && NewsroomStore.IsUniqueViolation(e))
            {
                // Another process stored the same comment, or took the number, between our look and our write: look again.
            }
        }
    }

    private static async Task<ReplyAnswer> Store(
        Change change, long articleId, Submission submission, CleanSubmission clean, IReadOnlyList<Refusal> problems, CommentsMode mode, bool limits, CancellationToken ct)
    {
        var db = change.Db;
        // A comment that waits shows nowhere.
        change.TouchesNothing();
        var open = await db.Visible(change.Now).Where(l => l.Article.Id == articleId).Select(l => (bool?)l.Article.CommentsOpen).SingleOrDefaultAsync(ct);
        if (open is null)
            return change.Abandon<ReplyAnswer>(new ReplyAnswer.Missing());
        if (open == false)
            return change.Abandon<ReplyAnswer>(new ReplyAnswer.Closed());
        if (problems.Count > 0)
            return change.Abandon<ReplyAnswer>(new ReplyAnswer.Invalid(problems));
        if (clean.ParentId is { } parent && !await db.Comments.AnyAsync(c => c.Id == parent && c.ArticleId == articleId && c.Status == CommentStatus.Approved, ct))
            return change.Abandon<ReplyAnswer>(new ReplyAnswer.Invalid([new("parent", "The comment that you answer is no longer here; your reply will stand under the story if you post it again")]));

        var sender = await Senders.Hash(change, submission.Network, ct);
        if (sender is not null)
            await db.Lock("sender:" + sender, ct);
        await db.Lock("email:" + clean.Email, ct);
        var fingerprint = Fingerprint(articleId, clean);
        if (await db.Comments.Where(c => c.Fingerprint == fingerprint).Select(c => new { c.Id, c.CreatedAt }).SingleOrDefaultAsync(ct) is { } same)
        {
            // The same form sent twice at once is one comment; the second is answered like the first.
            return change.Abandon<ReplyAnswer>(same.CreatedAt >= submission.ArrivedAt ? new ReplyAnswer.Posted(same.Id) : new ReplyAnswer.Repeated());
        }

        if (limits && await Wait(db, change.Now, clean.Email, sender, ct) is { } wait)
            return change.Abandon<ReplyAnswer>(new ReplyAnswer.TooSoon(wait));

        var comment = new Comment
        {
            ArticleId = articleId,
            ParentId = clean.ParentId,
            Name = clean.Name,
            Email = clean.Email,
            Website = clean.Website,
            Text = clean.Text,
            CreatedAt = change.Now,
            SenderHash = sender,
            Fingerprint = fingerprint,
            Remarks = [.. submission.Remarks],
        };
        if (!submission.Hold && await GoesThrough(db, mode, clean.Email, ct))
            comment.Decide(CommentStatus.Approved, change.Now, by: null, $"comments: {mode.ToString().ToLowerInvariant()}");
        if (comment.Status == CommentStatus.Approved)
            change.Touches(articleId);
        db.Comments.Add(comment);
        await db.SaveChangesAsync(ct);
        change.Record("posted", $"comment:{comment.Id}", comment.Status.ToString());
        Follows.Ask(change, comment, submission.Notify);
        if (comment.Status == CommentStatus.Approved)
            await Follows.Tell(change, comment, isNew: true, ct);
        return new ReplyAnswer.Posted(comment.Id);
    }

    private static async Task<bool> GoesThrough(NewsroomDb db, CommentsMode mode, string email, CancellationToken ct) => mode switch
    {
        CommentsMode.None => true,
        CommentsMode.First => await db.Comments.AnyAsync(c => c.Email == email && c.Status == CommentStatus.Approved, ct),
        _ => false,
    };

    private static async Task<TimeSpan?> Wait(NewsroomDb db, DateTimeOffset now, string email, string? sender, CancellationToken ct)
    {
        var since = now - Pause;
        var byEmail = await db.Comments.Where(c => c.Email == email && c.CreatedAt > since).MaxAsync(c => (DateTimeOffset?)c.CreatedAt, ct);
        var byNetwork = sender is null ? null : await db.Comments.Where(c => c.SenderHash == sender && c.CreatedAt > since).MaxAsync(c => (DateTimeOffset?)c.CreatedAt, ct);
        var last = byEmail > byNetwork || byNetwork is null ? byEmail : byNetwork;
        return last is { } at ? at + Pause - now : null;
    }

    // White space and case do not make another comment of the same words.
    internal static string Fingerprint(long article, CleanSubmission clean)
    {
        var words = string.Join(' ', clean.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{article}\n{clean.Email}\n{words}")));
    }
}
