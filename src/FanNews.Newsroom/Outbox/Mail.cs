using System.Text.Json;
using FanNews.Storage;

namespace FanNews.Outbox;

/// <summary>One plain-text mail to one person.</summary>
/// <param name="To">The address.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Subject">What it is about. Ends of lines in it are made spaces when it is sent.</param>
/// <param name="Text">What it says.</param>
/// <param name="Until">Until when (UTC) it is of use, as with a link that ends; null for always.</param>
public sealed record Mail(string To, string Name, string Subject, string Text, DateTimeOffset? Until = null)
{
    /// <summary>The link that ends such mail by one click (RFC 8058); null where there is nothing to end.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>The kind of its rows in the outbox.</summary>
    public const string Kind = "mail";

    /// <summary>Puts it in the outbox with a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="subject">What it follows from, such as <c>article:12</c>, where somebody is to see what becomes of it.</param>
    public void Send(Change change, string? subject = null) => change.Send(Kind, JsonSerializer.Serialize(this), subject, subject is null ? null : "Mail to " + Name);

    /// <summary>Reads it out of the outbox.</summary>
    /// <exception cref="JsonException">The payload is no mail.</exception>
    public static Mail Read(OutboxRow row) => JsonSerializer.Deserialize<Mail>(row.Payload) ?? throw new JsonException("The payload is null.");
}
