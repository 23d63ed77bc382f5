using FanNews.Storage;

namespace FanNews.Articles;

/// <summary>Finds the visible article at an address without reading its text.</summary>
public static class NamedStory
{
    /// <summary>What readers find at a path, in any spelling.</summary>
    /// <param name="db">The store.</param>
    /// <param name="path">The decoded path.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The article, or else where it went.</returns>
    public static async Task<(Teaser? Article, ArticleAnswer? Elsewhere)> At(NewsroomDb db, string path, DateTimeOffset now, CancellationToken ct = default)
    {
        var key = Permalink.Key(path);
        var found = await db.Visible(now).Where(l => l.Article.PermalinkKey == key).ReadTeasers(now, ct);
        return found.Count > 0 ? (found[0], null) : (null, await ReadArticle.Elsewhere(db, key, now, ct));
    }
}
