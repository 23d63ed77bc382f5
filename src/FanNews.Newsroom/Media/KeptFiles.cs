using System.Buffers;
using System.Security.Cryptography;

namespace FanNews.Media;

/// <summary>Keeps sound, video, documents and captions in the media folder as they came, but for places. They go from stream to disk: a large one takes no more memory than a small one.</summary>
/// <param name="mediaFolder">Where files live.</param>
public sealed class KeptFiles(string mediaFolder)
{
    private const int Buffer = 128 * 1024;

    private static readonly Refusal Unreadable = new("File", "The file is nothing that we can take, or it is damaged. Send MP3, M4A, MP4, WebM or PDF");

    /// <summary>Keeps a file, without the place on earth where a video or recording says it was made. Keeping the same one again changes nothing.</summary>
    /// <param name="upload">The file as it came; can be read anywhere.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>What was kept; or why nothing was.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<(MediaFormat? Format, string File, Refusal? Refusal)> Keep(Stream upload, CancellationToken ct = default)
    {
        if (MediaFormat.Of(upload) is not { } format)
            return (null, "", Unreadable);
        upload.Position = 0;
        return (format, await Write(upload, format.Name, ct, format.Places), null);
    }

    /// <summary>Keeps captions.</summary>
    /// <param name="text">The file, which is WebVTT.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Its name.</returns>
    public async Task<string> KeepCaptions(byte[] text, CancellationToken ct = default)
    {
        using var stream = new MemoryStream(text, writable: false);
        return await Write(stream, MediaFormat.Captions, ct);
    }

    /// <summary>Whether a file is there.</summary>
    public bool Has(string file, string extension) => File.Exists(OnDisk(file, extension));

    /// <summary>Removes a file. Only for one that no row names any more.</summary>
    public void Remove(string file, string extension) => File.Delete(OnDisk(file, extension));

    // Written under another name with a dot in front, which a backup passes by, until all of it is there.
    private async Task<string> Write(Stream source, string extension, CancellationToken ct, IReadOnlyList<(long At, int Length)>? places = null)
    {
        Directory.CreateDirectory(mediaFolder);
        var temporary = Path.Combine(mediaFolder, "." + Guid.NewGuid().ToString("N") + "." + extension);
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                int read;
                for (var at = 0L; (read = await source.ReadAsync(buffer, ct)) > 0; at += read)
                {
                    foreach (var place in places ?? [])
                        Blank(buffer.AsSpan(0, read), at, place);
                    hash.AppendData(buffer, 0, read);
                    await target.WriteAsync(buffer.AsMemory(0, read), ct);
                }
            }

            var file = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
            var path = OnDisk(file, extension);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            return file;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            File.Delete(temporary);
        }
    }

    // A box that is "free" is passed by (ISO 14496-12 8.1.2); nothing behind it moves.
    private static void Blank(Span<byte> bytes, long at, (long At, int Length) box)
    {
        var (from, to) = (Math.Max(at, box.At), Math.Min(at + bytes.Length, box.At + box.Length));
        for (var i = from; i < to; i++)
            bytes[(int)(i - at)] = i - box.At < 4 ? "free"u8[(int)(i - box.At)] : (byte)0;
    }

    /// <summary>Where a file lies, whether it is there or not.</summary>
    public string OnDisk(string file, string extension) => Path.Combine(mediaFolder, FileView.At(file, extension)[(Rendition.Public.Length + 1)..]);
}
