using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace FanNews.Outbox;

/// <summary>Why a mail was not taken.</summary>
/// <param name="Sentence">What is wrong, without anybody's address.</param>
/// <param name="Reply">The server's own words; they may hold an address.</param>
/// <param name="ForGood">Whether trying again cannot help.</param>
public sealed record MailTrouble(string Sentence, string? Reply = null, bool ForGood = false)
{
    /// <summary>Sentence and reply together.</summary>
    public string Whole => Reply is null ? Sentence : $"{Sentence} It said: {Reply}";
}

/// <summary>Hands a mail to the server, in a conversation of its own.</summary>
public static class SendMail
{
    private const int LongestReply = 200;

    /// <summary>Sends a mail.</summary>
    /// <param name="server">Who takes it.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="id">What makes a repetition recognisable; the left side of the Message-ID.</param>
    /// <param name="at">Its date.</param>
    /// <param name="limit">Ends the conversation when it takes too long.</param>
    /// <param name="ct">Ends the conversation because nobody waits for it any more.</param>
    /// <returns>Null when the server took it, else what is wrong.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static async Task<MailTrouble?> Send(MailServer server, Mail mail, string id, DateTimeOffset at, CancellationToken limit, CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit, ct);
        // Whether a certificate was revoked is asked of a third host, which need not answer.
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            using var message = Compose(server, mail, id, at);
            await client.ConnectAsync(server.Host, server.Port, Way(server.Security), both.Token);
            if (server is { User: { } user, Password: { } password })
            {
                if (server.Security == MailSecurity.Auto && !client.IsSecure && !await IsHere(server.Host, both.Token))
                    return new("The server offers no encryption, so the password was not sent. Choose another security, or another port.");
                await client.AuthenticateAsync(user, password, both.Token);
            }

            await client.SendAsync(message, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new($"The server {server} did not answer in time.");
        }
        catch (Exception e) when (Explain(e, server) is { } trouble)
        {
            return trouble;
        }

        await Leave(client, both.Token);
        return null;
    }

    internal static MimeMessage Compose(MailServer server, Mail mail, string id, DateTimeOffset at)
    {
        var from = MailboxAddress.Parse(server.From);
        var message = new MimeMessage
        {
            Date = at,
            Subject = Line(mail.Subject),
            MessageId = $"{id}@{(from.Domain.StartsWith('[') ? "fannews.invalid" : from.Domain)}",
            Body = new TextPart("plain") { Text = mail.Text },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(Line(mail.Name), mail.To));
        // RFC 3834: holidays and other robots do not answer it.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (mail.Unsubscribe is { } link)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{link}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return message;
    }

    // Whatever ends a line would begin another header.
    private static string Line(string text) =>
        string.Join(' ', text.Split([.. text.Where(c => char.IsControl(c) || c is '\u2028' or '\u2029').Distinct()], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static SecureSocketOptions Way(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.Auto,
    };

    private static async Task<bool> IsHere(string host, CancellationToken ct) => (await Dns.GetHostAddressesAsync(host, ct)).All(IPAddress.IsLoopback);

    // The mail is taken: whatever goes wrong with the farewell changes nothing.
    private static async Task Leave(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ProtocolException or CommandException)
        {
            // Nothing to do.
        }
    }

    private static MailTrouble? Explain(Exception e, MailServer server) => e switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new($"The connection to {server} was refused. Check server and port."),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new($"There is no server of the name {server.Host}."),
        SocketException => new($"The server {server} cannot be reached."),
        SslHandshakeException { ServerCertificate: X509Certificate } => new($"The encrypted connection to {server} failed: its certificate is not one that this machine trusts, or not for this name."),
        SslHandshakeException => new($"The encrypted connection to {server} failed. Check port and security: 465 goes with TLS, 587 with STARTTLS."),
        NotSupportedException => new($"The server {server} does not offer what the settings ask for: STARTTLS, or a log-in."),
        ServiceNotAuthenticatedException => new("The server wants a log-in. Enter user and password."),
        AuthenticationException => new("The server refused the log-in. Check user and password.", Reply(e.Message)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => new("The server refused the recipient.", Reply(refused.Message), (int)refused.StatusCode >= 500),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused => new("The server refused the sender. Check \"From\".", Reply(refused.Message)),
        SmtpCommandException refused => new("The server refused the mail.", Reply(refused.Message)),
        TimeoutException => new($"The server {server} did not answer in time."),
        ProtocolException or IOException => new($"The server {server} broke the conversation off, or it is no mail server. Check port and security."),
        ParseException => new("The sender or the recipient is no address."),
        _ => null,
    };

    private static string? Reply(string words)
    {
        var line = Line(words);
        return line.Length == 0 ? null : line.Length > LongestReply ? line[..LongestReply] + " …" : line;
    }
}
