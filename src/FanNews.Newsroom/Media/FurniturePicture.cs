using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>The pictures that belong to the paper and not to a story: logo, social picture, the authors' portraits.</summary>
/// <param name="Logo">Stands for the name of the paper; null for none.</param>
/// <param name="Social">Other sites show it with what has no picture; null for none.</param>
public sealed record FurniturePicture(PictureView? Logo, PictureView? Social)
{
    private static readonly FurniturePicture None = new(null, null);

    /// <summary>Reads logo and social picture as readers have them at <paramref name="now"/> (UTC): no query where none is chosen, one otherwise.</summary>
    public static async Task<FurniturePicture> Read(NewsroomDb db, Furniture furniture, DateTimeOffset now, CancellationToken ct = default)
    {
        string[] addresses = [.. new[] { furniture.Logo, furniture.SocialPicture }.OfType<string>()];
        if (addresses.Length == 0)
            return None;
        var found = await db.Pictures.AsNoTracking().Where(p => addresses.Contains(p.Address) && p.File != null).Where(PublicPicture.StillLicensed(now)).ToListAsync(ct);
        return new(found.Find(p => p.Address == furniture.Logo)?.View(), found.Find(p => p.Address == furniture.SocialPicture)?.View());
    }

    /// <summary>Whether readers may have the files of this name because of the furniture: a portrait only of somebody whom a visible story names.</summary>
    /// <param name="db">The store.</param>
    /// <param name="file"><see cref="Picture.File"/>.</param>
    /// <param name="furniture">The site's choices.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<bool> IsPublic(NewsroomDb db, string file, Furniture furniture, DateTimeOffset now, CancellationToken ct = default)
    {
        string[] addresses = [.. new[] { furniture.Logo, furniture.SocialPicture }.OfType<string>()];
        if (addresses.Length > 0 && await db.Pictures.Where(PublicPicture.StillLicensed(now)).AnyAsync(p => p.File == file && addresses.Contains(p.Address), ct))
            return true;
        var authors = await db.Authors.Where(a => a.Portrait!.File == file && (a.Portrait.ExpiresAt == null || a.Portrait.ExpiresAt > now)).Select(a => a.Id).ToListAsync(ct);
        return authors.Count > 0
            && await db.Set<Byline>().Where(b => authors.Contains(b.AuthorId)).Join(db.VisibleStories(now), b => b.ArticleId, l => l.Article.Id, (b, _) => b).AnyAsync(ct);
    }
}
