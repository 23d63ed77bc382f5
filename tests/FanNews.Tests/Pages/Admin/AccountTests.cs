using System.Net;
using FanNews.People;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class AccountTests
{
    private const string Page = "/admin/account";
    private const string Next = "four other plain words";

    [Fact]
    public async Task A_new_name_is_in_the_frame_of_every_session_at_once()
    {
        await using var site = await TestSite.Start();
        using var here = await DeskVisit.SignedIn(site, Role.Contributor);
        using var there = await DeskVisit.SignedIn(site, "contributor@example.org");
        using var answer = await here.Post(Page, Page + "?handler=Name", ("Name", "Ruth Amadi"));
        var page = await here.Follow(answer);
        Assert.Equal("Your name is changed.", page.Status());
        Assert.Equal("Ruth Amadi", page.QuerySelector(".me a")!.TextContent);
        var other = await there.Read(Page);
        Assert.Equal("Ruth Amadi", other.QuerySelector(".me a")!.TextContent);
        using var again = await there.Post(Page, Page + "?handler=Name", ("Name", "R. Amadi"));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(["Contributor", "Ruth Amadi"], await site.Store.Read(db => db.AuditLines.Where(l => l.Verb == "changed name").OrderBy(l => l.Id).Select(l => l.By).ToListAsync()));
        using var refused = await here.Post(Page, Page + "?handler=Name", ("Name", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Enter a name", (await here.Follow(refused)).QuerySelector(".problems a[href='#Name']")!.TextContent);
    }

    [Theory, EveryEngine]
    public async Task A_new_password_keeps_this_session_and_ends_the_others(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var here = await DeskVisit.SignedIn(site, Role.Moderator);
        using var there = await DeskVisit.SignedIn(site, "moderator@example.org");
        using var stolen = here.Stolen();
        using var answer = await here.Post(Page, Page + "?handler=Password", ("Present", TestNewsroom.Password), ("Password", Next));
        Assert.Equal("Your password is changed. Other sessions have ended.", (await here.Follow(answer)).Status());
        foreach (var other in new[] { there, stolen })
        {
            using var gone = await other.Get(Page);
            Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        }

        using var old = await there.SignIn("moderator@example.org");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, old.StatusCode);
        using var fresh = await there.SignIn("moderator@example.org", Next);
        Assert.Equal(HttpStatusCode.Redirect, fresh.StatusCode);
    }

    [Fact]
    public async Task A_password_is_refused_with_a_sentence_and_never_given_back()
    {
        await using var site = await TestSite.Start();
        using var here = await DeskVisit.SignedIn(site, Role.Moderator);
        using var wrong = await here.Post(Page, Page + "?handler=Password", ("Present", "not my password at all"), ("Password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await here.Follow(wrong);
        Assert.Equal("The present password is not right", page.QuerySelector(".problems a[href='#Present']")!.TextContent);
        Assert.StartsWith("The password must have 15 characters or more", page.QuerySelector(".problems a[href='#Password']")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("not my password at all", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("Moderator", page.QuerySelector("#Name")!.GetAttribute("value"));
        using var there = DeskVisit.Stranger(site);
        using var still = await there.SignIn("moderator@example.org");
        Assert.Equal(HttpStatusCode.Redirect, still.StatusCode);
    }

    [Fact]
    public async Task Whoever_finds_an_open_desk_cannot_try_passwords_withotherend()
    {
        await using var site = await TestSite.Start();
        using var here = await DeskVisit.SignedIn(site, Role.Moderator);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var answer = await here.Post(Page, Page + "?handler=Password", ("Present", $"not my password {i}"), ("Password", Next));
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task Other_sessions_are_listed_and_ended()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:TimeZone", "Europe/Berlin"));
        using var there = await DeskVisit.SignedIn(site, Role.Moderator);
        site.Clock.Advance(TimeSpan.FromHours(2));
        using var here = await DeskVisit.SignedIn(site, "moderator@example.org");
        var page = await here.Read(Page);
        Assert.Equal(["An unknown browser signed in 24 Nov 2026, 15:00", "An unknown browser signed in 24 Nov 2026, 13:00"], page.QuerySelectorAll(".sessions li > span").Select(li => li.TextContent.Trim()));
        Assert.Equal("This one", page.QuerySelector(".sessions li strong")!.TextContent);
        using var answer = await here.Press(page.Button("End other sessions"));
        var after = await here.Follow(answer);
        Assert.Equal("Other sessions have ended.", after.Status());
        Assert.Single(after.QuerySelectorAll(".sessions li"));
        Assert.DoesNotContain("End other sessions", after.Buttons());
        using var gone = await there.Get(Page);
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
    }
}
