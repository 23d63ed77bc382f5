using AngleSharp.Dom;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages;

public sealed class StoryPageTests
{
    private const string Path = "/2026/11/24/bridge/";

    [Theory, EveryEngine]
    public async Task The_parts_of_a_story_stand_in_the_order_of_the_contract(Engine engine)
    {
        await using var site = await Site(engine);
        var page = await site.Read(Path);
        var main = page.QuerySelector("main")!;
        string[] parts = ["h1", "[data-part=dek]", "[data-part=byline]", "[data-part=body]", "[data-part=source]", "ol#comments", "form#respond", "#next-heading", "#rail-heading"];
        var order = parts.Select(part => Assert.Single(main.QuerySelectorAll(part))).ToList();
        Assert.All(order.Zip(order.Skip(1)), pair => Assert.True(pair.First.CompareDocumentPosition(pair.Second).HasFlag(DocumentPositions.Following), pair.Second.OuterHtml));
        Assert.Single(page.QuerySelectorAll("article"));
        Assert.Equal("/author/ines-halloran/", page.QuerySelector("[data-part=byline] a[rel=author]")!.GetAttribute("href"));
        Assert.Equal("2026-11-24T12:00:00+00:00", page.QuerySelector(".byline time")!.GetAttribute("datetime"));
        Assert.Equal("ORRINMOUTH —", page.QuerySelector("[data-part=body] p > [data-part=dateline]")!.TextContent);
        Assert.Equal("Leave a Reply", page.QuerySelector("form#respond h2")!.TextContent);
    }

    private static async Task<TestSite> Site(Engine engine = Engine.Sqlite)
    {
        var site = await TestSite.Start(engine, ("Site:Name", "The Ferryman"));
        await site.Publish("Older", section: "Harbour", at: TestNewsroom.Noon.AddDays(-1));
        await site.Publish("Oldest", section: "Harbour", at: TestNewsroom.Noon.AddDays(-2));
        var bridge = await site.Publish(
            "The bridge that was to take two years enters its ninth", "The men meet on Thursdays.\n\nFrom its window.", "Harbour", dek: "Solid ground.", dateline: "ORRINMOUTH",
            tags: ["Orrin Bridge"], authors: ["Ines Halloran", "Tom Okafor-Lund"], source: "County Survey", slug: "bridge");
        var hat = await site.Comment(bridge, "My grandmother bought a hat.", name: "Margit Soll");
        await site.Comment(bridge, "May we photograph the hat?", name: "Ines Halloran", parent: hat);
        return site;
    }
}
