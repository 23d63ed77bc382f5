using System.Globalization;
using FanNews.Outbox;
using FanNews.Settings;

namespace FanNews.People;

/// <summary>What the newsroom writes to its people.</summary>
public static class Letters
{
    /// <summary>Where a link leads.</summary>
    /// <param name="site">The public address.</param>
    /// <param name="token">What the link carries.</param>
    public static string Link(Site site, string token) => site.Absolute("/admin/link") + "?token=" + token;

    /// <summary>To somebody who was invited.</summary>
    /// <param name="person">Who.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="link">Where to choose a password.</param>
    /// <param name="ends">When the link ends (UTC).</param>
    /// <param name="site">The paper.</param>
    public static Mail Invitation(Person person, string by, string link, DateTimeOffset ends, Site site) => new(
        person.Email!, person.Name, $"Your account at {site.Name}",
        $"""
        Hello {person.Name},

        {by} invites you to the desk of {site.Name}, as {An(person.Role)}.

        Choose a password here:

        {link}

        The link works once, until {Time(ends, site)}. After that, ask for another one.

        If you do not know what this is about, you need not do anything.
        """, ends);

    /// <summary>To somebody who forgot the password.</summary>
    /// <param name="person">Who.</param>
    /// <param name="link">Where to choose another one.</param>
    /// <param name="ends">When the link ends (UTC).</param>
    /// <param name="site">The paper.</param>
    public static Mail Password(Person person, string link, DateTimeOffset ends, Site site) => new(
        person.Email!, person.Name, $"A new password at {site.Name}",
        $"""
        Hello {person.Name},

        somebody asked for a new password for your account at {site.Name}. If it was you, choose it here:

        {link}

        The link works once, until {Time(ends, site)}.

        If it was not you, you need not do anything: your password stays as it is.
        """, ends);

    /// <summary>To the administrator who tries the settings.</summary>
    /// <param name="person">Who.</param>
    /// <param name="site">The paper.</param>
    public static Mail Test(Person person, Site site) => new(
        person.Email!, person.Name, $"A test mail from {site.Name}",
        $"""
        Hello {person.Name},

        this is the test mail that you asked for under Settings. {site.Name} can send mail.
        """);

    private static string An(Role role) => role is Role.Author or Role.Editor or Role.Administrator ? "an " + Word(role) : "a " + Word(role);

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset at, Site site) =>
        site.Local(at).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + $" ({site.Zone.Id})";
}
