using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Feeds;

/// <summary>Where feeds are, and when they are sent.</summary>
public sealed class FeedAddressTests
{
    [Fact]
    public async Task Another_spelling_of_a_feed_is_one_redirect()
    {
        await using var site = await Paper();
        (string Asked, string Location)[] spellings =
        [
            ("/feed", "/feed/"),
            ("/FEED/Atom", "/feed/atom/"),
            ("/Section/Harbour/feed/", "/section/harbour/feed/"),
            ("/section/elsewhere/harbour/feed/json", "/section/harbour/feed/json/"),
            ("/tag/ferries/feed?utm_source=x", "/tag/ferries/feed/?utm_source=x"),
            ("/2026/11/24/BRIDGE/feed/", "/2026/11/24/bridge/feed/"),
            ("/comments/feed", "/comments/feed/"),
            ("/2026/11/feed", "/2026/11/feed/"),
        ];
        foreach (var (asked, location) in spellings)
        {
            using var answer = await site.Client.GetAsync(asked);
            Assert.Equal((asked, HttpStatusCode.MovedPermanently, location), (asked, answer.StatusCode, answer.Headers.Location?.OriginalString));
            using var there = await site.Client.GetAsync(location);
            Assert.Equal((location, HttpStatusCode.OK), (location, there.StatusCode));
        }
    }

    [Fact]
    public async Task WordPresss_addresses_of_feeds_answer_where_they_stand()
    {
        await using var site = await Paper();
        foreach (var path in (string[])["/feed/rss2/", "/feed/rss/", "/feed/rdf/", "/wp-rss2.php", "/wp-feed.php", "/?feed=rss2", "/section/harbour/feed/rss2/"])
            Assert.Equal((path, "Bridge"), (path, (string?)XDocument.Parse(await site.Client.GetStringAsync(path)).Descendants("item").First().Element("title")));
        foreach (var path in (string[])["/?feed=atom", "/wp-atom.php"])
            Assert.Equal((path, "feed"), (path, XDocument.Parse(await site.Client.GetStringAsync(path)).Root!.Name.LocalName));
    }

    [Fact]
    public async Task What_has_no_feed_is_404_and_what_was_killed_is_gone()
    {
        await using var site = await Paper();
        await site.Publish("Killed", slug: "killed", at: TestNewsroom.Noon.AddHours(-1), adjust: a => a.Kill(TestNewsroom.Noon, "Wrong."));
        await site.Publish("Later", slug: "later", at: TestNewsroom.Noon.AddHours(1));
        foreach (var path in (string[])["/nothing/feed/", "/section/nothing/feed/", "/section/feed/", "/tag/nothing/feed/atom/", "/2025/feed/", "/2026/11/24/later/feed/", "/feed/rss3/", "/feed/feed/feed/", "/admin/feed/"])
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await site.Client.GetAsync(path)).StatusCode));
        Assert.Equal(HttpStatusCode.Gone, (await site.Client.GetAsync("/2026/11/24/killed/feed/")).StatusCode);
    }

    [Theory, EveryEngine]
    public async Task Comments_have_a_feed_and_those_of_each_story_another(Engine engine)
    {
        await using var site = await Paper(engine);
        var other = await site.Publish("Rain");
        await site.Comment(other, "Wet.", name: "Tom", at: TestNewsroom.Noon.AddMinutes(2));
        await site.Comment(other, "Buy now", CommentStatus.Spam);
        await site.Comment(await site.Publish("Later", at: TestNewsroom.Noon.AddDays(1)), "Too early.");
        Assert.Equal(["Tom on Rain", "Ada Quill on Bridge"], await Titles(site, "/comments/feed/"));
        Assert.Equal(["By Ada Quill"], await Titles(site, "/2026/11/24/bridge/feed/"));
        var item = XDocument.Parse(await site.Client.GetStringAsync("/2026/11/24/bridge/feed/")).Descendants("item").Single();
        Assert.StartsWith(new Uri(site.Address, "/2026/11/24/bridge/#comment-").ToString(), (string?)item.Element("link"), StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.org", await site.Client.GetStringAsync("/comments/feed/json/"), StringComparison.Ordinal);
        var story = XDocument.Parse(await site.Client.GetStringAsync("/feed/")).Descendants("item").Single(i => (string?)i.Element("title") == "Bridge");
        Assert.Equal(new Uri(site.Address, "/2026/11/24/bridge/feed/").ToString(), (string?)story.Element("{http://wellformedweb.org/CommentAPI/}commentRss"));
    }

    [Theory]
    [InlineData("/feed/")]
    [InlineData("/feed/atom/")]
    [InlineData("/feed/json/")]
    [InlineData("/comments/feed/")]
    public async Task A_feed_is_sent_once_and_again_when_it_changed_by_either_mark(string path)
    {
        await using var site = await Paper();
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        using var first = await site.Client.GetAsync(path);
        var (tag, time) = (first.Headers.ETag!, first.Content.Headers.LastModified!.Value);
        Assert.Equal(HttpStatusCode.NotModified, (await Ask(site, path, tag, null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await Ask(site, path, null, time)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Ask(site, path, new EntityTagHeaderValue("\"other\""), time)).StatusCode);
        using var head = await site.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal((HttpStatusCode.OK, first.Content.Headers.ContentLength, tag), (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());

        await site.Store.Change(Actor.Program, async change =>
        {
            var bridge = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Slug == "bridge");
            bridge.Revise(new ArticleText { Headline = "Bridge, corrected", Body = "It leans." }, change.Now, by: null).Release(change.Now);
            change.Record("published", $"article:{bridge.Id}");
        });
        Assert.Equal(HttpStatusCode.OK, (await Ask(site, path, tag, null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Ask(site, path, null, time)).StatusCode);
        Assert.Contains("Bridge, corrected", await site.Client.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_feed_is_packed_for_who_takes_it_so(string coding)
    {
        await using var site = await Paper();
        var plain = await site.Client.GetByteArrayAsync("/feed/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feed/");
        request.Headers.AcceptEncoding.ParseAdd(coding);
        using var answer = await site.Client.SendAsync(request);
        Assert.Equal([coding], answer.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
        await using var sent = await answer.Content.ReadAsStreamAsync();
        await using Stream unpacked = coding == "br" ? new BrotliStream(sent, CompressionMode.Decompress) : new GZipStream(sent, CompressionMode.Decompress);
        using var whole = new MemoryStream();
        await unpacked.CopyToAsync(whole);
        Assert.Equal(plain, whole.ToArray());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/feed/");
        again.Headers.AcceptEncoding.ParseAdd(coding);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await site.Client.SendAsync(again)).StatusCode);
    }

    [Theory, EveryEngine]
    public async Task What_comes_and_goes_by_the_clock_is_a_change(Engine engine)
    {
        await using var site = await Paper(engine);
        await site.Publish("Short", at: TestNewsroom.Noon.AddMinutes(-5), adjust: a => a.UnpublishAt = TestNewsroom.Noon.AddHours(2));
        await site.Publish("Held", at: TestNewsroom.Noon.AddMinutes(-9), adjust: a => a.EmbargoUntil = TestNewsroom.Noon.AddHours(1));
        foreach (var hour in (int[])[1, 2])
        {
            site.Clock.Advance(TimeSpan.FromMinutes(59));
            var time = (await site.Client.GetAsync("/feed/")).Content.Headers.LastModified!.Value;
            Assert.Equal(HttpStatusCode.NotModified, (await Ask(site, "/feed/", null, time)).StatusCode);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal((hour, HttpStatusCode.OK), (hour, (await Ask(site, "/feed/", null, time)).StatusCode));
        }

        Assert.Equal(["Bridge", "Held"], await Titles(site, "/feed/"));
    }

    private static async Task<string[]> Titles(TestSite site, string path) =>
        [.. XDocument.Parse(await site.Client.GetStringAsync(path)).Descendants("item").Select(i => (string)i.Element("title")!)];

    private static Task<HttpResponseMessage> Ask(TestSite site, string path, EntityTagHeaderValue? tag, DateTimeOffset? since)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(tag);
        request.Headers.IfModifiedSince = since;
        return site.Client.SendAsync(request);
    }

    private static async Task<TestSite> Paper(Engine engine = Engine.Sqlite)
    {
        var site = await TestSite.Start(engine);
        var bridge = await site.Publish("Bridge", section: "Harbour", tags: ["Ferries"], slug: "bridge");
        await site.Comment(bridge, "Who pays?");
        return site;
    }
}
