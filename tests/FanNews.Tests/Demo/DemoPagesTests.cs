using System.Net;
using AngleSharp.Dom;
using FanNews.Articles;
using FanNews.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Demo;

public sealed class DemoPagesTests(DemoPaper paper) : IClassFixture<DemoPaper>
{
    // What the dialect of docs/markdown.md would have turned into something else.
    private static readonly string[] Leftovers = ["{{", "}}", ":::", "[^", "**", "](", "~~", "| |", "<!--"];

    private readonly TestSite site = paper.Site;

    [Fact]
    public async Task Every_story_is_sound_and_leads_to_no_missing_address()
    {
        var links = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in await Visible())
        {
            var page = await site.Read(path);
            var body = page.QuerySelector("[data-part=body]")!;
            Assert.All(Leftovers, mark => Assert.False(body.TextContent.Contains(mark, StringComparison.Ordinal), $"{path}: {mark}"));
            Assert.All(page.QuerySelectorAll("main figure img"), img => Assert.False(string.IsNullOrWhiteSpace(img.GetAttribute("alt")), path));
            Assert.All(body.QuerySelectorAll("table"), table => Assert.Single(table.QuerySelectorAll("tr").Select(r => r.ChildElementCount).Distinct()));
            links.UnionWith(page.QuerySelectorAll("a[href], img[src]").Select(Address).OfType<string>());
        }

        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            using var answer = await site.Client.GetAsync(link);
            Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{link}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Between_them_the_stories_show_what_a_body_can_hold()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string[] wanted =
        [
            "table", "blockquote", "ul > li", "ol > li", "h2", "h3", "em", "strong", "del", "figure figcaption .credit",
            ".gallery", ".pull-quote", ".correction", ".embed", "[data-part=dateline]", ".footnotes",
        ];
        foreach (var path in await Visible())
        {
            var body = (await site.Read(path)).QuerySelector("[data-part=body]")!;
            seen.UnionWith(wanted.Where(w => body.QuerySelector(w) is not null));
        }

        Assert.Equal(wanted.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_not_out_cannot_be_read_and_what_was_killed_says_so()
    {
        var now = site.Clock.GetUtcNow();
        var hidden = await site.Store.Read(async db => await db.Articles.Where(a => a.Permalink != null).Select(a => new { a.Permalink, a.KilledAt })
            .Where(a => !db.Visible(now).Any(l => l.Article.Permalink == a.Permalink)).ToListAsync());
        Assert.InRange(hidden.Count, 5, 20);
        foreach (var story in hidden)
        {
            using var answer = await site.Client.GetAsync(Permalink.Encode(story.Permalink!));
            Assert.Equal((story.Permalink, story.KilledAt is null ? HttpStatusCode.NotFound : HttpStatusCode.Gone), (story.Permalink, answer.StatusCode));
        }
    }

    private Task<List<string>> Visible() => site.Store.Read(async db =>
        (await db.Visible(site.Clock.GetUtcNow()).Select(l => l.Article.Permalink!).ToListAsync()).ConvertAll(Permalink.Encode));

    private static string? Address(IElement element)
    {
        var address = element.GetAttribute("href") ?? element.GetAttribute("src")!;
        return address.StartsWith('/') ? address.Split('#')[0] : null;
    }
}
