using System.Net;
using AngleSharp.Dom;
using FanNews.Articles;
using FanNews.Storage;
using FanNews.Tests.PageCache;
using FanNews.Tests.Storage;
using FanNews.Web.PageCache;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Tests.Pages;

public sealed class ListTests
{
    private const string Section = "/section/harbour/";

    [Theory, EveryEngine]
    public async Task A_page_by_before_stays_the_same_while_stories_are_published(Engine engine)
    {
        await using var site = await Site(engine);
        var first = await site.Read(Section);
        var older = first.QuerySelector("nav.pages a[rel=next]")!.GetAttribute("href")!;
        Assert.StartsWith(Section + "?before=", older, StringComparison.Ordinal);
        Assert.Equal(older, first.QuerySelector("link[rel=next]")!.GetAttribute("href"));
        Assert.Null(first.QuerySelector("[rel=prev]"));
        var second = await site.Read(older);
        await site.Publish("Ferry sails", section: "Harbour");
        var again = await site.Read(older);
        Assert.Equal(Headlines(second), Headlines(again));
        Assert.Equal(Enumerable.Range(20, 20).Select(i => $"Story {i}"), Headlines(again));
        Assert.Equal(Section, second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal(site.Address + older[1..], again.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.StartsWith("Harbour, before 24 November 2026, 11:40", again.Title, StringComparison.Ordinal);
        var last = await site.Read(again.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal((5, null), (Headlines(last).Count, last.QuerySelector("[rel=next]")));
        Assert.Equal("Story 44", Headlines(last)[^1]);
    }

    [Fact]
    public async Task A_page_opens_anywhere_by_its_number_and_goes_on_by_before()
    {
        await using var site = await Site(Engine.Sqlite);
        var second = await site.Read(Section + "?page=2&utm_source=x");
        Assert.Equal(Section, second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal($"{site.Address}section/harbour/?page=2", second.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        var third = await site.Read(second.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(Headlines(await site.Read(Section + "?page=3")), Headlines(third));
    }

    [Theory, EveryEngine]
    public async Task The_archive_is_walked_from_the_foot_of_every_page_by_years_months_and_days(Engine engine)
    {
        // Local days: the first of these came out on New Year's Day in Tokyo, the last is still to come.
        await using var site = await TestSite.Start(engine, ("Site:TimeZone", "Asia/Tokyo"));
        foreach (var (at, day) in ((string, string)[])[("2024-12-31T15:00:00Z", "New year"), ("2026-03-05T03:00:00Z", "March"), ("2026-11-02T03:00:00Z", "Second"), ("2026-11-02T04:00:00Z", "Second again"), ("2026-11-24T03:00:00Z", "Today"), ("2026-12-24T03:00:00Z", "Later")])
            await site.Publish(day, at: DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        static string Links(IDocument page, string label) => string.Join(' ', page.QuerySelectorAll($"nav[aria-label='{label}'] a").Select(a => a.TextContent + (a.HasAttribute("aria-current") ? "*" : "") + a.GetAttribute("href")));
        var year = await site.Read((await site.Read("/")).QuerySelectorAll(".foot a").Single(a => a.TextContent == "Archive").GetAttribute("href")!);
        Assert.Equal("2025/2025/ 2026*/2026/", Links(year, "Years"));
        Assert.Equal("March/2026/03/ November/2026/11/", Links(year, "Within 2026"));
        var month = await site.Read("/2026/11/");
        Assert.Equal("2/2026/11/02/ 24/2026/11/24/", Links(month, "Within November 2026"));
        Assert.Equal("2026/2026/", Links(month, "Breadcrumb"));
        var date = await site.Read("/2026/11/02/");
        Assert.Equal("2*/2026/11/02/ 24/2026/11/24/", Links(date, "Within November 2026"));
        Assert.Equal("24 November 2026", date.QuerySelectorAll(".parts a")[1].GetAttribute("aria-label"));
        Assert.Equal("2026/2026/ November 2026/2026/11/", Links(date, "Breadcrumb"));
        Assert.Equal("January/2025/01/", Links(await site.Read("/2025/"), "Within 2025"));
        Assert.Contains("2 November 2026 ·", await site.Client.GetStringAsync("/2026/11/02/feed/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_link_of_ours_says_is_404_and_never_an_error()
    {
        await using var site = await Site(Engine.Sqlite);
        var place = (await site.Read(Section)).QuerySelector("a[rel=next]")!.GetAttribute("href")!.Split('=')[1];
        string[] asked =
        [
            "", "x", "-", "1-", "-1", "1-1-1", "+1-1", " 1-1", "01-1", "1e3-1", "99999999999999999999-1", "253402300799999-99999999999999999999", "0-0", "%00", "1%2D1%00",
            "%F0%9F%92%A9", "';--", place + "&page=2", place + "&before=" + place, place + "&before=", new('9', 400),
        ];
        foreach (var before in asked)
        {
            using var answer = await site.Client.GetAsync(Section + "?before=" + before);
            Assert.Equal((before, HttpStatusCode.NotFound), (before, answer.StatusCode));
        }

        using var series = await site.Client.GetAsync($"/2026/11/?before={TestNewsroom.Noon.AddYears(-1).ToUnixTimeMilliseconds()}-1");
        Assert.Equal(HttpStatusCode.NotFound, series.StatusCode);
    }

    [Fact]
    public async Task Made_up_places_and_parameters_do_not_fill_the_memory()
    {
        await using var site = await Site(Engine.Sqlite);
        var older = (await site.Read(Section)).QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var story = (await site.Publish("Ferry sails")).Permalink!;
        await site.Kept(older);
        await site.Kept(story);
        var pages = site.Services.GetRequiredService<KeptPages>();
        var (count, page) = (pages.Count, await site.Client.GetStringAsync(story));
        for (var i = 0; i < 10; i++)
        {
            var invented = await site.Read($"{Section}?before={TestNewsroom.Noon.AddMinutes(-10).ToUnixTimeMilliseconds()}-{1000 + i}");
            Assert.Equal("Story 9", Headlines(invented)[0]);
            Assert.Equal(page, await site.Client.GetStringAsync($"{story}?before={i}&page={i}&p={i}"));
        }

        Assert.Equal(count, pages.Count);
    }

    [Fact]
    public async Task A_place_lasts_when_its_story_does_not()
    {
        await using var site = await Site(Engine.Sqlite);
        var older = (await site.Read(Section)).QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        await site.Store.Change(Actor.Program, change =>
        {
            change.Db.Articles.Single(a => a.Slug == "story-19").UnpublishAt = TestNewsroom.Noon;
            change.Record("unpublished", "story");
            return Task.CompletedTask;
        });
        Assert.Equal("Story 20", Headlines(await site.Read(older))[0]);
    }

    private static List<string> Headlines(IDocument page) => [.. page.QuerySelectorAll(".listing h2").Select(h => h.TextContent)];

    // The newest is number 0; one a minute before that.
    private static async Task<TestSite> Site(Engine engine)
    {
        var site = await TestSite.Start(engine);
        for (var i = 44; i >= 0; i--)
            await site.Publish($"Story {i}", section: "Harbour", at: TestNewsroom.Noon.AddMinutes(-1 - i));
        return site;
    }
}
