using System.Text.RegularExpressions;

namespace FanNews.Interchange;

/// <summary>Addresses that stand alone in a paragraph and become a card.</summary>
internal static partial class EmbedAddress
{
    /// <summary>Whether it is an http or https address that may stand in a text.</summary>
    public static bool IsWeb(string? address) => address is { Length: < 2000 } && Web().IsMatch(address);

    /// <summary>The address as Markdown takes it alone in a paragraph: nothing in it may be read as markup.</summary>
    public static string Bare(string address)
    {
        address = address.Trim();
        if (address.StartsWith("//", StringComparison.Ordinal)) address = "https:" + address;
        return address.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)
            .Replace("*", "%2A", StringComparison.Ordinal).Replace("`", "%60", StringComparison.Ordinal)
            .Replace("[", "%5B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal)
            .Replace("\\", "%5C", StringComparison.Ordinal);
    }

    /// <summary>The page behind a player in a frame; the frame's own address where it is not known.</summary>
    public static string? OfFrame(string? src)
    {
        if (src is null) return null;
        if (src.StartsWith("//", StringComparison.Ordinal)) src = "https:" + src;
        if (YouTube().Match(src) is { Success: true } video) return "https://www.youtube.com/watch?v=" + video.Groups[1].Value;
        return Vimeo().Match(src) is { Success: true } film ? "https://vimeo.com/" + film.Groups[1].Value : src;
    }

    [GeneratedRegex(@"^\s*(?:https?:)?//[^\s/""'<>\\`*\[\]]+[^\s""<>\\`*\[\]]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Web();

    [GeneratedRegex(@"^https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})", RegexOptions.IgnoreCase)]
    private static partial Regex YouTube();

    [GeneratedRegex(@"^https?://player\.vimeo\.com/video/(\d{3,15})", RegexOptions.IgnoreCase)]
    private static partial Regex Vimeo();
}
