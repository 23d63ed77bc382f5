using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Readers;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>Which part of the queue a moderator looks at.</summary>
/// <param name="Tab">Comments that stand so.</param>
/// <param name="From">Where the page before it ended, as <see cref="QueuePage.Next"/> said; null for the beginning.</param>
/// <param name="Batch">An action that the page tells of and may take back; null for none.</param>
/// <param name="Late">A comment that somebody else had decided; null for none.</param>
/// <param name="Undone">An undo that the page tells of; null for none.</param>
public sealed record QueueQuestion(CommentStatus Tab, string? From = null, Guid? Batch = null, long? Late = null, Guid? Undone = null);

/// <summary>One page of the moderation queue.</summary>
public sealed record QueuePage
{
    /// <summary>Comments on a page.</summary>
    public const int Size = 50;

    /// <summary>What is shown, the longest waiting first in the Pending tab, the newest first in the others.</summary>
    public required IReadOnlyList<QueuedComment> Comments { get; init; }

    /// <summary>How many comments stand how, counted now.</summary>
    public required IReadOnlyDictionary<CommentStatus, int> Counts { get; init; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; init; }

    /// <summary>The decisions of the action that was asked for.</summary>
    public required IReadOnlyList<DecisionView> Batch { get; init; }

    /// <summary>The decisions of the undo that was asked for.</summary>
    public required IReadOnlyList<DecisionView> Undone { get; init; }

    /// <summary>The newest decision about the comment that somebody else had decided; null when none was asked for.</summary>
    public DecisionView? Late { get; init; }

    /// <summary>Counts the comments by where they stand; a status without comments counts 0.</summary>
    public static async Task<IReadOnlyDictionary<CommentStatus, int>> Count(NewsroomDb db, CancellationToken ct = default)
    {
        // Two counts that each read an index alone; a filter on the first would read every comment.
        var counted = await db.Comments.GroupBy(c => c.Status).Select(g => new { g.Key, Count = g.Count() })
            .Concat(db.Comments.Where(c => c.ErasedAt != null).Select(c => new { Key = c.Status, Count = -1 })).ToListAsync(ct);
        return Enum.GetValues<CommentStatus>().ToDictionary(s => s, s => counted.Where(c => c.Key == s).Sum(c => c.Count));
    }

    /// <summary>Reads a page in three queries; the counts are a fourth.</summary>
    /// <param name="db">The store, inside one reading transaction.</param>
    /// <param name="question">What to show.</param>
    /// <param name="counts">What <see cref="Count"/> said in the same transaction.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<QueuePage> Read(NewsroomDb db, QueueQuestion question, IReadOnlyDictionary<CommentStatus, int> counts, CancellationToken ct = default)
    {
        var (all, reports, told) = (db.Comments, db.CommentReports, db.Statements);
        var found = await Page(db, question).Select(c => new QueuedComment
        {
            Id = c.Id,
            Name = c.Name,
            Email = c.Email,
            Website = c.Website,
            Text = c.Text,
            Status = c.Status,
            CreatedAt = c.CreatedAt,
            ByStaff = c.PersonId != null,
            Remarks = c.Remarks,
            Marks = new QueueMarks
            {
                IsReply = c.ParentId != null,
                Pinned = c.PinnedAt != null,
                Picked = c.PickedAt != null,
                Edited = c.EditedAt != null,
                Reports = reports.Where(r => r.CommentId == c.Id && r.ClosedAt == null).OrderBy(r => r.Id).Select(r => new ReportView(r.Reason, r.Text, r.CreatedAt)).ToList(),
                Statement = told.Where(s => s.CommentId == c.Id).OrderByDescending(s => s.Id).Select(s => new StatementView(s.Ground, s.Text, s.Appeal, s.AppealedAt)).FirstOrDefault(),
            },
            SpamChance = c.SpamChance,
            TrashChance = c.TrashChance,
            WordLines = c.Words,
            Story = new QueuedStory
            {
                Headline = c.Article.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).FirstOrDefault() ?? "",
                Permalink = c.Article.Permalink,
                State = c.Article.State,
                PublishAt = c.Article.PublishAt,
                Killed = c.Article.KilledAt != null,
                Section = c.Article.Section!.Name,
                Pending = all.Count(o => o.ArticleId == c.ArticleId && o.Status == CommentStatus.Pending),
            },
            Parent = c.Parent == null ? null : new QueuedParent { Name = c.Parent.Name, Text = c.Parent.Text, Status = c.Parent.Status },
        }).Take(Size + 1).ToListAsync(ct);
        var shown = found.Take(Size).ToList();
        var decisions = await Decisions(db, shown, question, ct);
        var senders = await Senders(db, shown, ct);
        return new QueuePage
        {
            Counts = counts,
            Next = found.Count > Size ? Cursor(shown[^1]) : null,
            Batch = [.. decisions.Where(d => d.Batch == question.Batch)],
            Undone = [.. decisions.Where(d => d.Batch == question.Undone)],
            Late = decisions.LastOrDefault(d => d.CommentId == question.Late),
            Comments = [.. shown.Select(c => c with
            {
                Decisions = [.. decisions.Where(d => d.CommentId == c.Id)],
                Sender = senders.GetValueOrDefault(c.Email),
            })],
        };
    }

    private static IQueryable<Comment> Page(NewsroomDb db, QueueQuestion question)
    {
        var comments = db.Comments.AsNoTracking().Where(c => c.Status == question.Tab && c.ErasedAt == null);
        var oldestFirst = question.Tab == CommentStatus.Pending;
        if (Cursor(question.From) is var (at, id))
            comments = oldestFirst
                ? comments.Where(c => c.CreatedAt > at || (c.CreatedAt == at && c.Id > id))
                : comments.Where(c => c.CreatedAt < at || (c.CreatedAt == at && c.Id < id));
        return oldestFirst
            ? comments.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
            : comments.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id);
    }

    private static Task<List<DecisionView>> Decisions(NewsroomDb db, IReadOnlyList<QueuedComment> shown, QueueQuestion question, CancellationToken ct)
    {
        var (ids, batch, undone, late) = (shown.Select(c => c.Id).ToList(), question.Batch, question.Undone, question.Late);
        return (
            from decision in db.Decisions
            join comment in db.Comments on decision.CommentId equals comment.Id
            join person in db.People on decision.ById equals (long?)person.Id into people
            from person in people.DefaultIfEmpty()
            where ids.Contains(decision.CommentId) || decision.Batch == batch || decision.Batch == undone || decision.CommentId == late
            orderby decision.Id
            select new DecisionView(decision.CommentId, comment.Name, comment.PersonId != null, decision.From, decision.To, decision.At, person.Name, decision.Why, decision.Batch)).ToListAsync(ct);
    }

    private static async Task<Dictionary<string, Sender>> Senders(NewsroomDb db, IReadOnlyList<QueuedComment> shown, CancellationToken ct)
    {
        var emails = shown.Select(c => c.Email).Where(e => e.Length > 0).Distinct().ToList();
        return await db.Comments.Where(c => emails.Contains(c.Email)).GroupBy(c => c.Email).Select(g => new
        {
            g.Key,
            Approved = g.Count(c => c.Status == CommentStatus.Approved),
            Refused = g.Count(c => c.Status == CommentStatus.Spam || c.Status == CommentStatus.Trash),
            FirstSeen = g.Min(c => c.CreatedAt),
        }).ToDictionaryAsync(s => s.Key, s => new Sender(s.Approved, s.Refused, s.FirstSeen), ct);
    }

    private static string Cursor(QueuedComment last) => string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.ToUnixTimeMilliseconds()}-{last.Id}");

    // A cursor that somebody made up shows the first page.
    private static (DateTimeOffset At, long Id)? Cursor(string? text) =>
        text?.Split('-') is [var ms, var id]
        && long.TryParse(ms, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253_402_300_799_999
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (DateTimeOffset.FromUnixTimeMilliseconds(at), number)
            : null;
}

/// <summary>A comment with what a moderator needs to decide.</summary>
public sealed record QueuedComment
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The name shown with it.</summary>
    public required string Name { get; init; }

    /// <summary>The sender's address; empty where an import had none.</summary>
    public required string Email { get; init; }

    /// <summary>The sender's site.</summary>
    public string? Website { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Where it stands.</summary>
    public CommentStatus Status { get; init; }

    /// <summary>When it was written (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether somebody of the newsroom wrote it.</summary>
    public bool ByStaff { get; init; }

    /// <summary>What the moderator should know.</summary>
    public required IReadOnlyList<Remark> Remarks { get; init; }

    /// <summary>What readers and its writer said about it, and how it is set apart.</summary>
    public required QueueMarks Marks { get; init; }

    /// <summary>What the model of spam made of it, 0 to 1; null where it was not asked.</summary>
    public double? SpamChance { get; init; }

    /// <summary>What the model of the trash made of it, 0 to 1; null where there was none.</summary>
    public double? TrashChance { get; init; }

    /// <summary>The words that moved the model most.</summary>
    public IReadOnlyList<string> Words => WordLines?.Split('\n') ?? [];

    internal string? WordLines { get; init; }

    /// <summary>The story.</summary>
    public required QueuedStory Story { get; init; }

    /// <summary>The comment that it answers.</summary>
    public QueuedParent? Parent { get; init; }

    /// <summary>What was decided so far, oldest first.</summary>
    public IReadOnlyList<DecisionView> Decisions { get; init; } = [];

    /// <summary>What is known of the sender's address; null without one.</summary>
    public Sender? Sender { get; init; }
}

/// <summary>The story that a waiting comment is about.</summary>
public sealed record QueuedStory
{
    /// <summary>Its newest headline.</summary>
    public required string Headline { get; init; }

    /// <summary>Its public path; null while it was never published.</summary>
    public string? Permalink { get; init; }

    /// <summary>How far the newsroom has taken it.</summary>
    public ArticleState State { get; init; }

    /// <summary>When it becomes public (UTC).</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>Whether it was withdrawn for good.</summary>
    public bool Killed { get; init; }

    /// <summary>Where it runs.</summary>
    public string? Section { get; init; }

    /// <summary>Its comments that wait. (Counting the public ones as well, for each row, took seconds under a story with very many.)</summary>
    public int Pending { get; init; }
}

/// <summary>The comment that a waiting one answers.</summary>
public sealed record QueuedParent
{
    /// <summary>Who wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Where it stands.</summary>
    public CommentStatus Status { get; init; }
}

/// <summary>What a sender's address did in this newsroom before.</summary>
/// <param name="Approved">Comments that are public.</param>
/// <param name="Refused">Comments in Spam and Trash.</param>
/// <param name="FirstSeen">When the first came (UTC).</param>
public sealed record Sender(int Approved, int Refused, DateTimeOffset FirstSeen);

/// <summary>A decision as it is told.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="Name">Who wrote the comment.</param>
/// <param name="ByStaff">Whether that is somebody of the newsroom.</param>
/// <param name="From">Where it stood.</param>
/// <param name="To">Where it stands since.</param>
/// <param name="At">When (UTC).</param>
/// <param name="By">Who decided; null for the program.</param>
/// <param name="Why">The reason, where one was given.</param>
/// <param name="Batch">The action that it was part of.</param>
public sealed record DecisionView(long CommentId, string Name, bool ByStaff, CommentStatus From, CommentStatus To, DateTimeOffset At, string? By, string? Why, Guid Batch);
