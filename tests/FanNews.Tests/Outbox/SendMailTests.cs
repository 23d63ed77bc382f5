using System.Net;
using System.Net.Sockets;
using FanNews.Outbox;
using MimeKit;

namespace FanNews.Tests.Outbox;

public sealed class SendMailTests
{
    private static readonly Mail Letter = new("ruth@example.org", "Ruth Amadi", "Your account", "Hello Ruth,\n\nгазета на обоих берегах: https://ferryman.example/admin/link?token=1-abc\n");

    [MailFact]
    public async Task A_mail_arrives_with_its_headers_and_its_text()
    {
        await using var ground = await MailGround.Start();
        Assert.Null(await Send(ground.Server(), Letter));
        var mail = await ground.Next();
        Assert.Equal("fannews.7@ferryman.example", mail.MessageId);
        Assert.Equal(TestNewsroom.Noon, mail.Date);
        Assert.Equal("\"The Ferryman\" <desk@ferryman.example>", mail.From.ToString());
        Assert.Equal("\"Ruth Amadi\" <ruth@example.org>", mail.To.ToString());
        Assert.Equal(("Your account", "auto-generated"), (mail.Subject, mail.Headers[HeaderId.AutoSubmitted]));
        Assert.Equal("text/plain", mail.Body!.ContentType.MimeType);
        Assert.Equal(Letter.Text.Trim(), mail.TextBody!.ReplaceLineEndings("\n").Trim());
    }

    [Theory]
    [InlineData("Hello\r\nBcc: thief@example.org")]
    [InlineData("Hello\nBcc: thief@example.org")]
    [InlineData("Hello\rBcc: thief@example.org")]
    [InlineData("Hello\r\n\r\nBcc: thief@example.org")]
    [InlineData("Hello\u2028Bcc: thief@example.org")]
    [InlineData("Hello\0Bcc: thief@example.org")]
    public void Neither_subject_nor_name_can_begin_another_header(string text)
    {
        using var message = SendMail.Compose(new("h", 25, MailSecurity.None, null, null, "desk@ferryman.example"), Letter with { Subject = text, Name = text }, "x", TestNewsroom.Noon);
        using var written = new MemoryStream();
        message.WriteTo(written);
        written.Position = 0;
        using var read = MimeMessage.Load(written);
        Assert.Equal("Hello Bcc: thief@example.org", read.Subject);
        Assert.Empty(read.Bcc);
        Assert.Equal(("Hello Bcc: thief@example.org", "ruth@example.org"), (read.To.Mailboxes.Single().Name, read.To.Mailboxes.Single().Address));
        string[] all = ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To"];
        Assert.Equal(all, read.Headers.Concat(read.Body!.Headers).Select(h => h.Field).Where(f => f != "Content-Transfer-Encoding").Order(StringComparer.Ordinal));
    }

    [MailFact]
    public async Task A_log_in_is_used_and_a_wrong_one_is_told()
    {
        await using var ground = await MailGround.Start(login: "desk:four plain words");
        Assert.Null(await Send(ground.Server(user: "desk", password: "four plain words"), Letter));
        Assert.Equal("Your account", (await ground.Next()).Subject);
        var wrong = await Send(ground.Server(user: "desk", password: "other words"), Letter);
        Assert.StartsWith("The server refused the log-in.", wrong!.Sentence, StringComparison.Ordinal);
        Assert.False(wrong.ForGood);
        Assert.Equal("The server wants a log-in. Enter user and password.", (await Send(ground.Server(), Letter))!.Sentence);
        Assert.Equal(1, ground.Taken);
    }

    [MailFact]
    public async Task A_certificate_that_nobody_trusts_is_refused_before_the_password_is_sent()
    {
        await using var offers = await MailGround.Start(login: "desk:four plain words", certificate: true);
        foreach (var security in (MailSecurity[])[MailSecurity.Auto, MailSecurity.StartTls])
            Assert.Contains("its certificate is not one that this machine trusts", (await Send(offers.Server(security, "desk", "four plain words"), Letter))!.Sentence, StringComparison.Ordinal);
        await using var tls = await MailGround.Start(tls: true);
        Assert.Contains("its certificate is not one that this machine trusts", (await Send(tls.Server(MailSecurity.Tls), Letter))!.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, offers.Taken + tls.Taken);
    }

    [MailFact]
    public async Task A_server_without_encryption_is_told_apart_from_one_that_speaks_it()
    {
        await using var ground = await MailGround.Start();
        Assert.Contains("does not offer what the settings ask for", (await Send(ground.Server(MailSecurity.StartTls), Letter))!.Sentence, StringComparison.Ordinal);
        Assert.Contains("465 goes with TLS", (await Send(ground.Server(MailSecurity.Tls), Letter))!.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, ground.Taken);
    }

    [MailFact]
    public async Task A_recipient_that_there_is_not_is_given_up_and_one_for_later_is_not()
    {
        await using var ground = await MailGround.Start();
        var never = await Send(ground.Server(), Letter with { To = "nobody@example.org" });
        Assert.True(never!.ForGood);
        Assert.Equal("The server refused the recipient. It said: 5.1.1 <nobody@example.org> is unknown here", never.Whole);
        Assert.DoesNotContain("nobody@", never.Sentence, StringComparison.Ordinal);
        Assert.False((await Send(ground.Server(), Letter with { To = "later@example.org" }))!.ForGood);
    }

    [Fact]
    public async Task A_closed_port_and_an_unknown_name_are_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var server = new MailServer("127.0.0.1", port, MailSecurity.Auto, null, null, "desk@ferryman.example");
        Assert.Equal($"The connection to 127.0.0.1:{port} was refused. Check server and port.", (await Send(server, Letter))!.Sentence);
        Assert.Contains("nowhere.invalid", (await Send(server with { Host = "nowhere.invalid" }, Letter))!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_ends_with_the_limit()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var limit = new CancellationTokenSource();
        var server = new MailServer("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, MailSecurity.Auto, null, null, "desk@ferryman.example");
        var sending = SendMail.Send(server, Letter, "fannews.7", TestNewsroom.Noon, limit.Token, default);
        using var silent = await listener.AcceptTcpClientAsync();
        await limit.CancelAsync();
        Assert.Equal($"The server {server} did not answer in time.", (await sending)!.Sentence);
    }

    [Fact]
    public void A_server_never_prints_its_password() =>
        Assert.Equal("h:25", $"{new MailServer("h", 25, MailSecurity.None, "user", "secret", "desk@ferryman.example")}");

    private static Task<MailTrouble?> Send(MailServer server, Mail mail) => SendMail.Send(server, mail, "fannews.7", TestNewsroom.Noon, CancellationToken.None, default);
}
