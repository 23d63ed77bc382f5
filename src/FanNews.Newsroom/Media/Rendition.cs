using System.Globalization;
using System.Text.RegularExpressions;

namespace FanNews.Media;

/// <summary>
/// One of the files made of a picture. Its name begins with the original's content and says all that made it, so that it never changes
/// under its name: <c>0123456789abcdef-960.avif</c> is the whole picture, <c>0123456789abcdef-480x320-50-33.avif</c> the part around a focus.
/// </summary>
/// <param name="File"><see cref="Picture.File"/>.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels; 0 for the whole picture, whose height follows.</param>
/// <param name="X">The focus from the left edge of the picture, in per cent; 0 for the whole picture.</param>
/// <param name="Y">The focus from the top edge, in per cent; 0 for the whole picture.</param>
/// <param name="Extension"><c>avif</c>, <c>webp</c> or <c>jpg</c>.</param>
public sealed partial record Rendition(string File, int Width, int Height, int X, int Y, string Extension)
{
    /// <summary>Folder of the untouched originals within the media folder. No address leads there.</summary>
    internal const string Originals = "originals";

    /// <summary>Where readers find the files.</summary>
    public const string Public = "/media";

    // What matters most where nobody has said or guessed: the middle.
    private const int Middle = 50;

    // The widths of the versions that did not keep originals: such pictures have these and can have no others.
    private static readonly int[] First = [480, 960, 1600];

    /// <summary>Whether it is a part of the picture.</summary>
    public bool IsCrop => Height > 0;

    /// <summary>Its path behind <see cref="Public"/>, with a slash in front; the same path under the media folder holds it.</summary>
    public string Path => IsCrop
        ? string.Create(CultureInfo.InvariantCulture, $"/{File[..2]}/{File}-{Width}x{Height}-{X}-{Y}.{Extension}")
        : string.Create(CultureInfo.InvariantCulture, $"/{File[..2]}/{File}-{Width}.{Extension}");

    /// <summary>Reads a path behind <see cref="Public"/>; null for what is no name of a rendition. No part of what it takes is free.</summary>
    public static Rendition? Named(string path)
    {
        if (Name().Match(path) is not { Success: true } name || name.Groups["folder"].Value != name.Groups["file"].Value[..2])
            return null;
        int Number(string group) => name.Groups[group] is { Success: true } given ? int.Parse(given.ValueSpan, CultureInfo.InvariantCulture) : 0;
        return new(name.Groups["file"].Value, Number("width"), Number("height"), Number("x"), Number("y"), name.Groups["extension"].Value);
    }

    /// <summary>The local address of a file of the whole picture.</summary>
    /// <param name="file"><see cref="Picture.File"/>.</param>
    /// <param name="width">One of <see cref="Widths(int)"/>.</param>
    /// <param name="extension"><c>avif</c>, <c>webp</c> or <c>jpg</c>.</param>
    public static string Address(string file, int width, string extension) => Public + new Rendition(file, width, 0, 0, 0, extension).Path;

    /// <summary>The widths that a picture of <paramref name="width"/> pixels is kept in as a whole.</summary>
    public static IReadOnlyList<int> Widths(int width) => [.. PictureRole.Lead.Sizes(width, width).Select(s => s.Width)];

    /// <summary>The widths that a picture is kept in as a whole.</summary>
    public static IReadOnlyList<int> Widths(Picture picture)
    {
        if (picture.Original is not null)
            return Widths(picture.Width);
        var widths = First.Where(w => w < picture.Width).ToList();
        if (widths.Count < First.Length)
            widths.Add(picture.Width);
        return widths;
    }

    /// <summary>Whether a picture has this file or may get it: a size of a role, around its present focus, in a format it is kept in.</summary>
    public bool IsOf(Picture picture)
    {
        if (picture.File != File || picture.Original is null || (Extension is "avif" && !Avif(picture)))
            return false;
        if (!IsCrop)
            return PictureRole.All.Any(r => !r.IsCrop && r.Sizes(picture.Width, picture.Height).Any(s => s.Width == Width));
        return (X, Y) == Focus(picture)
            && PictureRole.All.Any(r => r.IsCrop && (!r.IsForOthers || Extension is "jpg") && r.Sizes(picture.Width, picture.Height).Contains((Width, Height)));
    }

    /// <summary>Around which point a picture is cut, in per cent.</summary>
    internal static (int X, int Y) Focus(Picture picture) => (picture.FocusX ?? Middle, picture.FocusY ?? Middle);

    // A moving picture stays one as WebP; what earlier versions kept without AVIF gets it when somebody asks.
    internal static bool Avif(Picture picture) => picture.Avif || picture.Original is "jpg" or "png" or "avif" or "svg";

    [GeneratedRegex(@"^/(?<folder>[0-9a-f]{2})/(?<file>[0-9a-f]{16})-(?<width>[1-9][0-9]{0,4})(?:x(?<height>[1-9][0-9]{0,4})-(?<x>0|[1-9][0-9]?|100)-(?<y>0|[1-9][0-9]?|100))?\.(?<extension>avif|webp|jpg)\z")]
    private static partial Regex Name();
}
