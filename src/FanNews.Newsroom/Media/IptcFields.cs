using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FanNews.Media;

/// <summary>The application record of IPTC-IIM 4.2, as it stands in Photoshop's image resources.</summary>
internal sealed class IptcFields
{
    private const int Iim = 0x0404;
    private const int Digest = 0x0425;
    private const int MostFields = 1_000;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly List<(byte Field, byte[] Value)> fields = [];
    private bool utf8;

    /// <summary>Whether a program that knows only IPTC-IIM changed it after XMP was written: the digest that was kept then is of another text.</summary>
    public bool IsNewer { get; private set; }

    /// <summary>When the picture was taken.</summary>
    public string? TakenAt => One(55)?.Trim() is { Length: 8 } date
        ? EmbeddedText.Instant(One(60)?.Trim() is { Length: 6 or 11 } time ? date + (time.Length == 11 ? time[..9] + ":" + time[9..] : time) : date) ?? EmbeddedText.Instant(date)
        : null;

    /// <summary>Reads the resources.</summary>
    public static IptcFields Read(byte[] resources)
    {
        var read = new IptcFields();
        byte[]? iim = null, digest = null;
        for (var at = 0; at + 12 <= resources.Length && resources.AsSpan(at, 4).SequenceEqual("8BIM"u8);)
        {
            var kind = BinaryPrimitives.ReadUInt16BigEndian(resources.AsSpan(at + 4));
            // The name, with its length in front, and the data are padded to an even length.
            var data = at + 6 + ((resources[at + 6] + 2) & ~1);
            if (data + 4 > resources.Length || BinaryPrimitives.ReadUInt32BigEndian(resources.AsSpan(data)) is var length && length > resources.Length - data - 4)
                break;
            if (kind == Iim)
                iim ??= resources.AsSpan(data + 4, (int)length).ToArray();
            else if (kind == Digest && length == 16)
                digest ??= resources.AsSpan(data + 4, 16).ToArray();
            at = data + 4 + (((int)length + 1) & ~1);
        }

        if (iim is null)
            return read;
#pragma warning disable CA5351 // The format asks for MD5; nothing is kept secret by it.
        read.IsNewer = digest is not null && digest.Any(b => b != 0) && !digest.AsSpan().SequenceEqual(MD5.HashData(iim));
#pragma warning restore CA5351
        read.Take(iim);
        return read;
    }

    /// <summary>The first value of a field of record 2.</summary>
    public string? One(byte field) => fields.Find(f => f.Field == field).Value is { } value ? Text(value) : null;

    /// <summary>All values of a field of record 2, with commas between them.</summary>
    public string? All(byte field) => string.Join(", ", fields.Where(f => f.Field == field).Take(20).Select(f => Text(f.Value).Trim()).Where(t => t.Length > 0)) is { Length: > 0 } all ? all : null;

    private void Take(byte[] iim)
    {
        for (var at = 0; at + 5 <= iim.Length && iim[at] == 0x1C && fields.Count < MostFields;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(iim.AsSpan(at + 3));
            // Values of 32 KB and more have a longer length. No text has one.
            if (length > 0x7FFF || at + 5 + length > iim.Length)
                return;
            var value = iim.AsSpan(at + 5, length).ToArray();
            if (iim[at + 1] == 1 && iim[at + 2] == 90)
                utf8 = value.AsSpan().SequenceEqual("\x1B%G"u8);
            else if (iim[at + 1] == 2)
                fields.Add((iim[at + 2], value));
            at += 5 + length;
        }
    }

    // Without a mark it is what the sender's machine used: most often UTF-8 by now, and what is not is Latin-1.
    private string Text(byte[] value)
    {
        if (utf8)
            return Encoding.UTF8.GetString(value);
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(value);
        }
    }
}
