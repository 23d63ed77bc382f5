using System.Text.RegularExpressions;
using FanNews.Interchange.WordPress;
using FanNews.People;
using FanNews.Settings;
using Microsoft.Playwright;

namespace FanNews.Tests.Browser;

/// <summary>The job that everything stands on, end to end: an export comes in, its story is read, replied to and moderated.</summary>
[Collection(BrowserGround.Name)]
public sealed partial class MainJobTests(BrowserGround browser)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_story_of_an_export_is_read_replied_to_and_moderated(bool script) => Do(
        Checkout.Path("tests", "FanNews.Tests", "Browser", "Fixtures", "lantern.wxr.xml"),
        "/lighthouse-closes-its-night-school/",
        sourceCategory: "harbour-wire",
        script,
        [
            "Lighthouse closes its night school, keeper says",
            "Night Desk",
            "The keeper of the Saltby light says that his pupils kept bumping into the syllabus",
            "SALTBY — The lighthouse will close its night school, its keeper said on Monday.",
            "The pupils, most of them moths, were told in person.",
            "“They had no elementary knowledge of glass,” he said, “and no wish to acquire it.”",
            "Harbour Wire",
            "Leave a Reply",
            "Next Post",
            "Moths return to the pier",
            "The pier at dusk, with some of its residents. Ada Quill | The Lantern The moths of Saltby have returned to the lamps of the pier, which had missed them less than they thought, and which now have an appointment with an electrician of the county who has been asked […]",
            "You May Like",
            "Bulb shortage blamed on enthusiasm",
        ]);

    [SharedDataBrowserFact("seed/seed.wxr.xml")]
    public Task The_seed_comes_out_line_by_line_as_it_was() => Do(
        Shared.Path("seed", "seed.wxr.xml"),
        "/russia-suspends-its-mission-to-nato-foreign-minister-says/",
        sourceCategory: "free-america-network-articles",
        script: false,
        [.. File.ReadAllLines(Shared.Path("seed", "article.txt")).Where(l => l.Trim().Length > 0)]);

    private async Task Do(string export, string path, string sourceCategory, bool script, string[] lines)
    {
        await using var site = await TestSite.Start();
        await new WordPressImport(site.Store, new Site(), site.Clock, new ImportOptions { SourceCategories = [sourceCategory] })
            .Run([export], _ => { }, CancellationToken.None);
        var moderator = await site.Person(Role.Moderator);

        await using var reader = await browser.Visit(site, script: script);
        await reader.Page.GotoAsync(path);
        await MustHaveInOrder(reader.Page, lines);
        await MustHaveItsParts(reader.Page);

        // The reader replies: the notice, and nothing in public yet.
        var page = reader.Page;
        await page.GetByLabel("Comment", new() { Exact = true }).FillAsync("Will there be a\nprize-giving?");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Margit Soll");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("margit.soll@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post Comment", Exact = true }).ClickAsync();
        await page.Lands(@"\?reply=");
        var notice = page.GetByRole(AriaRole.Status).Filter(new() { HasText = "waits for moderation" });
        await Assertions.Expect(notice).ToContainTextAsync("prize-giving?");
        await page.ReloadAsync();
        await Assertions.Expect(notice).ToContainTextAsync("prize-giving?");
        Assert.Empty(await page.Context.CookiesAsync());
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("#comments")).Not.ToContainTextAsync("prize-giving?");

        // The moderator lets it out.
        await using var desk = await browser.Visit(site, script: script);
        await desk.Page.GotoAsync("/admin/");
        await desk.Page.GetByLabel("Email", new() { Exact = true }).FillAsync(moderator.Email!);
        await desk.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(TestNewsroom.Password);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await desk.Page.Lands("/admin/(?!sign-in)");
        await desk.Page.GetByRole(AriaRole.Link, new() { NameRegex = CommentsLink() }).First.ClickAsync();
        var queued = desk.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = "prize-giving?" });
        await Assertions.Expect(queued).ToContainTextAsync("margit.soll@example.org");
        await queued.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        // With script the page stays, and the comment leaves it once that is decided.
        if (!script)
            await desk.Page.Lands("[?&]undo=");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = "prize-giving?" })).ToHaveCountAsync(0);

        // And everybody reads it.
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("#comments li").Filter(new() { HasText = "prize-giving?" })).ToContainTextAsync("Margit Soll");
        // axe is a script itself.
        if (script)
        {
            await reader.MustBeSound();
            await desk.MustBeSound();
        }
    }

    private static async Task MustHaveInOrder(IPage page, string[] lines)
    {
        // The story's own words come before the reply form, the proposals after it: the page's order is the article's.
        var text = Blanks().Replace(await page.Locator("main").InnerTextAsync(), " ");
        var missing = lines.Where(line => !text.Contains(Blanks().Replace(line.Trim(), " "), StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, "Missing: " + string.Join("\n", missing) + "\nin:\n" + text);
        var landmarks = new[] { "Leave a Reply", "Next Post", "You May Like" }.Select(l => text.IndexOf(l, StringComparison.Ordinal)).ToList();
        Assert.Equal(landmarks.Order(), landmarks);
    }

    private static async Task MustHaveItsParts(IPage page)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Banner)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Contentinfo)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        var story = page.GetByRole(AriaRole.Article);
        await Assertions.Expect(story.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
        foreach (var part in new[] { "dek", "byline", "body", "source", "dateline" })
            await Assertions.Expect(story.Locator($"[data-part={part}]")).ToHaveCountAsync(1);
        await Assertions.Expect(story.Locator("[data-part=byline] a")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Leave a Reply", Exact = true })).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Next Post", Exact = true })).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "You May Like", Exact = true })).ToHaveCountAsync(1);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("^Comments")]
    private static partial Regex CommentsLink();
}
