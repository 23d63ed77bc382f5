using System.Net;
using FanNews.Articles;
using FanNews.Media;
using FanNews.People;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class LeadPictureTests
{
    [Theory, EveryEngine]
    public async Task A_lead_picture_is_added_in_place_shown_to_readers_and_taken_away_again(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var visit = await DeskVisit.SignedIn(site, Role.Author);
        using var saved = await visit.Upload("/admin/stories/new", "/admin/stories/new", [("LeadFile", "ferry.jpg", DrawnPictures.Jpeg(1))],
            ("act", "Save"), ("Headline", "Ferry sails"), ("Body", "On time."), ("Lead", "0"), ("LeadAlt", "The 5.40"), ("LeadCredit", "Ada Quill"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var page = await visit.Follow(saved);
        Assert.Equal("1", page.QuerySelector("[name=Lead][checked]")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector(".lead-picture .lacks"));
        var thumb = page.QuerySelector(".lead-picture figure img")!.GetAttribute("src")!;
        Assert.StartsWith("/admin/media/file/", thumb, StringComparison.Ordinal);
        var file = "/media" + thumb["/admin/media/file".Length..];
        Assert.Equal(HttpStatusCode.NotFound, await Status(site, file));

        page = await visit.Follow(await visit.PressWith(page, "Publish"));
        Assert.Equal(HttpStatusCode.OK, await Status(site, file));
        var story = await site.Read("/2026/11/24/ferry-sails/");
        Assert.Equal(("The 5.40", "Ada Quill"), (story.QuerySelector("figure.lead img")!.GetAttribute("alt"), story.QuerySelector("figure.lead .credit")!.TextContent));

        page = await visit.Follow(await visit.PressWith(page, "Save", ("No lead picture", "0")));
        Assert.Equal("0", page.QuerySelector("[name=Lead][checked]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(site, file));
        Assert.Equal(["picture:1", "no picture"], await site.Store.Read(db => db.AuditLines.Where(l => l.Verb == "illustrated").OrderBy(l => l.Id).Select(l => l.Detail).ToListAsync()));
    }

    [Fact]
    public async Task A_refused_save_keeps_the_text_and_the_picture_that_came_with_it()
    {
        await using var site = await TestSite.Start(FanNews.Tests.Storage.Engine.Sqlite, ("Site:MustPass", "none"));
        using var visit = await DeskVisit.SignedIn(site, Role.Author);
        using var refused = await visit.Upload("/admin/stories/new", "/admin/stories/new", [("LeadFile", "ferry.jpg", DrawnPictures.Jpeg(1))],
            ("act", "Publish"), ("Headline", ""), ("Body", "On time."), ("Lead", "0"), ("LeadAlt", "The 5.40"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await visit.Follow(refused);
        Assert.Equal(("#Headline", "On time.", "1"), (page.QuerySelector(".problems a")!.GetAttribute("href"), page.ValueOf("Body").Trim(), page.QuerySelector("[name=Lead][checked]")!.GetAttribute("value")));
        Assert.Equal("It has no credit. Add it before you publish.", page.QuerySelector(".lead-picture .lacks")!.TextContent);
        page = await visit.Follow(await visit.PressWith(page, "Publish", ("Headline", "Ferry sails")));
        Assert.Equal("It has no credit. Readers see it so.", page.QuerySelector(".lead-picture .lacks")!.TextContent);
        Assert.NotNull((await site.Read("/2026/11/24/ferry-sails/")).QuerySelector("figure.lead img"));
    }

    [Fact]
    public async Task A_picture_that_says_nothing_keeps_a_story_from_being_published_and_one_that_is_here_leads_again()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Author);
        using var refused = await visit.Upload("/admin/stories/new", "/admin/stories/new", [("LeadFile", "ferry.jpg", DrawnPictures.Jpeg(1))],
            ("act", "Publish"), ("Headline", "Ferry sails"), ("Body", "On time."), ("Lead", "0"), ("LeadAlt", "The 5.40"));
        Assert.Equal("The lead picture does not say whose it is", (await visit.Follow(refused)).QuerySelector(".problems a")!.TextContent);
        (await visit.Post("/admin/media/1", "/admin/media/1", ("Typed[0].Id", "1"), ("Typed[0].Alt", "The 5.40"), ("Typed[0].Credit", "Ada Quill"))).Dispose();
        using var published = await visit.Upload("/admin/stories/new", "/admin/stories/new", [("LeadFile", "boat.jpg", DrawnPictures.Jpeg(1))],
            ("act", "Publish"), ("Headline", "Ferry sails"), ("Body", "On time."), ("Lead", "0"));
        Assert.Equal(HttpStatusCode.SeeOther, published.StatusCode);
        Assert.Equal("The 5.40", (await site.Read("/2026/11/24/ferry-sails/")).QuerySelector("figure.lead img")!.GetAttribute("alt"));
        Assert.Equal(1, await site.Store.Read(db => db.Pictures.CountAsync()));
    }

    [Fact]
    public async Task A_file_that_is_no_picture_refuses_the_save_and_loses_nothing()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Author);
        using var refused = await visit.Upload("/admin/stories/new", "/admin/stories/new", [("LeadFile", "ferry.jpg", "<svg/>"u8.ToArray())],
            ("act", "Save"), ("Headline", "Ferry sails"), ("Body", "On time."), ("Lead", "0"), ("LeadAlt", "The 5.40"), ("LeadCredit", "Ada Quill"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await visit.Follow(refused);
        Assert.Equal(("#LeadFile", "Ferry sails", "The 5.40", "Ada Quill"),
            (page.QuerySelector(".problems a")!.GetAttribute("href"), page.ValueOf("Headline").Trim(), page.QuerySelector("#LeadAlt")!.GetAttribute("value"), page.QuerySelector("#LeadCredit")!.GetAttribute("value")));
        Assert.False(await site.Store.Read(db => db.Articles.AnyAsync()));
    }

    [Fact]
    public async Task Pictures_are_found_without_script_and_nothing_that_was_typed_is_lost_or_saved()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        (await visit.Upload("/admin/media", "/admin/media", [("Files", "a.jpg", DrawnPictures.Jpeg(1))], ("Alt", "A whale"), ("Credit", "Ada"))).Dispose();
        (await visit.Upload("/admin/media", "/admin/media", [("Files", "b.jpg", DrawnPictures.Jpeg(2))], ("Alt", "A ferry"), ("Credit", "Ada"))).Dispose();
        var page = await visit.Read("/admin/stories/new");
        Assert.Equal(["A ferry", "A whale"], page.QuerySelectorAll(".thumb").Select(t => t.TextContent.Trim()));
        using var found = await visit.Post("/admin/stories/new", page.QuerySelector(".finding button")!.GetAttribute("formaction")!, ("Headline", "Whale sighted"), ("Body", "Once."), ("Lead", "0"), ("LeadWords", "whale"));
        page = await visit.Follow(found);
        Assert.Equal((HttpStatusCode.OK, "Whale sighted", "true"), (found.StatusCode, page.ValueOf("Headline").Trim(), page.QuerySelector("form.story")!.GetAttribute("data-dirty")));
        Assert.Equal(["A whale"], page.QuerySelectorAll(".thumb").Select(t => t.TextContent.Trim()));
        Assert.False(await site.Store.Read(db => db.Articles.AnyAsync()));
    }

    [Fact]
    public async Task A_preview_shows_pictures_that_no_reader_may_have_yet()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Author);
        (await visit.Upload("/admin/media", "/admin/media", [("Files", "a.jpg", DrawnPictures.Jpeg(1))], ("Alt", "A whale"), ("Credit", "Ada"))).Dispose();
        (await visit.Upload("/admin/media", "/admin/media", [("Files", "b.jpg", DrawnPictures.Jpeg(2))], ("Alt", "A ferry"), ("Credit", "Ada"))).Dispose();
        using var answer = await visit.Post("/admin/stories/new", "/admin/stories/new/preview", ("Headline", "Whale sighted"), ("Body", "![](/media/b.jpg)"), ("Lead", "1"));
        var frame = (await visit.Follow(answer)).QuerySelector("iframe")!.GetAttribute("srcdoc")!;
        var images = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(frame).QuerySelectorAll("article img").ToList();
        Assert.Equal(["A whale", "A ferry"], images.Select(i => i.GetAttribute("alt")));
        foreach (var address in images.Select(i => i.GetAttribute("src")!))
        {
            using var seen = await visit.Get(new Uri(site.Address, address).AbsolutePath);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, await Status(site, new Uri(site.Address, address).AbsolutePath.Replace("/admin/media/file", "/media", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Another_lead_picture_that_somebody_chose_meanwhile_is_not_overwritten()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        foreach (var shade in (int[])[1, 2])
            (await visit.Upload("/admin/media", "/admin/media", [("Files", $"p{shade}.jpg", DrawnPictures.Jpeg(shade))], ("Alt", $"Noise {shade}"), ("Credit", "Ada"))).Dispose();
        var story = await site.Draft("Ferry sails");
        var opened = await visit.Read($"/admin/stories/{story.Id}");
        (await visit.PressWith(opened, "Save", ("Noise 1", "1"))).Dispose();
        using var late = await visit.PressWith(opened, "Save", ("Noise 2", "2"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await visit.Follow(late);
        Assert.Equal("2", page.QuerySelector("[name=Lead][checked]")!.GetAttribute("value"));
        Assert.Equal(1, await Lead(site));
        (await visit.PressWith(page, "Save")).Dispose();
        Assert.Equal(2, await Lead(site));

        // A form that says nothing of it changes nothing about it; one that names what is not there is refused.
        Assert.Equal(HttpStatusCode.SeeOther, await Sent(("Headline", "Ferry sails again")));
        Assert.Equal(2, await Lead(site));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Sent(("Headline", "Ferry sails"), ("Lead", "99")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Sent(("Headline", "Ferry sails"), ("Lead", "two")));

        async Task<HttpStatusCode> Sent(params (string, string)[] fields)
        {
            var newest = await site.Store.Read(db => db.Revisions.MaxAsync(r => r.Number));
            using var answer = await visit.Post($"/admin/stories/{story.Id}", $"/admin/stories/{story.Id}", [.. fields, ("act", "Save"), ("Base", $"{newest}"), ("CommentsOpen", "true")]);
            return answer.StatusCode;
        }
    }

    private static Task<long?> Lead(TestSite site) => site.Store.Read(db => db.Articles.Select(a => a.LeadPictureId).SingleAsync());

    private static async Task<HttpStatusCode> Status(TestSite site, string path)
    {
        using var answer = await site.Client.GetAsync(path);
        return answer.StatusCode;
    }
}
