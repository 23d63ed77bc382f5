using System.Security.Cryptography;
using NetVips;

namespace FanNews.Media;

/// <summary>What was made of an upload, as <see cref="Picture"/> keeps it.</summary>
/// <param name="File">First 16 hex digits of the SHA-256 of the original.</param>
/// <param name="Width">Of the original in pixels, upright.</param>
/// <param name="Height">Of the original in pixels, upright.</param>
/// <param name="Avif">Whether it is kept as AVIF too.</param>
/// <param name="Original">How the name of the original ends.</param>
public sealed record StoredPicture(string File, int Width, int Height, bool Avif, string Original);

/// <summary>
/// Takes a picture's bytes and keeps the files that pages need, free of everything that is not image, and the original as it came,
/// which nobody is ever served. At most two pictures are decoded at once in the whole process.
/// </summary>
/// <param name="mediaFolder">Where files live.</param>
public sealed class PictureFiles(string mediaFolder)
{
    /// <summary>The most pixels that a picture may have; checked before a single one is decoded.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>The most pixels of a file that can only be decoded as a whole: WebP, AVIF, GIF, interlaced PNG.</summary>
    public const long MostPixelsAtOnce = 25_000_000;

    /// <summary>The most bytes that an upload may have.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private const int WebpQuality = 80;
    private const int JpegQuality = 76;
    private const int AvifQuality = 61;

    // 12 megapixels to three AVIF files, two cores: effort 0 0.1 s, 2 0.4 to 0.7 s, 3 1.3 s, 4 9 s. From 0 to 2 drawings
    // lose 40 % of their bytes and photographs 3 %, from 2 to 4 either loses 5 to 10 %.
    private const int AvifEffort = 2;

    // Only the width is to bound a rendition; libvips takes a box.
    private const int TallEnough = 100_000;

    // WebP knows no longer side than 16,383 pixels.
    private const int Tallest = 16_000;

    private static readonly Refusal Unreadable = new("File", "The file is no picture that we can read, or it is damaged. Send JPEG, PNG, WebP, AVIF or GIF.");
    private static readonly Refusal TooHeavy = new("File", "The picture is empty or larger than 32 MB.");

    // What a picture costs while it is decoded is bounded; this bounds how many of them there are.
    private static readonly SemaphoreSlim Decoders = new(2, 2);

    // What libvips finds odd in a file it would write to stderr, thousands of lines for one picture.
    private static readonly Log.LogDelegate Silence = (_, _, _) => { };

    // The encoder of AVIF takes more memory than all the rest, and as many cores as there are: one at a time.
    private static readonly Lock AvifEncoder = new();

    static PictureFiles()
    {
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, Silence);
        // Only decoders of the formats that are asked for: libvips knows many more, some of them a history of holes.
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in (string[])["Jpeg", "Png", "Webp", "Heif", "Nsgif"])
            Operation.Block("VipsForeignLoad" + loader, false);
        // Every picture is decoded once: what libvips would keep for a second time is only memory. So is a thread for each of many cores.
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = Math.Min(2, Environment.ProcessorCount);
    }

    /// <summary>Keeps a picture in all its widths. Keeping the same one again changes nothing.</summary>
    /// <param name="original">The file as it came: JPEG, PNG, WebP, AVIF or GIF (its first frame). Its content decides, never its name.</param>
    /// <param name="avif">Whether to make AVIF too, which takes longer than all the rest.</param>
    /// <returns>What was kept; or why nothing was.</returns>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public (StoredPicture? Picture, Refusal? Refusal) Keep(byte[] original, bool avif = true)
    {
        Decoders.Wait();
        try
        {
            return Take(original, avif);
        }
        finally
        {
            Decoders.Release();
        }
    }

    /// <summary>The same for an upload that lies on disk: it is read into memory only when its turn has come.</summary>
    /// <param name="upload">The file as it came.</param>
    /// <param name="ct">Ends the wait for a turn.</param>
    /// <inheritdoc cref="Keep(byte[], bool)"/>
    public async Task<(StoredPicture? Picture, Refusal? Refusal)> Keep(Stream upload, CancellationToken ct)
    {
        if (upload.Length is 0 or > MostBytes)
            return (null, TooHeavy);
        await Decoders.WaitAsync(ct);
        try
        {
            var original = new byte[upload.Length];
            await upload.ReadExactlyAsync(original, ct);
            return await Task.Run(() => Take(original, avif: true), ct);
        }
        finally
        {
            Decoders.Release();
        }
    }

    /// <summary>Whether all files of a picture are there.</summary>
    public bool Has(StoredPicture picture) => Files(picture).All(File.Exists);

    /// <summary>Removes a picture's files, the original among them. Only for pictures that no row names any more.</summary>
    /// <param name="file"><see cref="Picture.File"/>.</param>
    public void Remove(string file)
    {
        foreach (var folder in (string[])[Path.Combine(mediaFolder, file[..2]), Path.Combine(mediaFolder, Rendition.Originals, file[..2])])
        {
            if (!Directory.Exists(folder))
                continue;
            foreach (var path in Directory.EnumerateFiles(folder, file + "*"))
                File.Delete(path);
        }
    }

    private (StoredPicture? Picture, Refusal? Refusal) Take(byte[] original, bool avif)
    {
        if (original.Length is 0 or > MostBytes)
            return (null, TooHeavy);
        if (PictureFormat.Of(original) is not { } format)
            return (null, Unreadable);
        try
        {
            var (width, height, whole) = Measure(original, format);
            if (TooLarge(width, height, whole) is { } refusal)
                return (null, refusal);
            var picture = new StoredPicture(Convert.ToHexStringLower(SHA256.HashData(original))[..16], width, height, avif, format);
            if (!Has(picture))
                Write(original, picture);
            return (picture, null);
        }
        catch (VipsException)
        {
            return (null, Unreadable);
        }
    }

    // The header alone tells the size; EXIF may say that the camera was held sideways.
    private static (int Width, int Height, bool Whole) Measure(byte[] original, string format)
    {
        using var header = Image.NewFromBuffer(original, access: Enums.Access.Sequential);
        var sideways = header.Contains("orientation") && (int)header.Get("orientation") is >= 5 and <= 8;
        var whole = format is "webp" or "avif" or "gif" || (format is "png" && header.Contains("interlaced") && (int)header.Get("interlaced") != 0);
        return sideways ? (header.Height, header.Width, whole) : (header.Width, header.Height, whole);
    }

    private static Refusal? TooLarge(int width, int height, bool whole)
    {
        var pixels = (long)width * height;
        if (pixels > MostPixels)
            return new("File", "The picture has more than 50 million pixels. Make it smaller.");
        if (whole && pixels > MostPixelsAtOnce)
            return new("File", "The picture has more than 25 million pixels. Make it smaller, or send it as JPEG.");
        var widest = Math.Max(1, Rendition.Widths(width)[^1]);
        return (long)height * widest / Math.Max(1, width) > Tallest ? new("File", "The picture is too tall for its width. Cut it into several.") : null;
    }

    private IEnumerable<string> Files(StoredPicture picture) =>
        Rendition.Widths(picture.Width).SelectMany(width => Formats(picture).Select(format => OnDisk(Rendition.Address(picture.File, width, format))))
            .Append(Path.Combine(mediaFolder, Rendition.Originals, picture.File[..2], picture.File + "." + picture.Original));

    private static string[] Formats(StoredPicture picture) => picture.Avif ? ["avif", "webp", "jpg"] : ["webp", "jpg"];

    private string OnDisk(string address) => Path.Combine(mediaFolder, address["/media/".Length..]);

    // Decoded once, to the largest width, and whole before a rendition is written: of a damaged original nothing is left.
    private void Write(byte[] original, StoredPicture picture)
    {
        var widths = Rendition.Widths(picture.Width);
        using var pending = new PendingFiles();
        // From the file: libvips overlooks the early end of one in memory.
        var source = pending.Write(Files(picture).Last(), temporary => File.WriteAllBytes(temporary, original));
        using var decoded = Image.Thumbnail(source, widths[^1], height: TallEnough, size: Enums.Size.Down, outputProfile: Profile(source), failOn: Enums.FailOn.Truncated);
        using var largest = decoded.CopyMemory();
        foreach (var width in widths)
        {
            using var sized = width == largest.Width ? largest.Copy() : largest.ThumbnailImage(width, height: TallEnough, size: Enums.Size.Down);
            using var shown = sized.CopyMemory();
            foreach (var format in Formats(picture))
                pending.Write(OnDisk(Rendition.Address(picture.File, width, format)), temporary => Save(shown, format, temporary));
        }

        pending.Keep();
    }

    // Plain sRGB needs no way through a profile, which takes longer than all the rest together.
    private static string? Profile(string file)
    {
        using var header = Image.NewFromFile(file, access: Enums.Access.Sequential);
        return !header.Contains("icc-profile-data") && header.Interpretation is (Enums.Interpretation.Srgb or Enums.Interpretation.Bw) ? null : "srgb";
    }

    private static void Save(Image picture, string format, string path)
    {
        switch (format)
        {
            case "avif":
                lock (AvifEncoder)
                    picture.Heifsave(path, q: AvifQuality, compression: Enums.ForeignHeifCompression.Av1, effort: AvifEffort, bitdepth: 8, keep: Enums.ForeignKeep.None);
                break;
            case "webp":
                picture.Webpsave(path, q: WebpQuality, effort: 4, keep: Enums.ForeignKeep.None);
                break;
            default:
                using (var opaque = picture.HasAlpha() ? picture.Flatten(background: [255, 255, 255]) : picture.Copy())
                    opaque.Jpegsave(path, q: JpegQuality, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None);
                break;
        }
    }
}
