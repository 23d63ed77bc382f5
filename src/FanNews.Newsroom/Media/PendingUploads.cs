using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using FanNews.Storage;

namespace FanNews.Media;

/// <summary>What came of a slice of a file.</summary>
/// <param name="Offset">How many bytes of the file are on disk: where the next slice begins.</param>
/// <param name="Problem">Why it was not taken; null when it was.</param>
public sealed record TakenSlice(long Offset, Refusal? Problem);

/// <summary>
/// Files that come in slices, so that a bad line or a killed process costs a slice and not the file. They lie in a folder of the data folder, of each person
/// in one of its own, named by the hash of what they are to be; a slice is acknowledged when it is on disk. No backup has them: who sends a file has it.
/// </summary>
/// <param name="store">Knows the folder.</param>
/// <param name="clock">The time.</param>
public sealed partial class PendingUploads(NewsroomStore store, TimeProvider clock)
{
    /// <summary>The most bytes of one slice.</summary>
    public const int MostOfSlice = 1 << 20;

    /// <summary>How many files of one person may wait at once.</summary>
    public const int MostFiles = 60;

    /// <summary>How many bytes of one person may wait at once.</summary>
    public const long MostBytes = 512L << 20;

    /// <summary>How long a file waits for its next slice, or to be added.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Where they lie in the data folder.</summary>
    public const string Folder = "uploads";

    private string Root => Path.Combine(store.Options.DataFolder, Folder);

    /// <summary>How many bytes of a file are on disk; 0 for none.</summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="hash">SHA-256 of the whole file, hexadecimal.</param>
    public long Offset(long person, string hash) => At(person, hash) is { } path && new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Takes a slice.</summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="hash">SHA-256 of the whole file, hexadecimal.</param>
    /// <param name="size">Bytes of the whole file.</param>
    /// <param name="offset">Where the slice begins.</param>
    /// <param name="slice">Its bytes.</param>
    /// <param name="ct">Ends the wait; what was written by then counts.</param>
    /// <exception cref="IOException">It cannot be written: the disk is full.</exception>
    public async Task<TakenSlice> Take(long person, string hash, long size, long offset, Stream slice, CancellationToken ct = default)
    {
        if (At(person, hash) is not { } path)
            return new(0, new("Hash", "The file must be named by its SHA-256."));
        if (size is <= 0 or > PictureFiles.MostBytes)
            return new(0, new("Files", "The picture is empty or larger than 32 MB."));
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        Sweep(folder);
        var others = new DirectoryInfo(folder).EnumerateFiles().Where(f => f.FullName != path).ToList();
        if (others.Count >= MostFiles || others.Sum(f => f.Length) + size > MostBytes)
            return new(Offset(person, hash), new("Files", "Too many files are on their way at once. Add those that are here first, or wait a little."));
        FileStream file;
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another slice of the same file is just being written.
            return new(Offset(person, hash), null);
        }

        await using (file)
        {
            // A slice that was overtaken, or whose answer was lost: the sender goes on where the file ends.
            if (offset != file.Length)
                return new(file.Length, null);
            file.Seek(0, SeekOrigin.End);
            var buffer = new byte[81_920];
            for (int read, taken = 0; (read = await slice.ReadAsync(buffer, ct)) > 0;)
            {
                taken += read;
                if (taken > MostOfSlice || file.Length + read > size)
                {
                    file.SetLength(offset);
                    return new(offset, new("Files", "A slice was longer than it may be. Send the file again."));
                }

                await file.WriteAsync(buffer.AsMemory(0, read), ct);
                await file.FlushAsync(ct);
            }

            file.Flush(flushToDisk: true);
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            if (file.Length < size || await IsWhole(file, hash, ct))
                return new(file.Length, null);
            // A line or a lost machine changed it: with other bytes at its end it would wait for nothing but its time.
            File.Delete(path);
            return new(0, new("Files", "The file arrived otherwise than it was sent. Send it again."));
        }
    }

    /// <summary>Opens a file that is here whole.</summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="hash">SHA-256 of the whole file, hexadecimal.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null where it is not here, not whole, or not what its name says.</returns>
    public async Task<Stream?> Open(long person, string hash, CancellationToken ct = default)
    {
        if (At(person, hash) is not { } path || !File.Exists(path))
            return null;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 81_920, useAsync: true);
        if (await IsWhole(file, hash, ct))
        {
            file.Position = 0;
            return file;
        }

        await file.DisposeAsync();
        return null;
    }

    /// <summary>Removes a file: it was added, or refused for good.</summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="hash">SHA-256 of the whole file, hexadecimal.</param>
    public void Remove(long person, string hash)
    {
        if (At(person, hash) is { } path && File.Exists(path))
            File.Delete(path);
    }

    /// <summary>Removes what nobody went on with.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(Root))
            return;
        foreach (var folder in Directory.EnumerateDirectories(Root))
            Sweep(folder);
    }

    private static async Task<bool> IsWhole(FileStream file, string hash, CancellationToken ct)
    {
        file.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct)) == hash;
    }

    private void Sweep(string folder)
    {
        var before = (clock.GetUtcNow() - Patience).UtcDateTime;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < before))
            file.Delete();
    }

    private string? At(long person, string hash) =>
        Hash().IsMatch(hash) ? Path.Combine(Root, person.ToString(CultureInfo.InvariantCulture), hash) : null;

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Hash();
}
