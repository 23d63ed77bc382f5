namespace FanNews.Settings;

/// <summary>What the newsroom tells programs that visit its site.</summary>
public sealed record Machines
{
    /// <summary>Key of <see cref="Crawlers"/>.</summary>
    public const string CrawlersKey = "Site:Crawlers";

    /// <summary>Key of <see cref="SecurityContact"/>.</summary>
    public const string SecurityContactKey = "Site:SecurityContact";

    /// <summary>Which crawlers are asked to stay away.</summary>
    public Crawlers Crawlers { get; init; } = Crawlers.Welcome;

    /// <summary>Where to report a hole in the site's security (an address such as <c>mailto:…</c>). Null for none.</summary>
    public string? SecurityContact { get; init; }

    /// <summary>Makes it of single values.</summary>
    /// <exception cref="Storage.StoreTrouble">A value cannot be used; the sentence names the key.</exception>
    internal static Machines From(Func<string, string?> value) => new()
    {
        Crawlers = Site.Check(CrawlersKey, value(CrawlersKey) ?? "", Crawlers.Parse),
        SecurityContact = value(SecurityContactKey) is { Length: > 0 } contact ? Site.Check(SecurityContactKey, contact, Contact) : null,
    };

    /// <summary>What was typed as the address that it is (RFC 9116, 2.5.3: a URI, and on the web an encrypted one).</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static string Contact(string value)
    {
        var contact = value.Trim();
        if (contact.Contains('@', StringComparison.Ordinal) && !contact.Contains(':', StringComparison.Ordinal))
            contact = "mailto:" + contact;
        return Uri.TryCreate(contact, UriKind.Absolute, out var address) && address.Scheme is "https" or "mailto" or "tel" && !contact.Any(char.IsControl)
            ? address!.AbsoluteUri
            : throw new FormatException("write an e-mail address, or an address that begins with https: or tel:");
    }
}
