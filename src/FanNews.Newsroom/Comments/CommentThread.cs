using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>A comment as readers see it, with the answers to it.</summary>
public sealed record CommentView
{
    /// <summary>Number, as in <c>#comment-ID</c>.</summary>
    public required long Id { get; init; }

    /// <summary>The sender's name.</summary>
    public required string Name { get; init; }

    /// <summary>The sender's site; null for none.</summary>
    public string? Website { get; init; }

    /// <summary>Plain text; empty until <see cref="CommentPage.Read"/>.</summary>
    public string Text { get; init; } = "";

    /// <summary>When it was written (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it was taken back or erased, and stands here only for the answers to it: name and text are empty.</summary>
    public bool Removed { get; init; }

    /// <summary>When its writer changed it (UTC); null for never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Whether the newsroom changed what it says.</summary>
    public bool MeaningChanged { get; init; }

    /// <summary>Since when it stands above the others (UTC); null for most.</summary>
    public DateTimeOffset? PinnedAt { get; init; }

    /// <summary>Whether the newsroom recommends it.</summary>
    public bool Picked { get; init; }

    /// <summary>Whether somebody of the newsroom wrote it.</summary>
    public bool Staff { get; init; }

    /// <summary>Whether somebody in the story's byline wrote it.</summary>
    public bool WroteThisStory { get; init; }

    /// <summary>Name of the sender that it answers, where the thread no longer shows it by its place; else null.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The answers, oldest first.</summary>
    public List<CommentView> Replies { get; } = [];
}

/// <summary>The approved comments of a story as a tree of at most <see cref="Deepest"/> levels.</summary>
public sealed class CommentThread
{
    /// <summary>How deep answers are set under each other; deeper ones follow on that level and name whom they answer. WordPress's default.</summary>
    public const int Deepest = 5;

    /// <summary>A thread without comments.</summary>
    public static CommentThread Empty { get; } = new([], 0);

    private CommentThread(List<CommentView> top, int count)
    {
        Top = top;
        Count = count;
    }

    /// <summary>Those that answer the story, oldest first.</summary>
    public IReadOnlyList<CommentView> Top { get; }

    /// <summary>How many there are on all levels, without those that were removed.</summary>
    public int Count { get; }

    /// <summary>The comment with this number; null when the thread has none.</summary>
    public CommentView? Find(long id)
    {
        var open = new Stack<CommentView>(Top);
        while (open.TryPop(out var comment))
        {
            if (comment.Id == id)
                return comment;
            comment.Replies.ForEach(open.Push);
        }

        return null;
    }

    /// <summary>Reads how the thread of a story is built, without what was said: <see cref="CommentPage.Read"/> reads that for the page that is shown.</summary>
    /// <param name="db">The store.</param>
    /// <param name="article">Number of the story.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<CommentThread> Of(NewsroomDb db, long article, CancellationToken ct = default) =>
        Build(await Public(db, article).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
            .Select(c => new Row(c.Id, c.ParentId, c.Name, c.CreatedAt) { PinnedAt = c.PinnedAt, Removed = c.ErasedAt != null }).ToListAsync(ct));

    /// <summary>What stands in the thread of a story.</summary>
    internal static IQueryable<Comment> Public(NewsroomDb db, long article) =>
        db.Comments.AsNoTracking().Where(c => c.ArticleId == article).Where(c => c.Status == CommentStatus.Approved || c.ErasedAt != null);

    /// <summary>A stored comment, as far as the thread is built from it.</summary>
    internal sealed record Row(long Id, long? ParentId, string Name, DateTimeOffset CreatedAt)
    {
        public DateTimeOffset? PinnedAt { get; init; }

        public bool Removed { get; init; }
    }

    /// <summary>
    /// Builds the tree. Every row appears exactly once: an answer to a comment that is not public stands at the top;
    /// a loop in the data is cut at its oldest comment. Of removed comments only those appear that somebody answered.
    /// </summary>
    internal static CommentThread Build(IReadOnlyList<Row> all)
    {
        var rows = WithoutDeadEnds(all);
        var byId = rows.ToDictionary(r => r.Id);
        var children = rows.Where(r => r.ParentId is { } p && byId.ContainsKey(p)).ToLookup(r => r.ParentId!.Value);
        var placed = new HashSet<long>();
        var top = new List<CommentView>();

        // Walks with a stack of its own: a chain of answers may be as long as a hostile export makes it.
        void Place(Row root)
        {
            var open = new Stack<(Row Row, List<CommentView> Into, int Depth, string? Answers)>();
            open.Push((root, top, 1, null));
            while (open.TryPop(out var next))
            {
                if (!placed.Add(next.Row.Id))
                    continue;
                var view = View(next.Row, next.Answers);
                next.Into.Add(view);
                var deeper = next.Depth < Deepest;
                foreach (var child in children[next.Row.Id].Reverse())
                    open.Push((child, deeper ? view.Replies : next.Into, deeper ? next.Depth + 1 : next.Depth, deeper ? null : Named(next.Row)));
            }
        }

        foreach (var row in rows.Where(r => r.ParentId is not { } p || !byId.ContainsKey(p)))
            Place(row);
        foreach (var row in rows.Where(r => !placed.Contains(r.Id)))
            Place(row);
        return new CommentThread(top, rows.Count(r => !r.Removed));
    }

    // A removed comment stays for the answers to it, and for the removed ones on the way to an answer further down.
    private static IReadOnlyList<Row> WithoutDeadEnds(IReadOnlyList<Row> all)
    {
        if (!all.Any(r => r.Removed))
            return all;
        var byId = all.ToDictionary(r => r.Id);
        var needed = new HashSet<long>();
        foreach (var row in all.Where(r => !r.Removed))
        {
            for (var parent = row.ParentId; parent is { } id && byId.TryGetValue(id, out var above) && above.Removed && needed.Add(id);)
                parent = above.ParentId;
        }

        return [.. all.Where(r => !r.Removed || needed.Contains(r.Id))];
    }

    private static string Named(Row row) => row.Removed ? "a comment that was removed" : row.Name;

    private static CommentView View(Row row, string? answers) => new()
    {
        Id = row.Id,
        Name = row.Name,
        CreatedAt = row.CreatedAt,
        PinnedAt = row.PinnedAt,
        Removed = row.Removed,
        InReplyTo = answers,
    };
}
