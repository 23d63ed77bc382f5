using FanNews.Storage;

namespace FanNews.Settings;

/// <summary>What stands around every page and gives it its look, as far as the newsroom chose.</summary>
public sealed record Furniture
{
    /// <summary>Key of <see cref="Navigation"/>.</summary>
    public const string NavigationKey = "Site:Navigation";

    /// <summary>Key of <see cref="Footer"/>.</summary>
    public const string FooterKey = "Site:Footer";

    /// <summary>Key of <see cref="Accent"/>.</summary>
    public const string AccentKey = "Site:Accent";

    /// <summary>Key of <see cref="Logo"/>.</summary>
    public const string LogoKey = "Site:Logo";

    /// <summary>Key of <see cref="SocialPicture"/>.</summary>
    public const string SocialPictureKey = "Site:SocialPicture";

    private const int LongestAddress = 300;

    /// <summary>The links under the name of the paper; empty for the main sections.</summary>
    public IReadOnlyList<MenuLine> Navigation { get; init; } = [];

    /// <summary>The columns of links in the footer; empty for sections, feeds and pages.</summary>
    public IReadOnlyList<IReadOnlyList<MenuLine>> Footer { get; init; } = [];

    /// <summary>The site's colour; null for ours.</summary>
    public Accent? Accent { get; init; }

    /// <summary>Address of the picture that stands for the name of the paper; null for the name in letters.</summary>
    public string? Logo { get; init; }

    /// <summary>Address of the picture that other sites show with a story that has none; null for none.</summary>
    public string? SocialPicture { get; init; }

    /// <summary>Makes it of single values.</summary>
    /// <param name="value">Gives the value of a key, or null.</param>
    /// <exception cref="StoreTrouble">A value cannot be used; the sentence names the key.</exception>
    public static Furniture From(Func<string, string?> value) => new()
    {
        Navigation = [.. Site.Check(NavigationKey, value(NavigationKey) ?? "", Columns).SelectMany(c => c)],
        Footer = Site.Check(FooterKey, value(FooterKey) ?? "", Columns),
        Accent = Site.Check(AccentKey, value(AccentKey) ?? "", Colour),
        Logo = Site.Check(LogoKey, value(LogoKey) ?? "", Picture),
        SocialPicture = Site.Check(SocialPictureKey, value(SocialPictureKey) ?? "", Picture),
    };

    /// <summary>Says what is wrong with a typed value; null for nothing. Whether a picture is there is not looked up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="typed">What was typed.</param>
    public static string? Problem(string key, string typed) => key switch
    {
        NavigationKey or FooterKey => Menu.Read(typed).Problem,
        AccentKey => typed.Length == 0 ? null : Settings.Accent.Read(typed).Problem,
        _ => IsAddress(typed) ? null : "Write the address of a picture of this site, such as /media/logo.png",
    };

    private static IReadOnlyList<IReadOnlyList<MenuLine>> Columns(string text) =>
        Menu.Read(text) is (var columns, null) ? columns : throw new FormatException(Menu.Read(text).Problem);

    private static Accent? Colour(string text)
    {
        if (text.Length == 0)
            return null;
        var (accent, problem) = Settings.Accent.Read(text);
        if (problem is not null)
            throw new FormatException(problem);
        return accent!.OnLight.Colour == Settings.Accent.Ours ? null : accent;
    }

    private static string? Picture(string text) =>
        IsAddress(text) ? text.Length == 0 ? null : text : throw new FormatException("it is the address of a picture of this site, such as /media/logo.png");

    private static bool IsAddress(string text) =>
        text.Length == 0 || (text[0] == '/' && !text.StartsWith("//", StringComparison.Ordinal) && text.Length <= LongestAddress && !text.Any(char.IsControl));
}
