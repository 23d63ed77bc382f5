using System.Globalization;
using FanNews.Body;
using FanNews.Media;

namespace FanNews.Web.Pages;

/// <summary>One file of a picture.</summary>
/// <param name="Address">Its local address.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record PictureFile(string Address, int Width, int Height);

/// <summary>A picture as a partial draws it.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Sizes">How wide it is drawn, as the <c>sizes</c> attribute says it: one of <see cref="PictureSizes"/>, or as exact.</param>
/// <param name="Alt">What it shows; empty beside a headline that says as much. Null takes the picture's own.</param>
public sealed record PictureBox(PictureView Picture, string Sizes, string? Alt = null)
{
    /// <summary>What it is here.</summary>
    public PictureRole Role { get; init; } = PictureRole.Lead;

    /// <summary>Whether it is loaded at once without being the page's first picture: the name of the paper.</summary>
    public bool Furniture { get; init; }

    /// <summary>Up to which width of the window, as a media condition, it is a square of <see cref="SquareSize"/> instead; null for nowhere.</summary>
    public string? SquareUntil { get; init; }

    /// <summary>How wide that square is.</summary>
    public string? SquareSize { get; init; }
}

/// <summary>How wide pictures are drawn by the style sheet, for the <c>sizes</c> attribute.</summary>
public static class PictureSizes
{
    /// <summary>
    /// Telephones with three dots to a pixel get two of them: nobody sees the third, and it would more than double the bytes on the line that can least afford it.
    /// </summary>
    public const string Phone = "(max-width: 45.99rem) and (min-resolution: 2.5dppx) 66vw";

    /// <summary>The lead picture of a story.</summary>
    public const string Lead = Phone + ", (min-width: 84rem) 62rem, (min-width: 70rem) calc(100vw - 22rem), (min-width: 46rem) calc(100vw - 4rem), 100vw";

    /// <summary>The lead picture of the front page.</summary>
    public const string Front = Phone + ", (min-width: 84rem) 58rem, (min-width: 70rem) 72vw, (min-width: 46rem) calc(100vw - 4rem), 100vw";

    /// <summary>A lead picture that stands upright.</summary>
    public const string Upright = "15rem";

    /// <summary>A square at the end of a row.</summary>
    public const string Square = "7.25rem";
}

/// <summary>Finding a picture's files.</summary>
public static class LargestPicture
{
    /// <summary>The largest file in the fallback format, which other sites understand; null without a file.</summary>
    public static PictureFile? Largest(this PictureView picture) => File(picture, picture.SrcSet?.Split(", ")[^1]);

    /// <summary>The largest file that fits into so many pixels; null where none does.</summary>
    public static PictureFile? Largest(this PictureView picture, int width, int height) =>
        (picture.SrcSet?.Split(", ") ?? []).Select(candidate => File(picture, candidate)).LastOrDefault(file => file?.Width <= width && file.Height <= height);

    /// <summary>Address of the file that shows more when the picture is enlarged; null where none does.</summary>
    public static string? Enlarged(this PictureView picture) => picture.Largest() is { Width: >= Enlarging.Worth } large ? large.Address : null;

    /// <summary>The smallest file in the fallback format; null without a file.</summary>
    public static PictureFile? Smallest(this PictureView picture) => File(picture, picture.SrcSet?.Split(", ")[0]);

    /// <summary>The file for other sites' cards, 1200 x 630 where the picture is large enough; null without a file.</summary>
    public static PictureFile? Card(this PictureView picture) =>
        picture.As(PictureRole.Social) is not { } card ? null : card.Sources.Count == 0 ? new(card.Src, card.Width, card.Height) : picture.Largest();

    private static PictureFile? File(PictureView picture, string? candidate)
    {
        if (candidate?.Split(' ') is not [var address, [.. var digits, 'w']] || picture.Width == 0)
            return null;
        var width = int.Parse(digits, CultureInfo.InvariantCulture);
        return new PictureFile(address, width, (int)Math.Round((double)width * picture.Height / picture.Width));
    }
}
