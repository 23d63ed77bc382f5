using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FanNews.Outbox;
using MimeKit;

namespace FanNews.Settings;

/// <summary>What the settings for mail may be.</summary>
internal static class MailRules
{
    private const int LongestHost = 253;
    private const int LongestLine = 200;

    /// <summary>Why a value cannot be; null when it can. Every value may be empty.</summary>
    public static string? Refuse(string key, string value) => value.Length == 0 && key != MailSettings.Security ? null : key switch
    {
        MailSettings.Host => value.Length <= LongestHost && Uri.CheckHostName(value) is not (UriHostNameType.Unknown or UriHostNameType.Basic)
            ? null : "Enter the server's name, like smtp.example.com, without a port",
        MailSettings.Port => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? null : "The port must be a number from 1 to 65535",
        MailSettings.Security => ReadSecurity(value) is not null ? null : "Choose auto, starttls, tls or none",
        MailSettings.User => IsLine(value) ? null : $"The user must be one line of {LongestLine} characters or fewer",
        MailSettings.From => IsSender(value) ? null : "Enter an address, like desk@example.com, or a name and an address, like The Ferryman <desk@example.com>",
        _ => null,
    };

    /// <summary>Why a new password cannot be; null when it can, or when none was typed.</summary>
    public static string? RefusePassword(string? password) =>
        string.IsNullOrEmpty(password) || IsLine(password) ? null : $"The password must be one line of {LongestLine} characters or fewer";

    /// <summary>Why user and password do not go with the rest; null when they do.</summary>
    public static Refusal? RefuseLogin(MailChoices before, MailChoices after, bool fresh)
    {
        if (after[MailSettings.User].Length == 0)
            return fresh ? new(MailSettings.User, "Enter the user whose password this is") : null;
        if (fresh)
            return null;
        if (!before.HasPassword)
            return new(MailSettings.Password, "Enter the password of this user");
        // Or a password that nobody here knows could be led to another server.
        return before[MailSettings.Host] != after[MailSettings.Host] || before[MailSettings.Port] != after[MailSettings.Port] || before[MailSettings.User] != after[MailSettings.User]
            ? new(MailSettings.Password, "Enter the password again: the one that is kept was for another server or user")
            : null;
    }

    /// <summary>Reads a way of keeping the conversation secret; null for none of them.</summary>
    public static MailSecurity? ReadSecurity(string word) =>
        !word.Any(char.IsAsciiDigit) && Enum.TryParse<MailSecurity>(word, ignoreCase: true, out var security) && Enum.IsDefined(security) ? security : null;

    /// <summary>Who sends where nobody chose a sender: the paper, from an address of its own host.</summary>
    public static string DefaultSender(Site site)
    {
        var host = IPAddress.TryParse(site.Url.Host.Trim('[', ']'), out var address)
            ? address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]"
            : site.Url.IdnHost;
        return new MailboxAddress(site.Name, "no-reply@" + host).ToString();
    }

    private static bool IsSender(string value) =>
        IsLine(value) && MailboxAddress.TryParse(value, out var address) && address.LocalPart.Length > 0 && address.Domain.Length > 0;

    private static bool IsLine(string text) => text.Length <= LongestLine && !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');
}
