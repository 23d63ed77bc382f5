using System.Security.Cryptography;
using System.Text;
using FanNews.Articles;
using FanNews.Readers;
using FanNews.Screening;
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
public sealed class LeaveReply(NewsroomStore store, PresentModels models)
{
    /// <summary>Least time between two comments of one sender. WordPress's flood limit.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Stores a reader's comment, or says why not.</summary>
    /// <param name="article">Number of the story.</param>
    /// <param name="submission">What was sent.</param>
    /// <param name="site">The newsroom's choices, the rules of the screening among them.</param>
    /// <param name="limits">Whether the pause between comments is kept and repetitions wait; off for load tests.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="StoreTrouble">The store cannot be written; nothing was.</exception>
    public async Task<ReplyAnswer> On(long article, Submission submission, Site site, bool limits, CancellationToken ct = default)
    {
        var clean = submission.Read(out var problems);
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await store.Change(Actor.Reader, change => Store(change, article, submission, clean, problems, site, limits, ct), ct);
            }
            catch (DbUpdateException e) when (tries < 3 && NewsroomStore.IsUniqueViolation(e))
            {
                // Another process stored the same comment, or took the number, between our look and our write: look again.
            }
        }
    }

    private async Task<ReplyAnswer> Store(
        Change change, long articleId, Submission submission, CleanSubmission clean, IReadOnlyList<Refusal> problems, Site site, bool limits, CancellationToken ct)
    {
        var db = change.Db;
        // A comment that waits shows nowhere.
        change.TouchesNothing();
        var story = await db.Visible(change.Now).Where(l => l.Article.Id == articleId).Select(l => new { l.Article.CommentsOpen, l.Article.CommentDays, l.Article.PublishAt }).SingleOrDefaultAsync(ct);
        if (story is null)
            return change.Abandon<ReplyAnswer>(new ReplyAnswer.Missing());
        if (!story.CommentsOpen || !CommentsEnd.IsBefore(site, story.PublishAt, story.CommentDays, change.Now))
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

        var past = await GatherFacts.Past(db, clean.Email, sender, change.Now, ct);
        if (limits && past.Last + Pause - change.Now is { } wait && wait > TimeSpan.Zero)
            return change.Abandon<ReplyAnswer>(new ReplyAnswer.TooSoon(wait));

        var candidate = await GatherFacts.For(change, articleId, clean, submission, sender, past.Past, models, limits, ct);
        var screened = Screen.Judge(candidate, site.Screening);
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
            Remarks = [.. screened.Remarks],
            SpamChance = Screen.SpamChance(candidate),
            TrashChance = candidate.Trash?.Probability,
            Words = candidate.Spam is { Words.Count: > 0 } spam ? string.Join('\n', spam.Words.Select(w => w.Word)) : null,
            Likeness = Likeness.Of(clean.Text),
        };
        // Nobody of the newsroom decided: it is a decision all the same, with its reason, and is undone like any other.
        var status = screened.Ruling switch { Ruling.Approve => CommentStatus.Approved, Ruling.Reject => CommentStatus.Spam, _ => CommentStatus.Pending };
        comment.Decide(status, change.Now, by: null, screened.Decision.Sentence);
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

    // White space and case do not make another comment of the same words.
    internal static string Fingerprint(long article, CleanSubmission clean)
    {
        var words = string.Join(' ', clean.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{article}\n{clean.Email}\n{words}")));
    }
}
