using System.Security.Cryptography;
using NetVips;

namespace FanNews.Media;

/// <summary>What was made of an upload: its name and size, as <see cref="Picture"/> keeps them.</summary>
/// <param name="File">First 16 hex digits of the SHA-256 of the original.</param>
/// <param name="Width">Of the original in pixels, upright.</param>
/// <param name="Height">Of the original in pixels, upright.</param>
public sealed record StoredPicture(string File, int Width, int Height);

/// <summary>Takes a picture's bytes and keeps the files that pages need, free of everything that is not image.</summary>
/// <param name="mediaFolder">Where files live.</param>
public sealed class PictureFiles(string mediaFolder)
{
    /// <summary>The most pixels that a picture may have; checked before a single one is decoded.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>The most bytes that an upload may have.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private static readonly Refusal Unreadable = new("File", "The file is no picture that we can read, or it is damaged: send JPEG, PNG, WebP, AVIF or GIF.");

    private const int WebpQuality = 80;
    private const int JpegQuality = 76;

    // Only the width is to bound a rendition; libvips takes a box.
    private const int TallEnough = 100_000;

    static PictureFiles()
    {
        // Only decoders of the formats that are asked for: libvips knows many more, some of them a history of holes.
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in (string[])["Jpeg", "Png", "Webp", "Heif", "Nsgif"])
            Operation.Block("VipsForeignLoad" + loader, false);
        // Every picture is decoded once: what libvips would keep for a second time is only memory.
        Cache.Max = 0;
    }

    /// <summary>Keeps a picture in all its widths. Keeping the same one again changes nothing.</summary>
    /// <param name="original">The file as it came: JPEG, PNG, WebP, AVIF or GIF (its first frame). Its content decides, never its name.</param>
    /// <returns>What was kept, or why not.</returns>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public (StoredPicture? Picture, Refusal? Refusal) Keep(byte[] original)
    {
        if (original.Length is 0 or > MostBytes)
            return (null, new("File", "The picture is empty or larger than 32 MB."));
        if (!IsPicture(original) || IsCutOff(original))
            return (null, Unreadable);
        try
        {
            var (width, height) = Measure(original);
            if ((long)width * height > MostPixels)
                return (null, new("File", "The picture has more than 50 million pixels. Make it smaller."));
            var file = Convert.ToHexStringLower(SHA256.HashData(original))[..16];
            foreach (var size in Rendition.Widths(width))
                Write(original, file, size);
            return (new StoredPicture(file, width, height), null);
        }
        catch (VipsException)
        {
            return (null, Unreadable);
        }
    }

    // The header alone tells the size; EXIF may say that the camera was held sideways.
    private static (int Width, int Height) Measure(byte[] original)
    {
        using var header = Image.NewFromBuffer(original, access: Enums.Access.Sequential);
        var sideways = header.Contains("orientation") && (int)header.Get("orientation") is >= 5 and <= 8;
        return sideways ? (header.Height, header.Width) : (header.Width, header.Height);
    }

    private void Write(byte[] original, string file, int width)
    {
        string Path(string extension) => System.IO.Path.Combine(mediaFolder, Rendition.Address(file, width, extension)["/media/".Length..]);

        if (File.Exists(Path("jpg")) && File.Exists(Path("webp")))
            return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path("jpg"))!);
        using var sized = Image.ThumbnailBuffer(original, width, height: TallEnough, size: Enums.Size.Down, outputProfile: "srgb", failOn: Enums.FailOn.Truncated);
        using var picture = sized.CopyMemory();
        Move(Path("webp"), temporary => picture.Webpsave(temporary, q: WebpQuality, effort: 4, keep: Enums.ForeignKeep.None));
        using var opaque = picture.HasAlpha() ? picture.Flatten(background: [255, 255, 255]) : picture.Copy();
        Move(Path("jpg"), temporary => opaque.Jpegsave(temporary, q: JpegQuality, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None));
    }

    // A file appears whole or not at all, however many processes write it and whatever is killed.
    private static void Move(string path, Action<string> write)
    {
        var temporary = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "." + Guid.NewGuid().ToString("N") + System.IO.Path.GetExtension(path));
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // libvips overlooks the early end of a JPEG in memory. Within its data neither mark can stand (ITU-T T.81, B.1.1):
    // a whole one has its end of image after its last start of scan.
    private static bool IsCutOff(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])
        && bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);

    private static bool IsPicture(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => true,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => true,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => true,
        _ => false,
    };
}
