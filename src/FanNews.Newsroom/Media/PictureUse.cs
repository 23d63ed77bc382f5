using System.Globalization;
using System.Linq.Expressions;
using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>What a picture is to who uses it.</summary>
[Flags]
public enum UsedAs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A story's lead picture.</summary>
    Lead = 1,

    /// <summary>In a text that is the newest or before readers.</summary>
    Text = 2,

    /// <summary>In a text that is to come before readers later.</summary>
    Scheduled = 4,

    /// <summary>An author's portrait.</summary>
    Portrait = 8,

    /// <summary>The paper's logo.</summary>
    Logo = 16,

    /// <summary>What other sites show with a story that has no picture.</summary>
    Social = 32,
}

/// <summary>
/// Who uses a picture: a story, as its lead picture or in a text that is the newest or is (or will be) before readers, an author, as a portrait, or the
/// paper itself, as its logo or social picture. What only older texts show is not in use.
/// </summary>
/// <param name="ArticleId">The story; null for none.</param>
/// <param name="Name">Its newest headline, or the author's name; blank for the paper.</param>
/// <param name="As">What it is there.</param>
public sealed record PictureUse(long? ArticleId, string Name, UsedAs As)
{
    /// <summary>How many uses are named; the rest is counted.</summary>
    public const int Named = 10;

    private static readonly string[] FurnitureKeys = [Furniture.LogoKey, Furniture.SocialPictureKey];

    /// <summary>How often each of some pictures is used; those that are not are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> Count(NewsroomDb db, IReadOnlyCollection<long> pictures, DateTimeOffset now, CancellationToken ct = default)
    {
        var stories = await Stories(db, pictures, now).GroupBy(u => u.Picture).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var portraits = await db.Authors.Where(a => pictures.Contains(a.PortraitId!.Value)).GroupBy(a => a.PortraitId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var furniture = await OfThePaper(db, pictures).Select(u => u.Picture).ToListAsync(ct);
        return stories.Concat(portraits).Select(u => (u.Key, u.Count)).Concat(furniture.Select(id => (Key: id, Count: 1)))
            .GroupBy(u => u.Key, u => u.Count).ToDictionary(g => g.Key, g => g.Sum());
    }

    /// <summary>The first uses of a picture, newest first.</summary>
    /// <param name="db">The store.</param>
    /// <param name="picture">Number of the picture.</param>
    /// <param name="rights">Of whoever reads this; null for anybody. Stories that they may not know of are not named.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<PictureUse>> Of(NewsroomDb db, long picture, StoryRights? rights, DateTimeOffset now, CancellationToken ct = default)
    {
        long[] only = [picture];
        var leads = await db.Articles.Where(a => a.LeadPictureId == picture).OrderByDescending(a => a.Id).Take(Named).Select(a => a.Id).ToListAsync(ct);
        var texts = await Texts(db, only, now).OrderByDescending(t => t.Article).Take(2 * Named).Select(t => new { t.Article, t.Later }).ToListAsync(ct);
        var roles = leads.Select(id => (Id: id, Role: UsedAs.Lead)).Concat(texts.Select(t => (Id: t.Article, Role: t.Later ? UsedAs.Scheduled : UsedAs.Text)))
            .GroupBy(u => u.Id, u => u.Role).OrderByDescending(g => g.Key).Take(Named).ToDictionary(g => g.Key, g => g.Aggregate((a, b) => a | b));
        var ids = roles.Keys.ToList();
        var headlines = await StoryRights.Known(db, rights, now).Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, Headline = a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First() }).ToListAsync(ct);
        var portraits = await db.Authors.Where(a => a.PortraitId == picture).OrderBy(a => a.Name).Take(Named).Select(a => a.Name).ToListAsync(ct);
        var paper = await OfThePaper(db, only).Select(u => u.Key).ToListAsync(ct);
        return
        [
            .. headlines.OrderByDescending(u => u.Id).Select(u => new PictureUse(u.Id, u.Headline, roles[u.Id])),
            .. portraits.Select(name => new PictureUse(null, name, UsedAs.Portrait)),
            .. paper.Order(StringComparer.Ordinal).Select(key => new PictureUse(null, "", key == Furniture.LogoKey ? UsedAs.Logo : UsedAs.Social)),
        ];
    }

    /// <summary>Where a picture is used, as a part of a sentence.</summary>
    /// <param name="uses">Those that are named.</param>
    /// <param name="count">How many there are.</param>
    public static string Sentence(IReadOnlyList<PictureUse> uses, int count)
    {
        var names = string.Join(", ", uses.Take(3).Select(u => u.As switch
        {
            UsedAs.Portrait => $"the portrait of {u.Name}",
            UsedAs.Logo => "the logo of the paper",
            UsedAs.Social => "the social picture of the paper",
            _ => $"“{(u.Name.Length == 0 ? "Untitled" : u.Name)}”",
        }));
        if (uses.Count == 0)
            return count == 1 ? "one story" : string.Create(CultureInfo.InvariantCulture, $"{count:#,0} stories");
        return count > Math.Min(3, uses.Count) ? string.Create(CultureInfo.InvariantCulture, $"{names} and {count - Math.Min(3, uses.Count):#,0} more") : names;
    }

    /// <summary>That nobody uses a picture, for a query: each question is a step into an index.</summary>
    /// <param name="db">The store.</param>
    /// <param name="now">The instant (UTC).</param>
    internal static Expression<Func<Picture, bool>> IsUnused(NewsroomDb db, DateTimeOffset now)
    {
        var (articles, authors, shown, settings) = (db.Articles, db.Authors, Shown(db, now), db.Settings.Where(s => FurnitureKeys.Contains(s.Key)));
        return picture => !articles.Any(a => a.LeadPictureId == picture.Id) && !shown.Any(t => t.Address == picture.Address)
            && !authors.Any(a => a.PortraitId == picture.Id) && !settings.Any(s => s.Value == picture.Address);
    }

    /// <summary>Numbers of the stories that use a picture, as lead or in a text.</summary>
    internal static IQueryable<long> StoriesOf(NewsroomDb db, long picture, DateTimeOffset now) => Stories(db, [picture], now).Select(u => u.Article).Distinct();

    /// <summary>Those of them that are published.</summary>
    internal static IQueryable<long> PublishedStoriesOf(NewsroomDb db, long picture, DateTimeOffset now)
    {
        var users = StoriesOf(db, picture, now);
        return db.Articles.Where(a => a.State == ArticleState.Published && users.Contains(a.Id)).Select(a => a.Id);
    }

    private static IQueryable<FurnitureUse> OfThePaper(NewsroomDb db, IReadOnlyCollection<long> pictures) =>
        from setting in db.Settings
        where FurnitureKeys.Contains(setting.Key)
        join picture in db.Pictures on setting.Value equals picture.Address
        where pictures.Contains(picture.Id)
        select new FurnitureUse { Key = setting.Key, Picture = picture.Id };

    private static IQueryable<Pair> Stories(NewsroomDb db, IReadOnlyCollection<long> pictures, DateTimeOffset now) =>
        db.Articles.Where(a => pictures.Contains(a.LeadPictureId!.Value)).Select(a => new Pair { Picture = a.LeadPictureId!.Value, Article = a.Id })
            .Union(Texts(db, pictures, now).Select(t => new Pair { Picture = t.Picture, Article = t.Article }));

    private static IQueryable<PictureInText> Texts(NewsroomDb db, IReadOnlyCollection<long> pictures, DateTimeOffset now) =>
        from picture in db.Pictures
        where pictures.Contains(picture.Id)
        join shown in Shown(db, now) on picture.Address equals shown.Address
        select new PictureInText { Picture = picture.Id, Article = shown.Article, Later = shown.Later };

    // What the newest text of a story shows, the one before readers, and those that are to come.
    private static IQueryable<AddressInText> Shown(NewsroomDb db, DateTimeOffset now)
    {
        var revisions = db.Revisions;
        return
            from shown in db.Set<RevisionPicture>()
            join text in revisions on shown.RevisionId equals text.Id
            where !revisions.Any(later => later.ArticleId == text.ArticleId && later.Number > text.Number)
                || (text.Released && !revisions.Any(later => later.ArticleId == text.ArticleId && later.Number > text.Number && later.Released && later.EffectiveAt <= now))
            select new AddressInText { Address = shown.Address, Article = text.ArticleId, Later = text.Released && text.EffectiveAt > now };
    }

    private sealed record Pair
    {
        public long Picture { get; init; }

        public long Article { get; init; }
    }

    private sealed record FurnitureUse
    {
        public required string Key { get; init; }

        public long Picture { get; init; }
    }

    private sealed record PictureInText
    {
        public long Picture { get; init; }

        public long Article { get; init; }

        public bool Later { get; init; }
    }

    private sealed record AddressInText
    {
        public required string Address { get; init; }

        public long Article { get; init; }

        public bool Later { get; init; }
    }
}
