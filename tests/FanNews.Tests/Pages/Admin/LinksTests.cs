using System.Net;
using FanNews.People;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages.Admin;

public sealed class LinksTests
{
    [Theory, EveryEngine]
    public async Task A_link_shows_an_outsider_the_newest_text_until_it_ends_or_is_taken_back(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Draft("Bridge closes", "Nobody knows yet.");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await Made(visit, story.Id);
        var address = new Uri(page.QuerySelector(".shared input[readonly]")!.GetAttribute("value")!).AbsolutePath;
        using var seen = await site.Client.GetAsync(address);
        var text = await seen.Content.ReadAsStringAsync();
        Assert.Contains("Nobody knows yet.", text, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"robots\" content=\"noindex\">", text, StringComparison.Ordinal);
        Assert.Equal(("no-store", "no-referrer", "noindex, nofollow"), (seen.Headers.CacheControl!.ToString(), seen.Headers.GetValues("Referrer-Policy").Single(), seen.Headers.GetValues("X-Robots-Tag").Single()));
        Assert.False(seen.Headers.Contains("Set-Cookie"));
        // Nothing else of it is anywhere, and nobody guesses a link.
        foreach (var other in (string[])["/preview/1", "/preview/1.AAAAAAAAAAAAAAAAAAAAAAAA", "/preview/", address + "x", address + "/file/ab/abababababababab-480.jpg"])
        {
            using var nothing = await site.Client.GetAsync(other);
            Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        }

        Assert.DoesNotContain("/preview/", await site.Client.GetStringAsync("/robots.txt"), StringComparison.Ordinal);
        using var back = await visit.Press(page.QuerySelector(".shared button")!);
        Assert.Equal(0, (await visit.Follow(back)).QuerySelectorAll(".shared li").Length);
        using var revoked = await site.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, revoked.StatusCode);

        address = new Uri((await Made(visit, story.Id)).QuerySelector(".shared input[readonly]")!.GetAttribute("value")!).AbsolutePath;
        site.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await Status(site, address));
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, await Status(site, address));
    }

    [Fact]
    public async Task A_link_ends_with_its_story_and_nobody_makes_one_for_a_story_of_others()
    {
        await using var site = await TestSite.Start();
        var story = await site.Draft("Bridge closes");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var address = new Uri((await Made(visit, story.Id)).QuerySelector(".shared input[readonly]")!.GetAttribute("value")!).AbsolutePath;
        using var author = await DeskVisit.SignedIn(site, Role.Author);
        using var foreign = await author.Post("/admin/stories/new", $"/admin/stories/{story.Id}/links?handler=Make", ("days", "7"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var odd = await visit.Post("/admin/stories/new", $"/admin/stories/{story.Id}/links?handler=Make", ("days", "9999"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, odd.StatusCode);
        using var deleted = await visit.PressWith(await visit.Read($"/admin/stories/{story.Id}"), "Delete");
        Assert.Equal(HttpStatusCode.NotFound, await Status(site, address));
    }

    [Fact]
    public async Task A_preview_has_its_own_pictures_and_no_others()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        foreach (var shade in (int[])[1, 2])
            await visit.Upload("/admin/media", "/admin/media", [("Files", $"p{shade}.jpg", DrawnPictures.Large(shade))]);
        var files = await site.Store.Read(db => Task.FromResult(db.Set<FanNews.Media.Picture>().OrderBy(p => p.Id).Select(p => p.File!).ToList()));
        using var saved = await visit.PressWith(await visit.Read("/admin/stories/new"), "Save", ("Headline", "Bridge"), ("Body", "Text."));
        await site.Store.Change(FanNews.Storage.Actor.Program, async change =>
        {
            (await change.Db.Set<FanNews.Articles.Article>().FindAsync(1L))!.LeadPictureId = 1;
            change.Record("illustrated", "article:1");
        });
        var address = new Uri((await Made(visit, 1)).QuerySelector(".shared input[readonly]")!.GetAttribute("value")!).AbsolutePath;
        string File(string file) => FanNews.Media.Rendition.Address(file, 480, "jpg")["/media".Length..];
        var html = await site.Client.GetStringAsync(address);
        Assert.Contains($"{address}/file/{files[0][..2]}/", html, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            (await Status(site, $"{address}/file{File(files[0])}"), await Status(site, $"{address}/file{File(files[1])}"), await Status(site, $"/media{File(files[0])}")));
    }

    private static async Task<AngleSharp.Dom.IDocument> Made(DeskVisit visit, long story)
    {
        using var made = await visit.Press((await visit.Read($"/admin/stories/{story}/links")).QuerySelector(".new-link button")!, ("days", "7"));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        return await visit.Follow(made);
    }

    private static async Task<HttpStatusCode> Status(TestSite site, string address)
    {
        using var answer = await site.Client.GetAsync(address);
        return answer.StatusCode;
    }
}
