using System.Security.Cryptography;
using FanNews.Storage;
using NetVips;

namespace FanNews.Media;

/// <summary>The files of a picture as the newsroom keeps them.</summary>
/// <param name="File">First 16 hex digits of the original's SHA-256.</param>
/// <param name="Width">Width of the original in pixels, upright.</param>
/// <param name="Height">Height of the original in pixels, upright.</param>
public sealed record PictureFile(string File, int Width, int Height);

/// <summary>Takes pictures in: checks what they are, turns them upright, takes their metadata away and writes the files that pages ask for.</summary>
public sealed class PictureFiles(StoreOptions options)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>The largest picture, in pixels.</summary>
    public const long MaxPixels = 50_000_000;

    static PictureFiles()
    {
        // libvips opens dozens of kinds, some by programs of doubtful care: only those that the web shows may be opened.
        Operation.Block("VipsForeignLoad", true);
        foreach (var kind in (string[])["Jpeg", "Png", "Webp", "Heif", "Nsgif"]) Operation.Block("VipsForeignLoad" + kind, false);
        Cache.Max = 0;
    }

    /// <summary>Takes a picture in. The same picture again costs only its reading.</summary>
    /// <param name="path">The original.</param>
    /// <param name="why">A sentence that says why it was refused; null when it was not.</param>
    /// <returns>Its files, or null when it was refused.</returns>
    /// <exception cref="IOException">The original cannot be read or the files cannot be written.</exception>
    public PictureFile? Add(string path, out string? why)
    {
        if (new FileInfo(path).Length > MaxBytes) return Refused("The file is larger than 64 MB.", out why);
        var original = System.IO.File.ReadAllBytes(path);
        if (!IsPicture(original)) return Refused("The file is no JPEG, PNG, WebP, GIF or AVIF.", out why);
        try
        {
            using var header = Image.NewFromBuffer(original);
            if ((long)header.Width * header.Height > MaxPixels) return Refused("The picture has more than 50 million pixels.", out why);
            if (header.Contains("heif-compression") && Equals(header.Get("heif-compression"), "hevc")) return Refused("HEIC cannot be read; save it as JPEG.", out why);
            var sideways = header.Contains("orientation") && header.Get("orientation") is int turn and >= 5 and <= 8;
            var (width, height) = sideways ? (header.Height, header.Width) : (header.Width, header.Height);
            var file = Convert.ToHexStringLower(SHA256.HashData(original))[..16];
            foreach (var wide in Rendition.Widths(width)) Write(original, file, wide);
            why = null;
            return new(file, width, height);
        }
        catch (VipsException)
        {
            return Refused("The picture is damaged.", out why);
        }
    }

    private void Write(byte[] original, string file, int width)
    {
        var webp = Place(file, width, "webp");
        var jpeg = Place(file, width, "jpg");
        if (System.IO.File.Exists(webp) && System.IO.File.Exists(jpeg)) return;
        using var lazily = Image.ThumbnailBuffer(original, width, height: 100_000, size: Enums.Size.Down, outputProfile: "srgb", failOn: Enums.FailOn.Truncated);
        using var small = lazily.CopyMemory();
        Put(webp, small.WebpsaveBuffer(q: 80, keep: Enums.ForeignKeep.None));
        using var flat = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
        Put(jpeg, flat.JpegsaveBuffer(q: 76, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None));
    }

    // A reader never sees half a file: it is written beside its place and moved there whole.
    private static void Put(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = $"{path}.{Environment.ProcessId}.part";
        System.IO.File.WriteAllBytes(part, bytes);
        System.IO.File.Move(part, path, overwrite: true);
    }

    private string Place(string file, int width, string extension) =>
        Path.Combine(options.MediaFolder, Rendition.Address(file, width, extension)["/media/".Length..]);

    private static PictureFile? Refused(string sentence, out string? why)
    {
        why = sentence;
        return null;
    }

    private static bool IsPicture(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => true,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => true,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => true,
        _ => false,
    };
}
