using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;

namespace FanNews.Comments;

/// <summary>When a commenter wants mail about the comment.</summary>
public enum NotifyWish
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>At once.</summary>
    AtOnce,

    /// <summary>Once a day, together.</summary>
    Daily,
}

/// <summary>What a reader sent with Leave a Reply, before anybody judged it. Only what a reader may set.</summary>
public sealed record Submission
{
    /// <summary>The longest comment, in characters (Unicode code points). WordPress's limit.</summary>
    public const int LongestText = 65_525;

    /// <summary>The longest name, in characters. WordPress's limit.</summary>
    public const int LongestName = 245;

    /// <summary>The longest e-mail address, in characters. WordPress's limit.</summary>
    public const int LongestEmail = 100;

    /// <summary>The longest web address, in characters. WordPress's limit.</summary>
    public const int LongestUrl = 200;

    /// <summary>The comment as typed.</summary>
    public string? Comment { get; init; }

    /// <summary>The name as typed.</summary>
    public string? Author { get; init; }

    /// <summary>The e-mail address as typed.</summary>
    public string? Email { get; init; }

    /// <summary>The web address as typed.</summary>
    public string? Url { get; init; }

    /// <summary>Number of the comment that is answered, as sent; empty or 0 for the story itself.</summary>
    public string? Parent { get; init; }

    /// <summary>When the request arrived (UTC).</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Where the request came from; null when unknown.</summary>
    public IPAddress? Network { get; init; }

    /// <summary>What was noticed on the way in, for the moderator.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>Whether it must wait for a moderator whatever the site's mode says.</summary>
    public bool Hold { get; init; }

    /// <summary>Whether its writer wants mail about it.</summary>
    public NotifyWish Notify { get; init; }

    /// <summary>Reads what was typed.</summary>
    /// <param name="problems">What is wrong with it, field by field in the form's order; empty when nothing is.</param>
    /// <returns>The cleaned values; only to be used when there are no problems.</returns>
    internal CleanSubmission Read(out IReadOnlyList<Refusal> problems)
    {
        var found = new List<Refusal>();
        var text = CleanText(Comment);
        if (!HasInk(text))
            found.Add(new("comment", "Write a comment before you post it"));
        else if (Length(text) > LongestText)
            found.Add(new("comment", string.Create(CultureInfo.InvariantCulture, $"Shorten your comment: it has {Length(text):N0} characters, and we can take {LongestText:N0}")));

        var name = CleanLine(Author);
        if (!HasInk(name))
            found.Add(new("author", "Enter the name to show with your comment"));
        else if (Length(name) > LongestName)
            found.Add(new("author", $"Shorten your name to {LongestName} characters or fewer"));

        var email = CleanLine(Email).ToLowerInvariant();
        if (email.Length > LongestEmail)
            found.Add(new("email", $"Enter an email address of at most {LongestEmail} characters"));
        else if (!IsEmail(email))
            found.Add(new("email", "Enter an email address in the form name@example.org"));

        var website = CleanLine(Url);
        if (!TryWebsite(website, out var address))
            found.Add(new("url", "Enter a web address in the form https://example.org, or leave it empty"));

        var parent = CleanLine(Parent);
        long? parentId = parent is "" or "0" ? null : long.TryParse(parent, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;
        problems = found;
        return new CleanSubmission(text, name, email, address, parentId);
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    // Something that leaves a mark on paper: not only blanks, invisible or control characters.
    private static bool HasInk(string text) =>
        text.EnumerateRunes().Any(r => !Rune.IsWhiteSpace(r) && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Format or UnicodeCategory.Control));

    private static string CleanText(string? text) =>
        Keep((text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), r => r.Value is '\n' or '\t' || !Rune.IsControl(r)).Trim();

    private static string CleanLine(string? text) =>
        Keep(text ?? "", r => !Rune.IsControl(r) && !IsBidiControl(r)).Trim();

    // A name must not turn the text around it (Unicode Bidirectional Algorithm, explicit formatting characters).
    private static bool IsBidiControl(Rune r) => r.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x200E or 0x200F or 0x061C;

    private static string Keep(string text, Func<Rune, bool> wanted)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(wanted))
            kept.Append(rune);
        return kept.ToString();
    }

    /// <summary>Whether mail could be sent there.</summary>
    /// <param name="email">An address as it is kept: trimmed, lower case.</param>
    public static bool IsAddress(string email) => email.Length <= LongestEmail && IsEmail(email);

    internal static bool IsEmail(string email)
    {
        var at = email.LastIndexOf('@');
        return at > 0
            && !email.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or '(' or ')' or ',' or ';' or ':' or '"' or '\\')
            && email.IndexOf('@', StringComparison.Ordinal) == at
            && email[(at + 1)..].Split('.') is { Length: >= 2 } labels
            && labels.All(l => l.Length is > 0 and <= 63 && l[0] != '-' && l[^1] != '-' && l.All(c => char.IsLetterOrDigit(c) || c == '-'))
            && MailAddress.TryCreate(email, out _);
    }

    private static bool TryWebsite(string typed, out string? address)
    {
        address = null;
        if (typed.Length == 0)
            return true;
        if (typed.Any(char.IsWhiteSpace))
            return false;
        var full = typed.Contains("://", StringComparison.Ordinal) ? typed : "https://" + typed;
        if (!Uri.TryCreate(full, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0
            || !url.Host.Contains('.', StringComparison.Ordinal) || url.AbsoluteUri.Length > LongestUrl)
            return false;
        address = url.AbsoluteUri;
        return true;
    }
}

/// <summary>A submission without fault.</summary>
internal sealed record CleanSubmission(string Text, string Name, string Email, string? Website, long? ParentId);
