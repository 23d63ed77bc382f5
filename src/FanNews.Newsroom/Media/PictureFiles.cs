using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace FanNews.Media;

/// <summary>What was made of an upload, as <see cref="Picture"/> keeps it.</summary>
/// <param name="File">First 16 hex digits of the SHA-256 of the original.</param>
/// <param name="Width">Of the original in pixels, upright.</param>
/// <param name="Height">Of the original in pixels, upright.</param>
/// <param name="Avif">Whether it is kept as AVIF too; a moving picture is not.</param>
/// <param name="Original">How the name of the original ends.</param>
public sealed record StoredPicture(string File, int Width, int Height, bool Avif, string Original)
{
    /// <summary>What draws the eye, from the left edge, in per cent of the width: a guess.</summary>
    public int? FocusX { get; init; }

    /// <summary>The same from the top edge, in per cent of the height.</summary>
    public int? FocusY { get; init; }

    /// <summary>The colour of <see cref="PictureColour"/>; null where something shines through.</summary>
    public int? Colour { get; init; }

    /// <summary>Size of the original in bytes.</summary>
    public long Bytes { get; init; }
}

/// <summary>
/// Takes a picture's bytes and keeps the files that pages need, free of everything that is not image but who is to be named, and the original as it
/// came, which nobody is ever served. The bytes are decoded in a process of their own (<see cref="PictureWorkers"/>).
/// </summary>
public sealed class PictureFiles
{
    /// <summary>The most pixels that a picture may have; checked before a single one is decoded.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>The most pixels of a file that can only be decoded as a whole: WebP, AVIF, GIF (all its pictures together), interlaced PNG.</summary>
    public const long MostPixelsAtOnce = 25_000_000;

    /// <summary>The most pictures that a moving one may consist of.</summary>
    public const int MostFrames = 200;

    /// <summary>The most bytes that an upload may have.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    /// <summary>From so many pixels on, what can only be decoded as a whole is decoded alone.</summary>
    internal const long Heavy = 8_000_000;

    internal const string Unreadable = "The file is no picture that we can read, or it is damaged. Send JPEG, PNG, WebP, AVIF, GIF or SVG.";

    // WebP knows no longer side than 16,383 pixels.
    private const int Tallest = 16_000;

    private static readonly Refusal TooHeavy = new("File", "The picture is empty or larger than 32 MB.");
    private static readonly Refusal GaveUp = new("File", "The picture could not be read: it is damaged, or it takes more memory or time than a picture may. Save it again as JPEG and send that.");

    // Whoever asks for a file that is being made waits for it instead of making it a second time.
    private static readonly ConcurrentDictionary<string, Lazy<Task<bool>>> Making = new();

    private readonly string mediaFolder;
    private readonly PictureWorkers workers;

    /// <summary>Files in a folder.</summary>
    /// <param name="mediaFolder">Where they live.</param>
    public PictureFiles(string mediaFolder) : this(mediaFolder, PictureWorkers.Shared)
    {
    }

    internal PictureFiles(string mediaFolder, PictureWorkers workers) => (this.mediaFolder, this.workers) = (Path.GetFullPath(mediaFolder), workers);

    /// <summary>Keeps a picture. Keeping the same one again changes nothing.</summary>
    /// <param name="original">The file as it came. Its content decides what it is, never its name.</param>
    /// <param name="all">Whether to make the files of all roles now; else they are made when they are first asked for.</param>
    /// <returns>What was kept; or why nothing was.</returns>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public (StoredPicture? Picture, Refusal? Refusal) Keep(byte[] original, bool all = true)
    {
        using var upload = new MemoryStream(original, writable: false);
        return Task.Run(() => Keep(upload, notice: null, all, CancellationToken.None)).GetAwaiter().GetResult();
    }

    /// <summary>Keeps a picture that lies on disk.</summary>
    /// <inheritdoc cref="Keep(Stream, PictureNotice, bool, CancellationToken)"/>
    public Task<(StoredPicture? Picture, Refusal? Refusal)> Keep(Stream upload, CancellationToken ct) => Keep(upload, notice: null, all: true, ct);

    /// <summary>Keeps a picture that lies on disk. It is never in this process's memory.</summary>
    /// <param name="upload">The file as it came: JPEG, PNG, WebP, AVIF, GIF or SVG.</param>
    /// <param name="notice">What the files made of it say of themselves; null for nothing.</param>
    /// <param name="all">Whether to make the files of all roles now; else they are made when they are first asked for.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>What was kept; or why nothing was.</returns>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="PictureQueueFull">Too many pictures wait.</exception>
    public async Task<(StoredPicture? Picture, Refusal? Refusal)> Keep(Stream upload, PictureNotice? notice, bool all, CancellationToken ct)
    {
        if (upload.Length is 0 or > MostBytes)
            return (null, TooHeavy);
        var head = new byte[PictureFormat.Head];
        head = head[..await upload.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct)];
        upload.Position = 0;
        if (PictureFormat.Of(head) is not { } format)
            return (null, new("File", PictureFormat.Refused(head) is { } other ? $"The file is a {other} picture, which browsers do not show. Send JPEG, PNG, WebP, AVIF, GIF or SVG." : Unreadable));
        using var pending = new PendingFiles();
        var (source, file) = await Copy(pending, upload, format, ct);
        if (Readable(pending, source, format) is not { } readable)
            return (null, new("File", "The drawing cannot be read: it is no SVG, it has entities, or it is larger than a drawing may be. Export it as plain SVG, or send PNG."));
        if (await workers.Do(new(readable, format, null), ct) is not { } measured)
            return (null, GaveUp);
        if (measured.Refusal is { } bound)
            return (null, new("File", bound));
        if (await workers.Do(new(readable, format, []) { Heavy = measured.Heavy }, ct) is not { } seen)
            return (null, GaveUp);
        if (seen.Refusal is { } why)
            return (null, new("File", why));
        var picture = new StoredPicture(file, seen.Width, seen.Height, seen.Frames == 1, format) { FocusX = seen.FocusX, FocusY = seen.FocusY, Colour = seen.Colour, Bytes = upload.Length };
        if (all && Missing(picture) is { Count: > 0 } missing)
        {
            var made = await workers.Do(new(readable, format, Pending(pending, missing, picture.Avif)) { Heavy = measured.Heavy, Notice = notice }, ct);
            if (made is null)
                return (null, GaveUp);
            if (made.Refusal is { } sentence)
                return (null, new("File", sentence));
        }

        pending.Keep();
        return (picture, null);
    }

    /// <summary>Makes a file that is not there yet of a picture whose original is kept. Whether it may be asked for is <see cref="Rendition.IsOf"/>.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="name">The file.</param>
    /// <returns>Whether it is there now.</returns>
    /// <exception cref="PictureQueueFull">Too many pictures wait.</exception>
    public Task<bool> Make(Picture picture, Rendition name)
    {
        var path = OnDisk(name);
        // Not ended by whoever asked first: others wait for it too.
        return Making.GetOrAdd(path, _ => new(() => Task.Run(() => MakeOnce(picture, name, path)))).Value;
    }

    /// <summary>Waits until nothing is being made any more under a folder that is about to go.</summary>
    internal static Task Settle(string folder) =>
        Task.WhenAll(Making.Where(making => making.Key.StartsWith(folder, StringComparison.Ordinal)).Select(making => making.Value.Value.ContinueWith(_ => { }, TaskScheduler.Default)));

    /// <summary>Whether the original of a picture is there, of which everything else can be made.</summary>
    public bool Has(StoredPicture picture) => File.Exists(Original(picture.File, picture.Original));

    /// <summary>Where a file of a picture lies, whether it is there or not.</summary>
    public string OnDisk(Rendition name) => mediaFolder + name.Path.Replace('/', Path.DirectorySeparatorChar);

    /// <summary>Where the untouched original lies.</summary>
    /// <param name="file"><see cref="Picture.File"/>.</param>
    /// <param name="extension"><see cref="Picture.Original"/>.</param>
    public string Original(string file, string extension) => Path.Combine(mediaFolder, Rendition.Originals, file[..2], file + "." + extension);

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

    /// <summary>Why a picture of this size is not taken; null when it is.</summary>
    /// <param name="width">In pixels, upright.</param>
    /// <param name="height">In pixels, upright.</param>
    /// <param name="frames">How many pictures it consists of.</param>
    /// <param name="whole">Whether it can only be decoded as a whole.</param>
    internal static string? TooLarge(int width, int height, int frames, bool whole)
    {
        var pixels = (long)width * height;
        if (frames > MostFrames)
            return "The moving picture has more than 200 pictures. Make it shorter, or send it as a film.";
        if (pixels > MostPixels)
            return "The picture has more than 50 million pixels. Make it smaller.";
        if (frames > 1 && pixels * frames > MostPixelsAtOnce)
            return "The moving picture has more than 25 million pixels in all. Make it smaller or shorter, or send it as a film.";
        if (whole && pixels > MostPixelsAtOnce)
            return "The picture has more than 25 million pixels. Make it smaller, or send it as JPEG.";
        var widest = Math.Max(1, PictureRole.Lead.Sizes(width, height)[^1].Width);
        return height > 2 * Tallest || (long)height * widest / Math.Max(1, width) > Tallest ? "The picture is too tall for its width. Cut it into several." : null;
    }

    private async Task<bool> MakeOnce(Picture picture, Rendition name, string path)
    {
        try
        {
            if (File.Exists(path))
                return true;
            var original = Original(picture.File!, picture.Original!);
            if (!File.Exists(original))
                return false;
            using var pending = new PendingFiles();
            if (Readable(pending, original, picture.Original!) is not { } readable)
                return false;
            var job = new PictureJob(readable, picture.Original!, Pending(pending, [name], picture.Avif)) { Heavy = (long)picture.Width * picture.Height > Heavy, Notice = PictureNotice.Of(picture) };
            if (await workers.Do(job, CancellationToken.None) is not { Refusal: null })
                return false;
            pending.Keep();
            return true;
        }
        finally
        {
            Making.TryRemove(path, out _);
        }
    }

    // Its name says its content, so it is known only when the last byte is written.
    private async Task<(string Path, string File)> Copy(PendingFiles pending, Stream upload, string format, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var temporary = pending.Begin(Path.Combine(mediaFolder, Rendition.Originals), "." + format);
        await using (var copy = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024, useAsync: true))
        {
            var part = new byte[64 * 1024];
            for (int read; (read = await upload.ReadAsync(part, ct)) > 0;)
            {
                hash.AppendData(part, 0, read);
                await copy.WriteAsync(part.AsMemory(0, read), ct);
            }
        }

        var file = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        pending.Name(temporary, Original(file, format));
        return (temporary, file);
    }

    // A drawing is read without what could do harm; everything else as it came.
    private string? Readable(PendingFiles pending, string source, string format)
    {
        if (format is not "svg")
            return source;
        using var drawing = File.OpenRead(source);
        if (drawing.Length > SvgSource.MostBytes || SvgSource.Clean(drawing) is not { } clean)
            return null;
        var temporary = pending.Begin(Path.Combine(mediaFolder, Rendition.Originals), ".svg");
        using var writer = XmlWriter.Create(temporary, new() { Encoding = new UTF8Encoding(false) });
        clean.Save(writer);
        return temporary;
    }

    private List<FileToMake> Pending(PendingFiles pending, IReadOnlyList<Rendition> names, bool still) =>
        [.. names.Select(name => new FileToMake(pending.Begin(OnDisk(name)), name, !still && name is { IsCrop: false, Extension: "webp" }))];

    // What nearly all readers get is made at once, the rest when somebody asks: every format of every width would take twice the time and room.
    private List<Rendition> Missing(StoredPicture picture)
    {
        var (x, y) = (picture.FocusX ?? 50, picture.FocusY ?? 50);
        IEnumerable<Rendition> Of(PictureRole role, string extension) => role.Sizes(picture.Width, picture.Height)
            .Select(s => role.IsCrop ? new Rendition(picture.File, s.Width, s.Height, x, y, extension) : new Rendition(picture.File, s.Width, 0, 0, 0, extension));
        Rendition Fallback(PictureRole role) => Of(role, "jpg").LastOrDefault(f => f.Width <= role.Fallback, Of(role, "jpg").First());
        var best = picture.Avif ? "avif" : "webp";
        IEnumerable<Rendition> names =
        [
            .. Of(PictureRole.Lead, best), Fallback(PictureRole.Lead), Of(PictureRole.Lead, "jpg").Last(), Of(PictureRole.Lead, "webp").First(),
            .. Of(PictureRole.Teaser, best), Fallback(PictureRole.Teaser), .. Of(PictureRole.Thumb, best), .. Of(PictureRole.Social, "jpg"),
        ];
        return [.. names.Distinct().Where(name => !File.Exists(OnDisk(name)))];
    }
}
