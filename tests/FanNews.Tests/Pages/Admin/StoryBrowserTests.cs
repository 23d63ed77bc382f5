using FanNews.Articles;
using FanNews.People;
using FanNews.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class StoryBrowserTests(BrowserGround browser)
{
    private const string Text = "The men who are building the Orrin Bridge meet on Thursdays at nine, in a cabin that was put up for six weeks in the spring of 2018.\n\nIt has since been given a porch, a postal address and, last winter, a listed status.\n\nFrom its window one can see both halves of the work. They approach each other across the tide with great tact and stop 108 metres apart.";

    [BrowserFact]
    public async Task An_editor_writes_publishes_and_opens_a_story_by_keyboard_alone()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Orrin barrier: what closed, what floated", Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("n");
        await visitor.Arrive("New story");
        await Reach(page, "Headline");
        await page.Keyboard.TypeAsync("Ferry sails on time");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Passengers lodge complaints.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Nobody was ready.");
        await Assertions.Expect(page.Locator("[data-length]")).ToHaveTextAsync("3 words · 1 min");
        await Assertions.Expect(page.Locator("[data-saved]")).ToHaveTextAsync("Saved 12:00:00 as your working copy");
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved.");
        await page.Ran();
        await Assertions.Expect(page.GetByLabel("Slug")).ToHaveValueAsync("ferry-sails-on-time");
        await Reach(page, "Publish");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Published: readers see this text now.");
        await page.Ran();
        await Reach(page, "See the story");
        await page.Keyboard.PressAsync("Enter");
        await visitor.Arrive("Ferry sails on time");
        Assert.EndsWith("/2026/11/24/ferry-sails-on-time/", page.Url, StringComparison.Ordinal);
        Assert.Empty(visitor.Troubles);
    }

    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(820, true)]
    [InlineData(1440, false)]
    public async Task List_editor_and_history_are_sound(int width, bool dark)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await SignIn(visitor);
        await visitor.MustBeSound();
        await visitor.TakePicture($"stories-{width}-{(dark ? "dark" : "light")}");
        await page.GetByRole(AriaRole.Link, new() { Name = "The bridge that was to take two years enters its ninth", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/stories/\d+$");
        await visitor.MustBeSound();
        await visitor.TakePicture($"editor-{width}-{(dark ? "dark" : "light")}");
        await page.GetByLabel("Body").FillAsync(Text + "\n\nThe ferry has ordered new carpets.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Published, 1 edit not live")).ToBeVisibleAsync();
        await page.GetByLabel("Publish at").FillAsync("2027-11-01T02:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Kill", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is a problem");
        await visitor.MustBeSound();
        await visitor.TakePicture($"editor-refused-{width}-{(dark ? "dark" : "light")}");
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare and restore", Exact = true }).ClickAsync();
        await page.Lands("/history$");
        await visitor.MustBeSound();
        await visitor.TakePicture($"history-{width}-{(dark ? "dark" : "light")}");
    }

    [BrowserTheory]
    [InlineData(360, true)]
    [InlineData(1440, false)]
    public async Task A_conflict_and_a_time_that_happens_twice_are_sound(int width, bool dark)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.GetByRole(AriaRole.Link, new() { Name = "The hat, the plans and the museum between them", Exact = true }).ClickAsync();
        await page.GetByLabel("Body").FillAsync("The hat will stand. So will its museum.");
        await site.Store.Change(FanNews.Storage.Actor.Program, async change =>
        {
            var hat = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Slug.StartsWith("the-hat"));
            hat.Revise(new() { Headline = hat.Revisions[0].Headline, Body = "It will fall." }, change.Now, null);
            change.Record("saved", $"article:{hat.Id}");
        });
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody changed this too");
        await Assertions.Expect(page.Locator("#Body")).ToHaveValueAsync("The hat will stand. So will its museum.");
        await visitor.MustBeSound();
        await visitor.TakePicture($"editor-conflict-{width}-{(dark ? "dark" : "light")}");
        await page.GetByLabel("Publish at").FillAsync("2027-10-31T01:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Schedule", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("01:30 happens twice on 31 October 2027 in Europe/London");
        await visitor.MustBeSound();
        await visitor.TakePicture($"editor-twice-{width}-{(dark ? "dark" : "light")}");
        await page.GetByLabel("The second, UTC+0").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Schedule", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Scheduled 31 Oct 2027, 01:30")).ToBeVisibleAsync();
    }

    private static async Task Reach(IPage page, string name)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("name => { const on = document.activeElement; return [...(on.labels ?? []), document.getElementById(on.getAttribute('aria-labelledby')), on].some(e => e?.textContent.trim() === name) }", name))
                return;
        }

        Assert.Fail($"{name} cannot be reached with the Tab key.");
    }

    private static async Task SignIn(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GotoAsync("/admin/");
        await page.GetByLabel("Email").FillAsync("editor@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.Arrive("Stories");
    }

    private static async Task<TestSite> Arranged()
    {
        var site = await TestSite.Start(FanNews.Tests.Storage.Engine.Sqlite, ("Site:TimeZone", "Europe/London"), ("Site:Name", "The Ferryman"));
        await site.Person(Role.Editor, name: "Ruth Amadi");
        var bridge = await site.Publish("The bridge that was to take two years enters its ninth", Text, "Harbour", TestNewsroom.Noon.AddHours(-6), slug: "bridge",
            dek: "Contractors have found solid ground on the east bank, the west bank and in one committee room. The ferry has ordered new carpets.",
            dateline: "ORRINMOUTH", tags: ["Orrin Bridge", "Ferries"], authors: ["Ines Halloran", "Tom Okafor-Lund"], source: "County Survey");
        for (var i = 0; i < 3; i++)
            await site.Comment(bridge, $"Who pays? {i}");
        await site.Publish("Saltby’s clock is right twice a day. The council would like a third", section: "Both Banks", authors: ["Dele Marsh"], at: TestNewsroom.Noon.AddMinutes(-70));
        await site.Publish("The hill farmers who sell the wind and keep the weather", section: "Business", authors: ["Sunniva Brandt"], at: TestNewsroom.Noon.AddHours(-22));
        await site.Publish("Orrin barrier: what closed, what floated", section: "Harbour", authors: ["Tom Okafor-Lund"], at: TestNewsroom.Noon.AddHours(6));
        await site.Publish("Mayor swims to meeting", section: "Both Banks", authors: ["Dele Marsh"], at: TestNewsroom.Noon.AddHours(-9), adjust: a => a.Kill(TestNewsroom.Noon.AddHours(-4), "“He was pushed”: legal"));
        await site.Draft("");
        var hat = await site.Draft("The hat, the plans and the museum between them", section: "Culture");
        await site.Store.Change(FanNews.Storage.Actor.Program, async change =>
        {
            (await change.Db.Articles.SingleAsync(a => a.Id == hat.Id)).SubmitForReview();
            change.Record("submitted", $"article:{hat.Id}");
        });
        return site;
    }
}
