using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>A public comment as a feed carries it.</summary>
public sealed record FeedComment
{
    /// <summary>Number, as in <c>#comment-ID</c>.</summary>
    public required long Id { get; init; }

    /// <summary>The sender's name.</summary>
    public required string Name { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Headline of the story under which it stands.</summary>
    public required string Headline { get; init; }

    /// <summary>Decoded path of that story.</summary>
    public required string Permalink { get; init; }

    /// <summary>The query with which that story's page shows it; empty for the first page.</summary>
    public string Query { get; init; } = "";

    /// <summary>When that story's live text came out (UTC).</summary>
    public required DateTimeOffset StoryChangedAt { get; init; }

    /// <summary>Reads the newest approved comments of visible articles.</summary>
    /// <param name="db">The store.</param>
    /// <param name="article">Number of the article; null for all.</param>
    /// <param name="before">After which place; null for the newest.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<List<FeedComment>> Read(NewsroomDb db, long? article, ListPlace? before, int most, DateTimeOffset now, CancellationToken ct = default)
    {
        var comments = db.Comments.AsNoTracking().Where(c => c.Status == CommentStatus.Approved);
        if (article is { } one)
            comments = comments.Where(c => c.ArticleId == one);
        if (before is { At: var at, Id: var id })
            comments = comments.Where(c => c.CreatedAt < at || (c.CreatedAt == at && c.Id < id));
        var rows = await comments
            .SelectMany(c => db.Visible(now).Where(l => l.Article.Id == c.ArticleId), (c, l) => new
            {
                c.Id,
                c.ArticleId,
                c.Name,
                c.Text,
                c.CreatedAt,
                l.Text.Headline,
                l.Article.Permalink,
                l.Article.PublishAt,
                l.Article.EmbargoUntil,
                l.Text.EffectiveAt,
            })
            .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id)
            .Take(most).ToListAsync(ct);
        var queries = await CommentPlaces.Queries(db, [.. rows.Select(r => (r.ArticleId, r.Id))], ct);
        return rows.ConvertAll(r => new FeedComment
        {
            Id = r.Id,
            Name = r.Name,
            Text = r.Text,
            CreatedAt = r.CreatedAt,
            Headline = r.Headline,
            Permalink = r.Permalink!,
            Query = queries[r.Id],
            StoryChangedAt = FeedStory.Latest(r.PublishAt!.Value, r.EffectiveAt, r.EmbargoUntil),
        });
    }
}
