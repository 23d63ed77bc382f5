using FanNews.Articles;
using FanNews.Body;
using FanNews.Media;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Interchange.WordPress;

/// <summary>Brings the media library's sound, video and PDF in, where the copy of the uploads has them. Each keeps its old address.</summary>
internal sealed class FileImport(NewsroomStore store, ImportOptions options, ImportReport report, Actor by)
{
    private const int RevisionsAtOnce = 100;

    /// <summary>Stores what is missing.</summary>
    public async Task Store(Uploads uploads, Action<int, int> progress, CancellationToken ct)
    {
        if (options.Media is not { } media) return;
        var (folder, files) = (new MediaFolder(media), new KeptFiles(store.Options.MediaFolder));
        var all = uploads.All.Where(upload => !upload.IsPicture).DistinctBy(upload => upload.Address).ToList();
        if (all.Count == 0) return;
        var here = (await store.Read(db => db.MediaFiles.Select(file => file.Address).ToListAsync(ct), ct)).ToHashSet(StringComparer.Ordinal);
        var (added, done) = (new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var upload in all)
        {
            ct.ThrowIfCancellationRequested();
            if (!here.Contains(upload.Address) && await Take(upload, folder, files, ct)) added.Add(upload.Address);
            progress(++done, all.Count);
        }
        report.Summary.Files += added.Count;
        if (!options.DryRun && added.Count > 0) await NoteUses(added, ct);
    }

    private async Task<bool> Take(Upload upload, MediaFolder folder, KeptFiles files, CancellationToken ct)
    {
        if (folder.Find(upload) is not { } path)
        {
            report.Add("file that is not in the media folder", "", 0, $"attachment {upload.Id}", upload.Address);
            return false;
        }
        try
        {
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (MediaFormat.Of(content) is not { } format)
            {
                report.Add("file that is no MP3, M4A, MP4, WebM or PDF, or is damaged", "", 0, $"attachment {upload.Id}", upload.Address);
                return false;
            }
            if (options.DryRun) return true;
            var (_, name, _) = await files.Keep(content, ct);
            await store.Change(by, change =>
            {
                change.Db.MediaFiles.Add(new MediaFile
                {
                    Address = upload.Address,
                    File = name,
                    Format = format.Name,
                    Bytes = content.Length,
                    Width = format.Width,
                    Height = format.Height,
                    Title = upload.Title,
                    Credit = upload.Credit,
                    AddedAt = change.Now,
                    WordPressId = upload.Id,
                });
                change.Record("imported", "files", upload.Address);
                return Task.CompletedTask;
            }, ct);
            return true;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            report.Add("file that cannot be read", "", 0, $"attachment {upload.Id}", $"{upload.Address}: {trouble.Message}");
            return false;
        }
    }

    // Stories that came before files were brought over link to them already.
    private async Task NoteUses(HashSet<string> added, CancellationToken ct)
    {
        var rows = new List<(long Revision, string Address)>();
        await store.Read(async db =>
        {
            await foreach (var text in db.Revisions.Where(r => r.Body.Contains("/wp-content/uploads/")).Select(r => new { r.Id, r.Body }).AsAsyncEnumerable().WithCancellation(ct))
                rows.AddRange(BodyText.Parse(text.Body).Files.Where(added.Contains).Select(address => (text.Id, address)));
            return 0;
        }, ct);
        foreach (var some in rows.Chunk(RevisionsAtOnce))
        {
            await store.Change(by, async change =>
            {
                var ids = some.Select(row => row.Revision).ToList();
                var known = (await change.Db.Set<RevisionFile>().Where(f => ids.Contains(f.RevisionId)).Select(f => new { f.RevisionId, f.Address }).ToListAsync(ct)).Select(f => (f.RevisionId, f.Address)).ToHashSet();
                var missing = some.Where(row => !known.Contains(row)).ToList();
                if (missing.Count == 0) return change.Abandon(0);
                change.Db.Set<RevisionFile>().AddRange(missing.Select(row => new RevisionFile { RevisionId = row.Revision, Address = row.Address }));
                change.Record("noted", "files", $"{missing.Count} uses");
                return 0;
            }, ct);
        }
    }
}
