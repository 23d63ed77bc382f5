using FanNews.People;
using FanNews.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class PasskeyBrowserTests(BrowserGround browser)
{
    /// <summary>The whole way of somebody whose role asks for a second factor, with an authenticator that Chromium plays (WebAuthn's virtual authenticator).</summary>
    [BrowserFact]
    public async Task A_passkey_is_made_before_anything_else_and_opens_the_desk_without_a_password()
    {
        await using var site = await TestSite.Start();
        await site.Choose(SecondFactorRule.Key, "Editor");
        await site.Person(Role.Editor, "ruth@example.org", "Ruth Amadi");
        // Browsers bind passkeys to a name.
        site.Services.GetRequiredService<IConfiguration>()["FanNews:Site:Url"] = $"http://localhost:{site.Address.Port}";
        await using var visitor = await browser.Visit(site, width: 820, host: "localhost");
        var page = visitor.Page;
        await PlugIn(page);

        await page.GotoAsync("/admin/sign-in");
        await page.GetByLabel("Email").FillAsync("ruth@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Lands("/admin/account/second-factor$");
        await visitor.MustBeSound();
        await page.GetByLabel("Name of the passkey").FillAsync("The office key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "The passkey is added." })).ToBeVisibleAsync();
        await visitor.MustBeSound();
        await Assertions.Expect(page.GetByText("The office key").First).ToBeVisibleAsync();
        await page.GotoAsync("/admin/account");
        await visitor.MustBeSound();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.Lands("/admin/sign-in$");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey", Exact = true }).ClickAsync();
        await page.Lands("/admin/stories$");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.Lands("/admin/sign-in$");

        // With the password it is the second step.
        await page.GetByLabel("Email").FillAsync("ruth@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Second factor", Exact = true })).ToBeVisibleAsync();
        await visitor.MustBeSound();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey", Exact = true }).ClickAsync();
        await page.Lands("/admin/stories$");
        var kept = await site.Store.Read(db => db.Passkeys.SingleAsync());
        Assert.Equal(("The office key", true), (kept.Name, kept.UsedAt is not null));
    }

    private static async Task PlugIn(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
