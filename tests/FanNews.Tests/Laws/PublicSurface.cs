using System.Net;
using AngleSharp.Html.Parser;

namespace FanNews.Tests.Laws;

/// <summary>One answer of the public site.</summary>
/// <param name="Address">Path and query.</param>
/// <param name="From">The page whose link led there; empty for a start.</param>
/// <param name="Status">The status.</param>
/// <param name="SetsCookie">Whether it wants to keep something at the reader's.</param>
/// <param name="Body">The text.</param>
internal sealed record PublicAnswer(string Address, string From, HttpStatusCode Status, bool SetsCookie, string Body);

/// <summary>Walks everything that a reader can reach.</summary>
internal static class PublicSurface
{
    // A newsroom of a dozen stories has far fewer pages; more means that the walk goes round in circles.
    private const int Most = 2000;

    /// <summary>Asks for the addresses and for all that their answers link to on the site, redirects among them.</summary>
    public static async Task<List<PublicAnswer>> Walk(this TestSite site, params string[] starts)
    {
        var waiting = new Queue<(string Address, string From)>(starts.Select(start => (start, "")));
        var seen = new HashSet<string>(starts, StringComparer.Ordinal);
        var answers = new List<PublicAnswer>();
        while (waiting.TryDequeue(out var next))
        {
            using var answer = await Ask(site, next.Address);
            var body = IsText(answer) ? await answer.Content.ReadAsStringAsync() : "";
            answers.Add(new(next.Address, next.From, answer.StatusCode, answer.Headers.Contains("Set-Cookie"), body));
            Assert.True(answers.Count < Most, "The walk finds no end: " + next.Address);
            foreach (var link in Links(answer, body).Select(link => Local(site, next.Address, link)).OfType<string>().Where(seen.Add))
                waiting.Enqueue((link, next.Address));
        }

        return answers;
    }

    private static async Task<HttpResponseMessage> Ask(TestSite site, string address)
    {
        try
        {
            return await site.Client.GetAsync(new Uri(address, UriKind.Relative));
        }
        catch (HttpRequestException broken)
        {
            throw new InvalidOperationException($"{address} is not answered to the end.", broken);
        }
    }

    private static IEnumerable<string> Links(HttpResponseMessage answer, string body)
    {
        if (answer.Headers.Location is { } location)
            return [location.OriginalString];
        return answer.Content.Headers.ContentType?.MediaType switch
        {
            "text/html" => new HtmlParser().ParseDocument(body).QuerySelectorAll("[href],[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!),
            { } type when type.EndsWith("xml", StringComparison.Ordinal) => System.Xml.Linq.XDocument.Parse(body).Descendants()
                .Where(e => e.Name.LocalName is "link" or "loc" or "guid" && !e.HasElements).Select(e => e.Attribute("href")?.Value ?? e.Value),
            _ => [],
        };
    }

    private static string? Local(TestSite site, string from, string link) =>
        Uri.TryCreate(new Uri(site.Address, from), link, out var to) && to.Scheme == site.Address.Scheme && to.Authority == site.Address.Authority ? to.PathAndQuery : null;

    private static bool IsText(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType is { } type && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal));
}
