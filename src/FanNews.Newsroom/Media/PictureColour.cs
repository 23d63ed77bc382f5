using System.Globalization;

namespace FanNews.Media;

/// <summary>
/// The fixed palette of colours that hold a picture's place while it loads. The style sheet has a class for each: a colour of its own for each
/// picture would need a style in the page, which no page of ours may have.
/// </summary>
public static class PictureColour
{
    // Muted: the mean of a photograph is never loud. Red, green and blue of sRGB; site.css has the same sixteen.
    private static readonly (int Red, int Green, int Blue)[] Palette =
    [
        (0x1E, 0x1E, 0x1F), (0x4B, 0x4A, 0x49), (0x80, 0x7E, 0x7B), (0xB4, 0xB1, 0xAC), (0xE4, 0xE1, 0xDA), (0x6B, 0x38, 0x30), (0xA8, 0x6A, 0x4A), (0xD0, 0xAE, 0x86),
        (0x6B, 0x5A, 0x38), (0x6F, 0x74, 0x45), (0x3E, 0x55, 0x3B), (0x3B, 0x63, 0x65), (0x8F, 0xB0, 0xC0), (0x3D, 0x5D, 0x85), (0x22, 0x30, 0x4A), (0x74, 0x5B, 0x7C),
    ];

    /// <summary>How many colours there are.</summary>
    public static int Count => Palette.Length;

    /// <summary>The colour of the palette that is nearest to one of sRGB.</summary>
    public static int Nearest(double red, double green, double blue) => Enumerable.Range(0, Palette.Length).MinBy(i =>
    {
        var (r, g, b) = (Palette[i].Red - red, Palette[i].Green - green, Palette[i].Blue - blue);
        // The eye's weights (Rec. 601).
        return (0.299 * r * r) + (0.587 * g * g) + (0.114 * b * b);
    });

    /// <summary>The class of a colour in the style sheet; null for none.</summary>
    public static string? Class(int? colour) => colour is { } known && known >= 0 && known < Palette.Length ? string.Create(CultureInfo.InvariantCulture, $"ground-{known}") : null;

    /// <summary>A colour as the style sheet writes it.</summary>
    internal static string Css(int colour) => string.Create(CultureInfo.InvariantCulture, $"#{Palette[colour].Red:x2}{Palette[colour].Green:x2}{Palette[colour].Blue:x2}");
}
