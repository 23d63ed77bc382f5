using System.Net;
using System.Net.Sockets;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Tests.Outbox;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class MailTests
{
    private const string Page = "/admin/settings/mail";

    [MailTheory, EveryEngine]
    public async Task An_administrator_sets_the_server_and_tries_it(Engine engine)
    {
        await using var mails = await MailGround.Start(login: "desk:four plain words");
        await using var site = await TestSite.Start(engine);
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        Assert.Equal(Page, (await boss.Read("/admin/settings")).QuerySelector("[aria-labelledby=mail] a")!.GetAttribute("href"));
        using var none = await boss.Post(Page, Page + "?handler=Test");
        Assert.Equal("No mail server is set. Enter one and save.", (await boss.Follow(none)).Status());
        using var saved = await boss.Post(Page, Page, Fields(mails, "four plain words"));
        var page = await boss.Follow(saved);
        Assert.Equal("The mail settings are saved.", page.Status());
        Assert.Contains("One is kept, and never shown again", page.QuerySelector("#Smtp-Password-hint")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("four plain words", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        using var tried = await boss.Press(page.Button("Save mail settings"), [.. Typed(page)]);
        Assert.Equal(HttpStatusCode.SeeOther, tried.StatusCode);
        using var test = await boss.Post(Page, Page + "?handler=Test", [.. Typed(page)]);
        Assert.Equal("127.0.0.1 took the test mail for administrator@example.org. It should be there in a minute.", (await boss.Follow(test)).Status());
        var mail = await mails.Next();
        Assert.Equal(("A test mail from FanNews", "administrator@example.org", "desk@ferryman.example"), (mail.Subject, mail.To.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Address));

        using var wrong = await boss.Post(Page, Page, Fields(mails, "other words"));
        using var refused = await boss.Post(Page, Page + "?handler=Test", ("Smtp-Host", "typed.example.org"));
        var told = await boss.Follow(refused);
        Assert.StartsWith("The test mail was not sent. The server refused the log-in.", told.Status(), StringComparison.Ordinal);
        Assert.EndsWith("What you changed in the fields is not saved yet and was not used.", told.Status(), StringComparison.Ordinal);
        Assert.Equal("typed.example.org", told.QuerySelector("#Smtp-Host")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_was_refused_comes_back_as_typed_but_the_password()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var answer = await boss.Post(Page, Page, ("Smtp-Host", "smtp <example>"), ("Smtp-Port", "many"), ("Smtp-Security", "tls"), ("Smtp-User", "desk"), ("Smtp-Password", "four plain words"), ("Smtp-From", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await boss.Follow(answer);
        Assert.StartsWith("Error: Mail", page.Title, StringComparison.Ordinal);
        Assert.Equal(["#Smtp-Host", "#Smtp-Port"], page.QuerySelectorAll(".problems a").Select(a => a.GetAttribute("href")!));
        Assert.Equal(("smtp <example>", "many", "desk"), (page.QuerySelector("#Smtp-Host")!.GetAttribute("value"), page.QuerySelector("#Smtp-Port")!.GetAttribute("value"), page.QuerySelector("#Smtp-User")!.GetAttribute("value")));
        Assert.Equal("tls", page.QuerySelector("#Smtp-Security option[selected]")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("#Smtp-Password")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_server_from_outside_is_shown_locked()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Smtp:Host", "smtp.example.org"), ("Smtp:Password", "four plain words"));
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var page = await boss.Read(Page);
        Assert.Equal(["Smtp-Host", "Smtp-User", "Smtp-Password"], page.QuerySelectorAll("input[readonly]").Select(i => i.Id!));
        Assert.Contains("FANNEWS__SMTP__HOST", page.QuerySelector("#Smtp-Host-locked")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("four plain words", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_of_a_server_that_says_nothing_ends_after_twenty_seconds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var site = await TestSite.Start(Engine.Sqlite, ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{((IPEndPoint)listener.LocalEndpoint).Port}"));
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var asking = boss.Post(Page, Page + "?handler=Test");
        using var silent = await listener.AcceptTcpClientAsync();
        site.Clock.Advance(TimeSpan.FromSeconds(20));
        using var answer = await asking;
        Assert.Contains("did not answer in time", (await boss.Follow(answer)).Status(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_that_cannot_be_delivered_are_told_of_where_somebody_can_do_something()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "1"));
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        await site.Store.Change(FanNews.Storage.Actor.Program, change =>
        {
            change.Db.OutboxRows.Add(new() { Kind = Mail.Kind, Payload = "{}", DueAt = change.Now.AddDays(1), CreatedAt = change.Now, Attempts = 2, Trouble = "The connection was refused." });
            change.Db.OutboxRows.Add(new() { Kind = Mail.Kind, Payload = "{}", DueAt = change.Now, CreatedAt = change.Now, DoneAt = change.Now, Attempts = 9, Trouble = "Too late." });
            change.Record("asked", "test");
            return Task.CompletedTask;
        });
        foreach (var address in new[] { Page, "/admin/people" })
        {
            var told = (await boss.Read(address)).QuerySelector(".trouble")!.TextContent;
            Assert.Contains("1 mail could not be delivered yet; it is tried again for three days. 1 mail was given up in the last week.", told, StringComparison.Ordinal);
            Assert.Contains("The connection was refused.", told, StringComparison.Ordinal);
        }
    }

    [MailFact]
    public async Task A_mail_is_tried_again_by_the_clock_with_the_same_number_and_not_after_its_link_has_ended()
    {
        await using var mails = await MailGround.Start();
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        var deliver = new DeliverMail(new(newsroom.Store, configuration, new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()), newsroom.Clock);
        var outbox = new EmptyOutbox(newsroom.Store, newsroom.Clock, new Dictionary<string, Deliver> { [Mail.Kind] = deliver.Deliver });
        await newsroom.Store.Change(FanNews.Storage.Actor.Program, change =>
        {
            new Mail("ruth@example.org", "Ruth", "First", "secret link").Send(change);
            new Mail("ruth@example.org", "Ruth", "Second", "secret link", change.Now.AddSeconds(10)).Send(change);
            change.Record("asked", "test");
            return Task.CompletedTask;
        });
        Assert.Equal(TestNewsroom.Noon.AddSeconds(30), await outbox.Run());
        Assert.All(await Rows(newsroom), row => Assert.Equal("No mail server is set.", row.Trouble));
        foreach (var (key, value) in mails.Settings)
            configuration["FanNews:" + key] = value;
        newsroom.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await outbox.Run());
        var mail = await mails.Next();
        Assert.Equal(("First", $"fannews.1.{TestNewsroom.Noon.ToUnixTimeMilliseconds()}@ferryman.example"), (mail.Subject, mail.MessageId));
        Assert.Equal(1, mails.Taken);
        var rows = await Rows(newsroom);
        Assert.Equal([null, "It could not be delivered before what it says was out of date. No mail server is set."], rows.Select(r => r.Trouble));
        Assert.All(rows, row => Assert.Equal("{}", row.Payload));
    }

    [MailTheory, EveryEngine]
    public async Task What_another_process_puts_into_the_outbox_leaves_with_the_next_round(Engine engine)
    {
        await using var mails = await MailGround.Start();
        await using var site = await TestSite.Start(engine, mails.Settings);
        using var other = new FanNews.Storage.NewsroomStore(site.Store.Options, site.Clock);
        await other.Change(FanNews.Storage.Actor.Program, change =>
        {
            new Mail("ruth@example.org", "Ruth", "From a command", "Hello.").Send(change);
            change.Record("asked", "test");
            return Task.CompletedTask;
        });
        var next = mails.Next();
        // The site may not be waiting for its clock yet.
        while (!next.IsCompleted)
        {
            site.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(next, Task.Delay(20));
        }

        Assert.Equal("From a command", (await next).Subject);
    }

    private static (string, string)[] Fields(MailGround mails, string password) =>
        [("Smtp-Host", "127.0.0.1"), ("Smtp-Port", $"{mails.Port}"), ("Smtp-Security", "auto"), ("Smtp-User", "desk"), ("Smtp-Password", password), ("Smtp-From", "desk@ferryman.example")];

    private static IEnumerable<(string, string)> Typed(AngleSharp.Dom.IDocument page) =>
        page.QuerySelectorAll("input[id^=Smtp]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).Append(("Smtp-Security", "auto"));

    private static Task<List<OutboxRow>> Rows(TestStore newsroom) => newsroom.Store.Read(db => db.OutboxRows.AsNoTracking().OrderBy(r => r.Id).ToListAsync());
}
