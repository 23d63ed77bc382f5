using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace FanNews.Media;

/// <summary>The few fields of EXIF 2.32 that are words: two directories are read, each once, whatever they point to.</summary>
internal sealed partial class ExifFields
{
    private const int MostEntries = 200;
    private const int LongestText = 16_384;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>The description (0x010E); not what cameras put there by themselves.</summary>
    public string? Description { get; private set; }

    /// <summary>Who made it (0x013B).</summary>
    public string? Artist { get; private set; }

    /// <summary>The copyright notice (0x8298); photographer and editor with a comma between them.</summary>
    public string? Copyright { get; private set; }

    /// <summary>When it was taken (0x9003 with the offset 0x9011), or written (0x0132).</summary>
    public string? TakenAt { get; private set; }

    /// <summary>Reads a TIFF structure.</summary>
    public static ExifFields Read(byte[] tiff)
    {
        var read = new ExifFields();
        if (tiff.Length < 8 || tiff[0] != tiff[1] || tiff[0] is not ((byte)'I' or (byte)'M'))
            return read;
        var little = tiff[0] == (byte)'I';
        var image = Directory(tiff, Number(tiff, 4, little), little);
        var camera = image.TryGetValue(0x8769, out var pointer) && pointer.Length >= 4 ? Directory(tiff, Number(pointer, 0, little), little) : [];
        read.Description = Text(image, 0x010E) is { } description && !FromCamera().IsMatch(description) ? description : null;
        read.Artist = Text(image, 0x013B)?.Replace(";", ", ", StringComparison.Ordinal);
        read.Copyright = Text(image, 0x8298);
        read.TakenAt = EmbeddedText.Instant(Text(camera, 0x9003) + Text(camera, 0x9011)) ?? EmbeddedText.Instant(Text(camera, 0x9003));
        return read;
    }

    private static Dictionary<int, byte[]> Directory(byte[] tiff, uint from, bool little)
    {
        var entries = new Dictionary<int, byte[]>();
        if (from > tiff.Length - 2)
            return entries;
        int count = Short(tiff, (int)from, little);
        for (var i = 0; i < Math.Min(count, MostEntries); i++)
        {
            var at = (long)from + 2 + i * 12L;
            if (at + 12 > tiff.Length)
                break;
            var (tag, type, length) = (Short(tiff, (int)at, little), Short(tiff, (int)at + 2, little), Number(tiff, (int)at + 4, little));
            // Text, or the one number that says where the camera's directory is.
            if (type is not (2 or 4 or 129) || (type == 4 && length != 1) || length > LongestText)
                continue;
            var bytes = type == 4 ? 4 : (int)length;
            var place = bytes <= 4 ? at + 8 : Number(tiff, (int)at + 8, little);
            if (place + bytes <= tiff.Length)
                entries.TryAdd(tag, tiff.AsSpan((int)place, bytes).ToArray());
        }

        return entries;
    }

    private static string? Text(Dictionary<int, byte[]> directory, int tag)
    {
        if (!directory.TryGetValue(tag, out var bytes))
            return null;
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = Encoding.Latin1.GetString(bytes);
        }

        return string.Join(", ", text.Split('\0', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) is { Length: > 0 } clean ? clean : null;
    }

    private static ushort Short(byte[] bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));

    private static uint Number(byte[] bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));

    [GeneratedRegex(@"^\s*(OLYMPUS DIGITAL CAMERA|SONY DSC|KONICA MINOLTA DIGITAL CAMERA|MINOLTA DIGITAL CAMERA|DCF|DSC|DIGITAL CAMERA|Exif_JPEG_(PICTURE|420)|SAMSUNG( CAMERA PICTURES| DIGITAL CAMERA)?|default|dav|cof|hdrpl|oznor\S*|rhdr|.{0,3})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex FromCamera();
}
