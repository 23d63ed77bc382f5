using System.Data.Common;
using System.Text.Json;
using FanNews.Search;
using FanNews.Storage.Postgres;

namespace FanNews.Storage.Backups;

/// <summary>Makes a newsroom of a backup, on either engine, in an empty place. All of it or nothing.</summary>
/// <param name="target">Where the newsroom will be kept.</param>
/// <param name="tell">Told how far it is: what is done, how many, of how many.</param>
public sealed class RestoreBackup(StoreOptions target, Action<string, int, int>? tell = null)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A disk may have it at its top.
    private const string OfTheDisk = "lost+found";

    /// <summary>Checks every checksum, then restores.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="ct">Ends it; nothing is left then.</param>
    /// <exception cref="BackupTrouble">The backup is damaged or too new, or the place is not empty. Nothing was changed.</exception>
    /// <exception cref="StoreTrouble">The place cannot be written.</exception>
    public async Task<BackupSummary> From(string file, CancellationToken ct = default)
    {
        try
        {
            RefuseUnlessEmpty(file);
            using var backup = await BackupFile.Open(file, ct);
            using var store = new NewsroomStore(target, TimeProvider.System);
            await using var db = store.Open();
            BackupMigrations.Target(db, backup.Manifest);
            if (db is PostgresNewsroomDb postgres)
                await PostgresFill.RefuseUnlessEmpty(postgres, ct);
            await backup.Check(tell, ct);
            await InScratch(async scratch =>
            {
                await Unpack(backup, scratch.MediaFolder, ct);
                if (db is PostgresNewsroomDb database)
                {
                    await PostgresFill.Into(database, backup, () => Move(scratch), tell, ct);
                    return;
                }

                await SqliteFill.Into(scratch, backup, index: true, filled: null, tell, ct);
                Move(scratch);
                // Last: a folder without a database is not a newsroom.
                File.Move(scratch.SqliteFile, target.SqliteFile);
            });
            if (target.IsPostgres)
                await FillIndex.IfNeeded(store, (done, total) => tell?.Invoke("Search index", done, total), ct);
            return BackupSummary.Of(file, backup.Manifest);
        }
        catch (Exception e) when (StoreTrouble.In(e) is { } trouble)
        {
            throw trouble;
        }
        catch (Exception e) when (e is DbException or JsonException or InvalidDataException or FormatException)
        {
            throw new BackupTrouble($"{file} does not fit: {e.Message.TrimEnd('.')}. Nothing was changed.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupTrouble($"The backup cannot be restored into {target.DataFolder}: {e.Message.TrimEnd('.')}. Nothing was changed.", e);
        }
    }

    private void RefuseUnlessEmpty(string file)
    {
        if (!Directory.Exists(target.DataFolder))
            return;
        var own = Path.GetFullPath(file);
        if (Directory.EnumerateFileSystemEntries(Path.GetFullPath(target.DataFolder)).FirstOrDefault(p => p != own && Path.GetFileName(p) != OfTheDisk) is { } something)
            throw new BackupTrouble($"The data folder {target.DataFolder} is not empty: it has {Path.GetFileName(something)}. Restore into an empty one; nothing was changed.");
    }

    // Inside the data folder, so that what is finished moves by its name alone.
    private async Task InScratch(Func<StoreOptions, Task> work)
    {
        var made = !Directory.Exists(target.DataFolder);
        Directory.CreateDirectory(target.DataFolder);
        var scratch = Path.Combine(target.DataFolder, ".restore-" + Guid.NewGuid().ToString("N"));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(scratch);
        else
            Directory.CreateDirectory(scratch, OwnerOnly);
        var done = false;
        try
        {
            await work(new StoreOptions(scratch));
            done = true;
        }
        finally
        {
            // The folder was empty: media in it are ours.
            if (!done && Directory.Exists(target.MediaFolder))
                Directory.Delete(target.MediaFolder, recursive: true);
            Directory.Delete(scratch, recursive: true);
            if (!done && made)
                Directory.Delete(target.DataFolder);
        }
    }

    private async Task Unpack(BackupFile backup, string folder, CancellationToken ct)
    {
        var media = backup.Manifest.Media;
        for (var i = 0; i < media.Count; i++)
        {
            tell?.Invoke("Media files", i, media.Count);
            var path = Path.Combine([folder, .. media[i].Entry[MediaEntry.Folder.Length..].Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var source = await backup.Read(media[i], ct);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await source.CopyToAsync(file, ct);
        }
    }

    private void Move(StoreOptions scratch)
    {
        if (Directory.Exists(scratch.MediaFolder))
            Directory.Move(scratch.MediaFolder, target.MediaFolder);
    }
}
