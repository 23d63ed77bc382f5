using System.Buffers.Binary;
using System.Text;

namespace FanNews.Media;

/// <summary>What a file is by its content. Its name and what its sender says of it decide nothing.</summary>
/// <param name="Name">How the name of such a file ends: <c>mp3</c>, <c>m4a</c>, <c>mp4</c>, <c>webm</c> or <c>pdf</c>.</param>
/// <param name="Width">Of a video in pixels; 0 for what has none.</param>
/// <param name="Height">Of a video in pixels; 0 for what has none.</param>
public sealed record MediaFormat(string Name, int Width = 0, int Height = 0)
{
    /// <summary>Where the file says at which place on earth it was recorded: the bytes of each such box from its name on.</summary>
    internal IReadOnlyList<(long At, int Length)> Places { get; init; } = [];

    /// <summary>How the names of WebVTT files end.</summary>
    public const string Captions = "vtt";

    // Boxes and elements that are looked at before a file counts as none of ours; real ones have a few dozen.
    private const int MostParts = 4_000;

    // Of a box of keys and values, in bytes; the names stand first.
    private const int LongestKeys = 16_384;

    // Where a PDF says that it ends; some programs write a little behind that.
    private const int EndOfPdf = 4_096;

    /// <summary>The media type of a format.</summary>
    public static string Type(string name, int width) => name switch
    {
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "mp4" => "video/mp4",
        "webm" => width > 0 ? "video/webm" : "audio/webm",
        "pdf" => "application/pdf",
        Captions => "text/vtt",
        _ => "application/octet-stream",
    };

    /// <summary>What readers do with a file of a format.</summary>
    public static FileKind Kind(string name, int width) => name switch
    {
        "pdf" => FileKind.Document,
        "mp4" => FileKind.Video,
        "webm" when width > 0 => FileKind.Video,
        _ => FileKind.Sound,
    };

    /// <summary>Reads what a file is; null for what is none that we take, is damaged or was cut off. Little of it is read.</summary>
    /// <param name="file">The file; can be read anywhere.</param>
    public static MediaFormat? Of(Stream file)
    {
        var head = At(file, 0, 64);
        return head.AsSpan() switch
        {
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => EndsAsPdf(file) ? new("pdf") : null,
            [0x1A, 0x45, 0xDF, 0xA3, ..] => Webm(file),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Mp4(file, head),
            _ => IsMp3(file, head) ? new("mp3") : null,
        };
    }

    private static bool EndsAsPdf(Stream file)
    {
        var end = At(file, Math.Max(0, file.Length - EndOfPdf), EndOfPdf);
        return end.AsSpan().LastIndexOf("%%EOF"u8) >= 0;
    }

    // Two frames in a row (ISO 11172-3), behind a tag or not: one alone is met by chance in every hundredth file.
    private static bool IsMp3(Stream file, byte[] head)
    {
        long at = 0;
        if (head is [(byte)'I', (byte)'D', (byte)'3', _, _, _, < 128 and var a, < 128 and var b, < 128 and var c, < 128 and var d, ..])
            at = 10 + (a << 21 | b << 14 | c << 7 | d);
        // Some programs leave room between tag and sound.
        var room = At(file, at, 4_096);
        var start = room.AsSpan().IndexOfAnyExcept((byte)0);
        if (start < 0)
            return false;
        at += start;
        for (var frames = 0; frames < 2; frames++)
        {
            if (FrameLength(At(file, at, 4)) is not { } length)
                return false;
            at += length;
        }

        return at <= file.Length;
    }

    private static int? FrameLength(byte[] header)
    {
        if (header is not [0xFF, var second, var third, _] || (second & 0xE6) != 0xE2)
            return null;
        ReadOnlySpan<int> first = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], other = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160], rates = [44_100, 48_000, 32_000];
        var (version, rate, bits) = (second >> 3 & 3, third >> 2 & 3, third >> 4);
        if (version == 1 || rate == 3 || bits is 0 or 15)
            return null;
        var isFirst = version == 3;
        var hertz = rates[rate] / (isFirst ? 1 : version == 2 ? 2 : 4);
        return (isFirst ? 144 : 72) * 1000 * (isFirst ? first : other)[bits] / hertz + (third >> 1 & 1);
    }

    // ISO 14496-12: boxes with their length in front. QuickTime's own kind ("qt  ") plays in few browsers.
    private static MediaFormat? Mp4(Stream file, byte[] head)
    {
        if (head.AsSpan(8, 4).SequenceEqual("qt  "u8))
            return null;
        var (tracks, left) = (new Tracks(), MostParts);
        if (!Boxes(file, 0, file.Length, tracks, ref left) || left == 0)
            return null;
        var format = tracks.HasVideo ? new MediaFormat("mp4", tracks.Width, tracks.Height) : tracks.HasSound ? new("m4a") : null;
        return format is null ? null : format with { Places = tracks.Places };
    }

    // False where a box goes beyond what holds it: the file is cut off, or is none.
    private static bool Boxes(Stream file, long at, long end, Tracks tracks, ref int left)
    {
        while (at < end && left > 0)
        {
            left--;
            var head = At(file, at, 16);
            if (head.Length < 8)
                return false;
            long length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var start = at + 8;
            if (length == 1 && head.Length == 16)
                (length, start) = (BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8)), at + 16);
            else if (length == 0)
                length = end - at;
            if (length < start - at || length > end - at)
                return false;
            var name = Encoding.Latin1.GetString(head, 4, 4);
            switch (name)
            {
                case "moov" or "trak" or "mdia":
                    if (!Boxes(file, start, at + length, tracks, ref left))
                        return false;
                    break;
                case "tkhd":
                    // Its last bytes: the matrix, by which a telephone says that it was held upright, then width and height, whole and fraction.
                    var size = At(file, at + length - 44, 44);
                    if (length >= 44 + 8 && size.Length == 44)
                    {
                        var (width, height) = (BinaryPrimitives.ReadUInt16BigEndian(size.AsSpan(36)), BinaryPrimitives.ReadUInt16BigEndian(size.AsSpan(40)));
                        var isTurned = BinaryPrimitives.ReadInt32BigEndian(size) == 0 && BinaryPrimitives.ReadInt32BigEndian(size.AsSpan(16)) == 0 && BinaryPrimitives.ReadInt32BigEndian(size.AsSpan(4)) != 0;
                        tracks.See(isTurned ? height : width, isTurned ? width : height);
                    }

                    break;
                case "udta":
                    FindPlaces(file, start, at + length, tracks, ref left);
                    break;
                case "meta" when At(file, start, LongestKeys).AsSpan().IndexOf("location.ISO6709"u8) >= 0:
                    tracks.Places.Add((at + 4, (int)Math.Min(length - 4, int.MaxValue)));
                    break;
                case "hdlr":
                    var kind = At(file, start + 8, 4);
                    tracks.HasVideo |= kind.AsSpan().SequenceEqual("vide"u8);
                    tracks.HasSound |= kind.AsSpan().SequenceEqual("soun"u8);
                    break;
            }

            at += length;
        }

        return true;
    }

    // What programs say of a recording (3GPP TS 26.244 8, QuickTime's user data). Some end it with four bytes of nothing.
    private static void FindPlaces(Stream file, long at, long end, Tracks tracks, ref int left)
    {
        while (at + 8 <= end && left-- > 0)
        {
            var head = At(file, at, 8);
            var length = head.Length == 8 ? BinaryPrimitives.ReadUInt32BigEndian(head) : 0;
            if (length < 8 || length > end - at)
                return;
            if (Encoding.Latin1.GetString(head, 4, 4) is "\u00a9xyz" or "loci")
                tracks.Places.Add((at + 4, (int)length - 4));
            at += length;
        }
    }

    // RFC 8794 and the WebM project's list of elements: number, length, content.
    private static MediaFormat? Webm(Stream file)
    {
        var (tracks, left) = (new Tracks(), MostParts);
        if (!Elements(file, 0, file.Length, tracks, ref left) || !tracks.IsWebm)
            return null;
        return tracks.HasVideo || tracks.HasSound ? new("webm", tracks.HasVideo ? tracks.Width : 0, tracks.HasVideo ? tracks.Height : 0) : null;
    }

    private static bool Elements(Stream file, long at, long end, Tracks tracks, ref int left)
    {
        while (at < end && left > 0)
        {
            left--;
            var head = At(file, at, 12);
            if (Number(head, 0, keepMark: true) is not var (id, idLength) || Number(head, idLength, keepMark: false) is not var (length, lengthLength))
                return false;
            var start = at + idLength + lengthLength;
            // All ones: not known when it was written, as of what was recorded live.
            var isOpen = length == (1L << (7 * lengthLength)) - 1;
            if (!isOpen && length > end - start)
                return false;
            var stop = isOpen ? end : start + length;
            switch (id)
            {
                case 0x1A45DFA3 or 0x18538067 or 0x1654AE6B or 0xAE or 0xE0:
                    if (!Elements(file, start, stop, tracks, ref left))
                        return false;
                    break;
                case 0x4282:
                    tracks.IsWebm = Encoding.Latin1.GetString(At(file, start, (int)Math.Min(length, 16))).TrimEnd('\0') == "webm";
                    break;
                case 0x83:
                    var kind = Whole(file, start, length);
                    tracks.HasVideo |= kind == 1;
                    tracks.HasSound |= kind == 2;
                    break;
                case 0xB0:
                    tracks.Width = (int)Math.Min(Whole(file, start, length), ushort.MaxValue);
                    break;
                case 0xBA:
                    tracks.Height = (int)Math.Min(Whole(file, start, length), ushort.MaxValue);
                    break;
                case 0x1F43B675 when tracks.HasVideo || tracks.HasSound:
                    // The sound and pictures themselves; what is to be known stands before them.
                    return true;
            }

            at = stop;
        }

        return true;
    }

    private static long Whole(Stream file, long at, long length) => At(file, at, (int)Math.Min(length, 8)).Aggregate(0L, (sum, next) => sum << 8 | next);

    private static (long Value, int Length)? Number(byte[] bytes, int at, bool keepMark)
    {
        if (at >= bytes.Length || bytes[at] == 0)
            return null;
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[at]) - 23;
        if (at + length > bytes.Length)
            return null;
        long value = keepMark ? bytes[at] : bytes[at] & (0xFF >> length);
        for (var i = 1; i < length; i++)
            value = value << 8 | bytes[at + i];
        return (value, length);
    }

    private static byte[] At(Stream file, long at, int length)
    {
        if (at < 0 || at >= file.Length || length <= 0)
            return [];
        file.Position = at;
        var bytes = new byte[Math.Min(length, file.Length - at)];
        file.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Tracks
    {
        public bool IsWebm { get; set; }

        public bool HasVideo { get; set; }

        public bool HasSound { get; set; }

        public int Width { get; set; }

        public int Height { get; set; }

        public List<(long At, int Length)> Places { get; } = [];

        // A track of sound has no size, and comes before or behind that of pictures.
        public void See(int width, int height) => (Width, Height) = width > 0 && height > 0 ? (width, height) : (Width, Height);
    }
}
