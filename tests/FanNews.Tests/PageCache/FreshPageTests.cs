using System.Net;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Media;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Pages.Admin;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.PageCache;

/// <summary>Law 3: whoever changed something sees it on every kept page with the answer that says so, and everybody else with them.</summary>
public sealed class FreshPageTests
{
    [Theory, EveryEngine]
    public async Task What_an_editor_does_to_a_story_is_everywhere_when_the_answer_arrives(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var rain = await site.Publish("Rain", section: "Harbour", at: TestNewsroom.Noon.AddHours(-1));
        var bridge = await site.Publish("Bridge closes", section: "Harbour", slug: "bridge", at: TestNewsroom.Noon.AddMinutes(-10));
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        string[] lists = ["/", "/section/harbour/", "/2026/11/", rain.Permalink!];

        await Keep(site, [.. lists, bridge.Permalink!]);
        await Press(editor, $"/admin/stories/{bridge.Id}", "Publish", ("Headline", "Bridge opens"));
        await Shows(site, "Bridge opens", ["/feed/", .. lists, bridge.Permalink!]);

        await Keep(site, lists);
        await Press(editor, $"/admin/stories/{bridge.Id}", "Save", ("Slug", "bridge-again"));
        Assert.Equal((HttpStatusCode.MovedPermanently, "/2026/11/24/bridge-again/"), await site.Leads(bridge.Permalink!));
        await Shows(site, "/2026/11/24/bridge-again/", lists);

        await Keep(site, [.. lists, "/2026/11/24/bridge-again/"]);
        await Press(editor, $"/admin/stories/{bridge.Id}", "Unpublish");
        await Hides(site, "Bridge opens", lists);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Leads("/2026/11/24/bridge-again/")).Status);
        await Keep(site, lists);
        await Press(editor, $"/admin/stories/{bridge.Id}", "Publish");
        await Shows(site, "Bridge opens", lists);

        await Keep(site, lists);
        await Press(editor, $"/admin/stories/{bridge.Id}", "Kill", ("Reason", "Wrong bridge."));
        await Hides(site, "Bridge opens", lists);
        Assert.Equal(HttpStatusCode.Gone, (await site.Leads("/2026/11/24/bridge-again/")).Status);

        await Keep(site, lists);
        await Press(editor, "/admin/stories/new", "Publish", ("Headline", "Ferry sails"), ("Body", "It sails."));
        await Shows(site, "Ferry sails", "/", "/feed/", "/2026/11/");
    }

    [Theory, EveryEngine]
    public async Task What_a_moderator_decides_is_on_the_page_when_the_answer_arrives(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var bridge = await site.Publish("Bridge closes");
        var rain = await site.Publish("Rain");
        await site.Comment(bridge, "Who pays?", CommentStatus.Pending);
        using var moderator = await DeskVisit.SignedIn(site);
        await Keep(site, bridge.Permalink!, rain.Permalink!);
        using (var approved = await moderator.Press((await moderator.Read("/admin/comments")).Comment("Ada Quill").Button("Approve")))
            await Shows(site, "Who pays?", bridge.Permalink!);
        await Shows(site, "<slash:comments>1</slash:comments>", "/feed/");
        using (var queries = new QueryCount(site))
        {
            await site.Client.GetStringAsync(rain.Permalink);
            // Another story's page has nothing to do with it. On PostgreSQL the watch may be late on a busy machine.
            if (engine == Engine.Sqlite)
                Assert.Empty(queries.Sql);
        }

        await Keep(site, bridge.Permalink!);
        using (var trashed = await moderator.Press((await moderator.Read("/admin/comments?tab=approved")).Comment("Ada Quill").Button("Trash")))
            await Hides(site, "Who pays?", bridge.Permalink!);
        await Shows(site, "<slash:comments>0</slash:comments>", "/feed/");
    }

    [Theory, EveryEngine]
    public async Task A_reader_whose_comment_waits_for_nobody_sees_it_at_once(Engine engine)
    {
        await using var site = await TestSite.Start(engine, ("Comments:Moderation", "none"));
        var path = (await site.Publish("Bridge closes")).Permalink!;
        await Keep(site, path);
        using var form = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("comment", "Who pays?"), new("author", "Ada Quill"), new("email", "ada@example.org")]) };
        form.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var posted = await site.Client.SendAsync(form);
        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        await Shows(site, "Who pays?", path);
        await Shows(site, "<slash:comments>1</slash:comments>", "/feed/");
    }

    [Theory, EveryEngine]
    public async Task A_setting_is_on_every_page_when_the_answer_arrives(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var path = (await site.Publish("Bridge closes", section: "Harbour")).Permalink!;
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        await Keep(site, "/", path, "/section/harbour/");
        using var answer = await boss.Post("/admin/settings", "/admin/settings",
            ("Site-Name", "The Ferryman"), ("Site-Motto", ""), ("Site-Language", "en"), ("Site-TimeZone", "UTC"), ("Site-Permalinks", "/{yyyy}/{slug}/"), ("Comments-Moderation", "all"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await Shows(site, "The Ferryman", "/", path, "/feed/", "/section/harbour/");
    }

    [Theory, EveryEngine]
    public async Task A_new_picture_is_on_every_page_when_it_is_stored(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        await Keep(site, "/", story.Permalink!);
        await site.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.SingleAsync();
            article.LeadPicture = new Picture { Address = "/bridge.jpg", Alt = "The bridge at dusk", File = "00112233445566aa", Width = 800, Height = 600 };
            change.Record("changed", $"article:{article.Id}");
        });
        await Shows(site, "The bridge at dusk", "/", story.Permalink!);
    }

    [Theory, EveryEngine]
    public async Task Another_process_on_the_store_is_followed(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        await using var other = await site.Beside();
        using var command = new NewsroomStore(site.Store.Options, site.Clock);
        await Keep(other, "/", story.Permalink!);
        await Keep(site, "/", story.Permalink!);
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        await Press(editor, $"/admin/stories/{story.Id}", "Publish", ("Headline", "Bridge opens"));
        await Comes(other, "Bridge opens", "/", story.Permalink!);

        await Keep(other, "/", story.Permalink!);
        await command.Change(Actor.Command("import"), async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync();
            article.Revise(new ArticleText { Headline = "Bridge sold" }, change.Now, by: null).Release(change.Now);
            change.Record("imported", $"article:{article.Id}");
        });
        await Comes(other, "Bridge sold", "/", story.Permalink!);
        await Comes(site, "Bridge sold", "/", story.Permalink!);
    }

    private static async Task Press(DeskVisit visit, string page, string button, params (string Label, string? Value)[] typed)
    {
        using var answer = await visit.PressWith(await visit.Read(page), button, typed);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"{button}: {answer.StatusCode}");
    }

    private static async Task Keep(TestSite site, params string[] paths)
    {
        foreach (var path in paths)
            await site.Kept(path);
    }

    private static async Task Shows(TestSite site, string text, params string[] paths)
    {
        foreach (var path in paths)
            Assert.Contains(text, await site.Client.GetStringAsync(path), StringComparison.Ordinal);
    }

    private static async Task Hides(TestSite site, string text, params string[] paths)
    {
        foreach (var path in paths)
            Assert.DoesNotContain(text, await site.Client.GetStringAsync(path), StringComparison.Ordinal);
    }

    // The second that it may take is measured in tests/bench.sh: here a machine may be busy.
    private static async Task Comes(TestSite site, string text, params string[] paths)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        foreach (var path in paths)
        {
            while (!(await site.Client.GetStringAsync(path, late.Token)).Contains(text, StringComparison.Ordinal))
                await Task.Delay(20, late.Token);
        }
    }
}
