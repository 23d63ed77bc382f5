using System.Net;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Outbox;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class ForgottenPasswordTests
{
    private const string Page = "/admin/forgotten";
    private const string Good = "four other plain words";

    [MailTheory, EveryEngine]
    public async Task The_link_in_the_mail_sets_a_password_once_and_ends_all_sessions(Engine engine)
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(engine, mails.Settings);
        using var before = await DeskVisit.SignedIn(site, Role.Author);
        using var ruth = DeskVisit.Stranger(site);
        Assert.Equal(Page, (await ruth.Read("/admin/sign-in")).QuerySelectorAll("a").Single(a => a.TextContent == "Forgotten your password?").GetAttribute("href"));
        await Ask(ruth, " AUTHOR@example.org ");
        var mail = await mails.Next();
        Assert.Equal("\"Author\" <author@example.org>", mail.To.ToString());
        Assert.Contains("until 24 November 2026, 13:00 (UTC).", mail.TextBody, StringComparison.Ordinal);
        await before.Read("/admin/account");
        using var chosen = await ruth.Press((await ruth.Read(mail.Link())).Button("Save and sign in"), ("Password", Good));
        Assert.Equal("/admin/", chosen.Headers.Location!.ToString());
        await ruth.Read("/admin/account");
        using (var gone = await before.Get("/admin/account"))
            Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        await ruth.Read(mail.Link(), HttpStatusCode.NotFound);
        var accounts = new Accounts(site.Store);
        Assert.Null(await accounts.Check("author@example.org", TestNewsroom.Password));
        Assert.NotNull(await accounts.Check("author@example.org", Good));
        var lines = await site.Store.Read(db => db.AuditLines.Where(l => l.Id > 3).OrderBy(l => l.Id).Select(l => l.By + " " + l.Verb + " " + l.Subject).ToListAsync());
        Assert.Equal(["a reader asked for a password link sign-in", "FanNews sent a password link person:1", "Author chose a password by link person:1", "Author signed in person:1"], lines);
    }

    [MailFact]
    public async Task Whoever_asks_learns_nothing_about_who_has_an_account()
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(Engine.Sqlite, mails.Settings);
        await site.Person(Role.Author);
        await site.Person(Role.Editor);
        Assert.Null(await new Accounts(site.Store).Disable("editor@example.org", Actor.Program));
        using var visit = DeskVisit.Stranger(site);
        var answers = new List<string>();
        foreach (var email in new[] { "nobody@example.org", "editor@example.org", "half \uD800", "author@example.org" })
        {
            using var answer = await visit.Post(Page, Page, ("Email", email));
            answers.Add($"{(int)answer.StatusCode} {answer.Headers.Location} {answer.Headers.Contains("Set-Cookie")} {(await visit.Follow(answer)).Body!.TextContent}");
        }

        Assert.Single(answers.Distinct());
        // Rows are looked at in their order: when the mail for the last is there, nobody before it got one.
        Assert.Equal("author@example.org", (await mails.Next()).To.Mailboxes.Single().Address);
        Assert.Equal(1, mails.Taken);
        var asked = await site.Store.Read(db => db.OutboxRows.Where(r => r.Kind == ForgottenPassword.Kind).ToListAsync());
        Assert.Equal(4, asked.Count);
        Assert.All(asked, row => Assert.Equal("{}", row.Payload));
    }

    [MailFact]
    public async Task A_link_ends_after_an_hour_and_a_newer_one_ends_the_older()
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(Engine.Sqlite, mails.Settings);
        await site.Person(Role.Author);
        using var visit = DeskVisit.Stranger(site);
        await Ask(visit, "author@example.org");
        var first = (await mails.Next()).Link();
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await Ask(visit, "author@example.org");
        var second = (await mails.Next()).Link();
        await visit.Read(first, HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromMinutes(59));
        await visit.Read(second);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await visit.Read(second, HttpStatusCode.NotFound);
    }

    [MailFact]
    public async Task Nobody_is_flooded_with_mails_by_others()
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(Engine.Sqlite, [.. mails.Settings, ("Limits:Enabled", "false")]);
        await site.Person(Role.Author);
        await site.Person(Role.Editor);
        using var visit = DeskVisit.Stranger(site);
        for (var i = 0; i < 5; i++)
            await Ask(visit, "author@example.org");
        await Ask(visit, "editor@example.org");
        Assert.Equal(["author@example.org", "editor@example.org"], new[] { await mails.Next(), await mails.Next() }.Select(m => m.To.Mailboxes.Single().Address));
        Assert.Equal(2, mails.Taken);
    }

    [MailFact]
    public async Task Asking_too_often_is_slowed_down_and_shuts_nobody_out_of_the_door()
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(Engine.Sqlite, mails.Settings);
        await site.Person(Role.Author);
        using var visit = DeskVisit.Stranger(site);
        for (var i = 0; i < 5; i++)
            await Ask(visit, "author@example.org");
        using var early = await visit.Post(Page, Page, ("Email", "author@example.org"));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (early.StatusCode, early.Headers.RetryAfter!.Delta));
        Assert.Equal("author@example.org", (await visit.Follow(early)).QuerySelector("#Email")!.GetAttribute("value"));
        using var signed = await visit.SignIn("author@example.org");
        Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);
    }

    [Fact]
    public async Task Without_mail_the_page_names_the_administrator_and_keeps_nothing()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Author);
        using var visit = DeskVisit.Stranger(site);
        Assert.Contains("An administrator can give you a new password", (await visit.Read(Page)).Body!.TextContent, StringComparison.Ordinal);
        using var answer = await visit.Post("/admin/sign-in", Page, ("Email", "author@example.org"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await site.Store.Read(db => db.OutboxRows.ToListAsync()));
    }

    [MailFact]
    public async Task An_empty_or_endless_address_is_refused()
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(Engine.Sqlite, mails.Settings);
        using var visit = DeskVisit.Stranger(site);
        foreach (var email in new[] { " ", new string('a', 300) })
        {
            using var answer = await visit.Post(Page, Page, ("Email", email));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.StartsWith("Error: ", (await visit.Follow(answer)).Title, StringComparison.Ordinal);
        }
    }

    [MailFact]
    public async Task A_link_is_dead_once_its_person_is_disabled_or_reset()
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(Engine.Sqlite, mails.Settings);
        await site.Person(Role.Author);
        var accounts = new Accounts(site.Store);
        using var visit = DeskVisit.Stranger(site);
        await Ask(visit, "author@example.org");
        var link = (await mails.Next()).Link();
        await visit.Read(link);
        Assert.Null(await accounts.Reset("author@example.org", Good, Actor.Program));
        await visit.Read(link, HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        await Ask(visit, "author@example.org");
        link = (await mails.Next()).Link();
        await site.Person(Role.Administrator);
        Assert.Null(await accounts.Disable("author@example.org", Actor.Program));
        await visit.Read(link, HttpStatusCode.NotFound);
        Assert.Null(await accounts.Enable("author@example.org", Actor.Program));
        await visit.Read(link, HttpStatusCode.NotFound);
    }

    private static async Task Ask(DeskVisit visit, string email)
    {
        using var answer = await visit.Post(Page, Page, ("Email", email));
        Assert.Equal((HttpStatusCode.SeeOther, "/admin/forgotten?done=asked"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }
}
