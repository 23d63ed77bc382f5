using System.Net;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Laws;

/// <summary>Laws that hold on everything a reader can reach.</summary>
public sealed class PublicLawTests
{
    // Stands in everything that is hidden, and nowhere else. Searches ask for "hushed", which stands beside it.
    private const string Secret = "Zyxomma";

    [Theory, EveryEngine]
    public async Task What_is_hidden_shows_nowhere_in_public(Engine engine)
    {
        await using var site = await Paper(engine);
        var hidden = await Hide(site);
        var answers = await site.Walk(["/", "/feed/", "/comments/feed/", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/comments/feed/json/", "/search?q=hushed", "/tag/hushed/", "/section/hushed/", "/author/hushed/", .. hidden]);
        Assert.Contains(answers, a => a is { Address: "/2026/11/24/bridge-closes/", Status: HttpStatusCode.OK });
        Assert.DoesNotContain(answers, a => a.Body.Contains(Secret, StringComparison.OrdinalIgnoreCase));
        Assert.All(answers.Where(a => hidden.Contains(a.Address)), a => Assert.True(a.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone, $"{a.Address}: {a.Status}"));
    }

    [Fact]
    public async Task Every_link_leads_somewhere_and_no_answer_sets_a_cookie()
    {
        await using var site = await Paper(Engine.Sqlite);
        var answers = await site.Walk("/", "/robots.txt");
        Assert.Empty(answers.Where(a => (int)a.Status >= 400).Select(a => $"{(int)a.Status} {a.Address} (from {a.From})"));
        Assert.Empty(answers.Where(a => a.SetsCookie).Select(a => a.Address));
    }

    private static async Task<TestSite> Paper(Engine engine)
    {
        var site = await TestSite.Start(engine);
        var bridge = await site.Publish("Bridge closes", section: "Harbour", tags: ["Ferry"], authors: ["Ada Quill"], source: "The Ferryman", at: TestNewsroom.Noon.AddHours(-2));
        await site.Publish("Bridge opens", section: "Harbour", tags: ["Ferry"], authors: ["Ada Quill"], at: TestNewsroom.Noon.AddHours(-1));
        await site.Publish("Rain", section: "Weather", at: TestNewsroom.Noon.AddDays(-40));
        await site.Publish("About", "Who we are.", kind: ArticleKind.Page, path: "/about/");
        await site.Comment(bridge, "Who pays?");
        return site;
    }

    // Hidden in every way there is, each where the public stories are: same section, tag and author.
    private static async Task<string[]> Hide(TestSite site)
    {
        const string headline = "Hushed " + Secret, body = "Nobody may read hushed " + Secret + ".";
        var now = TestNewsroom.Noon;
        var paths = new List<string>();
        async Task Put(DateTimeOffset at, Action<Article> hide)
        {
            var path = $"/2026/11/23/secret-{paths.Count}/";
            await site.Publish(headline, body, "Harbour", at, slug: $"secret-{paths.Count}", path: path, tags: ["Ferry", "Hushed"], authors: ["Ada Quill"], adjust: hide);
            paths.Add(path);
        }

        await Put(now.AddHours(1), _ => { });
        await Put(now.AddHours(-1), a => a.EmbargoUntil = now.AddHours(1));
        await Put(now.AddHours(-1), a => a.UnpublishAt = now.AddMinutes(-1));
        await Put(now.AddHours(-1), a => a.Unpublish(wasOut: true, now));
        await Put(now.AddHours(-1), a => Assert.Null(a.Kill(now, "Wrong from end to end.")));
        await site.Draft(headline, body, "Harbour", ["Ferry", "Hushed"]);

        var bridge = await site.Store.Read(db => db.Articles.SingleAsync(a => a.Slug == "bridge-closes"));
        foreach (var status in (CommentStatus[])[CommentStatus.Pending, CommentStatus.Spam, CommentStatus.Trash])
            await site.Comment(bridge, $"Hushed {Secret} {status}", status, name: Secret);
        await site.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == bridge.Id);
            article.Revise(new ArticleText { Headline = headline, Body = body }, change.Now, by: null);
            change.Record("saved", $"article:{article.Id}");
        });
        return [.. paths];
    }
}
