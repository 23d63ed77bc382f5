using System.Globalization;

namespace FanNews.Media;

/// <summary>The files made of a picture: fixed widths, AVIF, WebP and JPEG, named by the original's content so that they never change.</summary>
public static class Rendition
{
    /// <summary>Folder of the untouched originals within the media folder. No address leads there.</summary>
    internal const string Originals = "originals";

    /// <summary>Where readers find the files.</summary>
    public const string Public = "/media";

    /// <summary>The widths in pixels that pages ask for.</summary>
    private static readonly int[] Table = [480, 960, 1600];

    /// <summary>The widths that a picture of <paramref name="width"/> pixels is kept in: never larger than it is, and at least one.</summary>
    public static IReadOnlyList<int> Widths(int width)
    {
        var widths = Table.Where(w => w < width).ToList();
        if (widths.Count < Table.Length)
            widths.Add(width);
        return widths;
    }

    /// <summary>The local address of one file; the same path under the media folder holds it.</summary>
    /// <param name="file"><see cref="Picture.File"/>.</param>
    /// <param name="width">One of <see cref="Widths"/>.</param>
    /// <param name="extension"><c>avif</c>, <c>webp</c> or <c>jpg</c>.</param>
    public static string Address(string file, int width, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"/media/{file[..2]}/{file}-{width}.{extension}");

    /// <summary>The picture as a page shows it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="root">Where the page's reader finds the files; <see cref="Public"/>, but at the desk.</param>
    public static PictureView View(this Picture picture, string root = Public)
    {
        var view = new PictureView { Address = picture.Address, Alt = picture.Alt ?? "", Caption = picture.Caption, Credit = picture.Credit };
        if (picture.File is not { } file)
            return view;
        var widths = Widths(picture.Width);
        string At(int width, string extension) => root + Address(file, width, extension)[Public.Length..];
        string SrcSet(string extension) => string.Join(", ", widths.Select(w => string.Create(CultureInfo.InvariantCulture, $"{At(w, extension)} {w}w")));
        var webp = new PictureSource("image/webp", SrcSet("webp"));
        return view with
        {
            Src = At(widths[Math.Min(1, widths.Count - 1)], "jpg"),
            Width = picture.Width,
            Height = picture.Height,
            Sources = picture.Avif ? [new PictureSource("image/avif", SrcSet("avif")), webp] : [webp],
            SrcSet = SrcSet("jpg"),
        };
    }
}
