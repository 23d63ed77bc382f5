using System.Text;

namespace FanNews.Media;

/// <summary>What a file is by its first bytes. Its name and what its sender says of it decide nothing.</summary>
public static class PictureFormat
{
    /// <summary>How many bytes from the beginning are looked at: drawings begin with the licences of the programs that made them.</summary>
    public const int Head = 16 * 1024;

    /// <summary>How the name of such a file ends: <c>jpg</c>, <c>png</c>, <c>webp</c>, <c>avif</c>, <c>gif</c> or <c>svg</c>; null for what is no picture that we take.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "webp",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => "avif",
        _ => IsSvg(bytes) ? "svg" : null,
    };

    /// <summary>What a picture is called that we know and do not take; null for everything else.</summary>
    public static string? Refused(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "BMP",
        [(byte)'I', (byte)'I', 0x2A or 0x2B, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A or 0x2B, ..] => "TIFF",
        [0, 0, 1 or 2, 0, _, _, ..] => "ICO",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h', (byte)'e', (byte)'i' or (byte)'v', _, ..] or
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'m', (byte)'i' or (byte)'s', (byte)'f', (byte)'1', ..] => "HEIC",
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => "Photoshop",
        [0xFF, 0x0A, ..] or [0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L', ..] => "JPEG XL",
        _ => null,
    };

    // XML in UTF-8 whose first element is svg, whatever prologue and comments stand before it.
    private static bool IsSvg(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(Head, bytes.Length)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        while (text.StartsWith("<?", StringComparison.Ordinal) || text.StartsWith("<!", StringComparison.Ordinal))
        {
            var end = text.StartsWith("<!--", StringComparison.Ordinal) ? "-->" : text.StartsWith("<!", StringComparison.Ordinal) && text.IndexOf('[', StringComparison.Ordinal) is > 0 and var list && list < text.IndexOf('>', StringComparison.Ordinal) ? "]>" : ">";
            if (text.IndexOf(end, StringComparison.Ordinal) is not (>= 0 and var at))
                return false;
            text = text[(at + end.Length)..].TrimStart();
        }

        return text.StartsWith("<svg", StringComparison.Ordinal) && text.Length > 4 && (char.IsWhiteSpace(text[4]) || text[4] is '>' or '/');
    }
}
