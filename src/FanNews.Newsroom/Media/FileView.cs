using System.Globalization;
using FanNews.Body;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>A file as a page shows it.</summary>
public sealed record FileView
{
    /// <summary>The address by which bodies name it.</summary>
    public required string Address { get; init; }

    /// <summary>Where its bytes are.</summary>
    public required string Src { get; init; }

    /// <summary>What readers do with it.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Its media type, such as <c>audio/mpeg</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What its format is called, such as <c>MP3</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>Width of a video in pixels; 0 where it is not known.</summary>
    public int Width { get; init; }

    /// <summary>Height of a video in pixels; 0 where it is not known.</summary>
    public int Height { get; init; }

    /// <summary>What it is called, plain text; null while nobody has said.</summary>
    public string? Title { get; init; }

    /// <summary>The end of its address, which stands for a title.</summary>
    public string Name => Address[(Address.LastIndexOf('/') + 1)..];

    /// <summary>Who made or owns it, plain text.</summary>
    public string? Credit { get; init; }

    /// <summary>Where its captions are; null without.</summary>
    public string? Captions { get; init; }

    /// <summary>Its format and size, for people: <c>PDF, 1.2 MB</c>.</summary>
    public string Size => $"{Format}, {SizeOf(Bytes)}";

    /// <summary>A number of bytes for people, in units of a thousand.</summary>
    public static string SizeOf(long bytes) => bytes < 999_500
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1000.0):0} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB");

    /// <summary>The local address of a file; the same path under the media folder holds it.</summary>
    /// <param name="file">First 16 hex digits of its content's SHA-256.</param>
    /// <param name="extension">One of <see cref="MediaFormat"/>'s names.</param>
    public static string At(string file, string extension) => $"{Rendition.Public}/{file[..2]}/{file}.{extension}";

    /// <summary>The files that a body names, by address: no query where it names none.</summary>
    /// <param name="db">The store.</param>
    /// <param name="addresses">As <see cref="BodyText.Files"/> has them.</param>
    /// <param name="root">Where the page's reader finds the files; <see cref="Rendition.Public"/>, but at the desk.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Dictionary<string, FileView>> Read(NewsroomDb db, IReadOnlyList<string> addresses, string root = Rendition.Public, CancellationToken ct = default) => addresses.Count == 0
        ? []
        : await db.MediaFiles.AsNoTracking().Where(f => addresses.Contains(f.Address)).ToDictionaryAsync(f => f.Address, f => f.View(root), ct);
}

/// <summary>Shows files.</summary>
public static class FileViews
{
    /// <summary>The file as a page shows it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Where the page's reader finds it.</param>
    public static FileView View(this MediaFile file, string root = Rendition.Public)
    {
        string Found(string name, string extension) => root + FileView.At(name, extension)[Rendition.Public.Length..];
        return new()
        {
            Address = file.Address,
            Src = Found(file.File, file.Format),
            Kind = file.Kind,
            Type = MediaFormat.Type(file.Format, file.Width),
            Format = file.Format switch { "webm" => "WebM", var name => name.ToUpperInvariant() },
            Bytes = file.Bytes,
            Width = file.Width,
            Height = file.Height,
            Title = file.Title,
            Credit = file.Credit,
            Captions = file.Captions is { } captions ? Found(captions, MediaFormat.Captions) : null,
        };
    }
}
