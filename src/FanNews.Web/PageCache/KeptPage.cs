using System.Globalization;
using System.Security.Cryptography;
using FanNews.Storage;
using Microsoft.Extensions.Primitives;

namespace FanNews.Web.PageCache;

/// <summary>A finished answer: its headers, and its bytes in every coding that was asked for, each packed once.</summary>
public sealed class KeptPage
{
    // What one costs beside its bytes, roughly.
    private const int Overhead = 1024;

    private readonly Lock packing = new();
    private readonly Packed?[] packed = new Packed?[3];
    private readonly byte[] body;
    private readonly string hash;
    private long weight;
    private DateTimeOffset? since;
    private string? date;

    /// <summary>Takes over what was made.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="headers">All headers but those that the coding decides.</param>
    /// <param name="body">Its bytes.</param>
    public KeptPage(int status, IEnumerable<KeyValuePair<string, StringValues>> headers, byte[] body)
    {
        (Status, Headers, this.body, weight) = (status, [.. headers], body, body.Length + Overhead);
        hash = Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12));
        packed[(int)Coding.Identity] = new(body, Tag(""), null);
    }

    /// <summary>200, 301 or 410.</summary>
    public int Status { get; }

    /// <summary>The headers that stand on every answer.</summary>
    public KeyValuePair<string, StringValues>[] Headers { get; }

    /// <summary>The time of the watch in which it was made, <see cref="MarkWatch.Trust"/>.</summary>
    public int Life { get; init; }

    /// <summary>What it was made from.</summary>
    public SeenMarks Marks { get; init; }

    /// <summary>The instant (UTC) that it shows.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>The instant (UTC) from which on it is out of date.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>The story that who reads the page reads; null where it is no story's page.</summary>
    public long? Story { get; init; }

    /// <summary>Since when (UTC) this address has had these bytes, as far as is known.</summary>
    public DateTimeOffset Since => since ?? From;

    /// <summary>When it was last asked for; milliseconds on the machine's own clock.</summary>
    public long UsedAt { get; set; }

    /// <summary>What it holds of memory, in bytes.</summary>
    public long Weight => Volatile.Read(ref weight);

    /// <summary>Notes since when the address has had these bytes, which an earlier page may have had already.</summary>
    public void Succeed(KeptPage? earlier)
    {
        since = earlier?.hash == hash ? earlier.Since : From;
        date = Since.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Answers a request with it.</summary>
    /// <param name="http">The request; its answer has not begun.</param>
    /// <param name="rest">Parameters that a redirect carries on.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>How many bytes it gained.</returns>
    public async ValueTask<long> Answer(HttpContext http, string rest, DateTimeOffset now)
    {
        var (request, response) = (http.Request, http.Response);
        var before = Weight;
        var form = body.Length == 0 ? packed[0]! : In(Codings.Accepted(request.Headers.AcceptEncoding));
        var headers = response.Headers;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            headers[name] = value;
        if (rest.Length > 0 && headers.Location is [{ } location])
            headers.Location = Carry(location, rest);
        if (Status == StatusCodes.Status200OK)
        {
            headers.ETag = form.Tag;
            // A date has whole seconds: only once its second is over no other version can have the same. A feed dates itself.
            var own = headers.LastModified.Count > 0;
            var dated = !own && now.ToUnixTimeSeconds() > Since.ToUnixTimeSeconds();
            if (dated)
                headers.LastModified = date ?? Since.ToString("R", CultureInfo.InvariantCulture);
            if (IsKnown(request.Headers, form.Tag, dated || own, own, headers.LastModified))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                headers.Remove("Content-Type");
                return Weight - before;
            }
        }

        headers.ContentLength = form.Bytes.Length;
        if (form.Coding is { } coding)
            headers.ContentEncoding = coding;
        // Without a token: the server ends the write by itself when the reader has left, and making one costs more than looking the page up.
        if (form.Bytes.Length > 0 && !HttpMethods.IsHead(request.Method))
            await response.BodyWriter.WriteAsync(form.Bytes, CancellationToken.None);
        return Weight - before;
    }

    private Packed In(Coding coding)
    {
        if (Volatile.Read(ref packed[(int)coding]) is { } ready)
            return ready;
        lock (packing)
        {
            if (packed[(int)coding] is { } made)
                return made;
            var form = packed[0]!;
            if (Codings.Pack(body, coding) is { } bytes)
            {
                var name = coding == Coding.Brotli ? "br" : "gzip";
                form = new(bytes, Tag("-" + name), name);
                Volatile.Write(ref weight, weight + bytes.Length);
            }

            Volatile.Write(ref packed[(int)coding], form);
            return form;
        }
    }

    // RFC 9110, 13.1: the date counts only where no tag is given. A tag that a proxy weakened is still ours.
    private bool IsKnown(IHeaderDictionary headers, string tag, bool dated, bool own, string? modified)
    {
        var tags = headers.IfNoneMatch;
        // Made in the second of its date, it may not be the last of that second.
        if (tags.Count == 0)
            return dated && headers.IfModifiedSince.Count > 0 && Date(modified) is { } at && (!own || at < Whole(From)) && Date(headers.IfModifiedSince) >= at;
        foreach (var line in tags)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var one = line.AsSpan()[range].Trim();
                if (one is "*" || (one.StartsWith("W/", StringComparison.Ordinal) ? one[2..] : one).SequenceEqual(tag))
                    return true;
            }
        }

        return false;
    }

    private static DateTimeOffset Whole(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private string Tag(string coding) => $"\"{hash}{coding}\"";

    private static string Carry(string location, string rest)
    {
        var fragment = location.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? location[at..] : "";
        var address = location[..^fragment.Length];
        return address + (address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + rest + fragment;
    }

    private sealed record Packed(byte[] Bytes, string Tag, string? Coding);
}
