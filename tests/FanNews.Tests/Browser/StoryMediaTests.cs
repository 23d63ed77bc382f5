using FanNews.Media;
using FanNews.Storage;
using FanNews.Tests.Media;
using Microsoft.Playwright;

namespace FanNews.Tests.Browser;

/// <summary>Galleries, large pictures, players and videos of other hosts, by keyboard, with script and without.</summary>
[Collection(BrowserGround.Name)]
public sealed class StoryMediaTests(BrowserGround browser)
{
    private const string Body = """
        ::: gallery
        ![One ferry](/media/1.jpg)
        The first.
        -- Ada Quill
        ![Two ferries](/media/2.jpg)
        The second.
        -- Ben Ash
        ![Three ferries](/media/3.jpg)
        The third.
        -- Cora Finch
        :::

        https://www.youtube.com/watch?v=dQw4w9WgXcQ

        [The horn](/media/horn.mp3)

        [The crossing](/media/film.mp4)

        [The survey](/media/survey.pdf)
        """;

    [BrowserFact]
    public async Task A_story_with_pictures_sound_and_video_is_used_with_keys_and_whole_without_script()
    {
        await using var site = await TestSite.Start();
        for (var i = 1; i <= 3; i++)
            await Add(site, $"/media/{i}.jpg", i);
        await Add(site, "/media/video/youtube-dQw4w9WgXcQ.jpg", 4);
        await site.File("/media/horn.mp3", MadeFiles.Mp3(), credit: "Ada Quill");
        await site.File("/media/film.mp4", MadeFiles.Mp4(), captions: MadeFiles.Captions);
        await site.File("/media/survey.pdf", MadeFiles.Pdf());
        await site.Publish("Crossing", Body, slug: "crossing");

        await using (var plain = await browser.Visit(site, 360, script: false))
        {
            await plain.Page.GotoAsync("/2026/11/24/crossing/");
            Assert.Equal(0, await plain.Page.Locator(".gallery-bar, .embed button").CountAsync());
            // A list, one below the other, each with its credit.
            var tops = await plain.Page.Locator(".gallery figure").EvaluateAllAsync<double[]>("all => all.map(f => f.getBoundingClientRect().top)");
            Assert.True(tops[0] < tops[1] && tops[1] < tops[2]);
            await Assertions.Expect(plain.Page.Locator(".gallery .credit")).ToHaveTextAsync(["Ada Quill", "Ben Ash", "Cora Finch"]);
            Assert.Equal("https://www.youtube.com/watch?v=dQw4w9WgXcQ", await plain.Page.GetByRole(AriaRole.Link, new() { Name = "Watch on YouTube" }).GetAttributeAsync("href"));
            Assert.Empty(plain.Troubles);
            await plain.Page.GetByRole(AriaRole.Link, new() { Name = "Enlarge: Two ferries" }).ClickAsync();
            await plain.Page.Lands("/media/.*-1000\\.jpg$");
            await Assertions.Expect(plain.Page.Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 1000);
        }

        await using var visitor = await browser.Visit(site, 820);
        var page = visitor.Page;
        await page.AddInitScriptAsync("window.shift = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });");
        await page.GotoAsync("/2026/11/24/crossing/");
        await visitor.MustBeSound();
        Assert.InRange(await page.EvaluateAsync<double>("window.shift"), 0, 0.02);

        var gallery = page.GetByRole(AriaRole.Group, new() { Name = "Gallery of 3 pictures" });
        var told = page.Locator(".gallery-bar [role=status]");
        async Task Shows(int number)
        {
            await Assertions.Expect(told).ToHaveTextAsync($"{number} of 3");
            await page.WaitForFunctionAsync("i => { const s = document.querySelector('.gallery').getBoundingClientRect(), f = document.querySelectorAll('.gallery figure')[i].getBoundingClientRect(); return Math.abs(s.left - f.left) < 2; }", number - 1);
        }

        await gallery.FocusAsync();
        await Shows(1);
        foreach (var (key, number) in ((string, int)[])[("ArrowRight", 2), ("End", 3), ("ArrowRight", 3), ("ArrowLeft", 2), ("Home", 1)])
        {
            await page.Keyboard.PressAsync(key);
            await Shows(number);
        }

        var next = page.GetByRole(AriaRole.Button, new() { Name = "Next picture" });
        await next.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Shows(2);
        await page.Keyboard.PressAsync("Enter");
        await Shows(3);
        Assert.Equal("true", await next.GetAttributeAsync("aria-disabled"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Previous picture" }).ClickAsync();
        await Shows(2);
        await page.EvaluateAsync("document.documentElement.dir = 'rtl'");
        await gallery.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(told).ToHaveTextAsync("2 of 3");
        await page.EvaluateAsync("document.documentElement.dir = 'ltr'");

        // Large, and back to where the reader was.
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Enlarge: Two ferries" });
        await link.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var large = page.GetByRole(AriaRole.Dialog, new() { Name = "Two ferries" });
        await Assertions.Expect(large.Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 1000);
        await Assertions.Expect(large.Locator("figcaption")).ToContainTextAsync("The second. Ben Ash");
        await visitor.MustBeSound();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(link).ToBeFocusedAsync();

        // The browser's own players, which ask for parts. The film's captions are offered.
        Assert.Equal(1, await page.Locator("video").EvaluateAsync<int>("v => v.textTracks.length"));
        Assert.Equal("The horn", await page.Locator("audio").GetAttributeAsync("aria-label"));
        await page.Locator("audio").EvaluateAsync("async a => { a.load(); a.preload = 'auto'; await new Promise((done, no) => { a.onloadedmetadata = done; a.onerror = () => no(new Error('The sound cannot be played.')); }); }");
        await Assertions.Expect(page.Locator(".document")).ToHaveTextAsync("The survey PDF, 1 KB");
        Assert.Empty(visitor.Troubles);

        // Nothing was asked of another host until now.
        await page.GetByRole(AriaRole.Button, new() { Name = "Play video from youtube.com" }).ClickAsync();
        await Assertions.Expect(page.Locator(".embed iframe")).ToHaveAttributeAsync("src", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ");
        await Assertions.Expect(page.Locator(".embed iframe")).ToBeFocusedAsync();
        Assert.All(visitor.Troubles, trouble => Assert.StartsWith("another host: https://www.youtube-nocookie.com/", trouble, StringComparison.Ordinal));
    }

    private static Task Add(TestSite site, string address, int shade)
    {
        var kept = new PictureFiles(site.Store.Options.MediaFolder).Keep(DrawnPictures.Large(shade), all: false).Picture!;
        return site.Store.Change(Actor.Program, change =>
        {
            var picture = new Picture { Address = address, Alt = "", Credit = "YouTube" };
            picture.Take(kept);
            change.Db.Pictures.Add(picture);
            change.Record("added", "picture");
            return Task.CompletedTask;
        });
    }
}
