using System.Text.RegularExpressions;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>A file in the media folder that nothing in the store names.</summary>
/// <param name="Path">Its path within the folder, with slashes.</param>
/// <param name="Bytes">Its size.</param>
public sealed record OrphanFile(string Path, long Bytes);

/// <summary>A picture, or sound, video or a document, whose file is not there.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Address">The address by which texts name it.</param>
/// <param name="Path">Where the file should be, within the folder.</param>
public sealed record MissingFile(long Id, string Address, string Path);

/// <summary>
/// What does not belong together in the media folder: files that nothing names, and pictures, sound, video and documents without their file. Safe while the site runs:
/// what is younger than an hour may be about to be named, and is left out.
/// </summary>
/// <param name="Files">Files that nothing names: what a stopped upload left behind, what was deleted while another program held it, and parts of pictures around a focus that they have no more.</param>
/// <param name="Missing">What names a file that is not there.</param>
public sealed partial record OrphanFiles(IReadOnlyList<OrphanFile> Files, IReadOnlyList<MissingFile> Missing)
{
    /// <summary>How old a file is at least before it counts.</summary>
    public static readonly TimeSpan OldEnough = TimeSpan.FromHours(1);

    /// <summary>Looks.</summary>
    /// <param name="store">The store, which knows the folder.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the search.</param>
    public static async Task<OrphanFiles> Find(NewsroomStore store, DateTimeOffset now, CancellationToken ct = default)
    {
        var folder = Path.GetFullPath(store.Options.MediaFolder);
        // The folder first: what is named between the two looks is then no orphan.
        var files = Ours(folder, now).ToList();
        var pictures = await store.Read(db => db.Pictures.AsNoTracking().Where(p => p.File != null).ToListAsync(ct), ct);
        var recordings = await store.Read(db => db.MediaFiles.AsNoTracking().Select(f => new { f.Id, f.Address, f.File, f.Format, f.Captions }).ToListAsync(ct), ct);
        var named = pictures.Select(p => p.File!).Concat(recordings.Select(f => f.File)).Concat(recordings.Select(f => f.Captions).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        var shown = pictures.ToLookup(p => p.File!, StringComparer.Ordinal);
        var (names, kept) = (new PictureFiles(folder), new KeptFiles(folder));
        return new(
            [.. files.Where(f => !named.Contains(f.File) || IsFormerCrop(f.Path, shown[f.File])).Select(f => new OrphanFile(f.Path, f.Bytes)).OrderBy(f => f.Path, StringComparer.Ordinal)],
            [
                .. pictures.Where(p => p.Original is not null && !File.Exists(names.Original(p.File!, p.Original)))
                    .Select(p => new MissingFile(p.Id, p.Address, Within(folder, names.Original(p.File!, p.Original!)))).OrderBy(m => m.Id),
                .. recordings.Where(f => !File.Exists(kept.OnDisk(f.File, f.Format)))
                    .Select(f => new MissingFile(f.Id, f.Address, Within(folder, kept.OnDisk(f.File, f.Format)))).OrderBy(m => m.Id),
            ]);
    }

    /// <summary>Removes the files, each only if nothing has named it meanwhile.</summary>
    /// <param name="store">The store.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>How many were removed.</returns>
    public async Task<int> Delete(NewsroomStore store, CancellationToken ct = default)
    {
        var folder = Path.GetFullPath(store.Options.MediaFolder);
        var removed = 0;
        foreach (var group in Files.GroupBy(f => FileOf(f.Path)))
        {
            ct.ThrowIfCancellationRequested();
            var (shown, named) = group.Key.Length == 0 ? ([], false) : await store.Read(async db =>
                (await db.Pictures.AsNoTracking().Where(p => p.File == group.Key).ToListAsync(ct), await db.MediaFiles.AnyAsync(f => f.File == group.Key || f.Captions == group.Key, ct)), ct);
            foreach (var file in group.Where(f => !named && (shown.Count == 0 || IsFormerCrop(f.Path, shown))))
            {
                File.Delete(Path.Combine(folder, file.Path));
                removed++;
            }
        }

        return removed;
    }

    // A part of a picture around a focus that it has no more.
    private static bool IsFormerCrop(string path, IEnumerable<Picture> pictures) =>
        Rendition.Named("/" + path) is { IsCrop: true } crop && pictures.Any() && !pictures.Any(crop.IsOf);

    // Only what this program writes: other files of the folder are somebody else's.
    private static IEnumerable<(string Path, string File, long Bytes)> Ours(string folder, DateTimeOffset now)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var info in new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var path = Within(folder, info.FullName);
            if (Name().IsMatch(path) && info.LastWriteTimeUtc < now.UtcDateTime - OldEnough)
                yield return (path, FileOf(path), info.Length);
        }
    }

    private static string Within(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    // Empty for what never got its name.
    private static string FileOf(string path) => Name().Match(path).Groups["file"].Value;

    [GeneratedRegex(@"^(?:originals/)?(?:[0-9a-f]{2}/)?(?:(?<file>[0-9a-f]{16})[-.][0-9x.-]*|\.[0-9a-f]{32}\.)(?:avif|webp|jpg|png|gif|svg|mp3|m4a|mp4|webm|pdf|vtt)\z")]
    private static partial Regex Name();
}
