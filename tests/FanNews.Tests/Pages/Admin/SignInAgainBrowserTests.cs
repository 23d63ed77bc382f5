using FanNews.Articles;
using FanNews.People;
using FanNews.Tests.Browser;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class SignInAgainBrowserTests(BrowserGround browser)
{
    // Nothing is typed into the headline: its address is checked while one types, and a check that meets the ended session is noted as a failure.
    private const string Text = "The crossing took nine minutes.\n\nNobody was ready.";

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_story_typed_into_a_session_that_ended_is_saved_after_signing_in_again(bool script)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, script: script);
        var page = visitor.Page;
        await page.GotoAsync("/admin/stories/new");
        await SignIn(page);
        await page.Lands(@"/admin/stories/new$");
        await page.GetByLabel("Dek").FillAsync("Ferry sails on time");
        await page.GetByLabel("Body").FillAsync(Text);
        site.Clock.Advance(TimeSpan.FromHours(13));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("What you typed is kept on this page");
        await SignIn(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed in again", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Body")).ToHaveValueAsync(Text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save what I typed", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/stories/.*done=Save$");
        await Assertions.Expect(page.Locator("#Body")).ToHaveValueAsync(Text);
        Assert.Equal(Text, (await site.Store.Read(db => db.Revisions.SingleAsync())).Body.ReplaceLineEndings("\n"));
        Assert.Empty(visitor.Troubles);
    }

    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(1440, true)]
    public async Task The_pages_at_the_door_are_sound(int width, bool dark)
    {
        await using var site = await Arranged(("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "1"));
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await page.GotoAsync("/admin/forgotten");
        await visitor.MustBeSound();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter your email address");
        await visitor.MustBeSound();
        await page.GotoAsync("/admin/link?token=2-0");
        await visitor.MustBeSound();
        await page.GotoAsync("/admin/stories/new");
        await SignIn(page);
        await page.Lands(@"/admin/stories/new$");
        await page.GetByLabel("Dek").FillAsync("Ferry sails on time");
        site.Clock.Advance(TimeSpan.FromHours(13));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("What you typed is kept on this page");
        await visitor.MustBeSound();
        await SignIn(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save what I typed", Exact = true })).ToBeFocusedAsync();
        await visitor.MustBeSound();
    }

    [BrowserFact]
    public async Task Pictures_are_taken_of_mail_invitations_and_the_door()
    {
        await using var site = await Arranged(("Smtp:Port", "1"));
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await page.GotoAsync("/admin/forgotten");
        await visitor.TakePictures("door-forgotten-without-mail");
        await page.GotoAsync("/admin/link?token=2-0");
        await visitor.TakePictures("door-link-ended");
        await page.GotoAsync("/admin/people");
        await SignIn(page);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ines Dahl");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("ines@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        var link = await page.GetByRole(AriaRole.Status).Locator("code").TextContentAsync();
        await visitor.TakePictures("desk-people-link");
        await page.GotoAsync("/admin/settings/mail");
        await page.GetByLabel("Server", new() { Exact = true }).FillAsync("127.0.0.1");
        await page.GetByLabel("User", new() { Exact = true }).FillAsync("desk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mail settings", Exact = true }).ClickAsync();
        await visitor.TakePictures("desk-mail-error");
        await page.GetByLabel("User", new() { Exact = true }).FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mail settings", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("was refused");
        await visitor.TakePictures("desk-mail");
        await page.GotoAsync("/admin/forgotten");
        await visitor.TakePictures("door-forgotten");
        await page.GotoAsync(link!);
        await visitor.TakePictures("door-link");
        await page.GotoAsync("/admin/stories/new");
        await page.GetByLabel("Dek").FillAsync("Ferry sails on time");
        await page.GetByLabel("Body").FillAsync(Text);
        site.Clock.Advance(TimeSpan.FromHours(13));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await visitor.TakePictures("door-carried");
        await SignIn(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed in again", Exact = true })).ToBeVisibleAsync();
        await visitor.TakePictures("door-again");
        Assert.True(!Needs.Pictures || File.Exists(Checkout.Path("TestResults", "pictures", "door-again-360-dark.png")));
    }

    private static async Task SignIn(IPage page)
    {
        await page.GetByLabel("Email").FillAsync("administrator@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task<TestSite> Arranged(params (string Key, string Value)[] settings)
    {
        var site = await TestSite.Start(Engine.Sqlite, [("Site:Name", "The Ferryman"), .. settings]);
        await site.Person(Role.Administrator, name: "Wanda Kessel");
        await site.Person(Role.Editor, "ruth.amadi@example.org", "Ruth Amadi");
        return site;
    }
}
