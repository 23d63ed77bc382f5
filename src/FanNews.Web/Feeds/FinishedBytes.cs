using System.Security.Cryptography;
using FanNews.Web.PageCache;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Feeds;

/// <summary>
/// A whole answer in memory, sent only to who does not have it yet (RFC 9110, 13): by ETag, else by Last-Modified, and packed for who takes it so. May be kept by
/// anybody, who asks each time whether it still holds.
/// </summary>
/// <param name="bytes">The body.</param>
/// <param name="type">Its media type.</param>
/// <param name="changedAt">When it may last have changed (UTC); null where nobody knows.</param>
/// <param name="now">The instant of the answer (UTC).</param>
public sealed class FinishedBytes(byte[] bytes, string type, DateTimeOffset? changedAt, DateTimeOffset now) : IResult
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var coding = Codings.Accepted(request.Headers.AcceptEncoding);
        var packed = Codings.Pack(bytes, coding);
        var name = packed is null ? null : coding == Coding.Brotli ? "br" : "gzip";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}{(name is null ? "" : "-" + name)}\"");
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true, Public = true };
        if (changedAt is { } changed)
            headers.LastModified = Announced(changed);
        if (Has(request.GetTypedHeaders(), tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = type;
        if (name is not null)
            response.Headers.ContentEncoding = name;
        response.ContentLength = (packed ?? bytes).Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(packed ?? bytes, httpContext.RequestAborted);
    }

    private bool Has(Microsoft.AspNetCore.Http.Headers.RequestHeaders asked, EntityTagHeaderValue tag) => asked.IfNoneMatch.Count > 0
        ? asked.IfNoneMatch.Any(known => known == EntityTagHeaderValue.Any || known.Compare(tag, useStrongComparison: false))
        : asked.IfModifiedSince is { } since && changedAt < since;

    // HTTP counts whole seconds. The next one is said once it has begun, so that a second change within the same second is never taken for the first.
    private DateTimeOffset Announced(DateTimeOffset changed)
    {
        var whole = new DateTimeOffset(changed.UtcTicks - changed.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        return whole + Second <= now ? whole + Second : whole;
    }
}
