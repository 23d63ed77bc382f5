using FanNews.People;
using FanNews.Tests.Browser;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

/// <summary>The desk of a paper that is written from right to left, as it is and with the desk itself turned round.</summary>
[Collection(BrowserGround.Name)]
public sealed class RightToLeftBrowserTests(BrowserGround browser)
{
    [BrowserTheory]
    [InlineData(360, true)]
    [InlineData(1440, false)]
    public async Task Every_page_of_the_desk_is_sound(int width, bool dark)
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:Language", "ar"), ("Site:Name", "المعبر"));
        await site.Person(Role.Administrator, name: "Ruth Amadi");
        var story = await site.Publish("الجسر الذي كان سيستغرق عامين يدخل عامه التاسع", "اكتمل نصف العمل.", "المرفأ", dek: "الأرض صلبة في الضفة الشرقية.", tags: ["جسر"], authors: ["أمينة نصر"]);
        await site.Comment(story, "من يدفع؟", FanNews.Comments.CommentStatus.Pending);
        await site.Draft("مسودة");
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        await page.GotoAsync("/admin/sign-in");
        await Sound(visitor, "sign-in");
        await page.GetByLabel("Email").FillAsync("administrator@example.org");
        await page.GetByLabel("Password").FillAsync(TestNewsroom.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.Arrive("Stories");
        await page.GotoAsync("/admin/media");
        await page.GetByLabel("Pictures", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "bridge.jpg", MimeType = "image/jpeg", Buffer = DrawnPictures.Jpeg(1) });
        await page.GetByLabel("Alternative text").FillAsync("جسر");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add pictures", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/media");
        foreach (var path in new[]
        {
            "stories", "stories/new", $"stories/{story.Id}", $"stories/{story.Id}/history", "front", "comments", "media", "media/1", "people", "bylines?open=1", "settings", "account", "nothing",
        })
        {
            await page.GotoAsync("/admin/" + path);
            await page.Ran();
            await Sound(visitor, path.Replace('/', '-').Split('?')[0]);
        }

        await page.GotoAsync($"/admin/stories/{story.Id}");
        Assert.Equal("rtl", await page.GetByLabel("Headline").EvaluateAsync<string>("e => getComputedStyle(e).direction"));
    }

    private static async Task Sound(Visitor visitor, string name)
    {
        await visitor.MustBeSound();
        await visitor.Page.EvaluateAsync("document.documentElement.dir = 'rtl'");
        await visitor.MustBeSound();
        await visitor.TakePicture($"rtl-{name}-{visitor.Page.ViewportSize!.Width}");
    }
}
