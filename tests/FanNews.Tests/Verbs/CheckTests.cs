using FanNews.Articles;
using FanNews.Comments;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using FanNews.Web.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Tests.Verbs;

/// <summary>What <c>check leaks</c> and <c>check urls</c> see.</summary>
public sealed class CheckTests
{
    [Theory, EveryEngine]
    public async Task Nothing_that_is_hidden_shows(Engine engine)
    {
        await using var site = await Paper(engine);
        var look = await Look(site, TestNewsroom.Noon);
        Assert.Empty(look.Leaks);
        Assert.True(look.Asked > 30, look.Asked.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_shows_and_should_not_is_found_wherever_it_shows()
    {
        await using var site = await Paper();
        // To a newsroom of yesterday everything of today is hidden, and the site shows it all the same.
        var leaks = (await Look(site, TestNewsroom.Noon.AddDays(-1))).Leaks;
        foreach (var address in (string[])["/", "/feed/", "/feed/json/", "/2026/11/24/bridge-closes/", "/search?q=Bridge%20closes", "/author/ada-quill/", "/news-sitemap.xml", "/oembed?url=" + Uri.EscapeDataString(site.Address + "2026/11/24/bridge-closes/")])
            Assert.Contains(leaks, leak => leak.Address == address);
        Assert.Contains(leaks, leak => leak.What.StartsWith("says \"Bridge closes\"", StringComparison.Ordinal));
        Assert.Contains(leaks, leak => leak.What.StartsWith("shows comment-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Old_addresses_are_there_lead_on_are_gone_or_missing()
    {
        await using var site = await Paper();
        var visit = await Visit(site);
        (string Asked, string Status, string? To)[] expected =
        [
            ("https://old.example/2026/11/24/bridge-closes/", "200", null),
            ("/2026/11/24/BRIDGE-closes", "301", "/2026/11/24/bridge-closes/"),
            ("http://old.example/?p=77", "301", "/2026/11/24/bridge-closes/"),
            ("/2026/11/24/killed/", "410", null),
            ("/2026/11/25/later/", OldAddresses.Missing, null),
            ("/nothing/", OldAddresses.Missing, null),
            ("mailto:x@old.example", OldAddresses.Missing, null),
            ("not an address", OldAddresses.Missing, null),
        ];
        foreach (var (asked, status, to) in expected)
            Assert.Equal(new OldAddress(asked, status, to), await OldAddresses.Ask(visit, asked));
    }

    [Fact]
    public void A_list_of_addresses_is_lines_or_a_sitemap()
    {
        Assert.Equal(["/a/", "https://x.example/b"], OldAddresses.Read("\uFEFF/a/\r\n\n# a remark\n  https://x.example/b \n/a/\n"));
        Assert.Equal(["https://x.example/a?b&c", "https://x.example/d"], OldAddresses.Read(
            "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>\nhttps://x.example/a?b&amp;c </loc></url><url><loc>https://x.example/d</loc></url></urlset>"));
        Assert.Throws<FormatException>(() => OldAddresses.Read("<sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>"));
        Assert.Throws<System.Xml.XmlException>(() => OldAddresses.Read("<urlset><url>"));
    }

    private static async Task<LeakSearch> Look(TestSite site, DateTimeOffset now)
    {
        var look = new LeakSearch(await Visit(site), await site.Store.Read(db => HiddenThings.Read(db, now)));
        await look.Knock((_, _, _) => { }, default);
        await look.Walk(["/", "/feed/", "/feed/json/", "/comments/feed/", "/sitemap.xml", "/news-sitemap.xml"], 0, (_, _, _) => { }, default);
        return look;
    }

    private static async Task<Visit> Visit(TestSite site) =>
        new(site.Client, await site.Store.Read(db => Site.Read(db, site.Services.GetRequiredService<IConfiguration>())));

    private static async Task<TestSite> Paper(Engine engine = Engine.Sqlite)
    {
        var site = await TestSite.Start(engine);
        var now = TestNewsroom.Noon;
        var bridge = await site.Publish("Bridge closes", section: "Harbour", tags: ["Ferry"], authors: ["Ada Quill"], at: now.AddHours(-2), adjust: a => a.WordPressId = 77);
        await site.Publish("Rain", section: "Weather", at: now.AddHours(-1));
        await site.Publish("Later", section: "Harbour", tags: ["Ferry"], at: now.AddHours(13), slug: "later");
        await site.Publish("Under embargo", section: "Harbour", at: now.AddHours(-1), adjust: a => a.EmbargoUntil = now.AddHours(1));
        await site.Publish("Killed", section: "Harbour", at: now.AddHours(-1), slug: "killed", adjust: a => Assert.Null(a.Kill(now, "Wrong.")));
        // A draft may be called like something that every page says.
        await site.Draft("Search");
        await site.Draft("Ferry", section: "Harbour", tags: ["Ferry"]);
        await site.Draft("Only a draft", section: "Harbour");
        await site.Comment(bridge, "Who pays?");
        await site.Comment(bridge, "Not yet", CommentStatus.Pending);
        await site.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == bridge.Id);
            article.Revise(new ArticleText { Headline = "Bridge falls", Body = "Not yet." }, change.Now, by: null);
            change.Record("saved", $"article:{article.Id}");
        });
        return site;
    }
}
