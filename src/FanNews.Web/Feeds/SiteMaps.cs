using System.Globalization;
using System.Text;
using System.Xml;
using FanNews.Articles;
using FanNews.Settings;
using FanNews.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Feeds;

/// <summary>
/// What search engines are told: every address in pieces (https://www.sitemaps.org/protocol.html), written while it is read,
/// and the stories of the last two days for news search.
/// </summary>
public static class SiteMaps
{
    private const string Type = "application/xml; charset=utf-8";
    private const string Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string News = "http://www.google.com/schemas/sitemap-news/0.9";

    // Google's bounds of a news site map.
    private const int MostNews = 1000;
    private static readonly TimeSpan FreshNews = TimeSpan.FromDays(2);

    // Addresses between two looks at whether the reader has taken them.
    private const int Flush = 500;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    // Where WordPress and its best-known plug-in had theirs.
    private static readonly string[] Old = ["/wp-sitemap.xml", "/sitemap_index.xml", "/post-sitemap.xml", "/page-sitemap.xml"];

    /// <summary>Adds them.</summary>
    public static void MapSiteMaps(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/sitemap.xml", Methods, Index);
        routes.MapMethods("/sitemap-lists.xml", Methods, Lists);
        routes.MapMethods("/sitemap-tags-{piece:long:min(0)}.xml", Methods, (long piece, HttpContext http, Reading reading, CancellationToken ct) => Piece(http, reading, db => SiteMap.TagsIn(db, piece, reading.Now), ct));
        routes.MapMethods("/sitemap-articles-{piece:long:min(0)}.xml", Methods, (long piece, HttpContext http, Reading reading, CancellationToken ct) => Piece(http, reading, db => SiteMap.ArticlesIn(db, piece, reading.Now), ct));
        routes.MapMethods("/news-sitemap.xml", Methods, Newest);
        foreach (var path in Old)
            routes.MapMethods(path, Methods, () => Results.Redirect("/sitemap.xml", permanent: true));
    }

    private static async Task<IResult> Index(Reading reading, CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var (articles, tags) = (await SiteMap.ArticlePieces(db, reading.Now, ct), await SiteMap.TagPieces(db, reading.Now, ct));
        return Finished(reading, xml =>
        {
            xml.WriteStartElement("sitemapindex", Map);
            void Add(string path, DateTimeOffset? changed)
            {
                xml.WriteStartElement("sitemap", Map);
                Address(xml, new(path, changed), site);
                xml.WriteEndElement();
            }

            foreach (var piece in articles)
                Add(string.Create(CultureInfo.InvariantCulture, $"/sitemap-articles-{piece.Number}.xml"), piece.ChangedAt);
            Add("/sitemap-lists.xml", articles.Max(a => a.ChangedAt));
            foreach (var piece in tags)
                Add(string.Create(CultureInfo.InvariantCulture, $"/sitemap-tags-{piece.Number}.xml"), articles.Max(a => a.ChangedAt));
            xml.WriteEndElement();
        });
    }

    private static async Task<IResult> Lists(Reading reading, CancellationToken ct)
    {
        var site = await reading.Site(ct);
        var lists = await SiteMap.Lists(await reading.Db(ct), await reading.Sections(ct), reading.Now, ct);
        return Finished(reading, xml =>
        {
            xml.WriteStartElement("urlset", Map);
            foreach (var list in lists)
                Url(xml, list, site);
            xml.WriteEndElement();
        });
    }

    private static async Task Piece(HttpContext http, Reading reading, Func<Storage.NewsroomDb, IAsyncEnumerable<MapEntry>> read, CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        await using var entries = read(db).GetAsyncEnumerator(ct);
        if (!await entries.MoveNextAsync())
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = Type;
        http.Response.Headers.CacheControl = "public, no-cache";
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        await using var xml = XmlWriter.Create(http.Response.Body, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Async = true });
        await xml.WriteStartElementAsync(null, "urlset", Map);
        var written = 0;
        do
        {
            Url(xml, entries.Current, site);
            if (++written % Flush == 0)
                await xml.FlushAsync();
        }
        while (await entries.MoveNextAsync());
        await xml.WriteEndElementAsync();
        await xml.FlushAsync();
    }

    private static async Task<IResult> Newest(Reading reading, CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var stories = await SiteMap.Since(db, reading.Now - FreshNews, reading.Now).Take(MostNews)
            .Select(l => new { l.Article.Permalink, l.Article.PublishAt, l.Text.Headline }).ToListAsync(ct);
        return Finished(reading, xml =>
        {
            xml.WriteStartElement("urlset", Map);
            xml.WriteAttributeString("xmlns", "news", null, News);
            foreach (var story in stories)
            {
                xml.WriteStartElement("url", Map);
                Address(xml, new(story.Permalink!, null), site);
                xml.WriteStartElement("news", "news", News);
                xml.WriteStartElement("news", "publication", News);
                xml.Text("news", "name", News, site.Name);
                xml.Text("news", "language", News, Language(site));
                xml.WriteEndElement();
                xml.Text("news", "publication_date", News, StoryData.Iso(story.PublishAt!.Value, site));
                xml.Text("news", "title", News, story.Headline);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });
    }

    private static FinishedBytes Finished(Reading reading, Action<XmlWriter> write) => new(FeedXml.Write(write), Type, changedAt: null, reading.Now);

    private static void Url(XmlWriter xml, MapEntry entry, Site site)
    {
        xml.WriteStartElement("url", Map);
        Address(xml, entry, site);
        xml.WriteEndElement();
    }

    private static void Address(XmlWriter xml, MapEntry entry, Site site)
    {
        xml.WriteElementString("loc", Map, site.Absolute(entry.Path));
        if (entry.ChangedAt is { } changed)
            xml.WriteElementString("lastmod", Map, changed.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    // ISO 639; Chinese by its script (Google News).
    private static string Language(Site site) => site.Culture.TwoLetterISOLanguageName is "zh"
        ? site.Culture.Name.Contains("Hant", StringComparison.Ordinal) || site.Culture.Name is "zh-TW" or "zh-HK" or "zh-MO" ? "zh-tw" : "zh-cn"
        : site.Culture.TwoLetterISOLanguageName;
}
