using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>On which page of its story a public comment stands, for those who link it from elsewhere.</summary>
public static class CommentPlaces
{
    /// <summary>The queries of the pages, by the number of the comment; empty for the first page. Only stories with more than a page are looked through.</summary>
    /// <param name="db">The store.</param>
    /// <param name="comments">Story and comment.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Dictionary<long, string>> Queries(NewsroomDb db, IReadOnlyCollection<(long Article, long Comment)> comments, CancellationToken ct = default)
    {
        var stories = comments.Select(c => c.Article).Distinct().ToList();
        var large = (await db.Comments.Where(c => stories.Contains(c.ArticleId) && (c.Status == CommentStatus.Approved || c.ErasedAt != null))
            .GroupBy(c => c.ArticleId).Where(g => g.Count() > CommentPage.Size).Select(g => g.Key).ToListAsync(ct)).ToHashSet();
        var queries = comments.ToDictionary(c => c.Comment, _ => "");
        foreach (var story in large)
        {
            var thread = await CommentThread.Of(db, story, ct);
            foreach (var (_, id) in comments.Where(c => c.Article == story))
                queries[id] = CommentPage.Query(CommentPage.NumberOf(thread, id), CommentOrder.Oldest);
        }

        return queries;
    }
}
