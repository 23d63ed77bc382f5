using System.Text.Json;
using AngleSharp.Dom;

namespace FanNews.Tests.Pages;

public sealed class HeadTests
{
    private const string Hostile = "</script><script>alert(1)</script> & \"quotes\"";

    [Fact]
    public async Task The_head_names_the_story_for_machines()
    {
        await using var site = await TestSite.Start(settings: ("Site:Name", "The Ferryman"));
        await site.Publish("Bridge", "It stands.", "Harbour", dek: "Nearly.", dateline: "ORRINMOUTH", tags: ["Ferries"], authors: ["Ines Halloran", "Tom Okafor-Lund"], slug: "bridge");
        var page = await site.Read("/2026/11/24/bridge/");
        var url = new Uri(site.Address, "/2026/11/24/bridge/").ToString();
        Assert.Equal("Bridge · The Ferryman", page.Title);
        Assert.Equal(url, page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal("Nearly.", page.QuerySelector("meta[name=description]")!.GetAttribute("content"));
        Assert.Equal(("article", "Bridge", url, "The Ferryman"), (Property(page, "og:type"), Property(page, "og:title"), Property(page, "og:url"), Property(page, "og:site_name")));
        Assert.Equal("2026-11-24T12:00:00+00:00", Property(page, "article:published_time"));
        Assert.Equal("summary", page.QuerySelector("meta[name='twitter:card']")!.GetAttribute("content"));

        var article = Data(page)[0];
        Assert.Equal(("NewsArticle", "Bridge", url), (Text(article, "@type"), Text(article, "headline"), Text(article, "mainEntityOfPage")));
        Assert.Equal("2026-11-24T12:00:00+00:00", Text(article, "datePublished"));
        Assert.Equal(["Ines Halloran", "Tom Okafor-Lund"], article.GetProperty("author").EnumerateArray().Select(a => Text(a, "name")));
        Assert.Equal("ORRINMOUTH", Text(article, "dateline"));
        Assert.Equal(new Uri(site.Address, "/icons/512.png").ToString(), Text(article.GetProperty("publisher").GetProperty("logo"), "url"));
        Assert.Equal("max-image-preview:large", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Equal("en_GB", Property(page, "og:locale"));
        var crumbs = Data(page)[1].GetProperty("itemListElement").EnumerateArray().Select(c => Text(c, "name"));
        Assert.Equal(["The Ferryman", "Harbour", "Bridge"], crumbs);
    }

    [Fact]
    public async Task What_people_wrote_cannot_leave_the_data_block_or_the_title()
    {
        await using var site = await TestSite.Start();
        await site.Publish(Hostile, "Text.", dek: Hostile, authors: [Hostile], slug: "hostile");
        var page = await site.Read("/2026/11/24/hostile/");
        Assert.Equal(Hostile, Text(Data(page)[0], "headline"));
        Assert.Equal(Hostile, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["application/ld+json", "application/ld+json", null], page.Scripts.Select(s => s.GetAttribute("type")));
    }

    [Fact]
    public async Task A_page_is_no_news()
    {
        await using var site = await TestSite.Start();
        await site.Publish("About us", "Eleven people.", kind: FanNews.Articles.ArticleKind.Page, path: "/about/", adjust: a => a.CommentsOpen = false);
        var page = await site.Read("/about/");
        Assert.Empty(page.QuerySelectorAll("[data-part=byline], #respond, #comments, #next-heading, script[type='application/ld+json'], link[href='/about/feed/']"));
        Assert.Equal("/about/", page.QuerySelector(".foot a[href='/about/']")!.GetAttribute("href"));
    }

    private static string? Property(IDocument page, string name) => page.QuerySelector($"meta[property='{name}']")?.GetAttribute("content");

    private static JsonElement[] Data(IDocument page) =>
        [.. page.QuerySelectorAll("script[type='application/ld+json']").Select(s => JsonDocument.Parse(s.TextContent).RootElement)];

    private static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();
}
