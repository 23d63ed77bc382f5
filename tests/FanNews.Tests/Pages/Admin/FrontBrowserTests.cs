using FanNews.People;
using FanNews.Tests.Articles;
using FanNews.Tests.Browser;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

/// <summary>The front page's slots as an editor works them: by keyboard, by mouse, and without script.</summary>
[Collection(BrowserGround.Name)]
public sealed class FrontBrowserTests(BrowserGround browser)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Slots_are_worked_with_and_without_a_script(bool script)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, 820, script: script);
        var page = visitor.Page;
        await SignIn(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Front", Exact = true }).ClickAsync();
        await page.GetByLabel("Find a story by its headline", new() { Exact = true }).FillAsync("heron");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/front\?q=heron");
        await page.GetByLabel("Slot", new() { Exact = true }).SelectOptionAsync("1");
        await Press(page, "Pin");
        await Assertions.Expect(Slot(page, 1)).ToContainTextAsync("Heron moves in");
        await Press(page, "Keep here Story 2");
        await Assertions.Expect(Slot(page, 2)).ToContainTextAsync("Pinned");
        await Press(page, "Move up Heron moves in");
        await Assertions.Expect(Slot(page, 0)).ToContainTextAsync("Heron moves in");
        await Press(page, "Move down Heron moves in");
        await Press(page, "Move down Heron moves in");
        await Assertions.Expect(Slot(page, 2)).ToContainTextAsync("Heron moves in");
        await Assertions.Expect(Slot(page, 1)).ToContainTextAsync("Story 2");
        await Press(page, "Unpin Story 2");
        await Assertions.Expect(Slot(page, 1)).ToContainTextAsync("By rule");
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".front-top").GetByRole(AriaRole.Heading, new() { Name = "Heron moves in", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task A_pin_is_moved_by_the_keyboard_alone_and_the_focus_goes_with_it()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(page);
        await page.GotoAsync("/admin/front");
        await visitor.Arrive("Front");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move down Coming tomorrow", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Lands(@"/admin/front\?done=moved$");
        await visitor.Arrive("Front");
        await page.WaitForFunctionAsync("document.activeElement.textContent.includes('Move down Coming tomorrow')");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Slot(page, 3)).ToContainTextAsync("Coming tomorrow");
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task A_pin_is_drawn_to_another_slot()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(page);
        await page.GotoAsync("/admin/front");
        await visitor.Arrive("Front");
        await Slot(page, 1).DragToAsync(Slot(page, 3));
        await page.Lands(@"/admin/front\?done=moved$");
        await Assertions.Expect(Slot(page, 3)).ToContainTextAsync("Coming tomorrow");
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task A_line_of_breaking_news_is_put_up_and_taken_down_without_a_script()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, 360, script: false);
        var page = visitor.Page;
        await SignIn(page);
        await page.GotoAsync("/admin/front");
        await page.GetByLabel("Sentence", new() { Exact = true }).FillAsync("Orrin barrier closes at noon");
        await page.GetByLabel("Leads to", new() { Exact = true }).FillAsync("/2026/11/24/story-1/");
        await Press(page, "Put it up");
        await page.GotoAsync("/search");
        await page.GetByRole(AriaRole.Region, new() { Name = "Breaking news" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.Lands(@"/2026/11/24/story-1/$");
        await page.GotoAsync("/admin/front");
        await Press(page, "End it now");
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByText("Orrin barrier")).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(820, true)]
    [InlineData(1440, false)]
    public async Task The_page_and_its_refusals_are_sound(int width, bool dark)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await SignIn(page);
        await page.GotoAsync("/admin/front?q=story");
        await visitor.MustBeSound();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pin", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose a story");
        await visitor.MustBeSound();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it up", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Write the sentence");
        await visitor.MustBeSound();
    }

    [BrowserFact]
    public async Task Pictures_are_taken_of_the_front_at_the_desk()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        await SignIn(visitor.Page);
        await visitor.Page.GotoAsync("/admin/front?q=story");
        // The page scrolls within itself from 70rem: a taller window shows all of it.
        await visitor.TakePictures("desk-front");
        Assert.True(!Needs.Pictures || File.Exists(Checkout.Path("TestResults", "pictures", "desk-front-360-dark.png")));
    }

    private static ILocator Slot(IPage page, int number) => page.Locator($"[data-slot='{number}']");

    private static async Task Press(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await page.Ran();
    }

    private static async Task SignIn(IPage page)
    {
        await page.GotoAsync("/admin/sign-in");
        await page.GetByLabel("Email").FillAsync("editor@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task<TestSite> Arranged()
    {
        var site = await TestSite.Start();
        await site.Person(Role.Editor);
        for (var i = 1; i <= 8; i++)
            await site.Publish($"Story {i}", section: "Harbour", at: TestNewsroom.Noon.AddHours(-i));
        await site.Publish("Heron moves in", at: TestNewsroom.Noon.AddDays(-8));
        await site.Pin(await site.Publish("Coming tomorrow", at: TestNewsroom.Noon.AddDays(1)), 1, "2026-11-26T18:00");
        return site;
    }
}
