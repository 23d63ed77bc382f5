using System.Buffers.Binary;
using System.Text;

namespace FanNews.Media;

/// <summary>The parts of a picture's file that speak of it, raw. Nothing is decoded; what is longer than it may be, or ends early, is left out.</summary>
/// <param name="Exif">A TIFF structure, without the header in front; empty for none.</param>
/// <param name="Xmp">An XMP packet; empty for none.</param>
/// <param name="Photoshop">Photoshop image resources, which hold IPTC-IIM; empty for none.</param>
internal sealed record MetadataBlocks(byte[] Exif, byte[] Xmp, byte[] Photoshop)
{
    /// <summary>The most bytes of one part.</summary>
    public const int Longest = 1 << 20;

    // Neither a JPEG nor a PNG of a camera or an agency has more.
    private const int MostParts = 4_000;

    // Where a packet is looked for in files whose structure is not read.
    private const int Searched = 4 << 20;

    private static readonly byte[] ExifHead = "Exif\0\0"u8.ToArray();
    private static readonly byte[] XmpHead = "http://ns.adobe.com/xap/1.0/\0"u8.ToArray();
    private static readonly byte[] PhotoshopHead = "Photoshop 3.0\0"u8.ToArray();

    /// <summary>Finds them.</summary>
    public static MetadataBlocks Find(Stream file)
    {
        var (exif, xmp, photoshop) = (Array.Empty<byte>(), Array.Empty<byte>(), new MemoryStream());
        void Exif(ReadOnlySpan<byte> part) => exif = exif.Length == 0 ? (part.StartsWith(ExifHead) ? part[ExifHead.Length..] : part).ToArray() : exif;
        void Xmp(ReadOnlySpan<byte> part) => xmp = xmp.Length == 0 ? part.ToArray() : xmp;
        file.Position = 0;
        var start = new byte[12];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        switch (PictureFormat.Of(start.AsSpan(0, read)))
        {
            case "jpg":
                foreach (var (marker, part) in JpegParts(file))
                {
                    if (marker == 0xE1 && part.AsSpan().StartsWith(ExifHead))
                        Exif(part);
                    else if (marker == 0xE1 && part.AsSpan().StartsWith(XmpHead))
                        Xmp(part.AsSpan(XmpHead.Length));
                    else if (marker == 0xED && part.AsSpan().StartsWith(PhotoshopHead) && photoshop.Length + part.Length <= Longest)
                        photoshop.Write(part.AsSpan(PhotoshopHead.Length));
                }

                break;
            case "png":
                foreach (var (name, part) in Chunks(file, from: 8, littleEndian: false))
                {
                    if (name == "eXIf")
                        Exif(part);
                    else if (name == "iTXt" && International(part) is { Length: > 0 } text)
                        Xmp(text);
                }

                break;
            case "webp":
                foreach (var (name, part) in Chunks(file, from: 12, littleEndian: true))
                {
                    if (name == "EXIF")
                        Exif(part);
                    else if (name == "XMP ")
                        Xmp(part);
                }

                break;
            case not null:
                Xmp(Packet(file));
                break;
        }

        return new(exif, xmp, photoshop.ToArray());
    }

    private static IEnumerable<(byte Marker, byte[] Part)> JpegParts(Stream file)
    {
        var head = new byte[4];
        file.Position = 2;
        for (var i = 0; i < MostParts && file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4; i++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)) - 2;
            // From the start of scan on there is only image.
            if (head[0] != 0xFF || head[1] is 0xDA or 0xD9 || length < 0)
                yield break;
            if (head[1] is not (0xE1 or 0xED))
            {
                file.Position += length;
                continue;
            }

            var part = new byte[length];
            if (file.ReadAtLeast(part, length, throwOnEndOfStream: false) < length)
                yield break;
            yield return (head[1], part);
        }
    }

    private static IEnumerable<(string Name, byte[] Part)> Chunks(Stream file, long from, bool littleEndian)
    {
        var head = new byte[8];
        var at = from;
        for (var i = 0; i < MostParts && at + 8 <= file.Length; i++)
        {
            file.Position = at;
            if (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8)
                yield break;
            // WebP has the name first and pads to even; PNG the length, and a sum of four bytes behind.
            var length = littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) : BinaryPrimitives.ReadUInt32BigEndian(head);
            var name = Encoding.Latin1.GetString(head, littleEndian ? 0 : 4, 4);
            if (name is "eXIf" or "iTXt" or "EXIF" or "XMP " && length <= Longest)
            {
                var part = new byte[length];
                if (file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
                    yield break;
                yield return (name, part);
            }

            at += 8 + length + (littleEndian ? length % 2 : 4);
        }
    }

    // PNG 3, 11.3.3.4: keyword, compression flag and method, language, translated keyword, text. What is compressed may be a bomb, and XMP never is.
    private static byte[] International(byte[] part)
    {
        const string keyword = "XML:com.adobe.xmp";
        if (part.Length < keyword.Length + 5 || Encoding.Latin1.GetString(part, 0, keyword.Length) != keyword || part[keyword.Length] != 0 || part[keyword.Length + 1] != 0)
            return [];
        var language = Array.IndexOf(part, (byte)0, keyword.Length + 3);
        var translated = language < 0 ? -1 : Array.IndexOf(part, (byte)0, language + 1);
        return translated < 0 ? [] : part[(translated + 1)..];
    }

    // XMP is made to be found in what one cannot read otherwise (XMP specification, part 3, "Scanning files for XMP packets").
    private static byte[] Packet(Stream file)
    {
        file.Position = 0;
        var bytes = new byte[Math.Min(file.Length, Searched)];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var searched = bytes.AsSpan(0, read);
        var from = searched.IndexOf("<x:xmpmeta"u8);
        if (from < 0)
            return [];
        var end = searched[from..].IndexOf("</x:xmpmeta>"u8);
        return end < 0 || end > Longest ? [] : searched.Slice(from, end + "</x:xmpmeta>".Length).ToArray();
    }
}
