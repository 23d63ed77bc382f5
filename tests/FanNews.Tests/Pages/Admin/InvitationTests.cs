using System.Net;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Outbox;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class InvitationTests
{
    private const string Page = "/admin/people";
    private const string Good = "four plain words here";

    [MailTheory, EveryEngine]
    public async Task Who_is_invited_gets_a_mail_whose_link_works_once(Engine engine)
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(engine, mails.Settings);
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var invited = await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Editor"));
        Assert.Equal(HttpStatusCode.SeeOther, invited.StatusCode);
        var page = await boss.Follow(invited);
        Assert.Equal("Ruth Amadi is invited: a mail with a link is on its way to ruth@example.org.", page.Status());
        Assert.Equal("Invited until 1 Dec 2026", string.Join(' ', page.QuerySelectorAll("#person-2 .state span").Select(s => s.TextContent)));

        var mail = await mails.Next();
        Assert.Equal(("\"Ruth Amadi\" <ruth@example.org>", "Your account at FanNews"), (mail.To.ToString(), mail.Subject));
        Assert.Contains("Administrator invites you to the desk of FanNews, as an editor.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("until 1 December 2026, 12:00 (UTC).", mail.TextBody, StringComparison.Ordinal);
        var link = mail.Link();
        Assert.StartsWith(site.Address + "admin/link?token=2-", link, StringComparison.Ordinal);
        Assert.DoesNotContain(link, page.DocumentElement.OuterHtml, StringComparison.Ordinal);

        using var ruth = DeskVisit.Stranger(site);
        using (var seen = await ruth.Get(link))
        {
            Assert.Equal(("no-store", "no-referrer"), (seen.Headers.CacheControl!.ToString(), seen.Headers.GetValues("Referrer-Policy").Single()));
        }

        using var chosen = await ruth.Press((await ruth.Read(link)).Button("Save and sign in"), ("Password", Good));
        Assert.Equal("/admin/", chosen.Headers.Location!.ToString());
        Assert.Contains("Ruth Amadi", (await ruth.Read("/admin/account")).QuerySelector(".me")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Role.Editor, (await new Accounts(site.Store).Check("ruth@example.org", Good))!.Role);
        using var stranger = DeskVisit.Stranger(site);
        Assert.Equal("This link has ended", (await stranger.Read(link, HttpStatusCode.NotFound)).QuerySelector("h1")!.TextContent);
        using var again = await stranger.Post("/admin/sign-in", "/admin/link", ("Token", Token(link)), ("Password", "four other plain words"));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Contains("Active", (await boss.Read(Page)).QuerySelector("#person-2 .state")!.TextContent, StringComparison.Ordinal);
        var lines = await site.Store.Read(db => db.AuditLines.Where(l => l.Subject == "person:2").OrderBy(l => l.Id).Select(l => l.By + " " + l.Verb + " " + l.Detail).ToListAsync());
        Assert.Equal(["Administrator added Editor", "Administrator invited by mail", "Ruth Amadi accepted invitation ", "Ruth Amadi signed in "], lines);
    }

    [Theory, EveryEngine]
    public async Task Without_mail_the_link_is_shown_once_and_holds_seven_days(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var link = await Shown(boss, await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Author")));
        Assert.DoesNotContain(Token(link), (await boss.Read(Page)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Empty(await site.Store.Read(db => db.OutboxRows.ToListAsync()));
        Assert.DoesNotContain(Token(link)[2..], await site.Store.Read(async db => string.Join(' ', await db.UserTokens.Select(t => t.Value).ToListAsync())), StringComparison.Ordinal);

        site.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        using var ruth = DeskVisit.Stranger(site);
        await ruth.Read(link);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await ruth.Read(link, HttpStatusCode.NotFound);
        using var boss2 = DeskVisit.Stranger(site);
        using var signed = await boss2.SignIn("administrator@example.org");
        var row = (await boss2.Read(Page)).QuerySelector("#person-2")!;
        Assert.Contains("the link has ended", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Send invitation again", row.Buttons());

        var newer = await Shown(boss2, await boss2.Press(row.Button("Show a new link")));
        using var chosen = await ruth.Press((await ruth.Read(newer)).Button("Save and sign in"), ("Password", Good));
        Assert.Equal("/admin/", chosen.Headers.Location!.ToString());
    }

    [MailFact]
    public async Task A_newer_invitation_ends_the_older_and_withdrawing_frees_the_address()
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(Engine.Sqlite, mails.Settings);
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var invited = await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Author"));
        var first = (await mails.Next()).Link();
        using var again = await boss.Press((await boss.Read(Page)).QuerySelector("#person-2")!.Button("Send invitation again"));
        var second = (await mails.Next()).Link();
        using var ruth = DeskVisit.Stranger(site);
        await ruth.Read(first, HttpStatusCode.NotFound);
        await ruth.Read(second);
        using var withdrawn = await boss.Press((await boss.Read(Page)).QuerySelector("#person-2")!.Button("Withdraw"));
        var page = await boss.Follow(withdrawn);
        Assert.Equal("The invitation is withdrawn. Its link does not work any more.", page.Status());
        Assert.Null(page.QuerySelector("#person-2"));
        await ruth.Read(second, HttpStatusCode.NotFound);
        using var anew = await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Editor"));
        Assert.Equal(HttpStatusCode.SeeOther, anew.StatusCode);
        await ruth.Read((await mails.Next()).Link());
    }

    [Fact]
    public async Task A_person_who_came_can_neither_be_invited_again_nor_withdrawn()
    {
        await using var site = await TestSite.Start();
        var ruth = await site.Person(Role.Editor);
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        foreach (var handler in new[] { "Again", "Withdraw" })
        {
            using var answer = await boss.Post(Page, $"{Page}?handler={handler}", ("person", $"{ruth.Id}"), ("how", "link"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("is not waiting for an invitation", (await boss.Follow(answer)).QuerySelector($"#person-{ruth.Id} .problem")!.TextContent, StringComparison.Ordinal);
        }

        Assert.NotNull(await new Accounts(site.Store).Check("editor@example.org", TestNewsroom.Password));
    }

    [Fact]
    public async Task Who_is_invited_cannot_sign_in_and_a_bad_password_keeps_the_link()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var link = await Shown(boss, await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Author")));
        using var ruth = DeskVisit.Stranger(site);
        using var early = await ruth.SignIn("ruth@example.org", "");
        using var guess = await ruth.SignIn("ruth@example.org", Good);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (early.StatusCode, guess.StatusCode));
        using var bad = await ruth.Press((await ruth.Read(link)).Button("Save and sign in"), ("Password", "ruthamadi-123456"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        var page = await ruth.Follow(bad);
        Assert.Contains("more than a name", page.QuerySelector("#Password-problem")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#Password")!.GetAttribute("value"));
        using var good = await ruth.Press(page.Button("Save and sign in"), ("Password", Good));
        Assert.Equal("/admin/", good.Headers.Location!.ToString());
    }

    [Fact]
    public async Task An_administrator_who_is_only_invited_does_not_let_the_last_one_go()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var invited = await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Administrator"));
        Assert.Equal("This is the only administrator. Make another one first.", (await new Accounts(site.Store).Disable("administrator@example.org", Actor.Program))!.Sentence);
    }

    [Theory, EveryEngine]
    public async Task Of_many_who_use_a_link_at_once_one_succeeds(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var token = Token(await Shown(boss, await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Author"))));
        var links = new PasswordByLink(site.Store, site.Clock);
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => links.Choose(token, $"{Good} {i}", "FanNews"))));
        Assert.Single(tries, t => t?.Person is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2-")]
    [InlineData("-")]
    [InlineData("2-0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("99999999999999999999-aa")]
    [InlineData("2-aa-bb")]
    public async Task A_link_that_is_none_opens_nothing(string token)
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var invited = await boss.Post(Page, Page + "?handler=Invite", ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Author"));
        using var stranger = DeskVisit.Stranger(site);
        await stranger.Read("/admin/link?token=" + token, HttpStatusCode.NotFound);
    }

    private static async Task<string> Shown(DeskVisit boss, HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var link = (await boss.Follow(answer)).QuerySelector(".fresh code")!.TextContent;
        answer.Dispose();
        return link;
    }

    private static string Token(string link) => link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
}

/// <summary>Reading the newsroom's letters.</summary>
internal static class MailReading
{
    /// <summary>The link in a mail.</summary>
    public static string Link(this MimeKit.MimeMessage mail) => mail.TextBody!.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("http", StringComparison.Ordinal));
}
