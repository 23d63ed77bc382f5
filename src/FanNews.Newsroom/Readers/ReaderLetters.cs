using System.Globalization;
using FanNews.Outbox;
using FanNews.Settings;

namespace FanNews.Readers;

/// <summary>A comment as a letter tells of it.</summary>
/// <param name="Own">Whether it is the reader's own.</param>
/// <param name="Name">Who wrote it.</param>
/// <param name="Text">What it says.</param>
/// <param name="Headline">Of which story.</param>
/// <param name="Address">Where it stands.</param>
public sealed record ToldComment(bool Own, string Name, string Text, string Headline, string Address);

/// <summary>
/// What the newsroom writes to its readers. Plain text. A letter to an address that nobody has confirmed has nothing in it that whoever typed
/// the address could have written: no name, no words.
/// </summary>
public static class ReaderLetters
{
    private const int LongestQuote = 600;

    /// <summary>Asks whether mail is wanted.</summary>
    public static Mail Confirm(Follow follow, string secret, DateTimeOffset ends, Site site) => new(
        follow.Email, "", $"Mail about your comment at {site.Name}?",
        $"""
        Hello,

        somebody left a comment at {site.Name} with this address, and asked to be told {(follow.Daily ? "once a day" : "by mail")} when it appears and when it is answered. If it was you, say so here:

        {site.Absolute("/reply/mail")}?confirm={secret}

        The link holds until {Time(ends, site)}. If it was not you, you need not do anything: no other mail will come.
        """, ends);

    /// <summary>Tells what is new.</summary>
    public static Mail News(Follow follow, IReadOnlyList<ToldComment> news, string stop, Site site)
    {
        var link = $"{site.Absolute("/reply/mail")}?stop={stop}";
        return new(
            follow.Email, "", Subject(news, site),
            $"""
            Hello,

            {string.Join("\n\n", news.Select(Tell))}

            You get this because you asked {site.Name} for it. This ends all such mail, at once:

            {link}
            """)
        { Unsubscribe = link };
    }

    /// <summary>Tells a commenter why a comment was refused, and how to appeal (EU DSA, articles 17 and 20).</summary>
    public static Mail Refused(string email, Statement statement, string headline, bool reported, string secret, Site site) => new(
        email, "", $"Your comment at {site.Name}",
        $"""
        Hello,

        your comment on "{headline}" is not published at {site.Name}, since {Time(statement.At, site)}.

        The reason: {ReaderWords.Ground(statement.Ground)}
        {(statement.Ground == RefusalGround.Illegal ? "We decided so because of the law." : "We decided so by the rules of our comments.")}
        {(statement.Text is null ? "" : "\nIn the moderator's words:\n\n" + Quote(statement.Text) + "\n")}
        A person decided this{(reported ? ", after a reader had reported the comment" : "")}; no machine did.

        If you think that this is wrong, say why here. A person looks at the comment again:

        {site.Absolute("/reply/appeal")}?token={secret}

        The link holds until {Time(statement.At + Statement.AppealTime, site)}. You may also turn to a certified body for the settlement of disputes out of court, or to a court.
        """);

    /// <summary>Tells a commenter what became of an appeal.</summary>
    public static Mail Answered(string email, string headline, bool approved, Site site) => new(
        email, "", $"Your appeal at {site.Name}",
        $"""
        Hello,

        a person has looked again at your comment on "{headline}".

        {(approved ? "It is published now." : "It stays as it was decided: it is not published.")}
        {(approved ? "" : "\nYou may turn to a certified body for the settlement of disputes out of court, or to a court.")}
        """);

    /// <summary>Brings the link to what is held of an address.</summary>
    public static Mail Data(string email, string secret, DateTimeOffset ends, Site site) => new(
        email, "", $"What {site.Name} holds of you",
        $"""
        Hello,

        somebody asked {site.Name} what it holds of this address. If it was you, see it, take it with you or have it erased here:

        {site.Absolute("/reply/data")}?token={secret}

        The link holds until {Time(ends, site)}. If it was not you, you need not do anything.
        """, ends);

    /// <summary>Tells a moderator how much waits.</summary>
    public static Mail Digest(string email, string name, int waiting, int recent, DateTimeOffset oldest, Site site) => new(
        email, name, $"{waiting} {(waiting == 1 ? "comment waits" : "comments wait")} at {site.Name}",
        $"""
        Hello {name},

        {waiting} {(waiting == 1 ? "comment waits" : "comments wait")} for a moderator at {site.Name}, {recent} of them new. The oldest came on {Time(oldest, site)}.

        {site.Absolute("/admin/comments")}

        Whoever has the settings of the site can change how often this comes, or end it.
        """);

    private static string Subject(IReadOnlyList<ToldComment> news, Site site) => news switch
    {
        [{ Own: true }] => $"Your comment is public at {site.Name}",
        [var one] => $"{one.Name} answered you at {site.Name}",
        _ => $"News about your comments at {site.Name}",
    };

    private static string Tell(ToldComment comment) => comment.Own
        ? $"Your comment on \"{comment.Headline}\" is public now:\n\n{comment.Address}"
        : $"{comment.Name} answered your comment on \"{comment.Headline}\":\n\n{Quote(comment.Text)}\n\n{comment.Address}";

    private static string Quote(string text)
    {
        var cut = text.Length > LongestQuote ? text[..LongestQuote].TrimEnd() + " […]" : text;
        return "> " + cut.ReplaceLineEndings("\n> ");
    }

    private static string Time(DateTimeOffset at, Site site) =>
        site.Local(at).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + $" ({site.Zone.Id})";
}
