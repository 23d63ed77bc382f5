namespace FanNews.Outbox;

/// <summary>How the way to the mail server is kept secret.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the start on port 465; on others STARTTLS where the server offers it. A password is never sent unencrypted, but to this machine itself.</summary>
    Auto,

    /// <summary>STARTTLS, or nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the start.</summary>
    Tls,

    /// <summary>No encryption; a password goes as it is.</summary>
    None,
}

/// <summary>The mail server that takes what the newsroom sends.</summary>
/// <param name="Host">Name or address of the server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the way to it is kept secret.</param>
/// <param name="User">With whose name to log in; null for no log-in.</param>
/// <param name="Password">The password; null for no log-in.</param>
/// <param name="From">The sender: an address, or a name and an address as in <c>The Ferryman &lt;desk@ferryman.example&gt;</c>.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string? User, string? Password, string From)
{
    /// <summary>The port that goes with a way of keeping it secret.</summary>
    public static int DefaultPort(MailSecurity security) => security switch
    {
        MailSecurity.Tls => 465,
        MailSecurity.None => 25,
        _ => 587,
    };

    // A record would print its password wherever it is written.
    /// <inheritdoc />
    public override string ToString() => $"{Host}:{Port}";
}
