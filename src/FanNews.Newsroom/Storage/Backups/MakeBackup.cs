using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Storage.Backups;

/// <summary>Writes the whole newsroom into one file while the site runs: the store as it stood at one instant, and the media files.</summary>
/// <param name="store">The newsroom.</param>
/// <param name="clock">The time.</param>
/// <param name="tell">Told how far it is: what is done, how many, of how many.</param>
public sealed class MakeBackup(NewsroomStore store, TimeProvider clock, Action<string, int, int>? tell = null)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the backup. It has its name only once it is complete and on disk; until then it is <c>FILE.part</c>.</summary>
    /// <param name="file">Where to; only its owner may read it.</param>
    /// <param name="ct">Ends it; nothing is left then.</param>
    /// <exception cref="BackupTrouble">The file exists or cannot be written, or a media file cannot be read. No backup was made.</exception>
    /// <exception cref="StoreTrouble">The store cannot be read.</exception>
    public async Task<BackupSummary> To(string file, CancellationToken ct = default)
    {
        if (Path.Exists(file))
            throw new BackupTrouble($"{file} exists already, and a backup overwrites nothing. Give it another name.");
        var part = file + ".part";
        var began = false;
        try
        {
            BackupManifest manifest;
            // The lock keeps two backups from writing the same file; what a killed one left behind is overwritten.
            await using (var stream = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            {
                began = true;
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);
                stream.SetLength(0);
                manifest = await Write(stream, ct);
                await BackupSeal.Close(stream, ct);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, file, overwrite: false);
            began = false;
            return BackupSummary.Of(file, manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupTrouble($"The backup {file} cannot be written: {e.Message.TrimEnd('.')}. No backup was made.", e);
        }
        finally
        {
            if (began)
                File.Delete(part);
        }
    }

    private async Task<BackupManifest> Write(FileStream stream, CancellationToken ct)
    {
        await using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var manifest = await store.Read(async db => new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            FanNews = typeof(MakeBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            Engine = store.Options.IsPostgres ? "PostgreSQL" : "SQLite",
            MadeAt = clock.Now(),
            Migrations = [.. (await db.Database.GetAppliedMigrationsAsync(ct)).Select(BackupMigrations.NameOf)],
            Tables = await WriteTables(db, zip, ct),
            Media = [],
        }, ct);
        // After the store: a picture's files are there before its row is.
        manifest = manifest with { Media = await WriteMedia(zip, ct) };

        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Json);
        await using (var entry = await zip.CreateEntry(BackupManifest.Entry, CompressionLevel.Fastest).OpenAsync(ct))
            await entry.WriteAsync(bytes, ct);
        zip.Comment = BackupSeal.Begin(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return manifest;
    }

    private async Task<IReadOnlyList<TableEntry>> WriteTables(NewsroomDb db, ZipArchive zip, CancellationToken ct)
    {
        var shapes = TableShape.All(db);
        var entries = new List<TableEntry>();
        foreach (var shape in shapes)
        {
            tell?.Invoke("Tables", entries.Count, shapes.Count);
            var entry = new TableEntry { Shape = shape, Rows = 0, LastId = 0, Bytes = 0, Sha256 = "" };
            await using var target = await zip.CreateEntry(entry.Entry, CompressionLevel.Fastest).OpenAsync(ct);
            entries.Add(await Copy(db, shape, target, ct));
        }

        return entries;
    }

    /// <summary>Writes a table's rows and says what they are.</summary>
    internal static async Task<TableEntry> Copy(NewsroomDb db, TableShape shape, Stream target, CancellationToken ct)
    {
        using var sink = new Sink(target);
        await TableRows.Write(db, shape, sink, ct);
        return new TableEntry { Shape = shape, Rows = sink.Lines, LastId = await Numbers.Last(db, shape, ct), Bytes = sink.Bytes, Sha256 = sink.Sha256() };
    }

    private async Task<IReadOnlyList<MediaEntry>> WriteMedia(ZipArchive zip, CancellationToken ct)
    {
        var folder = store.Options.MediaFolder;
        var paths = MediaFiles(folder);
        var entries = new List<MediaEntry>();
        for (var i = 0; i < paths.Count; i++)
        {
            tell?.Invoke("Media files", i, paths.Count);
            var name = MediaEntry.Folder + Path.GetRelativePath(folder, paths[i]).Replace(Path.DirectorySeparatorChar, '/');
            if (!BackupFile.IsSafe(name))
                throw new BackupTrouble($"The media file {paths[i]} has a name that a backup cannot carry. Rename it; no backup was made.");
            if (await WriteFile(zip, name, paths[i], ct) is { } entry)
                entries.Add(entry);
        }

        return entries;
    }

    // Null for a file that vanished since the folder was listed.
    private static async Task<MediaEntry?> WriteFile(ZipArchive zip, string name, string path, CancellationToken ct)
    {
        FileStream source;
        try
        {
            source = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.SequentialScan });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        await using (source)
        await using (var target = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(ct))
        {
            using var sink = new Sink(target);
            await sink.Take(source, long.MaxValue, ct);
            return new MediaEntry(name, sink.Bytes, sink.Sha256());
        }
    }

    // Names with a dot in front belong to files that are just being written. A link may lead out of the folder.
    private static List<string> MediaFiles(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)]
        : [];
}
