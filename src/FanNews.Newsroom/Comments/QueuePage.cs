using System.Globalization;
using FanNews.People;
using FanNews.Readers;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>One page of the moderation queue.</summary>
public sealed record QueuePage
{
    /// <summary>Comments on a page.</summary>
    public const int Size = 50;

    /// <summary>What is shown, the longest waiting first in the Pending tab, the newest first in the others.</summary>
    public required IReadOnlyList<QueuedComment> Comments { get; init; }

    /// <summary>How many comments each tab has, counted now.</summary>
    public required IReadOnlyDictionary<QueueTab, int> Counts { get; init; }

    /// <summary>How many comments pass the filter, where one page shows them all; null where there are more.</summary>
    public int? Found { get; init; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; init; }

    /// <summary>The decisions of the action that was asked for.</summary>
    public required IReadOnlyList<DecisionView> Batch { get; init; }

    /// <summary>The decisions of the undo that was asked for.</summary>
    public required IReadOnlyList<DecisionView> Undone { get; init; }

    /// <summary>The newest decision about the comment that somebody else had decided; null when none was asked for.</summary>
    public DecisionView? Late { get; init; }

    /// <summary>Counts the comments of each tab; a tab without comments counts 0.</summary>
    /// <param name="db">The store.</param>
    /// <param name="within">The sections whose comments count; null for the whole paper.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyDictionary<QueueTab, int>> Count(NewsroomDb db, IReadOnlyList<long>? within, CancellationToken ct = default)
    {
        if (within is null)
            return await Count(db, ct);
        var counts = await db.Comments.For(within).Where(c => c.ErasedAt == null).GroupBy(c => c.Status).Select(g => new { Reported = false, g.Key, Count = g.Count() })
            .Concat(QueueTabs.Of(db, QueueTab.Reported).For(within).GroupBy(c => c.Status).Select(g => new { Reported = true, g.Key, Count = g.Count() }))
            .ToDictionaryAsync(g => (g.Reported, g.Key), g => g.Count, ct);
        return Enum.GetValues<QueueTab>().ToDictionary(tab => tab, tab => counts.GetValueOrDefault((tab == QueueTab.Reported, tab.Status())));
    }

    /// <summary>Counts the comments that wait for a decision.</summary>
    /// <inheritdoc cref="Count(NewsroomDb, IReadOnlyList{long}?, CancellationToken)"/>
    public static Task<int> Waiting(NewsroomDb db, IReadOnlyList<long>? within, CancellationToken ct = default) => within is null
        ? db.Database.SqlQuery<int>($"""
            SELECT (SELECT count(*) FROM "Comments" WHERE "Status" = 'Pending')
                 - (SELECT count(*) FROM "Comments" WHERE "ErasedAt" IS NOT NULL AND "Status" || '' = 'Pending') AS "Value"
            """).SingleAsync(ct)
        : db.Comments.For(within).CountAsync(c => c.Status == CommentStatus.Pending && c.ErasedAt == null, ct);

    /// <summary>Counts the comments of each tab, of the whole paper.</summary>
    public static async Task<IReadOnlyDictionary<QueueTab, int>> Count(NewsroomDb db, CancellationToken ct = default)
    {
        // Whole tables are counted by their pages; of 200,000 comments a count by groups took 30 ms in SQLite, this takes 2. What is not of another
        // status is approved. The additions to "Status" keep SQLite from walking through all of a status to the few that are meant.
        var counted = await db.Database.SqlQuery<Counted>($"""
            SELECT (SELECT count(*) FROM "Comments") AS "All",
                   (SELECT count(*) FROM "Comments" WHERE "Status" = 'Pending') AS "Pending",
                   (SELECT count(*) FROM "Comments" WHERE "Status" = 'Spam') AS "Spam",
                   (SELECT count(*) FROM "Comments" WHERE "Status" = 'Trash') AS "Trash",
                   (SELECT count(*) FROM "Comments" WHERE "ErasedAt" IS NOT NULL) AS "Erased",
                   (SELECT count(*) FROM "Comments" WHERE "ErasedAt" IS NOT NULL AND "Status" || '' = 'Pending') AS "ErasedPending",
                   (SELECT count(*) FROM "Comments" WHERE "ErasedAt" IS NOT NULL AND "Status" || '' = 'Spam') AS "ErasedSpam",
                   (SELECT count(*) FROM "Comments" WHERE "ErasedAt" IS NOT NULL AND "Status" || '' = 'Trash') AS "ErasedTrash",
                   (SELECT count(*) FROM "Comments"
                    WHERE "Id" IN (SELECT "CommentId" FROM "CommentReports" WHERE "ClosedAt" IS NULL) AND "Status" || '' = 'Approved' AND "ErasedAt" IS NULL) AS "Reported"
            """).SingleAsync(ct);
        var (pending, spam, trash) = (counted.Pending - counted.ErasedPending, counted.Spam - counted.ErasedSpam, counted.Trash - counted.ErasedTrash);
        return new Dictionary<QueueTab, int>
        {
            [QueueTab.Pending] = pending,
            [QueueTab.Reported] = counted.Reported,
            [QueueTab.Approved] = counted.All - counted.Erased - pending - spam - trash,
            [QueueTab.Spam] = spam,
            [QueueTab.Trash] = trash,
        };
    }

    private sealed record Counted(int All, int Pending, int Spam, int Trash, int Erased, int ErasedPending, int ErasedSpam, int ErasedTrash, int Reported);

    /// <summary>Reads a page in three queries; the counts are a fourth.</summary>
    /// <param name="db">The store, inside one reading transaction.</param>
    /// <param name="question">What to show.</param>
    /// <param name="counts">What <see cref="Count(NewsroomDb, IReadOnlyList{long}?, CancellationToken)"/> said in the same transaction.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<QueuePage> Read(NewsroomDb db, QueueQuestion question, IReadOnlyDictionary<QueueTab, int> counts, DateTimeOffset now, CancellationToken ct = default)
    {
        var (all, reports, told, notes, people) = (db.Comments, db.CommentReports, db.Statements, db.CommentNotes, db.People);
        // SQLite reads all that is shown of a comment before it sorts: of every one that passes the filter, were the page's not chosen before.
        var page = Page(question.Filter.On(db, question.Tab, now), question).Select(c => c.Id).Take(Size + 1);
        var found = await Sorted(all.AsNoTracking().Where(c => page.Contains(c.Id)), question.Tab).Select(c => new QueuedComment
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
            Original = c.Original,
            MeaningChangedAt = c.MeaningChangedAt,
            HasNetwork = c.SenderHash != null,
            Notes = notes.Where(n => n.CommentId == c.Id).OrderBy(n => n.Id).Select(n => new NoteView(people.Where(p => p.Id == n.ById).Select(p => p.Name).FirstOrDefault(), n.Text, n.At)).ToList(),
            WordLines = c.Words,
            Story = new QueuedStory
            {
                Id = c.ArticleId,
                Headline = c.Article.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).FirstOrDefault() ?? "",
                Permalink = c.Article.Permalink,
                State = c.Article.State,
                PublishAt = c.Article.PublishAt,
                Killed = c.Article.KilledAt != null,
                Section = c.Article.Section!.Name,
                Pending = all.Count(o => o.ArticleId == c.ArticleId && o.Status == CommentStatus.Pending),
            },
            Parent = c.Parent == null ? null : new QueuedParent { Id = c.Parent.Id, Name = c.Parent.Name, Text = c.Parent.Text, Status = c.Parent.Status },
        }).ToListAsync(ct);
        var shown = found.Take(Size).ToList();
        var decisions = await Decisions(db, [.. shown.Select(c => c.Id)], question, ct);
        var senders = await Senders(db, shown, ct);
        return new QueuePage
        {
            Counts = counts,
            Found = question.From is null && found.Count <= Size ? found.Count : null,
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

    private static IQueryable<Comment> Page(IQueryable<Comment> comments, QueueQuestion question)
    {
        if (Cursor(question.From) is var (at, id))
            comments = question.Tab == QueueTab.Pending
                ? comments.Where(c => c.CreatedAt > at || (c.CreatedAt == at && c.Id > id))
                : comments.Where(c => c.CreatedAt < at || (c.CreatedAt == at && c.Id < id));
        return Sorted(comments, question.Tab);
    }

    /// <summary>Comments as a tab shows them: the longest waiting first where they wait, the newest first elsewhere.</summary>
    internal static IQueryable<Comment> Sorted(IQueryable<Comment> comments, QueueTab tab) => tab == QueueTab.Pending
        ? comments.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
        : comments.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id);

    /// <summary>The decisions about some comments, and those of the actions that a question names, oldest first.</summary>
    /// <param name="db">The store.</param>
    /// <param name="ids">The comments.</param>
    /// <param name="question">Names the actions.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<List<DecisionView>> Decisions(NewsroomDb db, IReadOnlyList<long> ids, QueueQuestion question, CancellationToken ct)
    {
        var (batch, undone, late) = (question.Batch, question.Undone, question.Late);
        return (
            from decision in db.Decisions
            join comment in db.Comments.For(question.Filter.Within) on decision.CommentId equals comment.Id
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
            Pending = g.Count(c => c.Status == CommentStatus.Pending),
            Refused = g.Count(c => c.Status == CommentStatus.Spam || c.Status == CommentStatus.Trash),
            FirstSeen = g.Min(c => c.CreatedAt),
        }).ToDictionaryAsync(s => s.Key, s => new Sender(s.Approved, s.Refused, s.Pending, s.FirstSeen), ct);
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
