using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Bench;

/// <summary>Chooses what is asked for.</summary>
internal static class Stories
{
    /// <summary>The path of a story with so many comments, as nearly as there is one.</summary>
    public static async Task<string> WithComments(NewsroomStore store, int comments)
    {
        var article = await store.Read(db => db.Comments.Where(c => c.Status == CommentStatus.Approved).GroupBy(c => c.ArticleId)
            .OrderBy(g => Math.Abs(g.Count() - comments)).ThenBy(g => g.Key).Select(g => g.Key).FirstAsync());
        return await store.Read(db => db.Articles.Where(a => a.Id == article).Select(a => a.Permalink!).SingleAsync());
    }

    /// <summary>Paths of visible stories, the newest first.</summary>
    public static Task<List<string>> Newest(NewsroomStore store, int count) =>
        store.Read(db => db.VisibleStories(TimeProvider.System.Now()).NewestFirst().Select(l => l.Article.Permalink!).Take(count).ToListAsync());

    /// <summary>Two words each, from headlines all over the years.</summary>
    public static async Task<IReadOnlyList<string>> Questions(NewsroomStore store, int count)
    {
        var headlines = await store.Read(async db =>
        {
            var last = await db.Articles.MaxAsync(a => a.Id);
            var ids = Enumerable.Range(1, count).Select(i => last * i / (count + 1)).Where(id => id > 0).ToList();
            return await db.VisibleStories(TimeProvider.System.Now()).Where(l => ids.Contains(l.Article.Id)).Select(l => l.Text.Headline).ToListAsync();
        });
        return [.. headlines.Select(h => string.Join(' ', h.Split(' ').OrderByDescending(w => w.Length).Take(2)))];
    }

    /// <summary>The path of the section with the most stories.</summary>
    public static async Task<(string Path, int Stories)> LargestSection(NewsroomStore store)
    {
        var (id, count) = await store.Read(async db =>
        {
            var largest = await db.VisibleStories(TimeProvider.System.Now()).Where(l => l.Article.SectionId != null).GroupBy(l => l.Article.SectionId!.Value)
                .Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).FirstAsync();
            return (largest.Key, largest.Count);
        });
        return (await store.Read(async db => (await Sections.SectionTree.Read(db, default)).Path(id)), count);
    }
}
