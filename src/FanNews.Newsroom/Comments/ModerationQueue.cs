using FanNews.People;
using FanNews.Readers;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>What became of an action on the queue.</summary>
/// <param name="Batch">Names the decisions, for an undo; null when nothing changed.</param>
/// <param name="Done">How many comments changed.</param>
/// <param name="Late">A comment that somebody else had decided meanwhile, and that stays as they decided; null for none.</param>
/// <param name="Missed">How many such comments there were, those that are gone included.</param>
/// <param name="Earlier">After an undo: the moderator's own action before the one that was taken back, which may be next; null for none.</param>
/// <param name="IsUndo">Whether it took an action back. That is not taken back in turn: who presses once too often would decide it again.</param>
public sealed record QueueOutcome(Guid? Batch, int Done, long? Late = null, int Missed = 0, Guid? Earlier = null, bool IsUndo = false)
{
    /// <summary>The action that may be taken back next; null for none.</summary>
    public Guid? Next => IsUndo ? Earlier : Batch;

    /// <summary>The undo that it was; null for any other action.</summary>
    public Guid? Undone => IsUndo ? Batch : null;
}

/// <summary>What a moderator may do with comments. Each action is one transaction, one batch of decisions and one undo.</summary>
public sealed class ModerationQueue(NewsroomStore store)
{
    /// <summary>The most comments that are decided in one action.</summary>
    public const int MostAtOnce = 500;

    /// <summary>The longest reply, in characters; the same as for readers.</summary>
    public const int LongestReply = 65_525;

    /// <summary>Decides about comments that stand where the moderator saw them. What somebody else decided meanwhile is left as it is.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="ids">The comments.</param>
    /// <param name="seen">Where they stood on the moderator's screen.</param>
    /// <param name="to">Where they are to stand.</param>
    /// <param name="until">When they were read (UTC): one whose writer changed it since says something else now, and is left. Null where nobody read them.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<QueueOutcome> Decide(Actor by, IReadOnlyCollection<long> ids, CommentStatus seen, CommentStatus to, DateTimeOffset? until = null, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var wanted = ids.Distinct().Take(MostAtOnce).ToList();
        var (comments, batch, done, late) = (await Lock(change, wanted, ct), Guid.NewGuid(), 0, new List<long>());
        foreach (var comment in comments)
        {
            if (!comment.IsAsSeen(seen, until))
                late.Add(comment.Id);
            else if (comment.Decide(to, change.Now, change.By.PersonId, batch: batch) is { } decision)
            {
                await Trace(change, comment, decision, ct);
                done++;
            }
        }

        return Outcome(change, batch, done, late, wanted.Count - comments.Count);
    }, ct);

    /// <summary>Takes an action back by deciding the opposite. What somebody decided since is left as it is.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="batch">The action.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<QueueOutcome> Undo(Actor by, Guid batch, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var ids = await change.Db.Decisions.Where(d => d.Batch == batch).Select(d => d.CommentId).Distinct().ToListAsync(ct);
        var (comments, undo, done, late) = (await Lock(change, ids, ct), Guid.NewGuid(), 0, new List<long>());
        var newest = (await change.Db.Decisions.AsNoTracking().Where(d => ids.Contains(d.CommentId)).ToListAsync(ct))
            .GroupBy(d => d.CommentId).ToDictionary(g => g.Key, g => g.MaxBy(d => d.Id)!);
        foreach (var comment in comments)
        {
            var last = newest[comment.Id];
            if (last.Batch != batch)
                late.Add(comment.Id);
            else if (comment.Decide(last.From, change.Now, change.By.PersonId, "Undo", undo) is { } decision)
            {
                await Trace(change, comment, decision, ct);
                done++;
            }
        }

        // A ban that was part of the action goes with it.
        if (by.Sections is null)
            await change.Db.Bans.Where(b => b.Batch == batch).ExecuteDeleteAsync(ct);
        return Outcome(change, undo, done, late, 0) with { Earlier = await Earlier(change, batch, ids, ct), IsUndo = true };
    }, ct);

    // One may step back through one's own actions of the last hour, as long as they still stand.
    private static async Task<Guid?> Earlier(Change change, Guid batch, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var (all, me, since) = (change.Db.Decisions, change.By.PersonId, change.Now - TimeSpan.FromHours(1));
        var first = await all.Where(d => d.Batch == batch).MinAsync(d => (long?)d.Id, ct);
        return await all
            .Where(d => d.ById == me && d.At >= since && d.Id < first && d.Why != "Undo" && !ids.Contains(d.CommentId) && !all.Any(o => o.CommentId == d.CommentId && o.Id > d.Id))
            .OrderByDescending(d => d.Id).Select(d => (Guid?)d.Batch).FirstOrDefaultAsync(ct);
    }

    /// <summary>Answers a comment in public, under the person's own name. A comment that waited, or was refused, becomes public with it.</summary>
    /// <param name="by">Who answers.</param>
    /// <param name="parentId">The comment.</param>
    /// <param name="text">The answer, plain text.</param>
    /// <param name="once">A value of the form: sent twice, it makes one reply.</param>
    /// <param name="until">When the comment was read (UTC); null where nobody read it.</param>
    /// <param name="sections">The sections whose comments they answer; null for the whole paper.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The outcome, or the field and the sentence that say why not.</returns>
    public async Task<(QueueOutcome? Outcome, Refusal? Refusal)> Reply(Person by, long parentId, string? text, Guid once, DateTimeOffset? until = null, IReadOnlyList<long>? sections = null, CancellationToken ct = default)
    {
        text = text?.ReplaceLineEndings("\n").Trim() ?? "";
        if (text.Length == 0)
            return (null, new("Text", "Enter a reply"));
        if (text.Length > LongestReply)
            return (null, new("Text", "The reply must have 65,525 characters or fewer"));
        if (text.Contains('\0', StringComparison.Ordinal))
            return (null, new("Text", "The reply has a character in it that cannot be kept. Type it again"));
        return await store.Change(Actor.Of(by) with { Sections = sections }, async change =>
        {
            var fingerprint = $"reply:{by.Id}:{once:N}";
            if ((await Lock(change, [parentId], ct)).SingleOrDefault() is not { } parent)
                return change.Abandon<(QueueOutcome?, Refusal?)>((null, new("Text", "The comment is not there any more")));
            if (await change.Db.Comments.Include(c => c.Decisions).FirstOrDefaultAsync(c => c.Fingerprint == fingerprint, ct) is { } sent)
                return change.Abandon<(QueueOutcome?, Refusal?)>((new(sent.Decisions[0].Batch, 1), null));
            if (parent.EditedAt >= until)
                return change.Abandon<(QueueOutcome?, Refusal?)>((null, new("Text", "The comment was changed by its writer since you read it. Read it again")));
            var batch = Guid.NewGuid();
            if (parent.Decide(CommentStatus.Approved, change.Now, by.Id, "Answered", batch) is { } approved)
                await Trace(change, parent, approved, ct);
            var reply = new Comment
            {
                ArticleId = parent.ArticleId,
                ParentId = parent.Id,
                Name = by.Name,
                Email = (by.Email ?? "").ToLowerInvariant(),
                Text = text,
                CreatedAt = change.Now,
                PersonId = by.Id,
                Fingerprint = fingerprint,
            };
            change.Db.Comments.Add(reply);
            var published = reply.Decide(CommentStatus.Approved, change.Now, by.Id, "Reply by the newsroom", batch)!;
            await change.Db.SaveChangesAsync(ct);
            await Trace(change, reply, published, ct);
            return (new QueueOutcome(batch, 1), null);
        }, ct);
    }

    // An update that changes nothing takes the rows' locks: of two moderators on PostgreSQL the second reads what the first decided.
    // SQLite let in only one of them to begin with.
    internal static async Task<List<Comment>> Lock(Change change, IReadOnlyList<long> ids, CancellationToken ct)
    {
        await change.Db.Comments.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, c => c.Status), ct);
        return await change.Db.Comments.For(change.By.Sections).Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct);
    }

    /// <summary>Decides about all comments that a filter finds, in one action, at most <see cref="MostAtOnce"/>, those that the page shows first.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="tab">The tab.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="until">Comments that came later (UTC) were not seen, and are left.</param>
    /// <param name="to">Where they are to stand.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<QueueOutcome> DecideAll(Actor by, QueueTab tab, QueueFilter filter, DateTimeOffset until, CommentStatus to, CancellationToken ct = default)
    {
        var ids = await store.Read(db => QueuePage.Sorted(filter.On(db, tab, until).Where(c => c.CreatedAt <= until), tab).Select(c => c.Id).Take(MostAtOnce).ToListAsync(ct), ct);
        return await Decide(by, ids, tab.Status(), to, until, ct);
    }

    private static QueueOutcome Outcome(Change change, Guid batch, int done, List<long> late, int gone)
    {
        var outcome = new QueueOutcome(done > 0 ? batch : null, done, late.Count > 0 ? late[0] : null, late.Count + gone);
        return done > 0 ? outcome : change.Abandon(outcome);
    }

    internal static async Task Trace(Change change, Comment comment, Decision decision, CancellationToken ct)
    {
        change.Record(Verb(decision), $"comment:{comment.Id}", $"{decision.From} to {decision.To}");
        // Readers see approved comments and no others.
        if (decision.From == CommentStatus.Approved || decision.To == CommentStatus.Approved)
            change.Touches(comment.ArticleId);
        else
            change.TouchesNothing();
        if (decision.To == CommentStatus.Approved)
            await Follows.Tell(change, comment, isNew: false, ct);
        if (decision.ById is not null)
            await StateReasons.Answer(change, comment, ct);
    }

    private static string Verb(Decision decision) => decision switch
    {
        { Why: "Undo" } => "undid",
        { To: CommentStatus.Approved } => "approved",
        { To: CommentStatus.Spam } => "marked as spam",
        { To: CommentStatus.Trash } => "trashed",
        _ => "held",
    };
}
