using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>Which files readers may have: those that the live text of something visible names.</summary>
public static class PublicFile
{
    /// <summary>The file of this name, if readers may have it at <paramref name="now"/> (UTC); null for none.</summary>
    /// <param name="db">The store.</param>
    /// <param name="name"><see cref="MediaFile.File"/> or <see cref="MediaFile.Captions"/>.</param>
    /// <param name="now">The instant.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<MediaFile?> Named(NewsroomDb db, string name, DateTimeOffset now, CancellationToken ct = default) =>
        await Shown(db, await With(db, name, ct), now, ct);

    /// <summary>The file at an address of bodies, if readers may have it at <paramref name="now"/> (UTC); null for none.</summary>
    /// <param name="db">The store.</param>
    /// <param name="address">The decoded path.</param>
    /// <param name="now">The instant.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<MediaFile?> At(NewsroomDb db, string address, DateTimeOffset now, CancellationToken ct = default) =>
        await Shown(db, await db.MediaFiles.AsNoTracking().Where(f => f.Address == address).ToListAsync(ct), now, ct);

    /// <summary>The file of this name, whether or not readers may have it, where a story's newest text names it; null for none.</summary>
    /// <param name="db">The store.</param>
    /// <param name="story">Number of the story.</param>
    /// <param name="name"><see cref="MediaFile.File"/> or <see cref="MediaFile.Captions"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<MediaFile?> InNewest(NewsroomDb db, long story, string name, CancellationToken ct = default)
    {
        var newest = db.Revisions.Where(r => r.ArticleId == story).OrderByDescending(r => r.Number).Take(1);
        return await db.MediaFiles.AsNoTracking().FirstOrDefaultAsync(f => (f.File == name || f.Captions == name) && newest.Any(r => r.Files.Any(named => named.Address == f.Address)), ct);
    }

    /// <summary>All rows that a file on disk belongs to.</summary>
    /// <param name="db">The store.</param>
    /// <param name="name"><see cref="MediaFile.File"/> or <see cref="MediaFile.Captions"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<List<MediaFile>> With(NewsroomDb db, string name, CancellationToken ct = default) =>
        db.MediaFiles.AsNoTracking().Where(f => f.File == name || f.Captions == name).OrderBy(f => f.Id).ToListAsync(ct);

    private static async Task<MediaFile?> Shown(NewsroomDb db, List<MediaFile> files, DateTimeOffset now, CancellationToken ct)
    {
        if (files.Count == 0)
            return null;
        var addresses = files.ConvertAll(f => f.Address);
        // First who ever named it, by index; then whether one of these few does now.
        var articles = await db.Set<RevisionFile>().Where(f => addresses.Contains(f.Address))
            .Join(db.Revisions, f => f.RevisionId, r => r.Id, (f, r) => r.ArticleId).Distinct().ToListAsync(ct);
        if (articles.Count == 0)
            return null;
        var shown = await db.Visible(now).Where(l => articles.Contains(l.Article.Id)).SelectMany(l => l.Text.Files).Where(f => addresses.Contains(f.Address)).Select(f => f.Address).ToListAsync(ct);
        return files.Find(f => shown.Contains(f.Address));
    }
}
