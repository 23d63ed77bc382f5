using System.Globalization;
using FanNews.Tests.Browser;
using FanNews.Tests.Storage;
using Microsoft.Playwright;

namespace FanNews.Tests.Readers;

/// <summary>What readers ask and tell, in a real browser.</summary>
[Collection(BrowserGround.Name)]
public sealed class ReaderBrowserTests(BrowserGround browser)
{
    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(1440, true)]
    public async Task Every_page_for_what_readers_ask_is_sound(int width, bool dark)
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite);
        var story = await site.Publish("Bridge closes");
        var comment = await site.Comment(story, "Who pays?");
        await site.Comment(story, "The toll.", parent: comment);
        await using var visitor = await browser.Visit(site, width, dark);
        foreach (var path in (string[])[story.Permalink!, $"/reply/report?comment={comment.Id}", $"/reply/error?story={story.Id}", "/reply/data"])
        {
            await visitor.Page.GotoAsync(path);
            await visitor.MustBeSound();
        }
    }

    [BrowserFact]
    public async Task Name_and_email_that_a_reader_saved_stand_in_the_form_of_the_next_story()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite);
        var (story, other) = (await site.Publish("Bridge closes"), await site.Publish("Bridge opens"));
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await page.GotoAsync(story.Permalink!);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Comment", Exact = true }).FillAsync("Who pays?");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada & Ben; Quill=é");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("ada@example.org");
        await page.GetByLabel("Save my name and email").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("waits for moderation");
        await page.GotoAsync(other.Permalink!);
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Ada & Ben; Quill=é");
        await Assertions.Expect(page.GetByLabel("Email", new() { Exact = true })).ToHaveValueAsync("ada@example.org");
        await Assertions.Expect(page.GetByLabel("Save my name and email")).ToBeCheckedAsync();
        Assert.Empty(visitor.Troubles);
    }

    [BrowserFact]
    public async Task An_old_link_to_a_comment_finds_the_page_on_which_it_stands()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite);
        var story = await site.Publish("Bridge closes");
        var last = 0L;
        for (var i = 1; i <= 51; i++)
            last = (await site.Comment(story, string.Create(CultureInfo.InvariantCulture, $"Said {i}"), at: TestNewsroom.Noon.AddMinutes(i - 60))).Id;
        await using var visitor = await browser.Visit(site);
        await visitor.Page.GotoAsync($"{story.Permalink}#comment-{last}");
        await visitor.Page.Lands($"comments=2#comment-{last}$");
        await Assertions.Expect(visitor.Page.Locator($"#comment-{last}")).ToContainTextAsync("Said 51");
    }
}
