using NetVips;

namespace FanNews.Tests.Media;

/// <summary>Pictures that tests draw.</summary>
internal static class DrawnPictures
{
    /// <summary>Grey clouds, which are encoded quickly: a JPEG of 360 x 240 that is another one for each shade. It has few sizes, for most tests look at one.</summary>
    public static byte[] Jpeg(int shade, string? artist = null) => Clouds(shade, 360, 240, artist);

    /// <summary>The same with 1000 x 667, in all sizes but the largest.</summary>
    public static byte[] Large(int shade, string? artist = null) => Clouds(shade, 1000, 667, artist);

    private static byte[] Clouds(int shade, int width, int height, string? artist)
    {
        using var few = Image.Gaussnoise(50, 34, sigma: 20, mean: 60 + shade * 20, seed: shade);
        using var noise = few.Resize(20).Crop(0, 0, width, height);
        using var grey = noise.Cast(Enums.BandFormat.Uchar);
        using var named = grey.Mutate(image =>
        {
            if (artist is not null)
                image.Set(GValue.RefStrType, "exif-ifd0-Artist", artist);
        });
        return named.JpegsaveBuffer();
    }

    /// <summary>A picture of 240 x 160 that is red in its upper left quarter, as a camera writes it that was held in one of eight ways.</summary>
    /// <param name="orientation">EXIF 2.32, 4.6.5.1: 1 to 8.</param>
    public static byte[] Turned(int orientation)
    {
        using var white = (Image.Black(240, 160) + new double[] { 255, 255, 255 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var upright = white.Mutate(image => image.DrawRect([220, 0, 0], 0, 0, 120, 80, fill: true));
        using var stored = orientation switch
        {
            1 => upright.Copy(),
            2 => upright.Flip(Enums.Direction.Horizontal),
            3 => upright.Rot180(),
            4 => upright.Flip(Enums.Direction.Vertical),
            5 => upright.Rot270().Flip(Enums.Direction.Vertical),
            6 => upright.Rot270(),
            7 => upright.Rot90().Flip(Enums.Direction.Vertical),
            _ => upright.Rot90(),
        };
        using var marked = stored.Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));
        return marked.JpegsaveBuffer(q: 95, subsampleMode: Enums.ForeignSubsample.Off);
    }

    /// <summary>A PNG of one colour.</summary>
    public static byte[] Png(int width, int height, bool interlaced = false)
    {
        using var black = Image.Black(width, height).Cast(Enums.BandFormat.Uchar);
        return black.PngsaveBuffer(compression: 9, interlace: interlaced);
    }
}
