using System.Net;
using FanNews.Articles;
using FanNews.Sections;
using FanNews.Storage;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages;

public sealed class SeriesTests
{
    [Theory, EveryEngine]
    public async Task A_series_is_listed_in_its_order_and_each_part_knows_its_neighbours(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var series = await Series(site);
        var third = await Part(site, series, "Third", 3, -3);
        var first = await Part(site, series, "First", 1, -1);
        var second = await Part(site, series, "Second", 2, -2);
        await Part(site, series, "Fourth", 4, 1);

        var list = await site.Read("/series/the-river/");
        Assert.Equal(["First", "Second", "Third"], list.QuerySelectorAll(".listing h2").Select(h => h.TextContent));
        Assert.Equal("Part 1", list.QuerySelector(".listing .kicker")!.TextContent);
        var page = await site.Read(second.Permalink!);
        Assert.Equal("Part 2 of 3 · The river", page.QuerySelector(".series .title")!.TextContent);
        Assert.Equal((first.Permalink, third.Permalink), (page.QuerySelector(".series [rel=prev]")!.GetAttribute("href"), page.QuerySelector(".series [rel=next]")!.GetAttribute("href")));
        Assert.Null((await site.Read(first.Permalink!)).QuerySelector(".series [rel=prev]"));
        Assert.Null((await site.Read(third.Permalink!)).QuerySelector(".series [rel=next]"));
        using var feed = await site.Client.GetAsync("/series/the-river/feed/");
        var xml = await feed.Content.ReadAsStringAsync();
        Assert.True(xml.IndexOf("First", StringComparison.Ordinal) < xml.IndexOf("Third", StringComparison.Ordinal) && !xml.Contains("Fourth", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_series_that_nobody_can_read_yet_is_not_there()
    {
        await using var site = await TestSite.Start();
        await Part(site, await Series(site), "Coming", 1, 1);
        foreach (var path in (string[])["/series/the-river/", "/series/the-river/feed/", "/series/none/"])
        {
            using var answer = await site.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var moved = await site.Client.GetAsync("/series/The-River");
        Assert.Equal(HttpStatusCode.NotFound, moved.StatusCode);
        site.Clock.Advance(TimeSpan.FromHours(1));
        using var here = await site.Client.GetAsync("/series/The-River");
        Assert.Equal("/series/the-river/", here.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_sub_section_shows_those_beside_it()
    {
        await using var site = await TestSite.Start();
        var sport = await site.Publish("Race", section: "Rowing");
        await site.Publish("Match", section: "Chess");
        await site.Store.Change(Actor.Program, async change =>
        {
            var main = new Section { Slug = "sport", Name = "Sport" };
            foreach (var section in change.Db.Sections.ToList())
                section.Parent = main;
            await change.Db.SaveChangesAsync();
            change.Record("made", "sections");
        });
        Assert.Equal(["Chess", "Rowing"], (await site.Read("/section/sport/")).QuerySelectorAll(".parts a").Select(a => a.TextContent));
        Assert.Equal(["Sport", "Rowing"], (await site.Read(sport.Permalink!)).QuerySelectorAll("article nav[aria-label=Breadcrumb] a").Select(a => a.TextContent));
        var page = await site.Read("/section/sport/rowing/");
        Assert.Equal("Rowing", page.QuerySelector(".parts [aria-current=page]")!.TextContent);
        Assert.Equal("/section/sport/chess/", page.QuerySelector(".parts a:not([aria-current])")!.GetAttribute("href"));
    }

    private static Task<Series> Series(TestSite site) => site.Store.Change(Actor.Program, async change =>
    {
        var series = new Series { Slug = "the-river", Name = "The river" };
        change.Db.Series.Add(series);
        await change.Db.SaveChangesAsync();
        change.Record("made", "series");
        return series;
    });

    private static Task<Article> Part(TestSite site, Series series, string headline, int part, int hours) =>
        site.Publish(headline, at: TestNewsroom.Noon.AddHours(hours), adjust: a => (a.SeriesId, a.SeriesPart) = (series.Id, part));
}
