using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FanNews.Articles;

namespace FanNews.Web.Verbs;

/// <summary>Something hidden that shows.</summary>
/// <param name="Address">Where.</param>
/// <param name="What">What it is.</param>
public sealed record Leak(string Address, string What);

/// <summary>Looks for hidden things: knocks at their own addresses, and reads all that is public.</summary>
/// <param name="site">The site.</param>
/// <param name="hidden">What must not show.</param>
public sealed partial class LeakSearch(Visit site, HiddenThings hidden)
{
    private readonly List<Leak> leaks = [];
    private readonly HashSet<string> furniture = new(StringComparer.Ordinal);

    /// <summary>What was found.</summary>
    public IReadOnlyList<Leak> Leaks => leaks;

    /// <summary>How many addresses were asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>Asks for every hidden thing by its own address, and searches for it.</summary>
    /// <param name="tell">Hears how far it is.</param>
    /// <param name="ct">Ends it.</param>
    public async Task Knock(Action<string, int, int> tell, CancellationToken ct)
    {
        // What stands on a page that shows nothing is no headline, whatever a draft is called.
        furniture.UnionWith(Texts(await Ask("/-nothing/", ct)));
        List<string> doors =
        [
            .. hidden.Paths.Keys.Select(Encoded),
            .. hidden.Paths.Keys.Where(path => !path.Contains('?', StringComparison.Ordinal)).Select(path => Encoded(path.TrimEnd('/') + "/feed/")),
            .. hidden.Paths.Keys.Where(path => !path.Contains('?', StringComparison.Ordinal)).Select(path => "/oembed?url=" + Uri.EscapeDataString(site.Site.Absolute(path))),
            .. hidden.Headlines.Values.Distinct().Select(id => string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{id}/preview")),
            .. hidden.Files.Values,
        ];
        foreach (var door in doors)
        {
            if ((await Ask(door, ct)).Status == HttpStatusCode.OK)
                leaks.Add(new(door, "answers, and is hidden"));
            tell("Knocked", Asked, doors.Count);
        }

        foreach (var headline in hidden.Headlines.Keys)
            Look("/search?q=" + Uri.EscapeDataString(headline), await Ask("/search?q=" + Uri.EscapeDataString(headline), ct));
    }

    /// <summary>Reads everything that can be reached from the starts.</summary>
    /// <param name="starts">Local addresses.</param>
    /// <param name="limit">How many addresses to ask for at most; 0 for all.</param>
    /// <param name="tell">Hears how far it is.</param>
    /// <param name="ct">Ends it.</param>
    public async Task Walk(IEnumerable<string> starts, int limit, Action<string, int, int> tell, CancellationToken ct)
    {
        var waiting = new Queue<string>(starts);
        var seen = new HashSet<string>(waiting, StringComparer.Ordinal);
        while (waiting.TryDequeue(out var address) && (limit == 0 || Asked < limit))
        {
            var answer = await Ask(address, ct);
            Look(address, answer);
            foreach (var link in Links(answer).Select(link => site.Own(address, link)).OfType<string>().Where(seen.Add))
                waiting.Enqueue(link);
            tell("Read", Asked, Asked + waiting.Count);
        }
    }

    private async Task<Answer> Ask(string address, CancellationToken ct)
    {
        Asked++;
        return await site.Ask(address, ct);
    }

    private void Look(string address, Answer answer)
    {
        foreach (var text in Texts(answer).Where(text => !furniture.Contains(text)).Distinct())
        {
            if (hidden.Headlines.TryGetValue(text, out var article))
                leaks.Add(new(address, string.Create(CultureInfo.InvariantCulture, $"says \"{text}\" (article {article})")));
        }

        foreach (var path in Links(answer).Select(link => site.Own(address, link)).OfType<string>().Select(Uri.UnescapeDataString).Distinct())
        {
            if (hidden.Paths.TryGetValue(path, out var article))
                leaks.Add(new(address, string.Create(CultureInfo.InvariantCulture, $"links {path} (article {article})")));
        }

        foreach (Match match in CommentMark().Matches(answer.Body))
        {
            if (long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && hidden.Comments.Contains(number))
                leaks.Add(new(address, "shows " + match.Value));
        }

        foreach (Match match in FileName().Matches(answer.Body))
        {
            if (hidden.Files.ContainsKey(match.Groups[1].Value))
                leaks.Add(new(address, "shows the file " + match.Value));
        }
    }

    private static IEnumerable<string> Links(Answer answer)
    {
        if (answer.To is { } to)
            return [to];
        if (answer.Type == "text/html")
            return new HtmlParser().ParseDocument(answer.Body).QuerySelectorAll("[href],[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!);
        return answer.Type.EndsWith("xml", StringComparison.Ordinal)
            ? Xml(answer.Body).Where(e => e.Name.LocalName is "link" or "loc" or "guid" or "commentRss" && !e.HasElements).Select(e => e.Attribute("href")?.Value ?? e.Value)
            : Strings(answer).Where(text => text.StartsWith("http", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Texts(Answer answer)
    {
        if (answer.Type == "text/html")
            return InPage(new HtmlParser().ParseDocument(answer.Body)).Select(HiddenThings.Squeeze);
        return (answer.Type.EndsWith("xml", StringComparison.Ordinal) ? Xml(answer.Body).Where(e => !e.HasElements).Select(e => e.Value) : Strings(answer)).Select(HiddenThings.Squeeze);
    }

    private static IEnumerable<string> InPage(IDocument page)
    {
        foreach (var element in page.QuerySelectorAll("title,h1,h2,h3,h4,h5,h6,a,b,strong,figcaption,p"))
            yield return element.TextContent;
        foreach (var meta in page.QuerySelectorAll("meta[content]"))
            yield return meta.GetAttribute("content")!;
        foreach (var data in page.QuerySelectorAll("script[type='application/ld+json']"))
        {
            foreach (var text in Strings(new(HttpStatusCode.OK, "application/json", data.TextContent, null)))
                yield return text;
        }
    }

    private static IEnumerable<XElement> Xml(string body)
    {
        try
        {
            return XDocument.Parse(body).Descendants();
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private static List<string> Strings(Answer answer)
    {
        var found = new List<string>();
        if (!answer.Type.EndsWith("json", StringComparison.Ordinal))
            return found;
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var open = new Stack<JsonElement>([document.RootElement]);
            while (open.TryPop(out var value))
            {
                if (value.ValueKind == JsonValueKind.Object)
                    foreach (var property in value.EnumerateObject())
                        open.Push(property.Value);
                else if (value.ValueKind == JsonValueKind.Array)
                    foreach (var item in value.EnumerateArray())
                        open.Push(item);
                else if (value.ValueKind == JsonValueKind.String)
                    found.Add(value.GetString()!);
            }
        }
        catch (JsonException)
        {
            // What is no JSON says nothing in it.
        }

        return found;
    }

    private static string Encoded(string path) => path.StartsWith("/?", StringComparison.Ordinal) ? path : Permalink.Encode(path);

    [GeneratedRegex("comment-([0-9]{1,18})")]
    private static partial Regex CommentMark();

    [GeneratedRegex("/media/[0-9a-f]{2}/([0-9a-f]{16})[-.]")]
    private static partial Regex FileName();
}
