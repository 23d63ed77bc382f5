using FanNews.Comments;
using FanNews.People;
using FanNews.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class QueueBrowserTests(BrowserGround browser)
{
    [BrowserFact]
    public async Task A_hundred_comments_are_decided_with_a_hundred_keys_on_one_page()
    {
        await using var site = await Arranged(100);
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.EvaluateAsync("window.isTheSamePage = true");
        for (var i = 0; i < 100; i++)
        {
            // Nobody decides about what is not on the screen yet.
            await Assertions.Expect(page.Locator(".comment.current:visible")).ToHaveCountAsync(1);
            await page.Keyboard.PressAsync(i % 10 == 3 ? "s" : i % 10 == 7 ? "t" : "a");
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Pending (0)", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Put the kettle on")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-oldest]")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Waits again: Reader 099");
        await Assertions.Expect(Comment(page, "Reader 099")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-oldest]")).ToHaveTextAsync(" · oldest " + await Comment(page, "Reader 099").Locator(".at time").TextContentAsync());
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSamePage === true"));
        var decided = await site.Store.Read(db => db.Decisions.CountAsync(d => d.Why == null));
        Assert.Equal((100, 1), (decided, await site.Store.Read(db => db.Comments.CountAsync(c => c.Status == CommentStatus.Pending))));
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task What_a_colleague_decides_leaves_the_list_and_a_second_decision_says_who_was_first()
    {
        await using var site = await Arranged(4);
        var ines = FanNews.Storage.Actor.Of(await site.Person(Role.Editor, name: "Ines Halloran"));
        var ids = await site.Store.Read(db => db.Comments.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync());
        var queue = new ModerationQueue(site.Store);
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(visitor);
        await queue.Decide(ines, [ids[0], ids[2]], CommentStatus.Pending, CommentStatus.Spam);
        await Assertions.Expect(Comment(page, "Reader 002")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByText("Ines Halloran marked as spam the comment by Reader 000.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Spam (2)", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-oldest]")).ToHaveTextAsync(" · oldest " + await Comment(page, "Reader 001").Locator(".at time").TextContentAsync());

        // No news in between: both decide about what they see.
        await page.RouteAsync("**/*handler=News*", route => route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = """{"gone":[]}""" }));
        await queue.Decide(ines, [ids[1]], CommentStatus.Pending, CommentStatus.Trash);
        await Comment(page, "Reader 001").GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Somebody decided first: Ines Halloran trashed the comment by Reader 001")).ToBeVisibleAsync();
        await Assertions.Expect(Comment(page, "Reader 001")).ToBeHiddenAsync();
        Assert.Equal(CommentStatus.Trash, await site.Store.Read(db => db.Comments.Where(c => c.Id == ids[1]).Select(c => c.Status).SingleAsync()));
    }

    [BrowserTheory]
    [InlineData(360, true)]
    [InlineData(1440, false)]
    public async Task Edit_ban_note_filter_and_figures_are_reached_by_keys_and_sound(int width, bool dark)
    {
        await using var site = await Arranged(3);
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#Text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Known from the town hall.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave note", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".note")).ToContainTextAsync("Known from the town hall.");

        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator("#Text")).ToBeFocusedAsync();
        await visitor.MustBeSound();
        await page.Locator("#Text").FillAsync("Who pays for the bridge?");
        await page.GetByLabel("It says something else now: tell readers").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(Comment(page, "Reader 000")).ToContainTextAsync("Who pays for the bridge?");
        await Assertions.Expect(Comment(page, "Reader 000")).ToContainTextAsync("Changed by the newsroom, as readers are told");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("b");
        await Assertions.Expect(page.Locator("#Text")).ToBeFocusedAsync();
        await visitor.MustBeSound();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#Text")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("b");
        await Assertions.Expect(page.Locator("#Text")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Banned. Spam: Reader 001");
        await visitor.TakePicture($"queue-panels-{width}");
        Assert.Equal("r1@example.org", await site.Store.Read(db => db.Bans.Select(b => b.Value).SingleAsync()));

        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.GotoAsync("/admin/comments?q=bridge&filter=true");
        await Assertions.Expect(page.GetByText("1 found with “bridge”")).ToBeVisibleAsync();
        await visitor.MustBeSound();
        await visitor.TakePicture($"queue-filter-{width}");
        await page.GotoAsync("/admin/comments/figures");
        await visitor.MustBeSound();
        await visitor.TakePicture($"queue-figures-{width}");
    }

    private static ILocator Comment(IPage page, string author) => page.GetByRole(AriaRole.Article, new() { Name = author, Exact = true });

    [BrowserFact]
    public async Task What_a_decision_needs_fits_beside_the_comment_however_long_its_words()
    {
        await using var site = await Arranged(1);
        await site.Store.Change(FanNews.Storage.Actor.Program, async change =>
        {
            var comment = await change.Db.Comments.SingleAsync();
            (comment.SpamChance, comment.Words) = (0.99, string.Join('\n', "cheapest-replica-watches.example", "v1agra", "unsubscribe", "congratulations", "cryptocurrency"));
            change.Record("arranged", "comments");
        });
        await using var visitor = await browser.Visit(site, 1280);
        await SignIn(visitor);
        foreach (var width in (int[])[1280, 1440, 360])
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            Assert.Empty(await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.about, .about *:not(.unseen)')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"));
        }
    }

    private static async Task SignIn(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GotoAsync("/admin/");
        await page.GetByLabel("Email").FillAsync("moderator@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.Arrive("Comments");
    }

    private static async Task<TestSite> Arranged(int comments)
    {
        var site = await TestSite.Start();
        await site.Person(Role.Moderator, name: "Ruth Amadi");
        var story = await site.Publish("Bridge closes", section: "Harbour");
        await site.Store.Change(FanNews.Storage.Actor.Reader, change =>
        {
            for (var i = 0; i < comments; i++)
                change.Db.Comments.Add(new Comment { ArticleId = story.Id, Name = $"Reader {i:000}", Email = $"r{i}@example.org", Text = $"No. {i}: see http://example.net/{i}", CreatedAt = change.Now.AddMinutes(i - comments) });
            change.Record("arranged", "comments");
            return Task.CompletedTask;
        });
        return site;
    }
}
