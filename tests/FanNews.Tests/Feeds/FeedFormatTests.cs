using System.Net;
using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using FanNews.Articles;
using FanNews.Storage;
using FanNews.Tests.Storage;
using NJsonSchema;

namespace FanNews.Tests.Feeds;

/// <summary>The three formats, read by programs that are not ours.</summary>
public sealed class FeedFormatTests
{
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Theory, EveryEngine]
    public async Task A_strange_parser_reads_the_same_stories_in_both_XML_formats(Engine engine)
    {
        await using var site = await Paper(engine);
        foreach (var path in (string[])["/feed/", "/feed/atom/", "/section/harbour/feed/", "/section/harbour/feed/atom/"])
        {
            var feed = SyndicationFeed.Load(XmlReader.Create(new StringReader(await site.Client.GetStringAsync(path))));
            var bridge = feed.Items.Single(i => i.Title.Text == "Bridge & <b>tide</b>");
            Assert.Equal($"tag:127.0.0.1,2026-11-24:article/{bridge.Id.Split('/')[^1]}", bridge.Id);
            Assert.Equal(new Uri(site.Address, "/2026/11/24/bridge/"), bridge.Links.First(l => l.RelationshipType is "alternate").Uri);
            Assert.Equal(TestNewsroom.Noon.AddHours(-1), bridge.PublishDate);
            Assert.Equal(["Harbour", "Ferries"], bridge.Categories.Select(c => c.Name));
            Assert.Contains(feed.Links, l => l.RelationshipType == "self" && l.Uri == new Uri(site.Address, path));
        }

        var atom = SyndicationFeed.Load(XmlReader.Create(new StringReader(await site.Client.GetStringAsync("/feed/atom/")))).Items.First();
        Assert.Equal(["Ines Halloran", "Tom Okafor-Lund"], atom.Authors.Select(a => a.Name));
        Assert.Contains("<p>", ((TextSyndicationContent)atom.Content).Text, StringComparison.Ordinal);
    }

    [SharedDataFact("feeds/schema/jsonfeed-v1.1.schema.json")]
    public async Task The_JSON_feeds_keep_to_their_schema()
    {
        await using var site = await Paper(Engine.Sqlite);
        var schema = await JsonSchema.FromFileAsync(Shared.Path("feeds", "schema", "jsonfeed-v1.1.schema.json"));
        foreach (var path in (string[])["/feed/json/", "/tag/ferries/feed/json/", "/comments/feed/json/", "/2026/11/24/bridge/feed/json/"])
            Assert.Empty(schema.Validate(await site.Client.GetStringAsync(path)));
        Assert.NotEmpty(schema.Validate("""{"version":"2","items":[{}]}"""));
    }

    [Fact]
    public async Task A_JSON_feed_says_what_the_others_say()
    {
        await using var site = await Paper(Engine.Sqlite);
        using var answer = await site.Client.GetAsync("/feed/json/");
        Assert.Equal("application/feed+json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var feed = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        var item = feed.GetProperty("items")[0];
        Assert.Equal(["Ines Halloran", "Tom Okafor-Lund"], item.GetProperty("authors").EnumerateArray().Select(a => a.GetProperty("name").GetString()));
        Assert.Equal("2026-11-24T11:00:00Z", item.GetProperty("date_published").GetString());
        Assert.Equal(new Uri(site.Address, "/2026/11/24/bridge/").ToString(), item.GetProperty("url").GetString());
    }

    [Fact]
    public async Task No_address_in_a_feed_is_relative()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge", "Read [on](/tag/x/) and the note[^1].\n\n[^1]: The [note](#s-fn:1).", slug: "bridge");
        var html = (string)XDocument.Parse(await site.Client.GetStringAsync("/feed/")).Descendants("{http://purl.org/rss/1.0/modules/content/}encoded").Single();
        var links = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelectorAll("[href]").Select(a => a.GetAttribute("href")!).ToList();
        Assert.True(links.Count >= 4, html);
        Assert.All(links, link => Assert.StartsWith(site.Address.ToString(), link, StringComparison.Ordinal));
        Assert.Contains(links, link => link.StartsWith(new Uri(site.Address, "/2026/11/24/bridge/#s-").ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_feed_goes_on_where_it_ended_whatever_is_published_meanwhile()
    {
        await using var site = await TestSite.Start();
        for (var i = 0; i < 23; i++)
            await site.Publish($"Story {i}", at: TestNewsroom.Noon.AddMinutes(-i / 2));
        var titles = new List<string?>();
        for (string? next = "/feed/json/"; next is not null;)
        {
            var feed = JsonDocument.Parse(await site.Client.GetStringAsync(next)).RootElement;
            titles.AddRange(feed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()));
            next = feed.TryGetProperty("next_url", out var url) ? url.GetString() : null;
            await site.Publish("Meanwhile " + titles.Count);
        }

        Assert.Equal(23, titles.Count);
        Assert.Equal(titles.Distinct(), titles);
        foreach (var nonsense in (string[])["/feed/?before=x", "/feed/?before=", "/feed/?before=1-", "/feed/?before=999999999999999999-1", "/feed/?before=1-1"])
            Assert.Equal((nonsense, HttpStatusCode.NotFound), (nonsense, (await site.Client.GetAsync(nonsense)).StatusCode));
        var rss = XDocument.Parse(await site.Client.GetStringAsync("/feed/"));
        Assert.Contains(rss.Descendants(Atom + "link"), l => (string?)l.Attribute("rel") == "next");
    }

    [Fact]
    public async Task A_story_keeps_its_identity_when_its_address_changes_and_an_imported_one_WordPresss()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge", slug: "bridge");
        var imported = await site.Publish("Old", adjust: a => (a.ImportedFrom, a.WordPressId) = ("ferryman.example", 77));
        string[] Ids(string feed) => [.. XDocument.Parse(feed).Descendants("guid").Select(g => (string)g).Order(StringComparer.Ordinal)];
        var before = Ids(await site.Client.GetStringAsync("/feed/"));
        Assert.Equal(["http://ferryman.example/?p=77", $"tag:127.0.0.1,2026-11-24:article/{story.Id}"], before);
        await site.Store.Change(Actor.Program, async change =>
        {
            (await change.Db.Articles.FindAsync(story.Id))!.MoveTo("/2026/11/24/bridge-of-sighs/");
            change.Record("moved", $"article:{story.Id}");
        });
        Assert.Equal(before, Ids(await site.Client.GetStringAsync("/feed/")));
        Assert.NotEqual(imported.Id, story.Id);
    }

    [Fact]
    public async Task A_picture_comes_with_its_caption_and_credit_and_stands_in_the_text()
    {
        await using var site = await TestSite.Start();
        await FanNews.Web.Demo.DemoNewsroom.Fill(site.Store);
        site.Clock.Advance(TimeSpan.FromDays(1));
        var items = XDocument.Parse(await site.Client.GetStringAsync("/feed/")).Descendants("item").ToList();
        var pictured = items.Where(i => i.Elements(Media + "content").Any()).ToList();
        Assert.NotEmpty(pictured);
        foreach (var picture in pictured.Elements(Media + "content"))
        {
            using var file = await site.Client.GetAsync((string)picture.Attribute("url")!);
            Assert.Equal((HttpStatusCode.OK, (string?)picture.Attribute("type")), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
            Assert.True((int)picture.Attribute("width")! > 0 && (int)picture.Attribute("height")! > 0);
            Assert.Equal("photographer", (string?)picture.Element(Media + "credit")?.Attribute("role") ?? "photographer");
        }

        Assert.Contains(pictured.Elements(Media + "content").Elements(Media + "credit"), credit => ((string)credit).Length > 0);
        Assert.All(pictured, item => Assert.Contains("<img", (string)item.Element("{http://purl.org/rss/1.0/modules/content/}encoded")!, StringComparison.Ordinal));
    }

    private static async Task<TestSite> Paper(Engine engine)
    {
        var site = await TestSite.Start(engine, ("Site:Name", "The Ferryman"), ("Site:Language", "en-GB"));
        var story = await site.Publish("Bridge & <b>tide</b>", "It stands.", "Harbour", TestNewsroom.Noon.AddHours(-1), "Nearly.", tags: ["Ferries"], authors: ["Ines Halloran", "Tom Okafor-Lund"], slug: "bridge");
        await site.Publish("Rain", "It \u0001 falls ]]> down.", "Harbour", TestNewsroom.Noon.AddHours(-2));
        await site.Comment(story, "Who pays? \u0002");
        return site;
    }
}
