using System.Text.RegularExpressions;
using FanNews.People;
using FanNews.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class WorkingBrowserTests(BrowserGround browser)
{
    private const string Kept = "Saved 12:00:00 as your working copy";
    private const string Text = "The bridge stands on two legs.\n\nNobody crosses it.\n\nThe ferry is late.";

    [BrowserFact]
    public async Task Two_editors_see_each_other_and_neither_overwrites_the_other()
    {
        await using var site = await TestSite.Start();
        var draft = await site.Draft("Bridge", Text);
        await using var ruth = await SignedIn(site, Role.Editor, "Ruth Amadi");
        await using var ines = await SignedIn(site, Role.Administrator, "Ines Halloran");
        foreach (var visitor in (Visitor[])[ruth, ines])
        {
            await visitor.Page.GotoAsync($"/admin/stories/{draft.Id}");
            await visitor.Page.Ran();
        }

        await Assertions.Expect(ruth.Page.Locator("[data-others]")).ToHaveTextAsync("Ines Halloran has it open since 12:00.");
        await Assertions.Expect(ines.Page.Locator("[data-others]")).ToHaveTextAsync("Ruth Amadi has it open since 12:00.");
        // Two paragraphs at once: both are kept, and nobody is asked.
        await ruth.Page.GetByLabel("Body", new() { Exact = true }).FillAsync(Text.Replace("two", "three", StringComparison.Ordinal));
        await ines.Page.GetByLabel("Body", new() { Exact = true }).FillAsync(Text.Replace("late", "very late", StringComparison.Ordinal));
        await ruth.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(ruth.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        await ines.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(ines.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("What was saved meanwhile is in it too");
        await Assertions.Expect(ines.Page.Locator("#Body")).ToHaveValueAsync("The bridge stands on three legs.\n\nNobody crosses it.\n\nThe ferry is very late.");

        // The same words: both are shown, beside what they were.
        await ines.Page.Ran();
        await ines.Page.GetByLabel("Body", new() { Exact = true }).FillAsync(Text.Replace("two", "five", StringComparison.Ordinal));
        await ruth.Page.GetByLabel("Body", new() { Exact = true }).FillAsync(Text.Replace("two", "four", StringComparison.Ordinal));
        await ines.Page.Keyboard.PressAsync("Control+s");
        await ines.Page.Lands("done=Save");
        await ruth.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(ruth.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ines Halloran changed this too");
        await ruth.Page.Ran();
        await Assertions.Expect(ruth.Page.Locator(".three > div")).ToContainTextAsync(["Before", "Yours", "Ines Halloran’s"]);
        await ruth.MustBeSound();
        await ruth.TakePicture("editor-clash");
        await ruth.Page.GetByRole(AriaRole.Button, new() { Name = "Keep both", Exact = true }).ClickAsync();
        await Assertions.Expect(ruth.Page.Locator("#Body")).ToHaveValueAsync("The bridge stands on four legs.\n\nThe bridge stands on five legs.\n\nNobody crosses it.\n\nThe ferry is late.");
        await ruth.Page.GetByRole(AriaRole.Button, new() { Name = "Take theirs", Exact = true }).ClickAsync();
        await ruth.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(ruth.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        var texts = await site.Store.Read(db => db.Set<FanNews.Articles.Revision>().OrderBy(r => r.Number).Select(r => r.Body).ToListAsync());
        Assert.Contains("four legs", texts[^2], StringComparison.Ordinal);
        Assert.Contains("five legs", texts[^1], StringComparison.Ordinal);
        Assert.Empty(ruth.Troubles.Concat(ines.Troubles));
        await ines.DisposeAsync();
        await Assertions.Expect(ruth.Page.Locator("[data-others]")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task A_text_is_there_again_after_a_closed_browser_on_another_machine_and_without_script()
    {
        await using var site = await TestSite.Start();
        var draft = await site.Draft("Bridge", Text);
        await using (var first = await SignedIn(site, Role.Editor, "Ruth Amadi"))
        {
            await first.Page.GotoAsync($"/admin/stories/{draft.Id}");
            await first.Page.Ran();
            await first.Page.GetByLabel("Body", new() { Exact = true }).FillAsync("Typed in the dark.");
            await Assertions.Expect(first.Page.Locator("[data-saved]")).ToHaveTextAsync(Kept);
            await first.Page.GotoAsync("about:blank");
            // A story that was never saved, too.
            await first.Page.GotoAsync("/admin/stories/new");
            await first.Page.Ran();
            await first.Page.GetByLabel("Headline", new() { Exact = true }).FillAsync("Whale sighted");
            await Assertions.Expect(first.Page.Locator("[data-saved]")).ToHaveTextAsync(Kept);
            await first.Page.ReloadAsync();
            await Assertions.Expect(first.Page.GetByLabel("Headline", new() { Exact = true })).ToHaveValueAsync("Whale sighted");
        }

        using var plain = await DeskVisit.SignedIn(site, "editor@example.org");
        var page = await plain.Read($"/admin/stories/{draft.Id}");
        Assert.Equal("Typed in the dark.", page.ValueOf("Body"));
        await using var other = await SignedIn(site, Role.Editor, "Ruth Amadi", isKnown: true);
        await other.Page.GotoAsync($"/admin/stories/{draft.Id}");
        await Assertions.Expect(other.Page.GetByText("What you typed at 12:00:00 is back.")).ToBeVisibleAsync();
        await Assertions.Expect(other.Page.Locator("#Body")).ToHaveValueAsync("Typed in the dark.");
        await other.MustBeSound();
        await other.TakePicture("editor-unsaved");
        await other.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        await other.Page.GotoAsync("/admin/stories/new");
        await Assertions.Expect(other.Page.GetByText("You began a story and did not save it: “Whale sighted”, 12:00.")).ToBeVisibleAsync();
        await other.Page.GetByRole(AriaRole.Link, new() { Name = "Go on with it", Exact = true }).ClickAsync();
        await other.Page.Lands("copy=");
        await Assertions.Expect(other.Page.GetByLabel("Headline", new() { Exact = true })).ToHaveValueAsync("Whale sighted");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Throw it away", Exact = true }).ClickAsync();
        await other.Page.Lands("/new$");
        await Assertions.Expect(other.Page.GetByText("You began a story")).ToHaveCountAsync(0);
        Assert.Equal("Typed in the dark.", await site.Store.Read(db => db.Set<FanNews.Articles.Revision>().OrderByDescending(r => r.Number).Select(r => r.Body).FirstAsync()));
        Assert.Equal(0, await site.Store.Read(db => db.Set<FanNews.Articles.WorkingCopy>().CountAsync()));
        Assert.Empty(other.Troubles);
    }

    // Closed before the network is back: a page that is only left goes on sending for a while, past what the test keeps from it.
    private static async Task<IPage> Reopened(IPage page, string path)
    {
        var context = page.Context;
        await page.CloseAsync();
        await context.SetOfflineAsync(false);
        var again = await context.NewPageAsync();
        await again.GotoAsync(path);
        return again;
    }

    [BrowserFact]
    public async Task Without_a_network_or_a_session_the_device_keeps_the_text_and_says_so()
    {
        await using var site = await TestSite.Start();
        var draft = await site.Draft("Bridge", Text);
        await using var ruth = await SignedIn(site, Role.Editor, "Ruth Amadi");
        var page = ruth.Page;
        await page.GotoAsync($"/admin/stories/{draft.Id}");
        await page.Ran();
        // The server gets nothing before the text is back from the device.
        var keep = new Regex("handler=Keep");
        await page.Context.RouteAsync(keep, route => route.AbortAsync());
        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("Typed in a tunnel.");
        await Assertions.Expect(page.Locator("[data-saved]")).ToHaveTextAsync("Not saved: kept on this device. The server does not answer.");
        page = await Reopened(page, $"/admin/stories/{draft.Id}");
        await Assertions.Expect(page.GetByText("What you typed last is back from this device.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#Body")).ToHaveValueAsync("Typed in a tunnel.");
        await page.Context.UnrouteAsync(keep);
        await Assertions.Expect(page.Locator("[data-saved]")).ToHaveTextAsync(Kept);

        // Thrown away on the device too.
        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Dek", new() { Exact = true }).FillAsync("Typed in a second tunnel.");
        await Assertions.Expect(page.Locator("[data-saved]")).ToHaveTextAsync("Not saved: kept on this device. The server does not answer.");
        page = await Reopened(page, $"/admin/stories/{draft.Id}");
        await Assertions.Expect(page.GetByLabel("Dek", new() { Exact = true })).ToHaveValueAsync("Typed in a second tunnel.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Throw it away", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#Body")).ToHaveValueAsync(Text);
        await page.Ran();
        await Assertions.Expect(page.GetByLabel("Dek", new() { Exact = true })).ToHaveValueAsync("");

        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync();
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("Typed after the session.");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("Not saved: kept on this device. You are signed out.");
        await page.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        await page.EvaluateAsync("dispatchEvent(new Event('focus'))");
        await Assertions.Expect(page.Locator("[data-saved]")).ToHaveTextAsync(Kept);
        Assert.Contains("Typed after the session.", (await site.Store.Read(db => db.Set<FanNews.Articles.WorkingCopy>().SingleAsync())).Form, StringComparison.Ordinal);
    }

    private async Task<Visitor> SignedIn(TestSite site, Role role, string name, bool isKnown = false)
    {
        var email = isKnown ? $"{role.ToString().ToLowerInvariant()}@example.org" : (await site.Person(role, name: name)).Email!;
        var visitor = await browser.Visit(site);
        visitor.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await visitor.Page.GotoAsync("/admin/");
        await visitor.Page.GetByLabel("Email").FillAsync(email);
        await visitor.Page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.Arrive("Stories");
        return visitor;
    }
}
