using System.Globalization;

namespace FanNews.Settings;

/// <summary>The three colours that follow from an accent on one ground, as <c>#0A5A44</c>.</summary>
/// <param name="Colour">The accent itself: text of the furniture, buttons, the tab.</param>
/// <param name="Tint">A breath of it on the paper.</param>
/// <param name="On">Text on a button of it.</param>
public sealed record AccentColours(string Colour, string Tint, string On);

/// <summary>The site's one colour. The dark page has a lighter relative of the same hue. Both can be read everywhere: 4.5 to 1 at least (WCAG 2.2, 1.4.3).</summary>
public sealed record Accent
{
    /// <summary>Contrast that text needs.</summary>
    public const double Needed = 4.5;

    /// <summary>The accent of a site that chose none.</summary>
    public const string Ours = "#0A5A44";

    // Well above what is needed: on a dark ground thin letters look thinner.
    private const double NeededInDark = 7;
    private const double TintShare = .1;

    private static readonly Rgb[] Light = [Rgb.Of("#FCFBF8"), Rgb.Of("#F3F1EA")];
    private static readonly Rgb[] Dark = [Rgb.Of("#121413"), Rgb.Of("#1C1F1D")];

    private Accent(AccentColours onLight, AccentColours onDark) => (OnLight, OnDark) = (onLight, onDark);

    /// <summary>The colours of the light page.</summary>
    public AccentColours OnLight { get; }

    /// <summary>The colours of the dark page.</summary>
    public AccentColours OnDark { get; }

    /// <summary>Makes the colours of what was typed.</summary>
    /// <param name="typed">Six hexadecimal digits, with or without <c>#</c>.</param>
    /// <returns>The accent, or a sentence that says what is wrong, with the measured contrast.</returns>
    public static (Accent? Accent, string? Problem) Read(string typed)
    {
        var hex = typed.Trim().TrimStart('#');
        if (hex.Length != 6 || !hex.All(char.IsAsciiHexDigit))
            return (null, "Write the colour with six hexadecimal digits, like #0A5A44");
        var colour = Rgb.Of("#" + hex);
        var least = Least(colour, Light);
        if (least < Needed)
            return (null, string.Create(CultureInfo.InvariantCulture, $"{colour} has a contrast of {Math.Floor(least * 10) / 10:0.0} to 1 on the paper. Its words need {Needed:0.0} to 1 to be read by everybody: choose a darker colour"));
        return (new Accent(Colours(colour, Light, Rgb.White), InDark(colour)), null);
    }

    /// <summary>The contrast of two colours as WCAG 2.2 defines it, from 1 to 21.</summary>
    public static double Contrast(string one, string other) => Rgb.Of(one).Contrast(Rgb.Of(other));

    // On paper, on tint, and on its own tint.
    private static double Least(Rgb colour, Rgb[] grounds) => grounds.Append(Rgb.Mix(grounds[0], colour, TintShare)).Min(colour.Contrast);

    private static AccentColours InDark(Rgb colour)
    {
        var (hue, saturation) = colour.Hue();
        for (var lightness = .6; lightness < 1; lightness += .01)
        {
            var lighter = Rgb.OfHue(hue, Math.Min(saturation, .6), lightness);
            if (Least(lighter, Dark) >= NeededInDark)
                return Colours(lighter, Dark, Rgb.OfHue(hue, Math.Min(saturation, .5), .08));
        }

        return Colours(Rgb.White, Dark, Dark[0]);
    }

    private static AccentColours Colours(Rgb colour, Rgb[] grounds, Rgb on) => new(colour.ToString(), Rgb.Mix(grounds[0], colour, TintShare).ToString(), on.ToString());

    // A colour of the screen (sRGB), each part from 0 to 1.
    private readonly record struct Rgb(double Red, double Green, double Blue)
    {
        public static Rgb White { get; } = new(1, 1, 1);

        public static Rgb Of(string hex)
        {
            double Part(int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return new(Part(1), Part(3), Part(5));
        }

        // Rounded as it is written, so that what is measured is what is shown.
        public static Rgb Mix(Rgb ground, Rgb colour, double share)
        {
            double Part(double from, double to) => Math.Round((from + (to - from) * share) * 255) / 255;
            return new(Part(ground.Red, colour.Red), Part(ground.Green, colour.Green), Part(ground.Blue, colour.Blue));
        }

        // https://www.w3.org/TR/css-color-4/#hsl-to-rgb
        public static Rgb OfHue(double hue, double saturation, double lightness)
        {
            double Part(int n)
            {
                var k = (n + hue / 30) % 12;
                var value = lightness - saturation * Math.Min(lightness, 1 - lightness) * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1));
                return Math.Round(value * 255) / 255;
            }

            return new(Part(0), Part(8), Part(4));
        }

        // https://www.w3.org/TR/css-color-4/#rgb-to-hsl
        public (double Hue, double Saturation) Hue()
        {
            var (max, min) = (Math.Max(Red, Math.Max(Green, Blue)), Math.Min(Red, Math.Min(Green, Blue)));
            var (spread, lightness) = (max - min, (max + min) / 2);
            if (spread == 0)
                return (0, 0);
            var hue = max == Red ? (Green - Blue) / spread + (Green < Blue ? 6 : 0) : max == Green ? (Blue - Red) / spread + 2 : (Red - Green) / spread + 4;
            return (hue * 60, lightness is 0 or 1 ? 0 : (max - lightness) / Math.Min(lightness, 1 - lightness));
        }

        // https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
        public double Contrast(Rgb other)
        {
            var (a, b) = (Luminance(), other.Luminance());
            return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"#{(int)Math.Round(Red * 255):X2}{(int)Math.Round(Green * 255):X2}{(int)Math.Round(Blue * 255):X2}");

        // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
        private double Luminance()
        {
            static double Linear(double part) => part <= .04045 ? part / 12.92 : Math.Pow((part + .055) / 1.055, 2.4);
            return .2126 * Linear(Red) + .7152 * Linear(Green) + .0722 * Linear(Blue);
        }
    }
}
