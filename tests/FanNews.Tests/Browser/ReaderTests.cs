using FanNews.Articles;
using FanNews.Comments;
using FanNews.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace FanNews.Tests.Browser;

/// <summary>The reader's pages in a real browser, on the demo newsroom: sound for axe, whole at every width, usable by keyboard and without script.</summary>
[Collection(BrowserGround.Name)]
public sealed class ReaderTests(BrowserGround browser)
{
    private const string Lost = "/2026/11/24/orrin-bridge-opening/";

    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(1440, true)]
    public async Task Every_page_is_sound(int width, bool dark)
    {
        await using var site = await Ferryman();
        await using var visitor = await browser.Visit(site, width, dark);
        foreach (var path in (string[])["/", await Story(site, "bridge"), await Story(site, "parish"), await Story(site, "regatta"), "/section/both-banks/", "/author/ines-halloran/", "/search?q=clock", "/about/", Lost])
        {
            await visitor.Page.GotoAsync(path);
            await visitor.MustBeSound();
        }
    }

    [BrowserFact]
    public async Task Nothing_scrolls_sideways_from_320_to_1920_pixels()
    {
        await using var site = await Ferryman();
        var hard = await site.Publish(
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft tagt",
            $"| {string.Join(" | ", Enumerable.Range(1, 14).Select(i => "Column" + i))} |\n|{string.Concat(Enumerable.Repeat("---|", 14))}\n| {string.Join(" | ", Enumerable.Repeat("1,234,567", 14))} |\n\n"
            + $"    {new string('x', 300)}\n\n{new string('w', 200)} https://example.org/{new string('a', 200)}\n\nhttps://example.org/{new string('b', 200)}\n",
            authors: [new string('n', 90)], slug: "hard");
        await site.Comment(hard, new string('c', 300), name: new string('m', 200));
        await using var visitor = await browser.Visit(site);
        foreach (var path in (string[])["/", hard.Permalink!, await Story(site, "regatta"), Lost])
        {
            await visitor.Page.GotoAsync(path);
            foreach (var width in (int[])[320, 360, 736, 820, 1120, 1440, 1920])
            {
                await visitor.Page.SetViewportSizeAsync(width, 900);
                Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{path} at {width}");
            }
        }
    }

    [BrowserFact]
    public async Task The_first_key_leads_past_the_furniture()
    {
        await using var site = await Ferryman();
        await using var visitor = await browser.Visit(site);
        await visitor.Page.GotoAsync(await Story(site, "bridge"));
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the text", await visitor.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await visitor.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_reply_says_why_and_keeps_what_was_typed(bool script)
    {
        await using var site = await Ferryman();
        await using var visitor = await browser.Visit(site, 820, script: script);
        var page = visitor.Page;
        await page.GotoAsync(await Story(site, "bridge"));
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("P. Dunmore");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("p.dunmore@upperwick");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("P. Dunmore", await page.GetByLabel("Name", new() { Exact = true }).InputValueAsync());
        var comment = page.GetByRole(AriaRole.Textbox, new() { Name = "Comment", Exact = true });
        Assert.Equal("true", await comment.GetAttributeAsync("aria-invalid"));
        var links = page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link);
        Assert.Equal(2, await links.CountAsync());
        if (script)
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
            await visitor.MustBeSound();
        }
    }

    [BrowserFact]
    public async Task Reply_brings_the_form_to_the_comment_and_back()
    {
        await using var site = await Ferryman();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await page.GotoAsync(await Story(site, "bridge"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Reply to Margit Soll" }).First.ClickAsync();
        Assert.Equal(1, await page.Locator("#comments li #respond").CountAsync());
        Assert.NotEqual("", await page.InputValueAsync("#respond [name=parent]"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer the story instead" }).ClickAsync();
        Assert.Equal(0, await page.Locator("#comments #respond").CountAsync());
        Assert.Equal("", await page.InputValueAsync("#respond [name=parent]"));
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task Without_script_the_form_turns_to_the_story_and_keeps_what_was_typed()
    {
        await using var site = await Ferryman();
        await using var visitor = await browser.Visit(site, 360, script: false);
        var page = visitor.Page;
        await page.GotoAsync(await Story(site, "bridge"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Reply to Margit Soll" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#answering")).ToHaveTextAsync("Reply to Margit Soll");
        await page.GetByLabel("Comment", new() { Exact = true }).FillAsync("For the story, then");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Jo Reed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer the story instead" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answering")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Answer the story instead" })).ToBeHiddenAsync();
        Assert.Equal(("For the story, then", "Jo Reed", ""), (await page.GetByLabel("Comment", new() { Exact = true }).InputValueAsync(), await page.GetByLabel("Name", new() { Exact = true }).InputValueAsync(), await page.InputValueAsync("#respond [name=parent]")));
        // Enter posts, whatever buttons there are.
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("jo@example.org");
        await page.GetByLabel("Email", new() { Exact = true }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#posted")).ToContainTextAsync("For the story, then");
        Assert.Null(await site.Store.Read(db => db.Comments.OrderByDescending(c => c.Id).Select(c => c.ParentId).FirstAsync()));
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task Nothing_jumps_while_a_story_loads()
    {
        await using var site = await Ferryman();
        await using var visitor = await browser.Visit(site, 360);
        await visitor.Page.AddInitScriptAsync("window.shift = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });");
        await visitor.Page.GotoAsync(await Story(site, "bridge"), new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.InRange(await visitor.Page.EvaluateAsync<double>("window.shift"), 0, 0.02);
    }

    [BrowserFact]
    public async Task Right_to_left_turns_the_page_round()
    {
        await using var site = await Ferryman(("Site:Language", "ar"));
        await using var visitor = await browser.Visit(site);
        await visitor.Page.GotoAsync(await Story(site, "bridge"));
        await visitor.MustBeSound();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.querySelector('.byline').getBoundingClientRect().left > document.querySelector('.body').getBoundingClientRect().right"));
    }

    private static async Task<TestSite> Ferryman(params (string, string)[] settings)
    {
        var site = await TestSite.Start(settings: settings);
        await DemoPaper.Fill(site);
        return site;
    }

    private static Task<string> Story(TestSite site, string word) => site.Store.Read(db => Task.FromResult(Permalink.Encode(
        db.VisibleStories(site.Clock.GetUtcNow()).Where(l => EF.Functions.Like(l.Text.Headline, $"%{word}%")).NewestFirst().Select(l => l.Article.Permalink!).First())));
}
