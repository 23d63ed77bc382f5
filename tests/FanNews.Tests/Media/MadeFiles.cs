using System.Buffers.Binary;
using System.Text;
using FanNews.Media;
using FanNews.Storage;

namespace FanNews.Tests.Media;

/// <summary>The smallest files that are what they say, made byte by byte.</summary>
internal static class MadeFiles
{
    public static readonly byte[] Captions = "WEBVTT\n\n00:00.000 --> 00:02.000\nThe horn sounds.\n"u8.ToArray();

    /// <summary>Two frames of silence, behind a tag if asked; <paramref name="seed"/> makes files differ.</summary>
    public static byte[] Mp3(byte seed = 0, bool tag = false)
    {
        byte[] frame = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
        return [.. tag ? [(byte)'I', (byte)'D', (byte)'3', 4, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4] : Array.Empty<byte>(), .. frame, .. frame[..^1], seed];
    }

    /// <summary>A film of 640 by 360 pixels, or sound alone.</summary>
    public static byte[] Mp4(bool video = true, string brand = "isom", byte seed = 0, bool upright = false, bool place = false)
    {
        byte[] said = !place ? [] : [.. Box("udta", [.. Box("\u00a9xyz", [.. "\0\u000c+54.1-001.2/"u8]), 0, 0, 0, 0]), .. Box("meta", "mdta com.apple.quicktime.location.ISO6709 +54.1-001.2/"u8.ToArray())];

        byte[] Track(string kind, int width, int height)
        {
            var head = new byte[84];
            BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(76), (uint)width << 16);
            BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(80), (uint)height << 16);
            // The matrix of a telephone that was held upright: a quarter turn.
            if (upright)
                (head[40 + 5], head[40 + 12], head[40 + 13]) = (1, 0xFF, 0xFF);
            return Box("trak", [.. Box("tkhd", head), .. Box("mdia", Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(kind), .. new byte[13]]))]);
        }

        return [
            .. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0, .. "isom"u8]),
            .. Box("moov", [.. video ? Track("vide", 640, 360) : [], .. Track("soun", 0, 0), .. said]),
            .. Box("mdat", [seed, .. new byte[99]]),
        ];
    }

    /// <summary>WebM with pictures of 320 by 180 pixels, or with sound alone; or its elder brother Matroska.</summary>
    public static byte[] Webm(bool video = true, string kind = "webm")
    {
        byte[] track = video
            ? [.. Element([0xAE], [.. Element([0x83], [1]), .. Element([0xE0], [.. Element([0xB0], [1, 64]), .. Element([0xBA], [180])])])]
            : [.. Element([0xAE], Element([0x83], [2]))];
        return [
            .. Element([0x1A, 0x45, 0xDF, 0xA3], Element([0x42, 0x82], Encoding.ASCII.GetBytes(kind))),
            .. Element([0x18, 0x53, 0x80, 0x67], [.. Element([0x16, 0x54, 0xAE, 0x6B], track), .. Element([0x1F, 0x43, 0xB6, 0x75], new byte[40])]),
        ];
    }

    public static byte[] Pdf(string words = "x") => Encoding.ASCII.GetBytes($"%PDF-1.7\n% {words}\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n");

    /// <summary>Puts a file into a newsroom.</summary>
    public static async Task<MediaFile> File(this TestNewsroom newsroom, string address, byte[] bytes, string? title = null, string? credit = null, byte[]? captions = null)
    {
        var files = new KeptFiles(newsroom.Store.Options.MediaFolder);
        using var stream = new MemoryStream(bytes);
        var (format, name, _) = await files.Keep(stream);
        var said = captions is null ? null : await files.KeepCaptions(captions);
        return await newsroom.Store.Change(Actor.Program, async change =>
        {
            var file = new MediaFile
            {
                Address = address,
                File = name,
                Format = format!.Name,
                Bytes = bytes.Length,
                Width = format.Width,
                Height = format.Height,
                Title = title,
                Credit = credit,
                Captions = said,
                AddedAt = change.Now,
            };
            change.Db.MediaFiles.Add(file);
            await change.Db.SaveChangesAsync();
            change.Record("added", "file");
            return file;
        });
    }

    private static byte[] Box(string name, byte[] inside)
    {
        var box = new byte[8 + inside.Length];
        BinaryPrimitives.WriteUInt32BigEndian(box, (uint)box.Length);
        Encoding.Latin1.GetBytes(name, box.AsSpan(4));
        inside.CopyTo(box, 8);
        return box;
    }

    private static byte[] Element(byte[] id, byte[] inside) => [.. id, 0x40, (byte)inside.Length, .. inside];
}
