using FanNews.Web.Pages;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.PageCache;

/// <summary>Makes the pages that may be kept, one request at a time for each. Stands after routing, which says which they are.</summary>
public sealed class MakeKept(RequestDelegate next, KeptPages pages)
{
    // After so many others' pages that were out of date when they were ready, a request makes its own.
    private const int Patience = 3;

    // What asks for less than the whole page.
    private static readonly string[] Partial = [HeaderNames.IfNoneMatch, HeaderNames.IfModifiedSince, HeaderNames.IfMatch, HeaderNames.IfUnmodifiedSince, HeaderNames.IfRange, HeaderNames.Range];

    /// <summary>Makes the page or waits for who makes it already.</summary>
    public async Task Invoke(HttpContext http)
    {
        if (http.Features.Get<WantedPage>() is not { } wanted || http.GetEndpoint()?.Metadata.GetMetadata<KeptAttribute>() is not { } page)
        {
            await next(http);
            return;
        }

        if (!wanted.Settled)
        {
            wanted = wanted with { Key = wanted.Key.For(page), Settled = true };
            http.Features.Set(wanted);
        }

        for (var tries = 0; wanted.Life is not null && tries < Patience; tries++)
        {
            if (pages.Find(wanted.Key.Text, pages.Begin()) is { } ready)
            {
                await pages.Answer(http, ready, wanted.Key);
                return;
            }

            if (await pages.Alone(wanted.Key.Text, () => Make(http, wanted), http.RequestAborted) is not { } kept)
                return;
            if (!kept)
                break;
        }

        await Make(http, wanted);
    }

    private async Task<bool> Make(HttpContext http, WantedPage wanted)
    {
        var body = await Render(http, wanted.Key);
        if (!MayBeKept(http.Response, body))
        {
            if (body.Length > 0)
                await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
            return false;
        }

        var reading = http.RequestServices.GetRequiredService<Reading>();
        var page = await pages.Keep(wanted.Key, wanted.Life, reading, http.Response, body, http.RequestAborted);
        await pages.Answer(http, page, wanted.Key);
        return true;
    }

    // The page sees a plain GET for the whole of it, with the parameters of its key and no others.
    private async Task<byte[]> Render(HttpContext http, PageKey key)
    {
        var request = http.Request;
        var (method, query, answer) = (request.Method, request.QueryString, http.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        var conditions = Partial.Select(name => (Name: name, Value: request.Headers[name])).Where(c => c.Value.Count > 0).ToList();
        using var buffer = new MemoryStream();
        try
        {
            request.Method = HttpMethods.Get;
            request.QueryString = new QueryString(key.Query);
            conditions.ForEach(c => request.Headers.Remove(c.Name));
            var whole = new StreamResponseBodyFeature(buffer);
            http.Features.Set<IHttpResponseBodyFeature>(whole);
            await next(http);
            await whole.CompleteAsync();
        }
        finally
        {
            http.Features.Set(answer);
            conditions.ForEach(c => request.Headers[c.Name] = c.Value);
            request.QueryString = query;
            request.Method = method;
        }

        return buffer.ToArray();
    }

    // An empty 410 is not the page yet: Absence fills it in, and comes by here again.
    private static bool MayBeKept(HttpResponse response, byte[] body) =>
        response.StatusCode switch
        {
            StatusCodes.Status200OK or StatusCodes.Status410Gone => body.Length > 0 && response.ContentType is not null,
            StatusCodes.Status301MovedPermanently => response.Headers.Location.Count == 1,
            _ => false,
        }
        && !response.Headers.ContainsKey(HeaderNames.SetCookie)
        && response.Headers.ContentEncoding.Count == 0
        && !response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase)
        && !response.Headers.CacheControl.ToString().Contains("private", StringComparison.OrdinalIgnoreCase);
}
