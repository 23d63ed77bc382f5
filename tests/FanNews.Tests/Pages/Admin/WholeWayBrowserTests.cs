using System.Net;
using System.Text.RegularExpressions;
using FanNews.People;
using FanNews.Tests.Browser;
using FanNews.Tests.Media;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

/// <summary>A story's life, from the door of the desk to its end, by one editor who has no mouse.</summary>
[Collection(BrowserGround.Name)]
public sealed class WholeWayBrowserTests(BrowserGround browser)
{
    private const string Address = "/2026/12/12/ferry-sails-on-time/";

    [BrowserFact]
    public async Task A_story_is_written_illustrated_previewed_scheduled_corrected_and_killed_by_keyboard()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Editor, name: "Ruth Amadi");
        await site.Publish("Old news", section: "Harbour");
        // The twelfth of the twelfth at half past twelve: typed alike whichever order of day and month the browser shows.
        site.Clock.Advance(TimeSpan.FromDays(18));
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await page.GotoAsync("/admin/");
        await visitor.Reach("Email");
        await page.Keyboard.TypeAsync("editor@example.org");
        await visitor.Reach("Password");
        await page.Keyboard.TypeAsync(TestNewsroom.Password);
        await page.Keyboard.PressAsync("Enter");
        await visitor.Arrive("Stories");

        await page.Keyboard.PressAsync("n");
        await visitor.Arrive("New story");
        await visitor.Reach("Headline");
        await page.Keyboard.TypeAsync("Ferry sails on time");
        await visitor.Reach("Dek");
        await page.Keyboard.TypeAsync("Passengers lodge complaints.");
        await visitor.Reach("Body");
        await page.Keyboard.TypeAsync("Nobody was ready.");
        await visitor.Reach("Add a new one");
        await page.Keyboard.PressAsync("Enter");
        await visitor.Reach("Picture file");
        // The window in which a file is chosen is the machine's, not the page's.
        await page.Locator("#LeadFile").SetInputFilesAsync(new FilePayload { Name = "ferry.jpg", MimeType = "image/jpeg", Buffer = DrawnPictures.Jpeg(1) });
        await visitor.Reach("Alternative text");
        await page.Keyboard.TypeAsync("A ferry in fog");
        await visitor.Reach("Credit");
        await page.Keyboard.TypeAsync("Ada Quill");
        await page.Keyboard.PressAsync("Control+s");
        await page.Lands(@"/admin/stories/\d+\?done=Save$");

        await Previewed(visitor);

        await visitor.Reach("Publish at");
        await page.Keyboard.TypeAsync("12122026");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.TypeAsync("1230P");
        await Assertions.Expect(page.GetByLabel("Publish at")).ToHaveValueAsync("2026-12-12T12:30");
        await visitor.Reach("Schedule");
        await page.Keyboard.PressAsync("Enter");
        await page.Lands(@"/admin/stories/\d+\?done=Schedule$");
        await Assertions.Expect(page.GetByText("Scheduled: it comes out in 30 min.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.NotFound, await Status(site));
        site.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Contains("A ferry in fog", await site.Client.GetStringAsync(Address), StringComparison.Ordinal);

        await page.GotoAsync(new Uri(page.Url).AbsolutePath);
        await page.Ran();
        await visitor.Reach("Body");
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("\n\nThe ferry was early.");
        await page.Keyboard.PressAsync("Shift+Home");
        await page.Keyboard.PressAsync("Alt+F10");
        await visitor.Reach("Correction", "ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#Body")).ToHaveValueAsync(new Regex(@"^Nobody was ready\.\n\n::: correction 2026-12-12\nThe ferry was early\.\n:::\s*$"));
        await visitor.Reach("Publish");
        await page.Keyboard.PressAsync("Enter");
        await page.Lands(@"/admin/stories/\d+\?done=Publish$");
        Assert.Contains("The ferry was early.", await site.Client.GetStringAsync(Address), StringComparison.Ordinal);

        await visitor.Reach("Reason");
        await page.Keyboard.TypeAsync("There is no ferry.");
        await visitor.Reach("Kill");
        await page.Keyboard.PressAsync("Enter");
        await page.Lands(@"/admin/stories/\d+\?done=Kill$");
        await Assertions.Expect(page.GetByText("Killed: its address says that it is gone.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Gone, await Status(site));
        Assert.Empty(visitor.Troubles);
    }

    private static async Task Previewed(Visitor visitor)
    {
        var opened = new TaskCompletionSource<IPage>();
        visitor.Page.Popup += (_, tab) => opened.TrySetResult(tab);
        await visitor.Reach("Preview");
        await visitor.Page.Keyboard.PressAsync("Enter");
        var preview = await opened.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await preview.Ran();
        var frame = preview.FrameLocator("iframe");
        await Assertions.Expect(frame.GetByRole(AriaRole.Heading, new() { Name = "Ferry sails on time", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(frame.GetByRole(AriaRole.Img, new() { Name = "A ferry in fog", Exact = true })).ToBeVisibleAsync();
        await preview.CloseAsync();
        await visitor.Page.BringToFrontAsync();
    }

    private static async Task<HttpStatusCode> Status(TestSite site)
    {
        using var answer = await site.Client.GetAsync(Address);
        return answer.StatusCode;
    }
}
