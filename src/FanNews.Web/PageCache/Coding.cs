using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace FanNews.Web.PageCache;

/// <summary>How the bytes of a page are packed.</summary>
public enum Coding
{
    /// <summary>Not at all.</summary>
    Identity,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Brotli.</summary>
    Brotli,
}

/// <summary>Chooses a coding and packs.</summary>
public static class Codings
{
    // docs/performance.md: packed once and sent often, but a crawler's pages are packed for it alone.
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;

    // Less than this fits into the packet of its headers anyway; in bytes.
    private const int WorthPacking = 256;

    /// <summary>What a client takes that we have: what it likes best, of equals the smallest (RFC 9110, 12.5.3).</summary>
    public static Coding Accepted(StringValues accept)
    {
        var (best, weight) = (Coding.Identity, 0d);
        foreach (var line in accept)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var part = line.AsSpan()[range].Trim();
                var name = part.IndexOf(';') is >= 0 and var end ? part[..end].TrimEnd() : part;
                var coding = name.Equals("br", StringComparison.OrdinalIgnoreCase) ? Coding.Brotli : name.Equals("gzip", StringComparison.OrdinalIgnoreCase) ? Coding.Gzip : Coding.Identity;
                if (coding == Coding.Identity)
                    continue;
                var liked = Weight(part[name.Length..]);
                if (liked > weight || (liked == weight && liked > 0 && coding > best))
                    (best, weight) = (coding, liked);
            }
        }

        return best;
    }

    /// <summary>Packs a page; null where that makes it no smaller.</summary>
    public static byte[]? Pack(byte[] page, Coding coding)
    {
        if (coding == Coding.Identity || page.Length < WorthPacking)
            return null;
        var packed = coding == Coding.Gzip ? Gzip(page) : Brotli(page);
        return packed.Length < page.Length ? packed : null;
    }

    private static double Weight(ReadOnlySpan<char> parameters)
    {
        var at = parameters.IndexOf("q=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return 1;
        return double.TryParse(parameters[(at + 2)..].Trim(), System.Globalization.CultureInfo.InvariantCulture, out var weight) ? weight : 0;
    }

    private static byte[] Gzip(byte[] page)
    {
        using var target = new MemoryStream(page.Length / 3);
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
            gzip.Write(page);
        return target.ToArray();
    }

    private static byte[] Brotli(byte[] page)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(page.Length)];
        return BrotliEncoder.TryCompress(page, target, out var length, BrotliQuality, BrotliWindow) ? target.AsSpan(0, length).ToArray() : page;
    }
}
