using System.Diagnostics;
using System.Globalization;
using FanNews.People;
using FanNews.Tests.Browser;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

/// <summary>What the editor said was kept is there when the browser is killed. FANNEWS_TEST_KILLS says how often; a few times tell most.</summary>
[Collection(BrowserGround.Name)]
public sealed class KilledBrowserTests(BrowserGround browser)
{
    [BrowserFact]
    public async Task No_word_that_the_editor_said_was_kept_is_lost_when_the_browser_is_killed()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Editor);
        var folder = Directory.CreateTempSubdirectory("fannews-browser-").FullName;
        try
        {
            for (var round = 0; round < Needs.Kills; round++)
            {
                var draft = await site.Draft($"Bridge {round}");
                var typed = $"Typed in round {round}: the bridge leans.";
                var offline = round % 2 == 0;
                await Type(site, folder, draft.Id, typed, offline);
                var context = await browser.Open(site, folder);
                var page = await SignedIn(context);
                await page.GotoAsync($"/admin/stories/{draft.Id}");
                await Assertions.Expect(page.Locator("#Body")).ToHaveValueAsync(typed);
                await context.CloseAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Types, waits until the page says that it is kept, and pulls the plug.
    private async Task Type(TestSite site, string folder, long story, string text, bool offline)
    {
        var context = await browser.Open(site, folder);
        var ended = new TaskCompletionSource();
        context.Close += (_, _) => ended.TrySetResult();
        var page = await SignedIn(context);
        await page.GotoAsync($"/admin/stories/{story}");
        await page.Ran();
        await context.SetOfflineAsync(offline);
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("");
        await page.GetByLabel("Body", new() { Exact = true }).PressSequentiallyAsync(text);
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync(offline ? "Not saved: kept on this device. The server does not answer." : "as your working copy");
        foreach (var process in Of(folder))
            process.Kill();
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static async Task<IPage> SignedIn(IBrowserContext context)
    {
        var page = context.Pages[0];
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.GotoAsync("/admin/");
        // A killed browser may have kept the session, or not.
        if (await page.GetByLabel("Password").CountAsync() == 0)
            return page;
        await page.GetByLabel("Email").FillAsync("editor@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stories", Exact = true })).ToBeVisibleAsync();
        return page;
    }

    // The browser is the process that was started on the folder; its children name it too, and end with it.
    private static IEnumerable<Process> Of(string folder)
    {
        foreach (var number in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)))
        {
            string[] line;
            try
            {
                line = File.ReadAllText($"/proc/{number}/cmdline").Split('\0');
            }
            catch (IOException)
            {
                continue;
            }

            if (line.Contains("--user-data-dir=" + folder) && !line.Any(a => a.StartsWith("--type=", StringComparison.Ordinal)))
                yield return Process.GetProcessById(int.Parse(number!, CultureInfo.InvariantCulture));
        }
    }
}
