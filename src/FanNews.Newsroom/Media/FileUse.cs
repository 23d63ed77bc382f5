using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>A story of which a text that is the newest, or is (or will be) before readers, names a file. What only older texts name is not in use.</summary>
/// <param name="ArticleId">The story.</param>
/// <param name="Name">Its newest headline.</param>
public sealed record FileUse(long ArticleId, string Name)
{
    /// <summary>How many uses are named; the rest is counted.</summary>
    public const int Named = 10;

    /// <summary>How often each of some files is used; those that are not are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> Count(NewsroomDb db, IReadOnlyCollection<long> files, DateTimeOffset now, CancellationToken ct = default) =>
        await Stories(db, files, now).GroupBy(u => u.File).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    /// <summary>The first uses of a file, newest first.</summary>
    /// <param name="db">The store.</param>
    /// <param name="file">Number of the file.</param>
    /// <param name="rights">Of whoever reads this; null for anybody. Stories that they may not know of are not named.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<FileUse>> Of(NewsroomDb db, long file, StoryRights? rights, DateTimeOffset now, CancellationToken ct = default)
    {
        var stories = await Stories(db, [file], now).OrderByDescending(u => u.Article).Take(Named).Select(u => u.Article).ToListAsync(ct);
        var headlines = await StoryRights.Known(db, rights, now).Where(a => stories.Contains(a.Id))
            .Select(a => new FileUse(a.Id, a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First())).ToListAsync(ct);
        return [.. headlines.OrderByDescending(u => u.ArticleId)];
    }

    private static IQueryable<Pair> Stories(NewsroomDb db, IReadOnlyCollection<long> files, DateTimeOffset now)
    {
        var revisions = db.Revisions;
        return (
            from file in db.MediaFiles
            where files.Contains(file.Id)
            join named in db.Set<RevisionFile>() on file.Address equals named.Address
            join text in revisions on named.RevisionId equals text.Id
            where !revisions.Any(later => later.ArticleId == text.ArticleId && later.Number > text.Number)
                || (text.Released && !revisions.Any(later => later.ArticleId == text.ArticleId && later.Number > text.Number && later.Released && later.EffectiveAt <= now))
                || (text.Released && text.EffectiveAt > now)
            select new Pair { File = file.Id, Article = text.ArticleId }).Distinct();
    }

    private sealed record Pair
    {
        public long File { get; init; }

        public long Article { get; init; }
    }
}
