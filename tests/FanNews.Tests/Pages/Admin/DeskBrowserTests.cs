using FanNews.Comments;
using FanNews.People;
using FanNews.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class DeskBrowserTests(BrowserGround browser)
{
    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(820, true)]
    [InlineData(1440, false)]
    public async Task Door_and_queue_are_sound(int width, bool dark)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await page.GotoAsync("/admin/sign-in");
        await visitor.MustBeSound();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is a problem");
        await visitor.MustBeSound();
        await SignIn(visitor);
        await visitor.MustBeSound();
        await Comment(page, "Hob Tarrant").GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Approved: Hob Tarrant");
        await visitor.MustBeSound();
        await Comment(page, "Margit Soll").GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await visitor.MustBeSound();
    }

    [BrowserFact]
    public async Task The_queue_is_decided_with_single_keys()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(Comment(page, "P. Dunmore, Upper Wick")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(Comment(page, "Margit Soll")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Pending (3)", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Comment(page, "P. Dunmore, Upper Wick")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(Comment(page, "Best Bridge Loans")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Spam: P. Dunmore, Upper Wick");
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Waits again: P. Dunmore, Upper Wick");
        await page.Ran();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.GetByRole(AriaRole.Button, new() { Name = "Trash selected", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Trash: 2 comments");

        await page.Keyboard.PressAsync("r");
        var field = page.GetByRole(AriaRole.Textbox);
        await Assertions.Expect(field).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("A small task, that.");
        Assert.Equal("A small task, that.", await field.InputValueAsync());
        Assert.Equal(1, await site.Store.Read(db => db.Comments.CountAsync(c => c.Status == CommentStatus.Approved)));
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task Single_keys_can_be_turned_off_for_good()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await visitor.MustBeSound();
        await page.GetByLabel("Single keys work, outside of fields").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        Assert.Equal(4, await site.Store.Read(db => db.Comments.CountAsync(c => c.Status == CommentStatus.Pending)));
        await page.GetByRole(AriaRole.Button, new() { Name = "All keys", Exact = true }).ClickAsync();
        Assert.False(await page.GetByLabel("Single keys work, outside of fields").IsCheckedAsync());
    }

    [BrowserFact]
    public async Task A_reply_outlives_a_sign_in_that_expired()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(visitor);
        await Comment(page, "Hob Tarrant").GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox)).ToBeVisibleAsync();
        await page.Ran();
        await page.GetByRole(AriaRole.Textbox).FillAsync("Nobody yet. We asked.");
        site.Clock.Advance(TimeSpan.FromHours(13));
        await Comment(page, "Hob Tarrant").GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
        await SignIn(visitor, page.Url);
        await Comment(page, "Hob Tarrant").GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("Nobody yet. We asked.");
        await Comment(page, "Hob Tarrant").GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Replied. Approved with it: Hob Tarrant");
    }

    [BrowserFact]
    public async Task Without_a_script_everything_works_by_hand()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, script: false);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.GetByLabel("Select the comment by Margit Soll").CheckAsync();
        await page.GetByLabel("Select the comment by Best Bridge Loans").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Spam selected", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Spam (2)", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Pending (4)", Exact = true })).ToBeVisibleAsync();
        await Comment(page, "Hob Tarrant").GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync("Nobody yet. We asked.");
        await Comment(page, "Hob Tarrant").GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Approved (2)", Exact = true })).ToBeVisibleAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "All keys" }).CountAsync());
    }

    [BrowserFact]
    public async Task Pictures_are_taken_of_door_and_queue()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await page.GotoAsync("/admin/sign-in");
        await visitor.TakePictures("desk-signin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.TakePicture("desk-signin-error");
        await SignIn(visitor);
        await Comment(page, "Hob Tarrant").GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await visitor.TakePictures("desk-queue");
        await Comment(page, "Margit Soll").GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await visitor.TakePictures("desk-reply");
        await page.GotoAsync("/admin/comments?tab=trash");
        await visitor.TakePictures("desk-empty");
        Assert.True(!Needs.Pictures || File.Exists(Checkout.Path("TestResults", "pictures", "desk-queue-360-dark.png")));
    }

    private static ILocator Comment(IPage page, string author) => page.GetByRole(AriaRole.Article, new() { Name = author, Exact = true });

    private static async Task SignIn(Visitor visitor, string? at = null)
    {
        var page = visitor.Page;
        await page.GotoAsync(at ?? "/admin/");
        await page.GetByLabel("Email").FillAsync("moderator@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.Arrive("Comments");
    }

    private static async Task<TestSite> Arranged()
    {
        var site = await TestSite.Start(settings: ("Site:Name", "The Ferryman"));
        await site.Person(Role.Moderator, name: "Ruth Amadi");
        var bridge = await site.Publish("The bridge that was to take two years enters its ninth", section: "Harbour");
        var kettle = await site.Publish("Kettle Quay reopens; kettle does not", section: "Both Banks");
        await Wait("Margit Soll", "margit.soll@example.org", "My grandmother bought a hat for the opening. It is now in the town museum, in the same room as the plans.", bridge.Id, 38);
        await Wait("P. Dunmore, Upper Wick", "p.dunmore@example.org", "As a taxpayer I object to the porch. As a person who has stood on it, I withdraw the objection.", bridge.Id, 21);
        await Wait("Best Bridge Loans", "offers@example.net", "Great post! I too was between dates until I found cheap bridge loans at http://example.net/loans and http://example.com/a-very-long-address-that-does-not-want-to-break-anywhere. Your quay will thank you.", kettle.Id, 4, new Remark("honeypot", "A field that people do not see was filled in."), new Remark("links", "2 links."));
        await Wait("Hob Tarrant", "hob@example.org", "Who pays?", bridge.Id, 2);
        return site;

        Task Wait(string name, string email, string text, long story, int minutes, params Remark[] remarks) => site.Store.Change(FanNews.Storage.Actor.Reader, change =>
        {
            change.Db.Comments.Add(new Comment { ArticleId = story, Name = name, Email = email, Text = text, CreatedAt = change.Now.AddMinutes(-minutes), Remarks = [.. remarks] });
            change.Record("arranged", "comment");
            return Task.CompletedTask;
        });
    }
}
