using FanNews.People;
using FanNews.Tests.Browser;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class PeopleBrowserTests(BrowserGround browser)
{
    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(820, true)]
    [InlineData(1440, false)]
    public async Task People_account_and_settings_are_sound(int width, bool dark)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await SignIn(page);
        foreach (var address in new[] { "/admin/people", "/admin/trail", "/admin/account", "/admin/account/second-factor", "/admin/settings/mail", "/admin/screening", "/admin/settings" })
        {
            await page.GotoAsync(address);
            await visitor.MustBeSound();
        }

        await page.GetByLabel("Site name", new() { Exact = true }).FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save settings", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter a name for the site");
        await visitor.MustBeSound();
        await page.GotoAsync("/admin/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password", Exact = true }).ClickAsync();
        await visitor.MustBeSound();
        await page.GotoAsync("/admin/people");
        await page.GetByText("Change Wanda Kessel").ClickAsync();
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Wanda Kessel" }).GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is the only administrator");
        await visitor.MustBeSound();
    }

    [BrowserFact]
    public async Task Without_a_script_a_person_is_invited_by_a_link_and_chooses_a_password()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, script: false);
        var page = visitor.Page;
        await SignIn(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "People", Exact = true }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ines Dahl");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("ines@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        var link = await page.GetByRole(AriaRole.Status).Locator("code").TextContentAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GotoAsync(link!);
        await Assertions.Expect(page.GetByText("Welcome, Ines Dahl. You sign in as ines@example.org.")).ToBeVisibleAsync();
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("four plain words here");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and sign in", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ines Dahl", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My account", Exact = true })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Pictures_are_taken_of_people_account_and_settings()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(page);
        await page.GotoAsync("/admin/people");
        await page.GetByText("Change Hob Tarrant").ClickAsync();
        await visitor.TakePictures("desk-people");
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Hob Tarrant" }).GetByRole(AriaRole.Button, new() { Name = "New password", Exact = true }).ClickAsync();
        await visitor.TakePictures("desk-people-password");
        await page.GetByText("Change Wanda Kessel").ClickAsync();
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Wanda Kessel" }).GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }).ClickAsync();
        await visitor.TakePictures("desk-people-error");
        await page.GotoAsync("/admin/account");
        await visitor.TakePictures("desk-account");
        await page.GotoAsync("/admin/trail");
        await visitor.TakePictures("desk-trail");
        await page.GotoAsync("/admin/account/second-factor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up an app", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Code of the app")).ToBeVisibleAsync();
        await visitor.TakePictures("desk-second-factor");
        await page.GotoAsync("/admin/settings");
        await visitor.TakePictures("desk-settings");
        await page.GetByLabel("Time zone", new() { Exact = true }).FillAsync("Mars/Olympus");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save settings", Exact = true }).ClickAsync();
        await visitor.TakePictures("desk-settings-error");
        Assert.True(!Needs.Pictures || File.Exists(Checkout.Path("TestResults", "pictures", "desk-settings-360-dark.png")));
    }

    private static async Task SignIn(IPage page, string email = "administrator@example.org", string password = TestNewsroom.Password)
    {
        await page.GotoAsync("/admin/sign-in");
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task<TestSite> Arranged()
    {
        var site = await TestSite.Start(settings: ("Site:Motto", "News from both banks"));
        await site.Choose("Site:Name", "The Ferryman");
        await site.Person(Role.Administrator, name: "Wanda Kessel");
        await site.Person(Role.Editor, "ruth.amadi@example.org", "Ruth Amadi");
        await site.Person(Role.Moderator, "hob.tarrant@a-rather-long-domain-of-a-harbour-company.example.org", "Hob Tarrant");
        var away = await site.Person(Role.Author, "piet@example.org", "Piet Oosterlinck-Vanderhaeghen");
        Assert.Null(await new Accounts(site.Store).Disable(away.Email!, FanNews.Storage.Actor.Program));
        return site;
    }
}
