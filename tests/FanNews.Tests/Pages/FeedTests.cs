using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages;

public sealed class FeedTests
{
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Slash = "http://purl.org/rss/1.0/modules/slash/";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Theory, EveryEngine]
    public async Task The_feed_carries_whole_stories(Engine engine)
    {
        await using var site = await TestSite.Start(engine, ("Site:Name", "The Ferryman"), ("Site:Language", "en-GB"));
        var story = await site.Publish("Bridge & <b>tide</b>", "Read [on](/tag/x/) ]]> here.", "Harbour", dek: "Nearly.", dateline: "ORRINMOUTH", tags: ["Ferries"], authors: ["Ines Halloran", "Tom Okafor-Lund"], slug: "bridge");
        await site.Comment(story, "Yes.");
        await site.Publish("Hidden", at: TestNewsroom.Noon.AddHours(1));
        using var answer = await site.Client.GetAsync("/feed/");
        Assert.Equal("application/rss+xml; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var channel = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Element("channel")!;
        Assert.Equal(("The Ferryman", "en-GB"), ((string?)channel.Element("title"), (string?)channel.Element("language")));
        Assert.Equal(new Uri(site.Address, "/feed/").ToString(), (string?)channel.Element(Atom + "link")!.Attribute("href"));
        var item = Assert.Single(channel.Elements("item"));
        var url = new Uri(site.Address, "/2026/11/24/bridge/").ToString();
        Assert.Equal(("Bridge & <b>tide</b>", url, "Nearly."), ((string?)item.Element("title"), (string?)item.Element("link"), (string?)item.Element("description")));
        Assert.Equal(("false", $"tag:127.0.0.1,2026-11-24:article/{story.Id}"), ((string?)item.Element("guid")!.Attribute("isPermaLink"), (string?)item.Element("guid")));
        Assert.Equal("Tue, 24 Nov 2026 12:00:00 +0000", (string?)item.Element("pubDate"));
        Assert.Equal(["Ines Halloran", "Tom Okafor-Lund"], item.Elements(Dublin + "creator").Select(c => c.Value));
        Assert.Equal(["Harbour", "Ferries"], item.Elements("category").Select(c => c.Value));
        Assert.Equal("1", (string?)item.Element(Slash + "comments"));
        var html = (string)item.Element(Content + "encoded")!;
        Assert.Contains($"href=\"{new Uri(site.Address, "/tag/x/")}\"", html, StringComparison.Ordinal);
        Assert.Contains("ORRINMOUTH —", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_has_not_changed_is_not_sent_again()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge");
        using var first = await site.Client.GetAsync("/feed/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feed/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        site.Clock.Advance(TimeSpan.FromHours(3));
        using var again = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        await site.Publish("Another");
        using var changed = await site.Client.SendAsync(Again(first.Headers.ETag!));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task Every_list_has_its_feed_and_announces_it()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge", section: "Harbour", tags: ["Ferries"], authors: ["Ines Halloran"], source: "Survey");
        await site.Publish("Elsewhere");
        foreach (var path in (string[])["/section/harbour/", "/tag/ferries/", "/author/ines-halloran/", "/source/survey/"])
        {
            var feed = (await site.Read(path)).QuerySelectorAll("link[type='application/rss+xml']").Select(l => l.GetAttribute("href")).ToList();
            Assert.Equal(["/feed/", path + "feed/"], feed);
            Assert.Equal(
                ["/feed/atom/", "/feed/json/", path + "feed/atom/", path + "feed/json/"],
                (await site.Read(path)).QuerySelectorAll("link[type='application/atom+xml'], link[type='application/feed+json']").Select(l => l.GetAttribute("href")!));
            var items = XDocument.Parse(await site.Client.GetStringAsync(feed[1])).Descendants("item");
            Assert.Equal("Bridge", (string?)Assert.Single(items).Element("title"));
        }
    }

    private static HttpRequestMessage Again(EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/feed/");
        request.Headers.IfNoneMatch.Add(tag);
        return request;
    }
}
