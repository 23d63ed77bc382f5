using System.Net;
using FanNews.Articles;
using FanNews.People;
using FanNews.Tests.Articles;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class FrontTests
{
    private const string Desk = "/admin/front";

    [Theory, EveryEngine]
    public async Task A_pin_and_a_line_are_on_the_public_pages_at_once(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var old = await site.Publish("Old", at: TestNewsroom.Noon.AddDays(-5));
        await site.Publish("New");
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        using var pinned = await editor.Press((await editor.Read(Desk + "?q=old")).Button("Pin"), ("story", Number(old)), ("slot", "0"), ("endsAt", ""));
        Assert.Equal("Pinned: readers see it now, or as soon as the story is out.", (await editor.Follow(pinned)).Status());
        Assert.Equal("Old", (await site.Read("/")).QuerySelector(".front-lead h2")!.TextContent);
        using var line = await editor.Press((await editor.Read(Desk)).Button("Put it up"), ("text", "Barrier closes"), ("address", old.Permalink!), ("hours", "2"));
        Assert.Equal("The line stands above every page.", (await editor.Follow(line)).Status());
        foreach (var path in (string[])["/", old.Permalink!, "/search"])
            Assert.Equal(old.Permalink, (await site.Read(path)).QuerySelector(".breaking a")!.GetAttribute("href"));
        site.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null((await site.Read("/")).QuerySelector(".breaking"));
    }

    [Fact]
    public async Task The_desk_says_in_words_why_a_pin_is_skipped()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Out");
        await site.Pin(await site.Publish("Coming", at: TestNewsroom.Noon.AddHours(3)), 0);
        await site.Pin(await site.Draft("Begun"), 1);
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await editor.Read(Desk);
        var why = page.QuerySelectorAll(".slot .why").Select(w => w.TextContent).ToList();
        Assert.Equal("Pinned, but not shown: the story is scheduled for 15:00. The rule fills the slot meanwhile.", why[0]);
        Assert.Equal("Pinned, but not shown: the story is a draft or was unpublished. Nothing else is there.", why[1]);
        Assert.Equal("Out", page.QuerySelector(".slot .instead a")!.TextContent);
    }

    [Fact]
    public async Task Two_editors_do_not_undo_each_other_unseen_and_nothing_typed_is_lost()
    {
        await using var site = await TestSite.Start();
        var (one, other) = (await site.Publish("One"), await site.Publish("Other"));
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        var open = await editor.Read(Desk + "?q=other");
        await site.Pin(one, 0);
        using var late = await editor.Press(open.Button("Pin"), ("story", Number(other)), ("slot", "0"), ("endsAt", "2026-11-25T09:00"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await editor.Follow(late);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Contains("Somebody else changed the front page", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("One", "2026-11-25T09:00"), (page.QuerySelector("[data-slot='0'] h3")!.TextContent.Trim(), page.QuerySelector("#EndsAt")!.GetAttribute("value")));
        Assert.True(page.QuerySelector($"input[name=story][value='{Number(other)}']")!.HasAttribute("checked"));
        using var again = await editor.Press(page.Button("Pin"), ("story", Number(other)), ("slot", "0"), ("endsAt", "2026-11-25T09:00"));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(other.Id, await site.Store.Read(db => db.FrontPins.Select(p => p.ArticleId).SingleAsync()));
    }

    [Fact]
    public async Task What_is_refused_names_its_field_and_keeps_what_was_typed()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge");
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        var open = await editor.Read(Desk + "?q=bridge");
        using var past = await editor.Press(open.Button("Pin"), ("story", Number(story)), ("slot", "2"), ("endsAt", "2026-11-24T11:00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, past.StatusCode);
        var page = await editor.Follow(past);
        Assert.Equal("#EndsAt", page.QuerySelector(".problems a")!.GetAttribute("href"));
        Assert.Equal(("2", "2026-11-24T11:00"), (page.ValueOf("Slot"), page.ValueOf("Ends at")));
        using var line = await editor.Press(open.Button("Put it up"), ("text", "Barrier closes"), ("address", "https://other.example/"), ("hours", "99"));
        var refused = await editor.Follow(line);
        Assert.Equal(["#Hours", "#Address"], refused.QuerySelectorAll(".problems a").Select(a => a.GetAttribute("href")));
        Assert.All(refused.QuerySelectorAll(".problems a"), a => Assert.NotNull(refused.QuerySelector(a.GetAttribute("href")!)));
        Assert.Equal("Barrier closes", refused.ValueOf("Sentence"));
        using var missing = await editor.Press(open.Button("Pin"), ("slot", "2"));
        Assert.Contains("Choose a story", (await editor.Follow(missing)).QuerySelector(".problems")!.TextContent, StringComparison.Ordinal);
        using var gone = await editor.Post(Desk, Desk + "?handler=Unpin", ("pin", "99"), ("seen", CurateFront.Mark([])));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_story_is_pinned_from_its_own_page()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge");
        await site.Publish("Newer", at: TestNewsroom.Noon.AddMinutes(-1));
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await editor.Read($"/admin/stories/{Number(story)}");
        using var pinned = await editor.Send(page.QuerySelector("form#pin")!.GetAttribute("action")!, [.. page.QuerySelectorAll("form#pin input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)), ("slot", "1")]);
        Assert.Equal(HttpStatusCode.SeeOther, pinned.StatusCode);
        Assert.Contains("First beside the lead", (await editor.Read($"/admin/stories/{Number(story)}")).QuerySelector("#side-front + *")!.TextContent, StringComparison.Ordinal);
        var author = await DeskVisit.SignedIn(site, Role.Author);
        Assert.Null((await author.Read("/admin/stories/new")).QuerySelector("form#pin"));
        author.Dispose();
    }

    private static string Number(Article story) => story.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
