using System.Net;
using AngleSharp.Dom;
using FanNews.People;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class PeopleTests
{
    private const string Page = "/admin/people";

    [Fact]
    public async Task A_refused_person_keeps_what_was_typed()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var answer = await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth <Amadi>"), ("Email", "administrator@example.org"), ("Role", "Moderator"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await boss.Follow(answer);
        Assert.StartsWith("Error: People", page.Title, StringComparison.Ordinal);
        Assert.Equal("#Email", page.QuerySelector(".problems a")!.GetAttribute("href"));
        Assert.Equal("Ruth <Amadi>", page.QuerySelector("#Name")!.GetAttribute("value"));
        Assert.Equal("administrator@example.org", page.QuerySelector("#Email")!.GetAttribute("value"));
        Assert.Equal("Moderator", page.QuerySelector("#Role option[selected]")!.GetAttribute("value"));
        Assert.Contains("has an account already", page.QuerySelector("#Email-problem")!.TextContent, StringComparison.Ordinal);
        using var blank = await boss.Post(Page, Page + "?handler=Invite", ("Role", "Moderator"));
        Assert.Equal(["Enter a name", "Enter an email address"], (await boss.Follow(blank)).QuerySelectorAll(".problems a").Select(a => a.TextContent));
        Assert.Equal(1, await site.Store.Read(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task A_role_or_a_person_that_is_none_changes_nothing()
    {
        await using var site = await TestSite.Start();
        var ruth = await site.Person(Role.Editor);
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        foreach (var role in new[] { "", "King", "17", "-1" })
        {
            using var added = await boss.Post(Page, Page + "?handler=Invite", ("Name", "A"), ("Email", "a@example.org"), ("Role", role));
            Assert.Equal(HttpStatusCode.BadRequest, added.StatusCode);
            using var changed = await boss.Post(Page, Page + "?handler=Role", ("person", $"{ruth.Id}"), ("role", role));
            Assert.Equal(HttpStatusCode.BadRequest, changed.StatusCode);
        }

        foreach (var handler in new[] { "Role", "Disable", "Enable", "Reset", "Again", "Withdraw" })
        {
            using var nobody = await boss.Post(Page, $"{Page}?handler={handler}", ("person", "99"), ("role", "Author"));
            Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        }

        Assert.Equal([Role.Administrator, Role.Editor], await site.Store.Read(db => db.People.OrderBy(p => p.NormalizedEmail).Select(p => p.Role).ToListAsync()));
    }

    [Theory, EveryEngine]
    public async Task Role_access_and_password_are_changed_and_sessions_end(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var ruth = await DeskVisit.SignedIn(site, Role.Moderator);
        await Press(boss, "Moderator", "Change role", "Moderator has the role Editor now. Their sessions have ended.", ("role", "Editor"));
        await AssertOut(ruth);

        var fresh = await boss.Press((await Row(boss, "Moderator")).Button("New password"));
        var password = (await boss.Follow(fresh)).QuerySelector(".fresh code")!.TextContent;
        fresh.Dispose();
        using (var old = await ruth.SignIn("moderator@example.org"))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, old.StatusCode);
        using (var signed = await ruth.SignIn("moderator@example.org", password))
            Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);

        await Press(boss, "Moderator", "Disable", "Moderator is disabled. Their sessions have ended.");
        await AssertOut(ruth);
        Assert.Contains("Disabled", (await Row(boss, "Moderator")).TextContent, StringComparison.Ordinal);
        using (var shut = await ruth.SignIn("moderator@example.org", password))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, shut.StatusCode);
        await Press(boss, "Moderator", "Enable", "Moderator may sign in again.");
        using var back = await ruth.SignIn("moderator@example.org", password);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
    }

    [Theory]
    [InlineData("Disable", "This is the only administrator. Make another one first.")]
    [InlineData("Role", "This is the only administrator. Make another one first.")]
    [InlineData("Enable", "administrator@example.org is not disabled.")]
    [InlineData("Reset", "This is your own account. Change your password under your name.")]
    public async Task What_may_not_be_is_said_in_the_row(string handler, string sentence)
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var answer = await boss.Post(Page, $"{Page}?handler={handler}", ("person", "1"), ("role", "Author"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await boss.Follow(answer);
        var problem = page.QuerySelector(".problems a")!;
        Assert.Equal((sentence, "#person-1"), (problem.TextContent, problem.GetAttribute("href")));
        var row = page.QuerySelector("#person-1")!;
        Assert.True(row.QuerySelector("details")!.HasAttribute("open"));
        Assert.Equal("Error: " + sentence, row.QuerySelector(".problem")!.TextContent);
        Assert.Null(page.QuerySelector(".fresh"));
        await boss.Read(Page);
    }

    [Fact]
    public async Task Who_demotes_oneself_is_out_of_the_page()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Administrator, "second@example.org");
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var answer = await boss.Post(Page, Page + "?handler=Role", ("person", "2"), ("role", "Author"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await AssertOut(boss);
    }

    [Fact]
    public async Task Only_who_manages_people_or_settings_sees_the_links()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var names = (await boss.Read(Page)).QuerySelectorAll(".rail nav a").Select(a => a.TextContent.Trim()).ToList();
        Assert.Contains("People", names);
        Assert.Contains("Settings", names);
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await editor.Read("/admin/account");
        Assert.DoesNotContain(page.QuerySelectorAll(".rail nav a"), a => a.TextContent.Trim() is "People" or "Settings");
        Assert.Equal("/admin/account", page.QuerySelector(".me a")!.GetAttribute("href"));
    }

    private static async Task<IElement> Row(DeskVisit boss, string name) =>
        (await boss.Read(Page)).QuerySelectorAll(".people li").Single(li => li.QuerySelector("h2")!.TextContent.Trim() == name);

    private static async Task Press(DeskVisit boss, string name, string button, string told, params (string, string)[] typed)
    {
        using var answer = await boss.Press((await Row(boss, name)).Button(button), typed);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(told, (await boss.Follow(answer)).Status());
    }

    private static async Task AssertOut(DeskVisit visit)
    {
        using var answer = await visit.Get("/admin/account");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
