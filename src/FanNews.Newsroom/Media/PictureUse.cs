using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>
/// Who uses a picture: a story, as its lead picture or in a text that is the newest or is (or will be) before readers, or an author, as a portrait.
/// What only older texts show is not in use.
/// </summary>
/// <param name="ArticleId">The story; null for a portrait.</param>
/// <param name="Name">Its newest headline, or the author's name.</param>
public sealed record PictureUse(long? ArticleId, string Name)
{
    /// <summary>How many uses are named; the rest is counted.</summary>
    public const int Named = 10;

    /// <summary>How often each of some pictures is used; those that are not are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> Count(NewsroomDb db, IReadOnlyCollection<long> pictures, DateTimeOffset now, CancellationToken ct = default)
    {
        var stories = await Stories(db, pictures, now).GroupBy(u => u.Picture).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var portraits = await db.Authors.Where(a => pictures.Contains(a.PortraitId!.Value)).GroupBy(a => a.PortraitId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return stories.Concat(portraits).GroupBy(u => u.Key, u => u.Count).ToDictionary(g => g.Key, g => g.Sum());
    }

    /// <summary>The first uses of a picture, newest first.</summary>
    public static async Task<IReadOnlyList<PictureUse>> Of(NewsroomDb db, long picture, DateTimeOffset now, CancellationToken ct = default)
    {
        var stories = await Stories(db, [picture], now).OrderByDescending(u => u.Article).Take(Named).Select(u => u.Article).ToListAsync(ct);
        var headlines = await db.Articles.Where(a => stories.Contains(a.Id))
            .Select(a => new PictureUse(a.Id, a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First())).ToListAsync(ct);
        var portraits = await db.Authors.Where(a => a.PortraitId == picture).OrderBy(a => a.Name).Take(Named).Select(a => new PictureUse(null, a.Name)).ToListAsync(ct);
        return [.. headlines.OrderByDescending(u => u.ArticleId), .. portraits];
    }

    /// <summary>Where a picture is used, as a part of a sentence.</summary>
    /// <param name="uses">Those that are named; at least one.</param>
    /// <param name="count">How many there are.</param>
    public static string Sentence(IReadOnlyList<PictureUse> uses, int count)
    {
        var names = string.Join(", ", uses.Take(3).Select(u => u.ArticleId is null ? $"the portrait of {u.Name}" : $"“{(u.Name.Length == 0 ? "Untitled" : u.Name)}”"));
        return count > Math.Min(3, uses.Count) ? string.Create(CultureInfo.InvariantCulture, $"{names} and {count - Math.Min(3, uses.Count):#,0} more") : names;
    }

    private static IQueryable<Pair> Stories(NewsroomDb db, IReadOnlyCollection<long> pictures, DateTimeOffset now)
    {
        var revisions = db.Revisions;
        var leads = db.Articles.Where(a => pictures.Contains(a.LeadPictureId!.Value)).Select(a => new Pair { Picture = a.LeadPictureId!.Value, Article = a.Id });
        var texts =
            from picture in db.Pictures
            where pictures.Contains(picture.Id)
            join shown in db.Set<RevisionPicture>() on picture.Address equals shown.Address
            join text in revisions on shown.RevisionId equals text.Id
            where !revisions.Any(later => later.ArticleId == text.ArticleId && later.Number > text.Number)
                || (text.Released && !revisions.Any(later => later.ArticleId == text.ArticleId && later.Number > text.Number && later.Released && later.EffectiveAt <= now))
            select new Pair { Picture = picture.Id, Article = text.ArticleId };
        return leads.Union(texts);
    }

    private sealed record Pair
    {
        public long Picture { get; init; }

        public long Article { get; init; }
    }
}
