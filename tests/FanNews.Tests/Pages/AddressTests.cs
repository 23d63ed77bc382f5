using System.Net;
using FanNews.Articles;
using FanNews.Storage;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages;

public sealed class AddressTests
{
    [Fact]
    public async Task Another_spelling_is_one_redirect_that_stays()
    {
        await using var site = await Site();
        (string Asked, string Location)[] spellings =
        [
            ("/2026/11/24/bridge", "/2026/11/24/bridge/"),
            ("/2026/11/24/BRIDGE/?utm_source=x", "/2026/11/24/bridge/?utm_source=x"),
            ("/Section/harbour", "/section/harbour/"),
            ("/section/elsewhere/harbour/?page=1", "/section/harbour/?page=1"),
            ("/TAG/Ferries/", "/tag/ferries/"),
            ("/author/Ines-Halloran", "/author/ines-halloran/"),
            ("/source/county-survey", "/source/county-survey/"),
            ("/2026", "/2026/"),
            ("/2026/11/24", "/2026/11/24/"),
            ("/?p=77", "/2026/11/24/bridge/"),
            ("/?page_id=77", "/2026/11/24/bridge/"),
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
    public async Task WordPress_search_leads_to_ours_but_not_for_good()
    {
        await using var site = await Site();
        using var answer = await site.Client.GetAsync("/?s=bridge+closes&utm_source=x");
        Assert.Equal((HttpStatusCode.Found, "/search?q=bridge%20closes"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        await using var site = await Site();
        string[] addresses =
        [
            "/nothing/",
            "/section/",
            "/section/nothing/",
            "/section/empty/",
            "/section/harbour/?page=2",
            "/section/harbour/?page=0",
            "/section/harbour/?page=99999999999",
            "/tag/nothing/",
            "/2025/",
            "/2026/13/",
            "/2026/02/30/",
            "/9999/12/31/",
            "/?p=78",
            "/?p=x",
            "/-absent",
            "/-trouble",
            "/media/../newsroom.db",
            "/media/%2e%2e%2fnewsroom.db",
            "/media/aa/..%5c..%5cnewsroom.db",
            "/section/nothing/feed/",
            "/%ff%fe/",
            "//evil.example/",
            "/tag/%F0%9F%92%A9/",
            "/<script>/",
        ];
        foreach (var asked in addresses)
        {
            using var answer = await site.Client.GetAsync(new Uri(site.Address + asked[1..]));
            Assert.Equal((asked, HttpStatusCode.NotFound), (asked, answer.StatusCode));
        }
    }

    [Fact]
    public async Task A_killed_story_is_gone_and_a_draft_never_was()
    {
        await using var site = await Site();
        await site.Publish("Killed", slug: "killed", at: TestNewsroom.Noon.AddHours(-1), adjust: a => a.Kill(TestNewsroom.Noon, "Wrong."));
        await site.Publish("Later", slug: "later", at: TestNewsroom.Noon.AddHours(1));
        Assert.Contains("withdrawn", (await site.Read("/2026/11/24/killed/", HttpStatusCode.Gone)).Body!.TextContent, StringComparison.Ordinal);
        await site.Read("/2026/11/24/later/", HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await site.Read("/2026/11/24/later/");
    }

    [Theory, EveryEngine]
    public async Task Five_guesses_are_made_where_there_are_as_many_stories_that_say_it(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Publish("Bridge opens early");
        foreach (var headline in new[] { "Mayor swims", "Clock strikes", "Heron moves in", "Ferry waits", "Kettle boils" })
            await site.Publish(headline, body: "All because of the bridge.");
        await site.Publish("Nothing of the kind", body: "It rained.");
        using var answer = await site.Client.GetAsync("/2019/bridge-opens-late/");
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var guesses = page.QuerySelectorAll(".guesses h3").Select(h => h.TextContent).ToList();
        Assert.Equal(("Bridge opens early", 5), (guesses[0], guesses.Count));
        Assert.DoesNotContain("Nothing of the kind", guesses);
    }

    [Fact]
    public async Task A_page_that_is_not_there_guesses_and_stays_small()
    {
        await using var site = await Site();
        await site.Publish("Kettle Quay reopens; kettle does not");
        var page = await site.Read("/2019/kettle-quay-reopening/", HttpStatusCode.NotFound);
        Assert.Equal("kettle quay reopening", page.QuerySelector("input[name=q]")!.GetAttribute("value"));
        Assert.Equal("Kettle Quay reopens; kettle does not", page.QuerySelector(".guesses h3")!.TextContent);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(page.Source.Text) < 10_240);
    }

    [Fact]
    public async Task Guesses_follow_what_is_published_and_what_time_brings_and_takes()
    {
        await using var site = await Site();
        async Task<IEnumerable<string>> Guesses() => (await site.Read("/2019/kettle-quay/", HttpStatusCode.NotFound)).QuerySelectorAll(".guesses h3").Select(h => h.TextContent).Order(StringComparer.Ordinal);
        Assert.Empty(await Guesses());
        await site.Publish("Kettle Quay floods", at: TestNewsroom.Noon.AddHours(1));
        await site.Publish("Kettle Quay closes", at: TestNewsroom.Noon.AddHours(-1), adjust: a => a.UnpublishAt = TestNewsroom.Noon.AddHours(2));
        Assert.Equal(["Kettle Quay closes"], await Guesses());
        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["Kettle Quay closes", "Kettle Quay floods"], await Guesses());
        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["Kettle Quay floods"], await Guesses());
    }

    [Theory, EveryEngine]
    public async Task Search_finds_words_of_headline_and_dek_in_any_case(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Publish("Ärger on Kettle Quay", dek: "The 100% kettle_story");
        await site.Publish("Something else");
        foreach (var question in (string[])["kettle", "QUAY ärger", "ÄRGER", "100%", "kettle_"])
            Assert.Equal(["Ärger on Kettle Quay"], (await site.Read("/search?q=" + Uri.EscapeDataString(question))).QuerySelectorAll(".listing h2").Select(h => h.TextContent));
        foreach (var question in (string[])["nothing", "%00", "%ED%A0%80x"])
            Assert.Empty((await site.Read("/search?q=" + question)).QuerySelectorAll(".listing h2"));
    }

    [Theory, EveryEngine]
    public async Task Lists_show_their_stories_newest_first_twenty_a_page(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        for (var i = 0; i < 23; i++)
            await site.Publish($"Story {i}", section: "Harbour", at: TestNewsroom.Noon.AddMinutes(-i), tags: ["Ferries"], authors: ["Ada Quill"], source: "County Survey");
        foreach (var path in (string[])["/section/harbour/", "/tag/ferries/", "/author/ada-quill/", "/source/county-survey/", "/2026/", "/2026/11/", "/2026/11/24/"])
        {
            var first = await site.Read(path);
            Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Story {i}"), first.QuerySelectorAll(".listing h2").Select(h => h.TextContent));
            foreach (var address in (string[])[path + "?page=2", first.QuerySelector("a[rel=next]")!.GetAttribute("href")!])
            {
                var second = await site.Read(address);
                Assert.Equal(["Story 20", "Story 21", "Story 22"], second.QuerySelectorAll(".listing h2").Select(h => h.TextContent));
                Assert.Equal(path, second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
            }
        }
    }

    [Fact]
    public async Task The_front_page_shows_no_story_twice()
    {
        await using var site = await TestSite.Start();
        for (var i = 0; i < 30; i++)
            await site.Publish($"Story {i}", section: i % 3 == 0 ? "Harbour" : "Sport", at: TestNewsroom.Noon.AddMinutes(-i));
        var links = (await site.Read("/")).QuerySelectorAll("main :is(h2, h3) a[href^='/2026/']").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(links.Distinct(), links);
        Assert.True(links.Count >= 12);
    }

    [Fact]
    public async Task Every_link_of_the_furniture_leads_somewhere()
    {
        await using var site = await Site();
        await site.Publish("Privacy", kind: ArticleKind.Page, path: "/privacy/");
        foreach (var path in (string[])["/", "/2026/11/24/bridge/", "/section/harbour/", "/search"])
        {
            foreach (var link in (await site.Read(path)).QuerySelectorAll("a[href^='/'], link[href^='/'], script[src]").Select(a => a.GetAttribute("href") ?? a.GetAttribute("src")).Distinct())
            {
                using var answer = await site.Client.GetAsync(link);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} links {link}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_day_is_the_sites_own_day()
    {
        await using var site = await TestSite.Start(settings: ("Site:TimeZone", "Asia/Tokyo"));
        await site.Publish("Late in London", at: new DateTimeOffset(2026, 11, 23, 16, 0, 0, TimeSpan.Zero), path: "/late/");
        await site.Read("/2026/11/24/");
        await site.Read("/2026/11/23/", HttpStatusCode.NotFound);
    }

    private static async Task<TestSite> Site()
    {
        var site = await TestSite.Start();
        await site.Publish("Bridge", section: "Harbour", tags: ["Ferries"], authors: ["Ines Halloran"], source: "County Survey", slug: "bridge", adjust: a => Number(a, 77));
        await site.Store.Change(Actor.Program, async change =>
        {
            change.Db.Add(new FanNews.Sections.Section { Slug = "empty", Name = "Empty" });
            await change.Db.SaveChangesAsync();
            change.Record("added", "section");
        });
        return site;
    }

    private static void Number(Article article, long number) => article.WordPressId = number;

    [Fact]
    public async Task Doubled_slashes_lead_to_the_story_in_one_hop_and_nowhere_else()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        using var stream = socket.GetStream();
        // HttpClient would take the first part for a host.
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /{story.Permalink} HTTP/1.1\r\nHost: {site.Address.Authority}\r\nConnection: close\r\n\r\n"));
        var answer = await new StreamReader(stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 301", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {story.Permalink}\r\n", answer, StringComparison.Ordinal);
    }
}
