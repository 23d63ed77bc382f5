using FanNews.Media;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Interchange.WordPress;

/// <summary>Brings the media library's pictures in: a row for each, and its files where the copy of the uploads has the original.</summary>
internal sealed class PictureImport(NewsroomStore store, ImportOptions options, ImportReport report, Actor by)
{
    private const int AtOnce = 30;

    /// <summary>Stores what is missing.</summary>
    public async Task Store(Uploads uploads, Action<int, int> progress, CancellationToken ct)
    {
        var folder = options.Media is null ? null : new MediaFolder(options.Media);
        var files = new PictureFiles(store.Options.MediaFolder);
        // Two numbers may stand for one file; the address is what names a picture here.
        var all = uploads.All.Where(upload => upload.IsPicture).DistinctBy(upload => upload.Address).ToList();
        var done = 0;
        foreach (var some in all.Chunk(AtOnce))
        {
            var addresses = some.Select(upload => upload.Address).ToList();
            var here = await store.Read(db => db.Pictures.AsNoTracking().Where(picture => addresses.Contains(picture.Address)).ToDictionaryAsync(picture => picture.Address, picture => picture.File is not null, ct), ct);
            Dictionary<string, StoredPicture> taken = [];
            foreach (var upload in some)
            {
                ct.ThrowIfCancellationRequested();
                if (here.GetValueOrDefault(upload.Address)) continue;
                if (Take(upload, folder, files) is { } file) taken[upload.Address] = file;
            }
            report.Summary.PictureFiles += taken.Count;
            report.Summary.Pictures += some.Count(upload => !here.ContainsKey(upload.Address));
            if (!options.DryRun && (taken.Count > 0 || some.Any(upload => !here.ContainsKey(upload.Address)))) await Store(some, taken, ct);
            progress(done += some.Length, all.Count);
        }
    }

    private StoredPicture? Take(Upload upload, MediaFolder? folder, PictureFiles files)
    {
        if (folder is null) return null;
        if (folder.Find(upload) is not { } path)
        {
            report.Add("picture whose file is not in the media folder", "", 0, $"attachment {upload.Id}", upload.Address);
            return null;
        }
        if (options.DryRun) return null;
        try
        {
            // A file that is too large is not read to be told so.
            var original = new FileInfo(path).Length > PictureFiles.MostBytes ? [] : File.ReadAllBytes(path);
            // Of thousands of old pictures few are ever asked for.
            var (file, refusal) = files.Keep(original, all: false);
            if (file is not null) return file;
            report.Add("picture whose file cannot be used", "", 0, $"attachment {upload.Id}", $"{upload.Address}: {refusal!.Sentence}");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            report.Add("picture whose file cannot be read", "", 0, $"attachment {upload.Id}", $"{upload.Address}: {trouble.Message}");
        }
        return null;
    }

    private Task Store(Upload[] some, Dictionary<string, StoredPicture> taken, CancellationToken ct) => store.Change(by, async change =>
    {
        var addresses = some.Select(upload => upload.Address).ToList();
        var here = await change.Db.Pictures.Where(picture => addresses.Contains(picture.Address)).ToDictionaryAsync(picture => picture.Address, ct);
        foreach (var upload in some)
        {
            if (!here.TryGetValue(upload.Address, out var picture))
            {
                picture = new Picture { Address = upload.Address, WordPressId = upload.Id, Alt = upload.Alt is { Length: > 0 } alt ? alt : null, Caption = upload.Caption, Credit = upload.Credit };
                change.Db.Pictures.Add(picture);
            }
            if (picture.File is not null || !taken.TryGetValue(upload.Address, out var file)) continue;
            picture.Take(file);
        }
        change.Record("imported", "pictures", $"{some.Length}");
    }, ct);
}
