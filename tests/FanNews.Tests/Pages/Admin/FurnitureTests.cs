using System.Net;
using System.Text.Json;
using FanNews.Articles;
using FanNews.Media;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class FurnitureTests
{
    private const string Page = "/admin/settings";

    [Theory, EveryEngine]
    public async Task Navigation_footer_and_accent_are_on_every_page_at_once(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Publish("Bridge", section: "Harbour");
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var answer = await boss.Press((await boss.Read(Page)).Button("Save settings"),
            ("Site-Navigation", "Front | /\r\nThe harbour | /section/harbour/"), ("Site-Footer", "Feeds | /feed/\r\n\r\nOur shop | https://shop.example/"), ("Site-Accent", "#7A1F5C"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = await site.Read("/section/harbour/");
        Assert.Equal(["Front", "The harbour"], page.QuerySelectorAll(".masthead li a").Select(a => a.TextContent));
        Assert.Equal("The harbour", page.QuerySelector(".masthead [aria-current=page]")!.TextContent);
        Assert.Equal(2, page.QuerySelectorAll(".foot-links ul").Length);
        var sheet = page.QuerySelectorAll("link[rel=stylesheet]")[^1].GetAttribute("href")!;
        using var theme = await site.Client.GetAsync(sheet);
        Assert.Contains("immutable", theme.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        Assert.Contains("--accent: #7A1F5C", await theme.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var other = await site.Client.GetAsync("/theme.css?v=old");
        Assert.True(other.Headers.CacheControl!.NoCache);
        Assert.Contains((await boss.Read("/admin/stories")).QuerySelectorAll("link[rel=stylesheet]"), l => l.GetAttribute("href") == sheet);
        var form = await boss.Read(Page);
        Assert.Equal("Feeds | /feed/\n\nOur shop | https://shop.example/", form.QuerySelector("#Site-Footer")!.TextContent);
        using var same = await boss.Press(form.Button("Save settings"), ("Site-Footer", form.QuerySelector("#Site-Footer")!.TextContent.Replace("\n", "\r\n", StringComparison.Ordinal)));
        // No box was ticked in these forms, so that no check blocks any more; that is said once.
        Assert.Equal(3 + 1, await site.Store.Read(db => db.AuditLines.CountAsync(l => l.Verb == "set")));
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_with_field_and_sentence_and_kept()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var answer = await boss.Press((await boss.Read(Page)).Button("Save settings"),
            ("Site-Navigation", "Front"), ("Site-Footer", "x | javascript:alert(1)"), ("Site-Accent", "#FFD500"), ("Site-Logo", "logo.svg"), ("Site-SocialPicture", "//other.example/x.png"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await boss.Follow(answer);
        Assert.Equal(["#Site-Navigation", "#Site-Footer", "#Site-Accent", "#Site-Logo", "#Site-SocialPicture"], page.QuerySelectorAll(".problems a").Select(a => a.GetAttribute("href")));
        Assert.Matches("#FFD500 has a contrast of 1\\.[0-9] to 1", page.QuerySelector("#Site-Accent-problem")!.TextContent);
        Assert.Equal("#FFD500", page.QuerySelector("#Site-Accent")!.GetAttribute("value"));
        using var unknown = await boss.Press((await boss.Read(Page)).Button("Save settings"), ("Site-Logo", "/media/none.png"));
        Assert.Contains("has no picture with the address /media/none.png", (await boss.Follow(unknown)).QuerySelector("#Site-Logo-problem")!.TextContent, StringComparison.Ordinal);
        using var none = await site.Client.GetAsync("/theme.css");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task From_outside_the_furniture_is_locked_and_a_bad_value_stops_the_start()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:Accent", "#7A1F5C"), ("Site:Navigation", "Front | /; Search | /search"));
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var page = await boss.Read(Page);
        Assert.True(page.QuerySelector("#Site-Accent")!.HasAttribute("readonly"));
        Assert.True(page.QuerySelector("#Site-Navigation")!.HasAttribute("readonly"));
        Assert.Contains("FANNEWS__SITE__ACCENT", page.QuerySelector("#Site-Accent-locked")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Front", "Search"], (await site.Read("/")).QuerySelectorAll(".masthead li a").Select(a => a.TextContent));
        var trouble = await Assert.ThrowsAsync<StoreTrouble>(() => TestSite.Start(Engine.Sqlite, ("Site:Accent", "#FFD500")));
        Assert.Contains("Site:Accent", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logo_social_picture_and_portrait_are_public_for_as_long_as_they_are_used()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge", authors: ["Ada Quill"]);
        await Picture(site, "/media/logo.png", "aaaaaaaaaaaaaaaa");
        await Picture(site, "/media/card.png", "bbbbbbbbbbbbbbbb");
        await Picture(site, "/media/ada.png", "cccccccccccccccc");
        async Task<bool> Public(string file) => await site.Store.Read(async db =>
            await FurniturePicture.IsPublic(db, file, (await FanNews.Settings.Site.Read(db, new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build())).Furniture, site.Clock.Now()));
        Assert.False(await Public("aaaaaaaaaaaaaaaa") || await Public("bbbbbbbbbbbbbbbb") || await Public("cccccccccccccccc"));
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var saved = await boss.Press((await boss.Read(Page)).Button("Save settings"), ("Site-Name", "The Ferryman"), ("Site-Logo", "/media/logo.png"), ("Site-SocialPicture", "/media/card.png"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var form = await boss.Read(Page);
        Assert.Equal(["", "/media/ada.png", "/media/card.png", "/media/logo.png", "other"], form.QuerySelectorAll("#Site-Logo input[type=radio]").Select(i => i.GetAttribute("value")));
        Assert.Equal("/media/logo.png", form.QuerySelector("#Site-Logo [checked]")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("#Site-Logo a[href='/admin/media']"));
        using var typed = await boss.Press(form.Button("Save settings"), ("Site-Name", "The Ferryman"), ("Site-Logo", "other"), ("Site-Logo-address", " /media/none.png "));
        var again = await boss.Follow(typed);
        Assert.Equal(("other", "/media/none.png"), (again.QuerySelector("#Site-Logo [checked]")!.GetAttribute("value"), again.QuerySelector("#Site-Logo-address")!.GetAttribute("value")));
        var author = await site.Store.Read(db => db.Authors.SingleAsync());
        var open = await boss.Read($"/admin/bylines?open={author.Id}");
        using var face = await boss.Press(open.Button("Save"), ("Name", "Ada Quill"), ("Desk", "River desk"), ("Biography", "Rows to work."), ("Portrait", "/media/ada.png"));
        Assert.Equal(HttpStatusCode.SeeOther, face.StatusCode);
        Assert.True(await Public("aaaaaaaaaaaaaaaa") && await Public("bbbbbbbbbbbbbbbb") && await Public("cccccccccccccccc"));
        var page = await site.Read(story.Permalink!);
        Assert.Equal("The Ferryman", page.QuerySelector(".plate .logo img")!.GetAttribute("alt"));
        Assert.EndsWith("bbbbbbbbbbbbbbbb-480.jpg", page.QuerySelector("meta[property='og:image']")!.GetAttribute("content"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".byline .faces img"));
        var profile = await site.Read("/author/ada-quill/");
        Assert.Equal(("River desk", "Rows to work."), (profile.QuerySelector(".list-head .kicker")!.TextContent, profile.QuerySelector(".list-head .dek")!.TextContent));
        Assert.Equal("It", profile.QuerySelector(".face img")!.GetAttribute("alt"));
        await site.Store.Change(Actor.Program, async change =>
        {
            Assert.Null((await change.Db.Articles.SingleAsync()).Kill(change.Now, "Wrong."));
            change.Record("killed", "article");
        });
        Assert.False(await Public("cccccccccccccccc"));
    }

    [Fact]
    public async Task A_byline_is_refused_with_field_and_sentence_and_never_overwritten_unseen()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge", authors: ["Ada Quill", "Tom Lund"]);
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        var ada = await site.Store.Read(db => db.Authors.SingleAsync(a => a.Slug == "ada-quill"));
        var open = await editor.Read($"/admin/bylines?open={ada.Id}");
        using var refused = await editor.Press(open.Button("Save"), ("Name", "TOM LUND"), ("Desk", new string('x', 121)), ("Biography", new string('x', 1001)), ("Portrait", "/none.jpg"));
        var page = await editor.Follow(refused);
        Assert.Equal(["#Name", "#Desk", "#Biography", "#Portrait"], page.QuerySelectorAll(".problems a").Select(a => a.GetAttribute("href")));
        Assert.Equal("TOM LUND", page.ValueOf("Name"));
        using var saved = await editor.Press(open.Button("Save"), ("Name", "Ada Quill-Marsh"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        using var late = await editor.Press(open.Button("Save"), ("Name", "Ada"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("Ada Quill-Marsh", (await site.Read("/author/ada-quill/")).QuerySelector("h1")!.TextContent);
        using var nobody = await editor.Post("/admin/bylines", "/admin/bylines", ("author", "4711"), ("Name", "X"));
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task The_manifest_and_the_icons_say_whose_paper_it_is()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:Name", "العبّار"), ("Site:Language", "ar"), ("Site:Motto", "News"));
        using var answer = await site.Client.GetAsync("/manifest.webmanifest");
        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType!.MediaType);
        var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("العبّار", "ar", "rtl", "/"), (manifest.GetProperty("name").GetString(), manifest.GetProperty("lang").GetString(), manifest.GetProperty("dir").GetString(), manifest.GetProperty("start_url").GetString()));
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            using var file = await site.Client.GetAsync(icon.GetProperty("src").GetString());
            Assert.Equal(icon.GetProperty("type").GetString(), file.Content.Headers.ContentType!.MediaType);
        }

        using var ico = await site.Client.GetAsync("/favicon.ico");
        Assert.Equal(HttpStatusCode.OK, ico.StatusCode);
        var page = await site.Read("/");
        Assert.All(page.QuerySelectorAll("link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]"), l => Assert.StartsWith("/", l.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(2, page.QuerySelectorAll("meta[name=theme-color]").Length);
    }

    [Theory, EveryEngine]
    public async Task An_editor_makes_a_page_that_stands_at_its_slug_and_in_the_footer(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        var form = await editor.Read("/admin/stories/new?kind=Page");
        using var published = await editor.PressWith(form, "Publish", ("Headline", "Imprint"), ("Body", "Eleven people."));
        Assert.Equal(HttpStatusCode.SeeOther, published.StatusCode);
        var page = await site.Read("/imprint/");
        Assert.Equal("Imprint", page.QuerySelector("h1")!.TextContent);
        Assert.Null(page.QuerySelector("#respond"));
        Assert.Equal("Imprint", page.QuerySelector(".foot a[href='/imprint/']")!.TextContent);
        Assert.DoesNotContain("Imprint", (await site.Read("/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var author = await DeskVisit.SignedIn(site, Role.Author);
        var own = await author.Read("/admin/stories/new");
        Assert.Null(own.QuerySelector("input[name=Kind]"));
        using var refused = await author.Post("/admin/stories/new", "/admin/stories/new", ("Headline", "Mine"), ("Body", "x"), ("Kind", "Page"), ("act", "Save"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static Task Picture(TestSite site, string address, string file) => site.Store.Change(Actor.Program, change =>
    {
        change.Db.Pictures.Add(new Picture { Address = address, File = file, Width = 480, Height = 480, Alt = "It" });
        change.Record("added", "picture");
        return Task.CompletedTask;
    });
}
