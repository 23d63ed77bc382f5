using System.Globalization;

namespace FanNews.Media;

/// <summary>
/// What a picture is on a page, and so which files of it there are: the one table of widths. Nothing else is ever made,
/// whatever an address asks for.
/// </summary>
public sealed class PictureRole
{
    // A picture's own width takes the place of one of the table that is hardly smaller.
    private const double Near = 1.15;

    private readonly int[] widths;
    private readonly (int Width, int Height)? ratio;

    private PictureRole(string name, int[] widths, int fallback, (int Width, int Height)? ratio = null) =>
        (Name, this.widths, Fallback, this.ratio) = (name, widths, fallback, ratio);

    /// <summary>Above a story, whole.</summary>
    public static PictureRole Lead { get; } = new("lead", [480, 720, 960, 1280, 1600], 960);

    /// <summary>In the text's column, whole.</summary>
    public static PictureRole Inline { get; } = new("inline", [480, 720, 960, 1280], 960);

    /// <summary>Wider than the text's column, whole.</summary>
    public static PictureRole Wide { get; } = new("wide", [480, 720, 960, 1280, 1600], 960);

    /// <summary>Over a headline that leads to its story.</summary>
    public static PictureRole Teaser { get; } = new("teaser", [320, 480, 640, 960], 480, (3, 2));

    /// <summary>A square beside a headline, a face beside a name.</summary>
    public static PictureRole Thumb { get; } = new("thumb", [120, 240, 360], 240, (1, 1));

    /// <summary>An author on the author's own page.</summary>
    public static PictureRole Portrait { get; } = new("portrait", [120, 240, 360], 240, (4, 5));

    /// <summary>What other sites show of a story; JPEG alone, which all of them read.</summary>
    public static PictureRole Social { get; } = new("social", [1200], 1200, (1200, 630));

    /// <summary>What search engines show of a story, in the three ratios that Google asks for (NewsArticle, image); JPEG alone, made when one asks.</summary>
    public static IReadOnlyList<PictureRole> Results { get; } = [new("16-9", [1200], 1200, (16, 9)), new("4-3", [1200], 1200, (4, 3)), new("1-1", [1200], 1200, (1, 1))];

    /// <summary>All roles.</summary>
    public static IReadOnlyList<PictureRole> All { get; } = [Lead, Inline, Wide, Teaser, Thumb, Portrait, Social, .. Results];

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Whether only a part of the picture is shown, of a fixed ratio, around what matters most in it.</summary>
    public bool IsCrop => ratio is not null;

    /// <summary>Whether it is for other programs than browsers: then there are JPEGs alone.</summary>
    public bool IsForOthers => this == Social || Results.Contains(this);

    /// <summary>About how wide the one file is that a browser gets which knows no sets of them.</summary>
    internal int Fallback { get; }

    /// <summary>The sizes in pixels of the files of a picture, the smallest first: never larger than it is, and at least one.</summary>
    /// <param name="width">Of the original in pixels, upright.</param>
    /// <param name="height">Of the original in pixels, upright.</param>
    public IReadOnlyList<(int Width, int Height)> Sizes(int width, int height)
    {
        var (across, down) = ratio ?? (Math.Max(1, width), Math.Max(1, height));
        var whole = ratio is null ? width : Math.Max(1, (int)Math.Min(width, (long)height * across / down));
        var sizes = widths.Where(w => w < whole).ToList();
        if (sizes.Count < widths.Length)
        {
            if (sizes.Count > 0 && whole < sizes[^1] * Near)
                sizes.RemoveAt(sizes.Count - 1);
            sizes.Add(whole);
        }

        return sizes.ConvertAll(w => (w, Math.Max(1, (int)Math.Round((double)w * down / across))));
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {string.Join('/', widths)}");
}
