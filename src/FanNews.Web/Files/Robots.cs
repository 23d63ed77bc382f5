using System.Globalization;
using System.Text;
using FanNews.Web.Feeds;
using FanNews.Web.Pages;

namespace FanNews.Web.Files;

/// <summary>The small files for programs: <c>/robots.txt</c> (RFC 9309), <c>/.well-known/security.txt</c> (RFC 9116), <c>/opensearch.xml</c> (OpenSearch 1.1).</summary>
public static class Robots
{
    private const string Search = "http://a9.com/-/spec/opensearch/1.1/";

    // RFC 9116 wants an end within a year. The first of a month, so that the file stays the same for that month.
    private const int MonthsOfSecurityContact = 11;

    // OpenSearch's bound of a short name.
    private const int ShortName = 16;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds them.</summary>
    public static void MapRobots(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/robots.txt", Methods, Rules);
        routes.MapMethods("/.well-known/security.txt", Methods, Security);
        routes.MapMethods("/opensearch.xml", Methods, OpenSearch);
    }

    private static async Task<IResult> Rules(Reading reading, CancellationToken ct)
    {
        var site = await reading.Site(ct);
        var text = new StringBuilder();
        foreach (var crawler in site.Machines.Crawlers.Away)
            text.Append("User-agent: ").Append(crawler).Append('\n');
        if (text.Length > 0)
            text.Append("Disallow: /\n\n");
        text.Append("User-agent: *\nDisallow: /admin/\nDisallow: /setup\nDisallow: /search?\nDisallow: /reply/\nDisallow: /*?replytocom=\n\n");
        text.Append("Sitemap: ").Append(site.Absolute("/sitemap.xml")).Append('\n');
        text.Append("Sitemap: ").Append(site.Absolute("/news-sitemap.xml")).Append('\n');
        return Text(text.ToString(), "text/plain", reading);
    }

    private static async Task<IResult> Security(Reading reading, CancellationToken ct)
    {
        var site = await reading.Site(ct);
        if (site.Machines.SecurityContact is not { } contact)
            return Results.NotFound();
        var now = reading.Now.UtcDateTime;
        var expires = new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(MonthsOfSecurityContact);
        return Text(
            string.Create(CultureInfo.InvariantCulture, $"Contact: {contact}\nExpires: {expires:yyyy-MM-dd'T'HH:mm:ss'Z'}\nPreferred-Languages: {site.Language}\nCanonical: {site.Absolute("/.well-known/security.txt")}\n"),
            "text/plain",
            reading);
    }

    private static async Task<IResult> OpenSearch(Reading reading, CancellationToken ct)
    {
        var site = await reading.Site(ct);
        var bytes = FeedXml.Write(xml =>
        {
            xml.WriteStartElement("OpenSearchDescription", Search);
            xml.Text("ShortName", site.Name.Length > ShortName ? site.Name[..ShortName].TrimEnd() : site.Name);
            xml.Text("LongName", site.Name);
            xml.Text("Description", $"Search {site.Name}");
            xml.Text("InputEncoding", "UTF-8");
            xml.Text("Language", site.Language);
            xml.WriteStartElement("Url");
            xml.WriteAttributeString("type", "text/html");
            xml.WriteAttributeString("template", site.Absolute("/search") + "?q={searchTerms}");
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
        return new FinishedBytes(bytes, "application/opensearchdescription+xml; charset=utf-8", changedAt: null, reading.Now);
    }

    private static FinishedBytes Text(string text, string type, Reading reading) => new(Encoding.UTF8.GetBytes(text), type + "; charset=utf-8", changedAt: null, reading.Now);
}
