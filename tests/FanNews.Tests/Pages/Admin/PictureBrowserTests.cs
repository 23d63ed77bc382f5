using System.Text.RegularExpressions;
using FanNews.Media;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace FanNews.Tests.Pages.Admin;

[Collection(BrowserGround.Name)]
public sealed class PictureBrowserTests(BrowserGround browser)
{
    // Making the files of a picture takes as long as the machine lets it.
    [BrowserFact]
    public async Task A_writer_adds_pictures_leads_with_one_and_puts_one_in_the_text_by_keyboard()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site);
        var page = visitor.Page;
        await SignIn(visitor);
        await visitor.Reach("Media");
        await page.Keyboard.PressAsync("Enter");
        await visitor.Arrive("Media");
        await page.GetByLabel("Pictures", new() { Exact = true }).SetInputFilesAsync(File("ferry.jpg", "ferry.jpg"));
        await visitor.Reach("Alternative text");
        await page.Keyboard.TypeAsync("A ferry under a red sky");
        await visitor.Reach("Credit");
        await page.Keyboard.TypeAsync("Ada Quill");
        await page.Keyboard.PressAsync("Enter");
        await page.Lands(@"/admin/media\?done=added$");

        // Several at once, one after the other, and then their words.
        await page.GetByLabel("Pictures", new() { Exact = true }).SetInputFilesAsync([File("clock.jpg", "clock.jpg"), File("marsh.jpg", "marsh.jpg")]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add pictures", Exact = true }).PressAsync("Enter");
        await page.Lands(@"/admin/media/2,3$");
        await visitor.Arrive("2 pictures");
        await page.GetByLabel("Alternative text").Nth(0).FillAsync("A clock that stands still");
        await page.GetByLabel("Credit", new() { Exact = true }).Nth(0).FillAsync("Ruth Amadi");
        await page.GetByLabel("Caption (optional)").Nth(0).FillAsync("Twice a day it is right.");
        await page.GetByLabel("Decorative").Nth(1).CheckAsync();
        await page.GetByLabel("Credit", new() { Exact = true }).Nth(1).FillAsync("Ruth Amadi");
        await page.Keyboard.PressAsync("Enter");
        await page.Lands(@"/admin/media\?done=saved$");
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Pictures, newest first" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);

        await page.GotoAsync("/admin/stories/new");
        await visitor.Arrive("New story");
        await visitor.Reach("Headline");
        await page.Keyboard.TypeAsync("Ferry sails on time");
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("Nobody was ready.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Picture", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("clock");
        await Assertions.Expect(page.Locator("[data-choices] button")).ToHaveCountAsync(1);
        await visitor.Reach("A clock that stands still");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#Body")).ToHaveValueAsync(new Regex(@"^Nobody was ready\.\n\n!\[\]\(/media/clock\.jpg\)\s*$"));
        await visitor.Reach("Choose a lead picture");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Find pictures").Nth(0).FillAsync("ferry");
        await Assertions.Expect(page.Locator("[data-thumbs] label")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Radio, new() { Name = "A ferry under a red sky", Exact = true }).PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Published: readers see this text now.");
        await page.Ran();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the story", Exact = true }).PressAsync("Enter");
        await visitor.Arrive("Ferry sails on time");
        foreach (var alt in (string[])["A ferry under a red sky", "A clock that stands still"])
            Assert.True(await page.GetByRole(AriaRole.Img, new() { Name = alt, Exact = true }).EvaluateAsync<bool>("async img => { img.scrollIntoView(); await img.decode(); return img.naturalWidth > 0 && img.currentSrc.endsWith('.avif'); }"), alt);
        await Assertions.Expect(page.GetByText("Twice a day it is right.")).ToBeVisibleAsync();
        await visitor.MustBeSound();
    }

    [BrowserFact]
    public async Task Pictures_are_dropped_and_pasted_survive_a_bad_line_and_have_a_focal_point_by_mouse_and_by_keys()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, 360);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.GotoAsync("/admin/media");
        await page.Ran();
        // More than one slice; what stands behind the end of a picture is no part of it.
        byte[] ferry = [.. Drawing("ferry.jpg"), .. new byte[700_000]];
        await Bring("drop", "ferry.jpg", ferry);
        await Assertions.Expect(page.GetByText("1 picture is ready.")).ToBeVisibleAsync();
        await Bring("paste", "clock.jpg", Drawing("clock.jpg"));
        await Bring("drop", "again.jpg", ferry);
        await Bring("drop", "broken.jpg", [1, 2, 3]);
        await Assertions.Expect(page.GetByText("4 pictures are ready.")).ToBeVisibleAsync();
        var slices = 0;
        await page.RouteAsync(new Regex(@"handler=Slice$"), route => ++slices == 2 ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Add pictures", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 of 4 added.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        // Two slices of the ferry, one of them twice, one of the clock, two of the ferry again, one of what is no picture.
        Assert.Equal(7, slices);
        var list = page.GetByRole(AriaRole.List, new() { Name = "Files on their way" });
        await Assertions.Expect(list.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(4);
        await Assertions.Expect(list.GetByText("broken.jpg: The file is no picture that we can read")).ToBeVisibleAsync();
        await visitor.MustBeSound();
        await visitor.TakePicture("media-sent-360-light");
        await page.GetByRole(AriaRole.Link, new() { Name = "Say what they show", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/media/1,2$");

        await page.SetViewportSizeAsync(1440, 900);
        await page.GotoAsync("/admin/media/1");
        await page.Ran();
        var mark = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Focal point") });
        var x = page.GetByLabel("From the left", new() { Exact = true });
        var y = page.GetByLabel("From the top", new() { Exact = true });
        var box = (await page.Locator(".focal img").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + (box.Width * .25f), box.Y + (box.Height * .75f));
        await Assertions.Expect(x).ToHaveValueAsync("25");
        await Assertions.Expect(y).ToHaveValueAsync("75");
        await Assertions.Expect(mark).ToBeFocusedAsync();
        foreach (var key in (string[])["ArrowRight", "Shift+ArrowRight", "ArrowUp", "Shift+ArrowUp"])
            await page.Keyboard.PressAsync(key);
        await Assertions.Expect(x).ToHaveValueAsync("36");
        await Assertions.Expect(y).ToHaveValueAsync("64");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Focal point: 36 % from the left, 64 % from the top. Move it with the arrow keys.", Exact = true })).ToBeVisibleAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * .36f), box.Y + (box.Height * .64f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * .5f), box.Y + (box.Height * .1f), new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(y).ToHaveValueAsync("10");
        await visitor.MustBeSound();
        await page.GetByLabel("Alternative text", new() { Exact = true }).FillAsync("A ferry");
        await visitor.TakePictures("media-focal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/media\?done=saved$");
        Assert.Equal((50, 10), await site.Store.Read(db => db.Pictures.Where(p => p.Id == 1).Select(p => new { p.FocusX, p.FocusY }).SingleAsync()) is var saved ? (saved.FocusX, saved.FocusY) : default);
        await page.GetByRole(AriaRole.Link, new() { Name = "No alternative text (1)", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/media\?show=no-alt$");
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Pictures, newest first" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);

        Task Bring(string how, string name, byte[] bytes) => page.EvaluateAsync(
            """
            ([how, name, base64]) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: 'image/jpeg' }));
              if (how === 'paste') document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
              else document.querySelector('[data-drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """, new[] { how, name, Convert.ToBase64String(bytes) });
    }

    [BrowserFact]
    public async Task Without_script_a_picture_leads_and_its_Markdown_is_there_to_copy()
    {
        await using var site = await Arranged();
        await using var visitor = await browser.Visit(site, script: false);
        var page = visitor.Page;
        await SignIn(visitor);
        await page.GotoAsync("/admin/media");
        await page.GetByLabel("Pictures", new() { Exact = true }).SetInputFilesAsync(File("clock.jpg", "clock.jpg"));
        await page.GetByLabel("Credit", new() { Exact = true }).FillAsync("Ruth Amadi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add pictures", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/media/1$");
        await page.GetByLabel("Alternative text", new() { Exact = true }).FillAsync("A clock");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/media\?done=saved$");
        await page.GetByRole(AriaRole.Link, new() { Name = "A clock", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/media/1$");
        var markdown = await page.GetByLabel("Markdown", new() { Exact = true }).InputValueAsync();
        Assert.Equal("![](/media/clock.jpg)", markdown);

        await page.GotoAsync("/admin/stories/new");
        await page.GetByLabel("Headline", new() { Exact = true }).FillAsync("Clock stands");
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("It stands.\n\n" + markdown);
        await page.GetByText("Add a new one", new() { Exact = true }).ClickAsync();
        await page.Locator("#LeadFile").SetInputFilesAsync(File("ferry.jpg", "ferry.jpg"));
        await page.Locator("#LeadAlt").FillAsync("A ferry");
        await page.Locator("#LeadCredit").FillAsync("Ada Quill");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.Lands(@"/admin/stories/1\?done=Publish$");
        await page.GetByRole(AriaRole.Link, new() { Name = "See the story", Exact = true }).ClickAsync();
        await page.Lands(@"/2026/11/24/clock-stands/$");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "A ferry", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "A clock", Exact = true })).ToHaveCountAsync(1);
    }

    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(820, true)]
    [InlineData(1440, false)]
    public async Task Media_and_the_editors_pictures_are_sound(int width, bool dark)
    {
        await using var site = await Arranged();
        var people = await site.Person(Role.Author, "dele@example.org", "Dele Marsh");
        using (var dele = await DeskVisit.SignedIn(site, people.Email!))
        {
            foreach (var (name, alt, credit) in ((string, string, string)[])[("ferry", "A ferry under a red sky, with a bridge that has a gap in it", "Ada Quill"), ("clock", "A clock that stands still", ""), ("marsh", "", "Ada Quill"), ("bakery", "Bread", "Ada Quill"), ("library", "Books", "Ada Quill")])
                (await dele.Upload("/admin/media", "/admin/media", [("Files", name + ".jpg", Drawing(name + ".jpg"))], ("Alt", alt), ("Credit", credit))).Dispose();
        }

        var story = await site.Draft("The bridge that was to take two years enters its ninth", "![](/media/ferry.jpg)");
        await site.Store.Change(Actor.Program, change =>
        {
            change.Db.Pictures.Add(new Picture { Address = "/wp-content/uploads/2020/01/lost.jpg", Caption = "A picture whose file was lost" });
            change.Record("added", "picture");
            return Task.CompletedTask;
        });
        await using var visitor = await browser.Visit(site, width, dark);
        var page = visitor.Page;
        var tail = $"{width}-{(dark ? "dark" : "light")}";
        await SignIn(visitor);
        await page.GotoAsync("/admin/media");
        await visitor.MustBeSound();
        await visitor.TakePicture("media-" + tail);
        await page.GetByLabel("Alternative text", new() { Exact = true }).FillAsync("A ferry");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add pictures", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose a picture");
        await visitor.MustBeSound();
        await visitor.TakePicture("media-refused-" + tail);
        await page.GotoAsync("/admin/media/1,2");
        await visitor.MustBeSound();
        await visitor.TakePicture("media-several-" + tail);
        await page.GotoAsync("/admin/media/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete, and put the substitute in its place", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The picture is used: “The bridge that was to take two years enters its ninth”.");
        await visitor.MustBeSound();
        await visitor.TakePicture("media-one-" + tail);

        await page.GotoAsync($"/admin/stories/{story.Id}");
        await page.GetByText("Choose a lead picture", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "A clock that stands still", Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("It has no credit. Add it before you publish.")).ToBeVisibleAsync();
        await page.GetByText("Choose another, or none", new() { Exact = true }).ClickAsync();
        await page.GetByText("Add a new one", new() { Exact = true }).ClickAsync();
        await visitor.MustBeSound();
        await visitor.TakePicture("editor-lead-" + tail);
        await page.GetByRole(AriaRole.Button, new() { Name = "Picture", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-choices] button")).ToHaveCountAsync(5);
        await visitor.MustBeSound();
        await visitor.TakePicture("editor-insert-" + tail);
        await page.GetByText("Add a new picture", new() { Exact = true }).ClickAsync();
        await page.Locator("#insert-Files").SetInputFilesAsync(new FilePayload { Name = "ferry.jpg", MimeType = "image/jpeg", Buffer = "<svg/>"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add and insert", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("ferry.jpg: The file is no picture that we can read");
        await visitor.MustBeSound();
        await visitor.TakePicture("editor-insert-refused-" + tail);
    }

    // The demo's drawings are pictures that one can look at; small ones, for a machine that has other things to do.
    private static byte[] Drawing(string name)
    {
        using var small = NetVips.Image.Thumbnail(Checkout.Path("src", "FanNews.Web", "Demo", "pictures", name), 480);
        return small.JpegsaveBuffer(q: 85);
    }

    private static FilePayload File(string name, string drawing) => new() { Name = name, MimeType = "image/jpeg", Buffer = Drawing(drawing) };

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
        return site;
    }
}
