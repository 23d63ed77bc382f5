using System.Net;
using FanNews.Articles;
using FanNews.Tests.Laws;
using FanNews.Web.Demo;

namespace FanNews.Tests.Browser;

/// <summary>Every kind of public page of the demo newsroom.</summary>
[Collection(BrowserGround.Name)]
public sealed class EveryPageTests(BrowserGround browser)
{
    [BrowserFact]
    public async Task No_kind_of_page_puts_an_error_on_the_console()
    {
        await using var site = await Ferryman();
        await using var visitor = await browser.Visit(site, width: 820);
        var story = await site.Store.Read(db => Task.FromResult(db.VisibleStories(TestNewsroom.Noon).NewestFirst().Select(l => l.Article.Permalink!).First()));
        (string Path, int Status)[] pages =
        [
            ("/", 200), (story, 200), (story + "?replytocom=1", 200), ("/about/", 200), ("/privacy/", 200),
            ("/section/both-banks/", 200), ("/section/both-banks/saltby/", 200), ("/section/opinion/", 200), ("/author/ines-halloran/", 200),
            ("/2026/", 200), ("/2026/11/", 200), ("/2026/?page=2", 200),
            ("/search", 200), ("/search?q=bridge", 200), ("/search?q=zyxomma", 200),
            ("/2019/nothing/", 404), ("/section/nothing/", 404), ("/admin/sign-in", 200),
        ];
        foreach (var (path, status) in pages)
        {
            var answer = await visitor.Page.GotoAsync(Permalink.Encode(path.Split('?')[0]) + path[path.Split('?')[0].Length..]);
            Assert.Equal((path, status), (path, answer!.Status));
            Assert.True(visitor.Troubles.Count == 0, path + "\n" + string.Join('\n', visitor.Troubles));
        }
    }

    [Fact]
    public async Task Every_link_of_the_demo_newsroom_leads_somewhere()
    {
        await using var site = await Ferryman();
        var answers = await site.Walk("/", "/sitemap.xml", "/news-sitemap.xml", "/comments/feed/");
        Assert.Empty(answers.Where(a => (int)a.Status >= 400).Select(a => $"{(int)a.Status} {a.Address} (from {a.From})"));
        Assert.Empty(answers.Where(a => a.Status == HttpStatusCode.MovedPermanently && a.From.Length > 0).Select(a => $"{a.Address} (from {a.From}) is not the last spelling"));
    }

    private static async Task<TestSite> Ferryman()
    {
        var site = await TestSite.Start();
        Assert.True(await DemoNewsroom.Fill(site.Store));
        return site;
    }
}
