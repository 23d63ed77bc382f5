using System.Net;
using FanNews.Tests.Storage;

namespace FanNews.Tests.PageCache;

/// <summary>Reading pages that are kept.</summary>
internal static class KeptReading
{
    // Far more than any engine needs to say that it can be relied on.
    private const int Most = 20_000;

    /// <summary>Asks until the page comes without any question to the store.</summary>
    public static async Task<string> Kept(this TestSite site, string path)
    {
        for (var i = 0; i < Most; i++)
        {
            using var queries = new QueryCount(site);
            var page = await site.Client.GetStringAsync(path);
            if (queries.Sql.IsEmpty)
                return page;
        }

        throw new InvalidOperationException($"{path} is never kept.");
    }

    /// <summary>Asks with headers.</summary>
    public static async Task<HttpResponseMessage> Ask(this TestSite site, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await site.Client.SendAsync(request);
    }

    /// <summary>Every header but the date of the answer, in order.</summary>
    public static List<string> Headers(this HttpResponseMessage answer) =>
        [.. answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").Order(StringComparer.Ordinal)];

    /// <summary>The status and where a redirect leads.</summary>
    public static async Task<(HttpStatusCode Status, string? Location)> Leads(this TestSite site, string path)
    {
        using var answer = await site.Client.GetAsync(path);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }
}
