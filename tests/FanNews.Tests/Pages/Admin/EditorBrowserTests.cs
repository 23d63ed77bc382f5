using FanNews.People;
using FanNews.Tests.Browser;
using FanNews.Tests.Storage;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class EditorBrowserTests(BrowserGround browser)
{
    [BrowserFact]
    public async Task The_toolbar_types_Markdown_by_keyboard_and_every_step_can_be_undone()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = await Open(visitor, "/admin/stories/new", markdown: true);
        var body = page.GetByLabel("Body");
        await body.FillAsync("The quick fox.");
        await Select(body, 4, 9);
        foreach (var (key, text) in new[]
        {
            ("Control+b", "The **quick** fox."), ("Control+i", "The ***quick*** fox."), ("Control+b", "The *quick* fox."), ("Control+i", "The quick fox."),
            ("Control+Shift+L", "The [quick](https://) fox."), ("Control+z", "The quick fox."), ("Control+Shift+Digit9", "> The quick fox."), ("Control+Shift+Digit8", "- The quick fox."),
            ("Control+Shift+Digit7", "1. The quick fox."), ("Control+Shift+Digit2", "## The quick fox."), ("Control+Shift+Digit2", "The quick fox."),
        })
        {
            await page.Keyboard.PressAsync(key);
            Assert.Equal((key, text), (key, await body.InputValueAsync()));
        }

        // One stop of the Tab key, after the body; the arrows go on, Home and End to its ends.
        await page.Keyboard.PressAsync("Alt+F10");
        await Assertions.Expect(Button(page, "Bold")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(Button(page, "Focus")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Button(page, "Italic")).ToBeFocusedAsync();
        Assert.Equal(1, await page.Locator("[role=toolbar] button[tabindex='0']").CountAsync());
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(body).ToBeFocusedAsync();
        await body.FillAsync("");
        await page.Keyboard.TypeAsync("- one\ntwo\n\nEnd.");
        Assert.Equal("- one\n- two\nEnd.", await body.InputValueAsync());
        foreach (var (name, text) in new[]
        {
            ("Footnote", "- one\n- two\nEnd.[^1]\n\n[^1]: The note."),
            ("Table", "| Name | Number |\n|:---|---:|\n| First | 1 |\n| Second | 2 |\n\n"),
            ("Pull quote", "::: pull-quote\nEnd.\n-- Who said it\n:::\n\n"),
            ("Correction", "::: correction 2026-11-24\nEnd.\n:::\n\n"),
        })
        {
            if (name != "Footnote")
                await body.FillAsync(name == "Table" ? "" : "End.");
            await Select(body, name is "Footnote" or "Table" ? 99 : 0, 99);
            await Button(page, name).ClickAsync();
            Assert.Equal(text, await body.InputValueAsync());
            await Assertions.Expect(body).ToBeFocusedAsync();
            if (name != "Footnote")
                continue;
            Assert.Equal("The note.", await body.EvaluateAsync<string>("e => e.value.slice(e.selectionStart, e.selectionEnd)"));
            await page.Keyboard.PressAsync("Control+z");
            Assert.Equal("- one\n- two\nEnd.", await body.InputValueAsync());
        }

        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task Names_are_completed_by_keyboard_and_a_new_guest_is_named_in_words()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = await Open(visitor, "/admin/stories/new");
        var authors = page.GetByLabel("Authors");
        await authors.FillAsync("");
        await authors.PressSequentiallyAsync("hallo");
        await Assertions.Expect(Offered(page).First).ToHaveTextAsync("Ines Halloran");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator(".choices [aria-selected=true]")).ToHaveTextAsync("Ines Halloran");
        await Assertions.Expect(authors).ToHaveAttributeAsync("aria-expanded", "true");
        await visitor.MustBeSound();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(authors).ToHaveValueAsync("Ines Halloran, ");
        await page.Keyboard.TypeAsync("Hob Tarrant");
        await Assertions.Expect(Offered(page)).ToHaveTextAsync("Hob Tarrant new guest author");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(authors).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(page.GetByText("New guest author: Hob Tarrant")).ToBeVisibleAsync();
        await Assertions.Expect(authors).ToHaveValueAsync("Ines Halloran, Hob Tarrant");
        await page.GetByLabel("Tags").PressSequentiallyAsync("orr");
        await Offered(page).GetByText("Orrin Bridge", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Tags")).ToHaveValueAsync("Orrin Bridge, ");
        await page.GetByLabel("Headline").FillAsync("Ferry sails");
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved.");
        await Assertions.Expect(page.GetByLabel("Authors")).ToHaveValueAsync("Ines Halloran, Hob Tarrant");
        await Assertions.Expect(page.GetByLabel("Tags")).ToHaveValueAsync("Orrin Bridge");
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task Clock_address_and_length_are_told_while_somebody_types()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = await Open(visitor, "/admin/stories/new");
        var (clock, address) = (page.Locator("[data-clock='']"), page.Locator("[data-slug-check]"));
        foreach (var (time, words) in new[]
        {
            ("2026-11-24T18:30", "Europe/Berlin, UTC+1. in 5 h 29 min; on your clock 17:30"), ("2027-07-01T00:30", "Europe/Berlin, UTC+2. in 218 days; on your clock 30 Jun, 22:30"),
            ("2027-03-28T02:30", "Europe/Berlin. There is no such time: the clocks go forward over it."), ("2027-10-31T02:30", "Europe/Berlin. That time happens twice: the clocks go back. Press Schedule, and say which."),
        })
        {
            await page.GetByLabel("Publish at").FillAsync(time);
            // The page's clock goes on while the test runs.
            await Assertions.Expect(clock).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^" + System.Text.RegularExpressions.Regex.Escape(words).Replace("29", "(29|30|2[0-8])", StringComparison.Ordinal) + "$"));
        }

        await page.GetByLabel("Publish at").FillAsync("");
        await page.GetByLabel("Headline").FillAsync("Bridge");
        await Assertions.Expect(address).ToHaveTextAsync("Free: /2026/11/24/bridge-2/");
        await page.GetByLabel("Headline").FillAsync(new string('w', 66));
        await Assertions.Expect(page.Locator("#Headline-length")).ToHaveTextAsync("66 characters, long for search results");
        await page.GetByLabel("Slug").FillAsync("bridge");
        await Assertions.Expect(address).ToHaveTextAsync("Another story has the address /2026/11/24/bridge/. Choose another slug");
        // The checks go along.
        var checks = page.Locator("[data-checks] li");
        await Assertions.Expect(checks).ToHaveTextAsync(["There is no dek", "The headline has 66 characters: search results cut it after 65", "Another story has the address /2026/11/24/bridge/. Choose another slug"]);
        await page.GetByLabel("Dek", new() { Exact = true }).FillAsync("Nearly.");
        await Assertions.Expect(checks).ToHaveCountAsync(2);
        await visitor.MustBeSound();
        Assert.Empty(visitor.Troubles);
    }

    [BrowserTheory]
    [InlineData(1440, false)]
    [InlineData(360, true)]
    public async Task The_preview_is_the_page_at_three_widths_and_leads_back(int width, bool dark)
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, width, dark);
        var page = await Open(visitor, "/admin/stories/new");
        await page.GetByLabel("Headline").FillAsync("Ferry & <sails>");
        await page.GetByLabel("Body").FillAsync("Nobody was ready.[^1]\n\n[^1]: Not even the ferry.");
        var preview = await page.RunAndWaitForPopupAsync(() => Button(page, "Preview").ClickAsync());
        await preview.Ran();
        var frame = preview.FrameLocator("iframe");
        await Assertions.Expect(frame.GetByRole(AriaRole.Heading, new() { Name = "Ferry & <sails>", Exact = true })).ToBeVisibleAsync();
        foreach (var (name, inner) in new[] { ("Phone 360", 360), ("Tablet 820", 820), ("Desktop 1440", 1440) })
        {
            await Button(preview, name).ClickAsync();
            await Assertions.Expect(Button(preview, name)).ToHaveAttributeAsync("aria-pressed", "true");
            var box = await preview.Locator("iframe").BoundingBoxAsync();
            Assert.Equal(Math.Min(inner, width), box!.Width, 1.0);
            Assert.Equal(inner, await preview.Locator("iframe").EvaluateAsync<int>("f => f.contentWindow.innerWidth"));
        }

        Assert.True(await preview.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        // The tab was opened for the preview alone: it closes, and the editor stands as it was left.
        var closed = new TaskCompletionSource();
        preview.Close += (_, _) => closed.TrySetResult();
        try
        {
            await Button(preview, "Back to the editor").ClickAsync();
        }
        catch (PlaywrightException) when (preview.IsClosed)
        {
            // The tab may be gone before it tells that it was clicked.
        }

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Assertions.Expect(page.GetByLabel("Headline")).ToHaveValueAsync("Ferry & <sails>");
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task Without_script_the_preview_changes_width_and_brings_the_text_back()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, script: false);
        var page = await Open(visitor, "/admin/stories/new");
        Assert.Equal(0, await page.GetByRole(AriaRole.Toolbar).CountAsync());
        await page.GetByLabel("Headline").FillAsync("Ferry sails");
        var preview = await page.RunAndWaitForPopupAsync(() => Button(page, "Preview").ClickAsync());
        await preview.Ran();
        await Button(preview, "Phone 360").ClickAsync();
        await Assertions.Expect(Button(preview, "Phone 360")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(preview.FrameLocator("iframe").GetByRole(AriaRole.Heading, new() { Name = "Ferry sails", Exact = true })).ToBeVisibleAsync();
        await Button(preview, "Back to the editor").ClickAsync();
        await Assertions.Expect(preview.GetByLabel("Headline")).ToHaveValueAsync("Ferry sails");
        await Assertions.Expect(preview.GetByText("It is not saved yet.")).ToBeVisibleAsync();
    }

    private static ILocator Offered(IPage page) => page.Locator(".choices:not([hidden]) [role=option]");

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Task<bool> Select(ILocator body, int from, int to) => body.EvaluateAsync<bool>("(e, [from, to]) => { e.focus(); e.setSelectionRange(from, to); return true; }", new[] { from, to });

    // Whoever wrote in Markdown last finds Markdown.
    private static async Task<IPage> Open(Visitor visitor, string path, bool markdown = false)
    {
        var page = visitor.Page;
        await page.GotoAsync("/admin/");
        await page.GetByLabel("Email").FillAsync("editor@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await Button(page, "Sign in").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stories", Exact = true })).ToBeVisibleAsync();
        if (markdown)
            await page.EvaluateAsync("localStorage.setItem('fannews-editor', 'markdown')");
        await page.GotoAsync(path);
        await page.Ran();
        return page;
    }

    private static async Task<TestSite> Arranged()
    {
        var site = await TestSite.Start(Engine.Sqlite, ("Site:TimeZone", "Europe/Berlin"));
        await site.Person(Role.Editor, name: "Ruth Amadi");
        await site.Publish("Bridge", slug: "bridge", section: "Harbour", tags: ["Orrin Bridge"], authors: ["Ines Halloran"]);
        return site;
    }
}
