using System.Net;
using FanNews.People;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages.Admin;

public sealed class StoryTimeTests
{
    private static readonly string[] Lists = ["/", "/feed/", "/feed/json/", "/news-sitemap.xml", "/search?q=bridge", "/section/harbour/"];

    [Theory, EveryEngine]
    public async Task A_story_keeps_its_times_to_the_second_on_every_page_that_was_kept(Engine engine)
    {
        await using var site = await TestSite.Start(engine, ("Site:TimeZone", "Europe/Berlin"));
        await site.Publish("Old news", section: "Harbour");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await visit.Read("/admin/stories/new");
        using var written = await visit.PressWith(page, "Publish", ("Headline", "Bridge closes"), ("Body", "At noon."), ("Section", "1"), ("Embargo until", "2026-11-24T14:00"), ("Expires at", "2026-11-24T16:00"));
        page = await visit.Follow(written);
        Assert.Equal("Published: readers see it when the embargo ends, in 1 h 0 min.", page.Status().Trim());
        Assert.Equal("Published, embargo until 14:00, in 1 h 0 min", page.QuerySelector("#State")!.TextContent.Trim());
        await Seen(site, false);
        site.Clock.Advance(TimeSpan.FromSeconds(3_599));
        await Seen(site, false);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await Seen(site, true);

        using var planned = await visit.PressWith(await visit.Read("/admin/stories/2"), "Schedule change", ("Headline", "Bridge opens"), ("Change goes live at", "2026-11-24T15:00"));
        page = await visit.Follow(planned);
        Assert.StartsWith("The change is scheduled: readers see it in 1 h 0 min.", page.Status().Trim(), StringComparison.Ordinal);
        Assert.Equal("Published, change goes live 15:00, in 1 h 0 min", page.QuerySelector("#State")!.TextContent.Trim());
        await Headline(site, "Bridge closes", "Bridge opens");
        site.Clock.Advance(TimeSpan.FromSeconds(3_599));
        await Headline(site, "Bridge closes", "Bridge opens");
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await Headline(site, "Bridge opens", "Bridge closes");

        site.Clock.Advance(TimeSpan.FromSeconds(3_599));
        await Seen(site, true);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await Seen(site, false);
        Assert.Equal("Published, expired 16:00", (await visit.Read("/admin/stories/2")).QuerySelector("#State")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_program_that_was_stopped_over_the_minute_shows_the_story_at_the_first_request_after()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        using var scheduled = await visit.PressWith(await visit.Read("/admin/stories/new"), "Schedule", ("Headline", "Bridge closes"), ("Publish at", "2026-11-24T13:00"));
        site.Clock.Advance(TimeSpan.FromHours(3));
        await using var later = await site.Beside();
        Assert.Contains("Bridge closes", await later.Client.GetStringAsync("/2026/11/24/bridge-closes/"), StringComparison.Ordinal);
        Assert.Contains("Bridge closes", await later.Client.GetStringAsync("/feed/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_to_colleagues_and_who_has_a_story_are_for_the_desk_alone()
    {
        await using var site = await TestSite.Start();
        var ruth = await site.Person(Role.Administrator, name: "Ruth Chief");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        using var refused = await visit.PressWith(await visit.Read("/admin/stories/new"), "Schedule", ("Headline", "Bridge"), ("Deadline", "2026-11-24T11:00"), ("Note to colleagues", "Ask the harbour."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await visit.Follow(refused);
        Assert.Equal("Ask the harbour.", page.ValueOf("Note to colleagues"));
        using var saved = await visit.PressWith(page, "Save", ("Assignee", $"{ruth.Id}"));
        page = await visit.Follow(saved);
        Assert.Equal(("", "Ask the harbour."), (page.ValueOf("Note to colleagues"), page.QuerySelector(".notes p")!.TextContent));
        Assert.Equal("Ruth Chief, late by 1 h 0 min", (await visit.Read("/admin/stories?tab=late")).QuerySelector(".who.late")!.TextContent);
        using var published = await visit.PressWith(page, "Publish");
        foreach (var address in (string[])["/", "/2026/11/24/bridge/", "/feed/"])
        {
            var text = await site.Client.GetStringAsync(address);
            Assert.DoesNotContain("harbour", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Ruth", text, StringComparison.Ordinal);
        }
    }

    private static async Task Seen(TestSite site, bool seen)
    {
        foreach (var list in Lists)
        {
            // Twice: the second comes from memory.
            for (var i = 0; i < 2; i++)
            {
                using var answer = await site.Client.GetAsync(list);
                Assert.True(seen == (await answer.Content.ReadAsStringAsync()).Contains("2026/11/24/bridge-closes", StringComparison.Ordinal), list);
            }
        }

        using var story = await site.Client.GetAsync("/2026/11/24/bridge-closes/");
        Assert.Equal(seen ? HttpStatusCode.OK : HttpStatusCode.NotFound, story.StatusCode);
    }

    private static async Task Headline(TestSite site, string there, string not)
    {
        foreach (var address in (string[])["/", "/feed/", "/2026/11/24/bridge-closes/"])
        {
            var text = await site.Client.GetStringAsync(address);
            Assert.Contains(there, text, StringComparison.Ordinal);
            Assert.DoesNotContain(not, text, StringComparison.Ordinal);
        }
    }
}
