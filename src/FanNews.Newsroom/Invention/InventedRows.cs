using System.Diagnostics;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Onward;
using FanNews.Search;
using FanNews.Sections;
using FanNews.Storage;

namespace FanNews.Invention;

/// <summary>Stores invented stories in batches that no writer beside waits long for.</summary>
internal sealed class InventedRows(NewsroomStore store, Actor by, FirstNumbers first, InventionSummary summary)
{
    // The contract: no batch holds the write lock for 50 ms. Batches grow and shrink towards half of that.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(30), Short = TimeSpan.FromMilliseconds(15);

    // What a story weighs, in comments.
    private const int StoryWeight = 12, MostWeight = 2_400, CommentsAtOnce = 100;

    private readonly List<InventedStory> stories = [];
    private readonly List<Comment> comments = [];
    private readonly HashSet<string> learned = [];
    // PostgreSQL has no lock that every writer waits for.
    private int most = store.Options.IsPostgres ? MostWeight : StoryWeight * 4;
    private int weight;

    /// <summary>The longest time that a batch held the write lock.</summary>
    public TimeSpan LongestLock { get; private set; }

    /// <summary>Takes a story; stores when there is enough.</summary>
    public async Task Add(InventedStory story, CancellationToken ct)
    {
        stories.Add(story);
        await Weighs(StoryWeight, ct);
        foreach (var some in story.Comments.Chunk(CommentsAtOnce))
        {
            comments.AddRange(some);
            await Weighs(some.Length, ct);
        }

        if (story.IsPublic)
            summary.Public++;
        if (story.Begins is not null)
            summary.Series++;
        summary.Comments += story.Comments.Count;
        summary.CommentsApproved += story.Comments.Count(c => c.Status == CommentStatus.Approved);
    }

    /// <summary>Stores what is left.</summary>
    public async Task Flush(CancellationToken ct)
    {
        if (weight == 0)
            return;
        var fresh = stories.SelectMany(s => s.Index.Vocabulary).Where(learned.Add).ToHashSet();
        var watch = new Stopwatch();
        await store.Change(by, async change =>
        {
            watch.Start();
            await Rows(change.Db, ct);
            await Index(change.Db, fresh, ct);
            change.Record("generated", "newsroom", $"{stories.Count} articles, {comments.Count} comments");
        }, ct);
        if (watch.Elapsed > LongestLock)
            LongestLock = watch.Elapsed;
        if (!store.Options.IsPostgres)
            most = watch.Elapsed > Longest ? Math.Max(StoryWeight, most / 2) : watch.Elapsed < Short ? Math.Min(MostWeight, most + StoryWeight) : most;
        stories.Clear();
        comments.Clear();
        weight = 0;
    }

    private async Task Weighs(int more, CancellationToken ct)
    {
        weight += more;
        if (weight >= most)
            await Flush(ct);
    }

    private async Task Rows(NewsroomDb db, CancellationToken ct)
    {
        var (articles, revisions, bylines, tags) = (ManyRows.Of<Article>(db), ManyRows.Of<Revision>(db), ManyRows.Of<Byline>(db), ManyRows.Of(db, "ArticleTags"));
        var (series, replies, decisions) = (ManyRows.Of<Series>(db), ManyRows.Of<Comment>(db), ManyRows.Of<Decision>(db));
        foreach (var story in stories)
        {
            if (story.Begins is { } begins)
                series.Add(begins.Series, ("Id", begins.Id));
            articles.Add(story.Article, ("Id", story.Id));
            foreach (var (revision, place) in story.Article.Revisions.Select((r, place) => (r, place)))
                revisions.Add(revision, ("Id", story.FirstRevision + place), ("ArticleId", story.Id));
            foreach (var byline in story.Article.Bylines)
                bylines.Add(byline, ("ArticleId", story.Id));
            foreach (var tag in story.Tags)
                tags.Add(null, ("ArticleId", story.Id), ("TagsId", tag));
        }

        foreach (var comment in comments)
        {
            replies.Add(comment);
            foreach (var decision in comment.Decisions)
                decisions.Add(decision, ("Id", comment.Id - first.Comment + first.Decision), ("CommentId", comment.Id));
        }

        foreach (var rows in (ManyRows[])[series, articles, revisions, bylines, tags, replies, decisions])
            await rows.Write(db, ct);
    }

    private async Task Index(NewsroomDb db, HashSet<string> fresh, CancellationToken ct)
    {
        await CommentEntries.Put(db, comments, ct);
        if (stories.Count == 0)
            return;
        await db.Lock("search", ct);
        var rows = ManyRows.Of<SearchRow>(db);
        foreach (var row in stories.SelectMany(s => s.Index.Rows))
            rows.Add(row);
        await rows.Write(db, ct);
        // What is like what is found in the background.
        var due = ManyRows.Of<OnwardRow>(db);
        foreach (var story in stories.Where(s => s.Index.Rows.Count > 0))
            due.Add(new OnwardRow { ArticleId = story.Id, Due = 1 });
        await due.Write(db, ct);
        var index = WordIndex.Of(db);
        await index.Put(db, WordTable.SearchWords, [.. stories.SelectMany(s => s.Index.Words)], ct);
        await index.Put(db, WordTable.DeskWords, [.. stories.Select(s => s.Index.Desk)], ct);
        if (fresh.Count > 0)
            await index.Learn(db, fresh, ct);
    }
}
