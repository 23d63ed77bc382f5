using FanNews.Readers;
using FanNews.Screening;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using CommentEntries = FanNews.Search.CommentEntries;

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

    /// <summary>Too much is written at this time, by this sender, under this story or on the whole site.</summary>
    /// <param name="Wait">How long to wait.</param>
    public sealed record Crowded(TimeSpan Wait) : ReplyAnswer;

    /// <summary>The story takes no comments.</summary>
    public sealed record Closed : ReplyAnswer;

    /// <summary>There is no such story for readers.</summary>
    public sealed record Missing : ReplyAnswer;
}

/// <summary>
/// The one way by which readers' comments come in. What it acknowledges is on disk. Comments that come while others are written wait for
/// each other and are written in one transaction, one after the other, each seeing those before it.
/// </summary>
public sealed class LeaveReply
{
    /// <summary>Least time between two comments of one sender. WordPress's flood limit.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    // The write lock is held for some milliseconds by so many.
    private const int MostTogether = 64;

    private readonly NewsroomStore store;
    private readonly PresentModels models;
    private readonly ReplyLimits crowds;
    private readonly Dictionary<long, StoryWords> known = [];
    private readonly Together<Posting, ReplyAnswer?> writing;

    /// <summary>Opens the way.</summary>
    public LeaveReply(NewsroomStore store, PresentModels models)
    {
        (this.store, this.models) = (store, models);
        crowds = new ReplyLimits(() => store.Now);
        writing = new(Write, MostTogether);
    }

    /// <summary>Stores a reader's comment, or says why not.</summary>
    /// <param name="article">Number of the story.</param>
    /// <param name="submission">What was sent.</param>
    /// <param name="site">The newsroom's choices, the rules of the screening among them.</param>
    /// <param name="limits">Whether rates are limited and repetitions wait; off for load tests.</param>
    /// <param name="ct">Ends the wait. A comment that was on its way may be stored all the same.</param>
    /// <exception cref="StoreTrouble">The store cannot be written; nothing was.</exception>
    public async Task<ReplyAnswer> On(long article, Submission submission, Site site, bool limits, CancellationToken ct = default)
    {
        var clean = submission.Read(out var problems);
        if (problems.Count > 0)
        {
            return await store.Read(async db => (await GatherFacts.ReadStories(db, [article], store.Now, words: false, [], ct)).GetValueOrDefault(article) switch
            {
                null => new ReplyAnswer.Missing(),
                var story when !story.IsOpen(site, store.Now) => new ReplyAnswer.Closed(),
                _ => (ReplyAnswer)new ReplyAnswer.Invalid(problems),
            }, ct);
        }

        if (limits && crowds.Take(article, submission.Network, site.Screening) is { } wait)
            return new ReplyAnswer.Crowded(wait);
        var posting = new Posting(article, submission, clean, site, limits);
        for (var tries = 0; ; tries++)
        {
            if (await writing.Ask(posting).WaitAsync(ct) is { } answer)
                return answer;
            // Another process stored the same comment, or took the number, between our look and our write: look again.
            if (tries == 3)
                throw new StoreTrouble("The comment could not be stored.", new InvalidOperationException("Its number or its words were taken four times."));
        }
    }

    private async Task<IReadOnlyList<ReplyAnswer?>> Write(IReadOnlyList<Posting> postings)
    {
        try
        {
            return await store.Change(Actor.Reader, change => Store(change, postings));
        }
        catch (Exception e) when (postings.Count == 1 && NewsroomStore.IsUniqueViolation(e))
        {
            return [null];
        }
    }

    private async Task<IReadOnlyList<ReplyAnswer?>> Store(Change change, IReadOnlyList<Posting> postings)
    {
        var db = change.Db;
        // A comment that waits shows nowhere.
        change.TouchesNothing();
        // Other processes on the store write comments too. On SQLite the change holds the whole file.
        await db.Lock("replies", default);
        if (postings.Any(p => p.Submission.Network is not null))
        {
            var key = await Senders.Key(change, default);
            foreach (var posting in postings)
                posting.Hash(key);
        }

        var facts = await GatherFacts.For(change, postings, models, known, default);
        var parents = await Parents(db, postings);
        var said = await Said(db, postings);
        var numbers = await Numbers.Take(db, "Comments", "Id", postings.Count, default);
        var (answers, comments) = (new List<ReplyAnswer?>(), new List<Comment>());
        foreach (var posting in postings)
            answers.Add(Refuse(posting, facts.Stories.GetValueOrDefault(posting.Article), parents, change.Now) ?? Again(posting, said) ?? await Take(posting));
        if (comments.Count == 0)
            return change.Abandon<IReadOnlyList<ReplyAnswer?>>(answers);
        await Store(db, comments);
        return answers;

        async Task<ReplyAnswer> Take(Posting posting)
        {
            var (past, last) = await facts.Past(db, posting, default);
            if (posting.Limits && last + Pause - change.Now is { } wait && wait > TimeSpan.Zero)
                return new ReplyAnswer.TooSoon(wait);
            var comment = await Screened(change, posting, facts.About(posting, past), numbers[comments.Count]);
            comments.Add(comment);
            facts.Add(comment);
            said.Add(posting.Fingerprint, (comment.Id, change.Now));
            return new ReplyAnswer.Posted(comment.Id);
        }
    }

    private static async Task Store(NewsroomDb db, List<Comment> comments)
    {
        var (rows, decisions) = (ManyRows.Of<Comment>(db), ManyRows.Of<Decision>(db, numbered: false));
        foreach (var comment in comments)
        {
            rows.Add(comment);
            comment.Decisions.ForEach(decision => decisions.Add(decision, ("CommentId", comment.Id)));
        }

        await rows.Write(db, default);
        await decisions.Write(db, default);
        await CommentEntries.Put(db, comments, default);
    }

    private static ReplyAnswer? Refuse(Posting posting, StoryState? story, Dictionary<long, long> parents, DateTimeOffset now)
    {
        if (story is null)
            return new ReplyAnswer.Missing();
        if (!story.IsOpen(posting.Site, now))
            return new ReplyAnswer.Closed();
        return posting.Clean.ParentId is { } parent && parents.GetValueOrDefault(parent) != posting.Article
            ? new ReplyAnswer.Invalid([new("parent", "The comment that you answer is no longer here; your reply will stand under the story if you post it again")])
            : null;
    }

    // The same form sent twice at once is one comment; the second is answered like the first.
    private static ReplyAnswer? Again(Posting posting, Dictionary<string, (long Id, DateTimeOffset At)> said) =>
        !said.TryGetValue(posting.Fingerprint, out var same) ? null
        : same.At >= posting.Submission.ArrivedAt ? new ReplyAnswer.Posted(same.Id) : new ReplyAnswer.Repeated();

    private static async Task<Comment> Screened(Change change, Posting posting, Candidate candidate, long id)
    {
        var clean = posting.Clean;
        var screened = Screen.Judge(candidate, posting.Site.Screening);
        var comment = new Comment
        {
            Id = id,
            ArticleId = posting.Article,
            ParentId = clean.ParentId,
            Name = clean.Name,
            Email = clean.Email,
            Website = clean.Website,
            Text = clean.Text,
            CreatedAt = change.Now,
            SenderHash = posting.Sender,
            Fingerprint = posting.Fingerprint,
            Remarks = [.. screened.Remarks],
            SpamChance = Screen.SpamChance(candidate),
            TrashChance = candidate.Trash?.Probability,
            Words = candidate.Spam is { Words.Count: > 0 } spam ? string.Join('\n', spam.Words.Select(w => w.Word)) : null,
            Likeness = posting.Likeness,
        };
        // Nobody of the newsroom decided: it is a decision all the same, with its reason, and is undone like any other.
        var status = screened.Ruling switch { Ruling.Approve => CommentStatus.Approved, Ruling.Reject => CommentStatus.Spam, _ => CommentStatus.Pending };
        comment.Decide(status, change.Now, by: null, screened.Decision.Sentence);
        change.Record("posted", $"comment:{comment.Id}", comment.Status.ToString());
        Follows.Ask(change, comment, posting.Submission.Notify);
        if (comment.Status == CommentStatus.Approved)
        {
            change.Touches(comment.ArticleId);
            await Follows.Tell(change, comment, isNew: true, default);
        }

        return comment;
    }

    // The stories of public comments that are answered.
    private static async Task<Dictionary<long, long>> Parents(NewsroomDb db, IReadOnlyList<Posting> postings)
    {
        var ids = postings.Select(p => p.Clean.ParentId).OfType<long>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Comments.Where(c => ids.Contains(c.Id) && c.Status == CommentStatus.Approved).ToDictionaryAsync(c => c.Id, c => c.ArticleId);
    }

    private static async Task<Dictionary<string, (long Id, DateTimeOffset At)>> Said(NewsroomDb db, IReadOnlyList<Posting> postings)
    {
        var fingerprints = postings.Select(p => p.Fingerprint).Distinct().ToList();
        return await db.Comments.Where(c => fingerprints.Contains(c.Fingerprint!)).Select(c => new { c.Fingerprint, c.Id, c.CreatedAt }).ToDictionaryAsync(c => c.Fingerprint!, c => (c.Id, c.CreatedAt));
    }
}
