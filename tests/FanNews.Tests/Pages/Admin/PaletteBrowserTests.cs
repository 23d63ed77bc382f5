using System.Text.RegularExpressions;
using FanNews.People;
using FanNews.Tests.Browser;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class PaletteBrowserTests(BrowserGround browser)
{
    [BrowserTheory]
    [InlineData(360, true)]
    [InlineData(1440, false)]
    public async Task The_palette_leads_to_places_and_stories_from_every_page(int width, bool dark)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await SignIn(page);
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Go to", Exact = true });
        foreach (var (typed, place) in new[] { ("peo", "/admin/people"), ("sett", "/admin/settings"), ("acc", "/admin/account"), ("comm", "/admin/comments"), ("new", "/admin/stories/new"), ("stories", "/admin/stories") })
        {
            await page.Keyboard.PressAsync("Control+k");
            await Assertions.Expect(field).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync(typed);
            await page.Keyboard.PressAsync("Enter");
            await page.Lands(Regex.Escape(place) + "$");
        }

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("kettle");
        await Assertions.Expect(page.Locator("#palette [role=option]:not([hidden])")).ToHaveTextAsync("Kettle Quay reopens; kettle does not Published, Both Banks");
        await visitor.MustBeSound();
        await visitor.TakePicture($"palette-{width}-{(dark ? "dark" : "light")}");
        await page.Keyboard.PressAsync("Enter");
        await page.Lands("/admin/stories/2$");
        // Also while one writes; Escape leads back to where one was.
        await page.GetByLabel("Body").FocusAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("zzz");
        await Assertions.Expect(page.GetByText("Nothing is called that.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByLabel("Body")).ToBeFocusedAsync();
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task All_keys_are_shown_on_every_page_of_the_desk()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(page);
        foreach (var path in new[] { "/admin/stories", "/admin/stories/1/history", "/admin/comments", "/admin/people", "/admin/settings", "/admin/account" })
        {
            await page.GotoAsync(path);
            await page.Ran();
            await page.Keyboard.PressAsync("?");
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Go to a story or a place");
            await visitor.MustBeSound();
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }

        // Who turned single keys off has them off, but for those with Ctrl.
        await page.GetByRole(AriaRole.Button, new() { Name = "All keys", Exact = true }).ClickAsync();
        await page.GetByLabel("Single keys work, outside of fields").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        Assert.Empty(visitor.Troubles);
    }

    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(1440, true)]
    public async Task The_filters_are_sound_and_the_author_is_completed(int width, bool dark)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await SignIn(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Filter", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Section")).ToBeFocusedAsync();
        await page.GetByLabel("Author", new() { Exact = true }).PressSequentiallyAsync("hallo");
        await Assertions.Expect(page.Locator(".choices [role=option]")).ToHaveTextAsync("Ines Halloran");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Author", new() { Exact = true })).ToHaveValueAsync("Ines Halloran");
        await visitor.MustBeSound();
        await page.Keyboard.PressAsync("Enter");
        await page.Lands(@"author=Ines\+Halloran");
        await Assertions.Expect(page.Locator(".what a")).ToHaveTextAsync("The bridge that was to take two years enters its ninth");
        await visitor.MustBeSound();
        await visitor.TakePicture($"filters-{width}-{(dark ? "dark" : "light")}");
    }

    private static async Task SignIn(IPage page)
    {
        await page.GotoAsync("/admin/");
        await page.GetByLabel("Email").FillAsync("administrator@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stories", Exact = true })).ToBeVisibleAsync();
        await page.Ran();
    }

    private static async Task<TestSite> Arranged()
    {
        var site = await TestSite.Start(settings: ("Site:Name", "The Ferryman"));
        await site.Person(Role.Administrator, name: "Ruth Amadi");
        await site.Publish("The bridge that was to take two years enters its ninth", section: "Harbour", authors: ["Ines Halloran"]);
        await site.Publish("Kettle Quay reopens; kettle does not", section: "Both Banks", authors: ["Dele Marsh"]);
        return site;
    }
}
