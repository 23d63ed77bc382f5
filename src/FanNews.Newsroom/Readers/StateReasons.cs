using System.Globalization;
using System.Text.Json;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Outbox;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Readers;

/// <summary>Refuses comments with reasons that their writers are told, and takes appeals (EU DSA, articles 17 and 20).</summary>
public sealed class StateReasons(NewsroomStore store, MailSettings mail, IConfiguration outside)
{
    /// <summary>The kind of its rows in the outbox; the payload is the number of the statement.</summary>
    public const string Kind = "statement of reasons";

    /// <summary>Takes a comment away and tells its writer why. One that somebody else decided about meanwhile is left as it is.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="id">The comment.</param>
    /// <param name="seen">Where it stood on the moderator's screen.</param>
    /// <param name="until">When it was read (UTC); null where nobody read it.</param>
    /// <param name="ground">On what ground.</param>
    /// <param name="text">In the moderator's words; may be empty.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<QueueOutcome> Refuse(Actor by, long id, CommentStatus seen, DateTimeOffset? until, RefusalGround ground, string? text, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var batch = Guid.NewGuid();
        if ((await ModerationQueue.Lock(change, [id], ct)).SingleOrDefault() is not { } comment)
            return change.Abandon(new QueueOutcome(null, 0, null, 1));
        if (!comment.IsAsSeen(seen, until) || comment.Decide(CommentStatus.Trash, change.Now, by.PersonId, ReaderWords.Ground(ground).TrimEnd('.'), batch) is not { } decision)
            return change.Abandon(new QueueOutcome(null, 0, id, 1));
        await ModerationQueue.Trace(change, comment, decision, ct);
        var words = TakeReport.Words(text);
        var statement = new Statement { CommentId = id, Ground = ground, Text = words.Length == 0 ? null : words[..Math.Min(words.Length, Statement.LongestText)], At = change.Now, ById = by.PersonId };
        change.Db.Statements.Add(statement);
        await change.Db.SaveChangesAsync(ct);
        if (comment.Email.Length > 0)
            change.Send(Kind, JsonSerializer.Serialize(statement.Id));
        return new QueueOutcome(batch, 1);
    }, ct);

    /// <summary>What an appeal is about, for whoever has its link; null when the link is not good.</summary>
    public static async Task<AppealView?> Find(NewsroomDb db, string? secret, DateTimeOffset now, CancellationToken ct = default)
    {
        if (await ReaderLink.Find(db, ReaderLinkKind.Appeal, secret, now, ct) is not { } subject)
            return null;
        var id = long.Parse(subject, CultureInfo.InvariantCulture);
        var stories = db.Visible(now);
        return await db.Statements.Where(s => s.Id == id).Join(db.Comments.Where(c => c.ErasedAt == null), s => s.CommentId, c => c.Id, (s, c) => new AppealView(
            s.Id, c.Text, stories.Where(l => l.Article.Id == c.ArticleId).Select(l => l.Text.Headline).FirstOrDefault() ?? ReaderWords.Hidden, s.Ground, s.Text, s.AppealedAt, c.Status)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Takes an appeal: the comment waits again, with what its writer says.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> Appeal(string? secret, string? text, CancellationToken ct = default) => store.Change(Actor.Reader, async change =>
    {
        var words = TakeReport.Words(text);
        if (words.Length == 0)
            return change.Abandon<Refusal?>(new("text", "Say why you think the decision is wrong"));
        if (words.Length > Statement.LongestText)
            return change.Abandon<Refusal?>(new("text", $"Shorten your words to {Statement.LongestText:#,0} characters or fewer"));
        if (await Find(change.Db, secret, change.Now, ct) is not { AppealedAt: null } found)
            return change.Abandon<Refusal?>(new("", "This link was used already, or the comment is not there any more"));
        var statement = await change.Db.Statements.SingleAsync(s => s.Id == found.Id, ct);
        var comment = (await ModerationQueue.Lock(change, [statement.CommentId], ct)).Single();
        if (comment.Status == CommentStatus.Approved)
            return change.Abandon<Refusal?>(new("", "The comment is published already"));
        (statement.Appeal, statement.AppealedAt) = (words, change.Now);
        comment.Decide(CommentStatus.Pending, change.Now, by: null, "Its writer appeals");
        change.Record("appealed", $"comment:{comment.Id}");
        change.TouchesNothing();
        return null;
    }, ct);

    /// <summary>Writes to the commenter: the reasons, or what became of the appeal.</summary>
    public async Task<Delivery> Deliver(OutboxRow row, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<long>(row.Payload);
        await store.Change(Actor.Program, async change =>
        {
            var (db, stories) = (change.Db, change.Db.Visible(change.Now));
            var found = await db.Statements.AsNoTracking().Where(s => s.Id == id)
                .Join(db.Comments, s => s.CommentId, c => c.Id, (s, c) => new
                {
                    Statement = s,
                    c.Email,
                    c.Status,
                    Headline = stories.Where(l => l.Article.Id == c.ArticleId).Select(l => l.Text.Headline).FirstOrDefault() ?? ReaderWords.Hidden,
                }).SingleOrDefaultAsync(ct);
            if (found is not { Email.Length: > 0 } || !await mail.IsSetUp(db, ct))
                return change.Abandon(false);
            var site = await Site.Read(db, outside, ct);
            if (found.Statement.AnsweredAt is not null)
            {
                ReaderLetters.Answered(found.Email, found.Headline, found.Status == CommentStatus.Approved, site).Send(change);
            }
            else
            {
                // Taken back before the letter left: there is nothing to explain.
                if (found.Status != CommentStatus.Trash || found.Statement.AppealedAt is not null)
                    return change.Abandon(false);
                var reported = await db.CommentReports.AnyAsync(r => r.CommentId == found.Statement.CommentId && r.CreatedAt <= found.Statement.At, ct);
                var secret = await ReaderLink.Make(change, ReaderLinkKind.Appeal, id.ToString(CultureInfo.InvariantCulture), Statement.AppealTime, ct);
                ReaderLetters.Refused(found.Email, found.Statement, found.Headline, reported, secret, site).Send(change);
            }

            change.Record("told a commenter", $"comment:{found.Statement.CommentId}");
            change.TouchesNothing();
            return true;
        }, ct);
        return new Delivery.Done();
    }

    /// <summary>Notes with a moderator's decision that an open appeal is answered by it.</summary>
    internal static async Task Answer(Change change, Comment comment, CancellationToken ct)
    {
        var open = await change.Db.Statements.Where(s => s.CommentId == comment.Id && s.AppealedAt != null && s.AnsweredAt == null).ToListAsync(ct);
        foreach (var statement in open)
        {
            statement.AnsweredAt = change.Now;
            change.Send(Kind, JsonSerializer.Serialize(statement.Id));
        }
    }
}

/// <summary>What an appeal is about.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Comment">The comment's text.</param>
/// <param name="Headline">Of which story.</param>
/// <param name="Ground">Why it was refused.</param>
/// <param name="Text">In the moderator's words; null for none.</param>
/// <param name="AppealedAt">When its writer appealed (UTC); null for not yet.</param>
/// <param name="Status">Where the comment stands.</param>
public sealed record AppealView(long Id, string Comment, string Headline, RefusalGround Ground, string? Text, DateTimeOffset? AppealedAt, CommentStatus Status);
