using System.Globalization;
using FanNews.Media;

namespace FanNews.Web.Pages;

/// <summary>One file of a picture.</summary>
/// <param name="Address">Its local address.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record PictureFile(string Address, int Width, int Height);

/// <summary>A picture as a partial draws it.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Sizes">How wide it is drawn, as the <c>sizes</c> attribute says it.</param>
/// <param name="First">Whether it is the first thing to load; all others wait until they come into view.</param>
/// <param name="Alt">What it shows; empty beside a headline that says as much. Null takes the picture's own.</param>
public sealed record PictureBox(PictureView Picture, string Sizes, bool First = false, string? Alt = null);

/// <summary>Finding a picture's files.</summary>
public static class LargestPicture
{
    /// <summary>The largest file in the fallback format, which other sites understand; null without a file.</summary>
    public static PictureFile? Largest(this PictureView picture) => File(picture, picture.SrcSet?.Split(", ")[^1]);

    /// <summary>The smallest file in the fallback format; null without a file.</summary>
    public static PictureFile? Smallest(this PictureView picture) => File(picture, picture.SrcSet?.Split(", ")[0]);

    private static PictureFile? File(PictureView picture, string? candidate)
    {
        if (candidate?.Split(' ') is not [var address, [.. var digits, 'w']] || picture.Width == 0)
            return null;
        var width = int.Parse(digits, CultureInfo.InvariantCulture);
        return new PictureFile(address, width, (int)Math.Round((double)width * picture.Height / picture.Width));
    }
}
