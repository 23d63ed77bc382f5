using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace FanNews.Storage.Backups;

/// <summary>A backup opened for reading. Nothing in it is believed before <see cref="Check"/>.</summary>
internal sealed class BackupFile : IDisposable
{
    private const int LargestManifest = 1 << 28;

    private readonly FileStream file;
    private readonly ZipArchive zip;

    private BackupFile(string path, FileStream file, ZipArchive zip, BackupManifest manifest)
    {
        Path = path;
        this.file = file;
        this.zip = zip;
        Manifest = manifest;
    }

    public string Path { get; }

    public BackupManifest Manifest { get; }

    /// <summary>Opens a backup and reads its manifest.</summary>
    /// <exception cref="BackupTrouble">There is none, or it is damaged or of another format.</exception>
    public static async Task<BackupFile> Open(string path, CancellationToken ct)
    {
        FileStream? file = null;
        ZipArchive? zip = null;
        try
        {
            file = new FileStream(path, new FileStreamOptions { Share = FileShare.Read });
            zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
            var manifest = await ReadManifest(path, zip, ct);
            return new BackupFile(path, file, zip, manifest);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            zip?.Dispose();
            file?.Dispose();
            throw e switch
            {
                BackupTrouble => e,
                FileNotFoundException or DirectoryNotFoundException => new BackupTrouble($"There is no file {path}.", e),
                UnauthorizedAccessException => new BackupTrouble($"{path} cannot be read: {e.Message}", e),
                _ => new BackupTrouble($"{path} is no FanNews backup, or it is damaged or cut off: its list of entries cannot be read.", e),
            };
        }
    }

    /// <summary>Reads everything and compares it with what was written.</summary>
    /// <exception cref="BackupTrouble">An entry is damaged, missing or strange; the sentence names it.</exception>
    public async Task Check(Action<string, int, int>? tell, CancellationToken ct)
    {
        IReadOnlyList<IBackupEntry> promised = [.. Manifest.Tables, .. Manifest.Media];
        CheckNames(promised);
        for (var i = 0; i < promised.Count; i++)
        {
            tell?.Invoke("Checking", i, promised.Count);
            await CheckEntry(promised[i], ct);
        }

        if (!await BackupSeal.Holds(file, ct))
            throw new BackupTrouble($"{Path} is damaged: its entries are whole, but its list of entries was changed.");
    }

    /// <summary>Opens an entry.</summary>
    public Task<Stream> Read(IBackupEntry entry, CancellationToken ct) => zip.GetEntry(entry.Entry)!.OpenAsync(ct);

    /// <summary>Whether a name stays inside the folder that it is unpacked in, on every system.</summary>
    public static bool IsSafe(string name) =>
        name.Length is > 0 and < 1000 && name.Split('/').All(part => part is not ("" or "." or "..")) && !name.Any(c => c is '\\' or ':' || char.IsControl(c));

    public void Dispose()
    {
        zip.Dispose();
        file.Dispose();
    }

    private static async Task<BackupManifest> ReadManifest(string path, ZipArchive zip, CancellationToken ct)
    {
        if (BackupSeal.Manifest(zip.Comment) is not { } hash || zip.GetEntry(BackupManifest.Entry) is not { } entry)
            throw new BackupTrouble($"{path} is no FanNews backup, or its end is damaged.");
        using var bytes = new MemoryStream();
        using var sink = new Sink(bytes);
        try
        {
            await using var source = await entry.OpenAsync(ct);
            await sink.Take(source, LargestManifest, ct);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(path, BackupManifest.Entry, e);
        }

        if (sink.Sha256() != hash)
            throw Damaged(path, BackupManifest.Entry);
        bytes.Position = 0;
        using var json = await JsonDocument.ParseAsync(bytes, default, ct);
        if (json.RootElement.GetProperty("format").GetInt32() is var format and not BackupManifest.CurrentFormat)
            throw new BackupTrouble($"{path} has format {format} and this FanNews reads {BackupManifest.CurrentFormat}. Use the version that wrote it or a newer one.");
        return json.Deserialize<BackupManifest>(BackupManifest.Json)!;
    }

    private void CheckNames(IReadOnlyList<IBackupEntry> promised)
    {
        var names = promised.Select(e => e.Entry).Append(BackupManifest.Entry).ToList();
        // Names that differ in case only would meet on some file systems.
        if (names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BackupTrouble($"{Path} has the entry {twice.Key} twice.");
        if (Manifest.Media.FirstOrDefault(m => !m.Entry.StartsWith(MediaEntry.Folder, StringComparison.Ordinal))?.Entry is { } outside)
            throw new BackupTrouble($"{Path} has the entry {outside} outside the media folder.");
        if (names.Find(n => !IsSafe(n)) is { } unsafeName)
            throw new BackupTrouble($"{Path} has an entry whose name is not safe: {Printable(unsafeName)}.");
        var there = zip.Entries.Select(e => e.FullName).ToList();
        if (there.Except(names).FirstOrDefault() is { } strange)
            throw new BackupTrouble($"{Path} is damaged: it has the entry {Printable(strange)}, of which its manifest knows nothing.");
        if (names.Except(there).FirstOrDefault() is { } missing)
            throw new BackupTrouble($"{Path} is damaged: the entry {missing} is missing.");
        if (there.Count != names.Count)
            throw new BackupTrouble($"{Path} is damaged: it has an entry twice.");
    }

    private async Task CheckEntry(IBackupEntry entry, CancellationToken ct)
    {
        using var sink = new Sink(Stream.Null);
        try
        {
            await using var source = await Read(entry, ct);
            await sink.Take(source, entry.Bytes, ct);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(Path, entry.Entry, e);
        }

        if (sink.Bytes != entry.Bytes || sink.Sha256() != entry.Sha256)
            throw Damaged(Path, entry.Entry);
        if (entry is TableEntry table && table.Rows != sink.Lines)
            throw new BackupTrouble($"{Path} is damaged: the entry {entry.Entry} has {sink.Lines} rows instead of {table.Rows}.");
    }

    private static BackupTrouble Damaged(string path, string entry, Exception? cause = null) =>
        new($"{path} is damaged: the checksum of its entry {entry} is wrong.", cause);

    private static string Printable(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Take(200))
            text.Append(char.IsControl(c) ? '?' : c);
        return text.ToString();
    }
}
