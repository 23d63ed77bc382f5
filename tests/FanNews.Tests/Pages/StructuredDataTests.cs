using System.Text.Json;
using AngleSharp.Dom;
using FanNews.Comments;

namespace FanNews.Tests.Pages;

public sealed class StructuredDataTests
{
    [Fact]
    public async Task A_story_says_its_corrections_and_comments_and_nothing_that_is_hidden()
    {
        await using var site = await TestSite.Start(settings: ("Site:Name", "The Ferryman"));
        var story = await site.Publish("Bridge", "It stands.\n\n::: correction 2026-11-24\nIt does *not* stand.\n:::\n", "Harbour", tags: ["Ferries"], slug: "bridge");
        await site.Comment(story, "</script>Who pays?", name: "Ada Quill");
        await site.Comment(story, "Hidden words", CommentStatus.Pending);
        var page = await site.Read("/2026/11/24/bridge/");
        var article = Data(page, "NewsArticle");
        var correction = article.GetProperty("correction")[0];
        Assert.Equal(("CorrectionComment", "It does not stand.", "2026-11-24"), (Text(correction, "@type"), Text(correction, "text"), Text(correction, "datePublished")));
        var comment = Assert.Single(article.GetProperty("comment").EnumerateArray());
        Assert.Equal(("Comment", "</script>Who pays?", "2026-11-24T12:00:00+00:00"), (Text(comment, "@type"), Text(comment, "text"), Text(comment, "dateCreated")));
        Assert.Equal(1, article.GetProperty("commentCount").GetInt32());
        Assert.Equal("NewsMediaOrganization", Text(article.GetProperty("publisher"), "@type"));
        Assert.DoesNotContain("ada@example.org", page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden words", page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_page_says_where_to_search_and_an_author_has_a_profile()
    {
        await using var site = await TestSite.Start(settings: ("Site:Name", "The Ferryman"));
        await site.Publish("Bridge", section: "Harbour", authors: ["Ines Halloran"]);
        var front = Data(await site.Read("/"), "WebSite");
        Assert.Equal(site.Address + "search?q={search_term_string}", Text(front.GetProperty("potentialAction").GetProperty("target"), "urlTemplate"));
        var profile = Data(await site.Read("/author/ines-halloran/"), "ProfilePage");
        Assert.Equal("Ines Halloran", Text(profile.GetProperty("mainEntity"), "name"));
        var crumbs = Data(await site.Read("/section/harbour/"), "BreadcrumbList").GetProperty("itemListElement").EnumerateArray().Select(c => Text(c, "name"));
        Assert.Equal(["The Ferryman", "Harbour"], crumbs);
    }

    private static JsonElement Data(IDocument page, string type) => page.QuerySelectorAll("script[type='application/ld+json']")
        .Select(s => JsonDocument.Parse(s.TextContent).RootElement).Single(d => Text(d, "@type") == type);

    private static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();
}
