using System.Globalization;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>Which pictures readers may have: those that something visible shows, as its lead picture or in its live text.</summary>
public static partial class PublicPicture
{
    /// <summary>That the licence of a picture has not ended at <paramref name="now"/> (UTC): a predicate, as visibility is (law 1).</summary>
    public static Expression<Func<Picture, bool>> StillLicensed(DateTimeOffset now) => picture => picture.ExpiresAt == null || picture.ExpiresAt > now;

    /// <summary>The picture as a reader's page shows it; withheld once its licence has ended.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="root">Where the page's reader finds the files.</param>
    public static PictureView ViewAt(this Picture picture, DateTimeOffset now, string root = Rendition.Public) =>
        picture.MayBeShown(now) ? picture.View(root) : new PictureView { Address = picture.Address, Withheld = true };

    /// <summary>The same where there is no need to know of one that is withheld: null.</summary>
    public static PictureView? Shown(this Picture? picture, DateTimeOffset now, string root = Rendition.Public) =>
        picture?.MayBeShown(now) is true ? picture.View(root) : null;

    /// <summary>The first instant (UTC) at which the licence of a picture with these files ends; null for never. No cache keeps them longer.</summary>
    public static Task<DateTimeOffset?> End(NewsroomDb db, string file, DateTimeOffset now, CancellationToken ct = default) =>
        db.Pictures.Where(p => p.File == file && p.ExpiresAt > now).MinAsync(p => p.ExpiresAt, ct);

    /// <summary>Whether readers may have the files of this name at <paramref name="now"/> (UTC).</summary>
    /// <param name="db">The store.</param>
    /// <param name="file"><see cref="Picture.File"/>.</param>
    /// <param name="now">The instant.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<bool> IsPublic(NewsroomDb db, string file, DateTimeOffset now, CancellationToken ct = default)
    {
        var pictures = await db.Pictures.AsNoTracking().Where(p => p.File == file).Where(StillLicensed(now)).Select(p => new { p.Id, p.Address }).ToListAsync(ct);
        if (pictures.Count == 0)
            return false;
        var (ids, addresses) = (pictures.ConvertAll(p => p.Id), pictures.ConvertAll(p => p.Address));
        if (await db.Visible(now).AnyAsync(l => ids.Contains(l.Article.LeadPictureId!.Value), ct))
            return true;
        // First who ever showed it, by index; then whether one of these few does now. Asked at once it would be a walk through the archive.
        var articles = await db.Set<RevisionPicture>().Where(p => addresses.Contains(p.Address))
            .Join(db.Revisions, p => p.RevisionId, r => r.Id, (p, r) => r.ArticleId).Distinct().ToListAsync(ct);
        return articles.Count > 0
            && await db.Visible(now).AnyAsync(l => articles.Contains(l.Article.Id) && l.Text.Pictures.Any(p => addresses.Contains(p.Address)), ct);
    }

    /// <summary>The file that stands for an address of WordPress's uploads folder now; null when readers may have none.</summary>
    /// <param name="db">The store.</param>
    /// <param name="address">The decoded path, also of a size that WordPress cut (<c>name-300x200.jpg</c>).</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<string?> AtOldAddress(NewsroomDb db, string address, DateTimeOffset now, CancellationToken ct = default)
    {
        var cut = Cut().Match(address);
        List<string> names = [address];
        if (cut.Success)
        {
            var whole = cut.Groups["name"].Value + cut.Groups["extension"].Value;
            names.AddRange([whole, cut.Groups["name"].Value + "-scaled" + cut.Groups["extension"].Value]);
        }

        var found = await db.Pictures.AsNoTracking().Where(p => names.Contains(p.Address) && p.File != null).Where(StillLicensed(now)).Take(names.Count).ToListAsync(ct);
        if (found.MinBy(p => names.IndexOf(p.Address)) is not { File: { } file } picture || !await IsPublic(db, file, now, ct))
            return null;
        var width = cut.Groups["width"] is { Success: true } asked ? int.Parse(asked.ValueSpan, CultureInfo.InvariantCulture) : int.MaxValue;
        var widths = Rendition.Widths(picture.Width);
        return Rendition.Address(file, widths.FirstOrDefault(w => w >= width, widths[^1]), "jpg");
    }

    [GeneratedRegex(@"^(?<name>.+?)-(?:(?<width>[0-9]{1,5})x[0-9]{1,5}|scaled|rotated)(?<extension>\.[A-Za-z0-9]{2,5})$")]
    private static partial Regex Cut();
}
