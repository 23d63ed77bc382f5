using System.Net;
using System.Text.Json;
using FanNews.Articles;
using FanNews.Onward;
using FanNews.People;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

/// <summary>What an editor chooses to follow a story, and sees of what readers get.</summary>
public sealed class OnwardPinTests
{
    [Fact]
    public async Task An_editor_pins_by_headline_and_address_and_sees_what_readers_get_and_why()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var story = await site.Publish("Bridge closes", section: "Harbour", at: TestNewsroom.Noon.AddHours(-9));
        await site.Publish("Ferry, late", section: "Sport", at: TestNewsroom.Noon.AddHours(-8));
        await site.Publish("Whale sighted", section: "Sport", at: TestNewsroom.Noon.AddHours(-7), path: "/whale/");
        await site.Publish("Council meets", section: "Harbour", at: TestNewsroom.Noon.AddHours(-6));
        var opened = await visit.Read($"/admin/stories/{story.Id}");
        Assert.Equal(("Council meets", "Next Post: next in Harbour"), Now(opened)[0]);
        using var saved = await visit.PressWith(opened, "Save", ("Next Post", "ferry, LATE"), ("You May Like", $"{site.Address}whale, \"Council meets\""));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);

        var page = await visit.Follow(saved);
        Assert.Equal(("/2026/11/24/ferry-late/", "/whale/, /2026/11/24/council-meets/"), (page.ValueOf("Next Post"), page.ValueOf("You May Like")));
        Assert.Equal([("Ferry, late", "Next Post: pinned"), ("Whale sighted", "pinned"), ("Council meets", "pinned")], Now(page));
        var read = await visit.Read("/2026/11/24/bridge-closes/");
        Assert.Equal("Ferry, late", read.QuerySelector(".next-post h3")!.TextContent.Trim());
        Assert.Equal("Whale sighted", read.QuerySelector(".rail h3")!.TextContent.Trim());

        // What was changed meanwhile is not overwritten; what is emptied goes.
        using var late = await visit.PressWith(opened, "Save", ("Next Post", "/whale/"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        (await visit.PressWith(page, "Save", ("Next Post", ""), ("You May Like", "/whale/"))).Dispose();
        Assert.Equal([(1, "/whale/")], await Pins(site));
    }

    [Fact]
    public async Task What_is_no_other_story_is_refused_in_a_sentence_and_comes_back_as_typed()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var story = await site.Publish("Bridge closes");
        await site.Publish("About", kind: ArticleKind.Page, path: "/about/");
        foreach (var (typed, sentence) in new[] { ("/2026/11/24/bridge-closes/", "A story cannot follow itself"), ("Nothing", "No story is called “Nothing”"), ("/about/", "No story is called “/about/”") })
        {
            using var refused = await visit.PressWith(await visit.Read($"/admin/stories/{story.Id}"), "Save", ("Next Post", typed));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = await visit.Follow(refused);
            Assert.Equal(typed, page.ValueOf("Next Post"));
            Assert.Contains(sentence, page.QuerySelector(".problems")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Empty(await Pins(site));
    }

    [Fact]
    public async Task Pins_go_through_the_preview_and_a_form_without_them_leaves_them()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var story = await site.Publish("Bridge closes");
        await site.Publish("Whale sighted", path: "/whale/");
        (await visit.PressWith(await visit.Read($"/admin/stories/{story.Id}"), "Save", ("You May Like", "/whale/"))).Dispose();
        var address = $"/admin/stories/{story.Id}";
        using var preview = await visit.Post(address, address + "/preview", ("Headline", "Bridge closes"), ("Body", "It stands."), ("NextPost", "/whale/"), ("MayLike", "/a/, /b/"));
        var page = await visit.Follow(preview);
        Assert.Equal(("/whale/", "/a/, /b/"), (page.QuerySelector("[name=NextPost]")!.GetAttribute("value"), page.QuerySelector("[name=MayLike]")!.GetAttribute("value")));
        using var saved = await visit.Post(address, address, ("Headline", "Bridge closed"), ("Body", "It stands."), ("act", "Save"), ("Base", "1"), ("Slug", "bridge-closes"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal([(1, "/whale/")], await Pins(site));
    }

    [Fact]
    public async Task Stories_are_offered_while_somebody_types()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Whale sighted", path: "/whale/");
        await site.Publish("Whale to come", at: TestNewsroom.Noon.AddHours(1), path: "/later/");
        await site.Draft("Whale drafted");
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        Assert.Equal(["/later/", "/whale/"], await Offered(editor));
        using var contributor = await DeskVisit.SignedIn(site, Role.Contributor);
        Assert.Equal(["/whale/"], await Offered(contributor));

        static async Task<List<string>> Offered(DeskVisit visit)
        {
            using var answer = await visit.Get("/admin/names?kind=stories&q=whal");
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.True(json.RootElement.GetProperty("known").GetBoolean());
            return [.. json.RootElement.GetProperty("names").EnumerateArray().Select(n => n.GetString()!).Order(StringComparer.Ordinal)];
        }
    }

    private static List<(string Headline, string Reason)> Now(AngleSharp.Dom.IDocument page) =>
        [.. page.QuerySelectorAll("ol.onward li").Select(l => (l.QuerySelector("a")!.TextContent, l.QuerySelector("span")!.TextContent))];

    private static Task<List<(int, string)>> Pins(TestSite site) =>
        site.Store.Read(async db => (await db.Set<OnwardPin>().Include(p => p.Target).OrderBy(p => p.Place).ToListAsync()).ConvertAll(p => (p.Place, p.Target.Permalink!)));
}
