using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using FanNews.Articles;
using FanNews.Settings;
using FanNews.Tests.Pages;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Feeds;

/// <summary>What programs other than feed readers are told.</summary>
public sealed class MachineTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";

    [Theory, EveryEngine]
    public async Task The_site_map_leads_to_everything_that_readers_may_find_and_to_nothing_else(Engine engine)
    {
        await using var site = await Paper(engine);
        var index = XDocument.Parse(await site.Client.GetStringAsync("/sitemap.xml"));
        Assert.All(index.Descendants(Map + "sitemap"), piece => Assert.NotNull(piece.Element(Map + "lastmod")));
        var all = new List<string>();
        foreach (var piece in index.Descendants(Map + "loc"))
        {
            using var answer = await site.Client.GetAsync((string)piece);
            Assert.Equal("application/xml; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            all.AddRange(XDocument.Parse(await answer.Content.ReadAsStringAsync()).Descendants(Map + "loc").Select(l => new Uri((string)l).AbsolutePath));
        }

        Assert.Equal(
            ["/", "/2026/11/20/rain/", "/2026/11/24/br%C3%BCcke/", "/about/", "/author/ada-quill/", "/section/harbour/", "/source/survey/", "/tag/ferries/"],
            all.Order(StringComparer.Ordinal));
        foreach (var path in all)
            Assert.Equal((path, HttpStatusCode.OK), (path, (await site.Client.GetAsync(path)).StatusCode));
        foreach (var path in (string[])["/sitemap-articles-7.xml", "/sitemap-articles--1.xml", "/sitemap-tags-9.xml", "/sitemap-articles-x.xml"])
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await site.Client.GetAsync(path)).StatusCode));
        Assert.Equal("/sitemap.xml", (await site.Client.GetAsync("/wp-sitemap.xml")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_news_map_holds_two_days()
    {
        await using var site = await Paper();
        var url = Assert.Single(XDocument.Parse(await site.Client.GetStringAsync("/news-sitemap.xml")).Descendants(Map + "url"));
        Assert.Equal(("Brücke", "2026-11-24T11:00:00+00:00"), ((string?)url.Descendants(News + "title").Single(), (string?)url.Descendants(News + "publication_date").Single()));
        Assert.Equal(("The Ferryman", "en"), ((string?)url.Descendants(News + "name").Single(), (string?)url.Descendants(News + "language").Single()));
        site.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Empty(XDocument.Parse(await site.Client.GetStringAsync("/news-sitemap.xml")).Descendants(Map + "url"));
    }

    [SharedDataFact("feeds/schema/sitemap.xsd")]
    public async Task The_site_maps_keep_to_their_schemas()
    {
        await using var site = await Paper();
        var schemas = new XmlSchemaSet();
        foreach (var (space, file) in ((string, string)[])[(Map.NamespaceName, "sitemap.xsd"), (News.NamespaceName, "news-sitemap.own.xsd")])
        {
            using var reader = XmlReader.Create(Shared.Path("feeds", "schema", file));
            schemas.Add(space, reader);
        }

        foreach (var path in (string[])["/sitemap-articles-0.xml", "/sitemap-lists.xml", "/sitemap-tags-0.xml", "/news-sitemap.xml"])
            XDocument.Parse(await site.Client.GetStringAsync(path)).Validate(schemas, (_, trouble) => Assert.Fail(path + ": " + trouble.Message));
    }

    [Fact]
    public async Task Robots_are_told_where_the_map_is_and_who_stays_away()
    {
        await using var open = await TestSite.Start();
        var text = await open.Client.GetStringAsync("/robots.txt");
        Assert.StartsWith("User-agent: *\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nSitemap: {open.Address}sitemap.xml\n", text, StringComparison.Ordinal);
        await using var closed = await TestSite.Start(settings: ("Site:Crawlers", "ai, +CCBot, BadBot"));
        text = await closed.Client.GetStringAsync("/robots.txt");
        Assert.Contains("User-agent: GPTBot\n", text, StringComparison.Ordinal);
        Assert.Contains("User-agent: BadBot\nDisallow: /\n\nUser-agent: *\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CCBot", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("x\ny")]
    [InlineData("*")]
    [InlineData("+")]
    public void What_is_no_crawlers_name_is_refused(string words) => Assert.Throws<FormatException>(() => Crawlers.Parse(words));

    [Fact]
    public async Task Who_found_a_hole_is_told_whom_to_write_to()
    {
        await using var silent = await TestSite.Start();
        Assert.Equal(HttpStatusCode.NotFound, (await silent.Client.GetAsync("/.well-known/security.txt")).StatusCode);
        await using var site = await TestSite.Start(settings: ("Site:SecurityContact", "security@ferryman.example"));
        var text = await site.Client.GetStringAsync("/.well-known/security.txt");
        Assert.StartsWith("Contact: mailto:security@ferryman.example\nExpires: 2027-10-01T00:00:00Z\n", text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FanNews.Storage.StoreTrouble>(() => TestSite.Start(settings: ("Site:SecurityContact", "javascript:alert(1)")));
    }

    [Fact]
    public async Task A_browser_learns_to_search_the_paper()
    {
        await using var site = await Paper();
        var page = await site.Read("/");
        var address = page.QuerySelector("link[rel=search]")!.GetAttribute("href")!;
        var description = XDocument.Parse(await site.Client.GetStringAsync(address)).Root!;
        XNamespace search = "http://a9.com/-/spec/opensearch/1.1/";
        Assert.Equal(site.Address + "search?q={searchTerms}", (string?)description.Element(search + "Url")!.Attribute("template"));
        Assert.Equal("The Ferryman", (string?)description.Element(search + "LongName"));
    }

    [Fact]
    public async Task Another_site_may_ask_how_to_show_a_story()
    {
        await using var site = await Paper();
        var link = (await site.Read("/2026/11/24/br%C3%BCcke/")).QuerySelector("link[type='application/json+oembed']")!.GetAttribute("href")!;
        var data = JsonDocument.Parse(await site.Client.GetStringAsync(link)).RootElement;
        Assert.Equal(("link", "1.0", "Brücke", "Ada Quill"), (data.GetProperty("type").GetString(), data.GetProperty("version").GetString(), data.GetProperty("title").GetString(), data.GetProperty("author_name").GetString()));
        (string Query, HttpStatusCode Status)[] others =
        [
            ("", HttpStatusCode.BadRequest),
            ("?url=https://elsewhere.example/2026/11/24/br%C3%BCcke/", HttpStatusCode.NotFound),
            ("?url=" + Uri.EscapeDataString(site.Address + "about/"), HttpStatusCode.NotFound),
            ("?url=" + Uri.EscapeDataString(site.Address + "2026/11/24/later/"), HttpStatusCode.NotFound),
            ("?format=xml&url=" + Uri.EscapeDataString(site.Address + "2026/11/24/br%C3%BCcke/"), HttpStatusCode.NotImplemented),
        ];
        foreach (var (query, status) in others)
            Assert.Equal((query, status), (query, (await site.Client.GetAsync("/oembed" + query)).StatusCode));
    }

    private static async Task<TestSite> Paper(Engine engine = Engine.Sqlite)
    {
        var site = await TestSite.Start(engine, ("Site:Name", "The Ferryman"));
        await site.Publish("Brücke", section: "Harbour", at: TestNewsroom.Noon.AddHours(-1), tags: ["Ferries"], authors: ["Ada Quill"], source: "Survey", path: "/2026/11/24/brücke/");
        await site.Publish("Rain", at: TestNewsroom.Noon.AddDays(-4), slug: "rain");
        await site.Publish("Later", section: "Empty", at: TestNewsroom.Noon.AddHours(1), tags: ["Unseen"], authors: ["Nobody Yet"], slug: "later");
        await site.Publish("About", kind: ArticleKind.Page, path: "/about/");
        return site;
    }
}
