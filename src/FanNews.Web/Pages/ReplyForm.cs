using System.Globalization;
using FanNews.Comments;

namespace FanNews.Web.Pages;

/// <summary>What Leave a Reply shows and takes: only what a reader may set.</summary>
public sealed record ReplyForm
{
    /// <summary>The most that a posted form may weigh, in bytes; more is answered 413.</summary>
    public const int HeaviestPost = 1 << 20;

    // Nobody reads a story and types a comment in less; milliseconds.
    private const int TooQuick = 3000;

    /// <summary>The comment.</summary>
    public string? Comment { get; init; }

    /// <summary>The name.</summary>
    public string? Author { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The web address.</summary>
    public string? Url { get; init; }

    /// <summary>Number of the comment that is answered.</summary>
    public string? Parent { get; init; }

    /// <summary>Hidden: when the page was made, sealed.</summary>
    public string? Opened { get; init; }

    /// <summary>Hidden: for how many milliseconds the page was open, as the browser's script says; empty without it.</summary>
    public string? Spent { get; init; }

    /// <summary>Hidden from people: a field that only programs fill.</summary>
    public string? Topic { get; init; }

    /// <summary>Whether name and address are to be kept in the reader's own browser.</summary>
    public bool Save { get; init; }

    /// <summary>Whether mail is wanted about the comment: <c>now</c>, <c>daily</c>, or nothing.</summary>
    public string? Notify { get; init; }

    /// <summary>Reads a posted form, ours or WordPress's.</summary>
    public static ReplyForm From(IFormCollection form) => new()
    {
        Comment = form["comment"],
        Author = form["author"],
        Email = form["email"],
        Url = form["url"],
        Parent = form["parent"] is { Count: > 0 } parent ? parent : form["comment_parent"],
        Opened = form["opened"],
        Topic = form["topic"],
        Spent = form["spent"],
        Save = form["save"].Count > 0 || form["wp-comment-cookies-consent"].Count > 0,
        Notify = form["notify"],
    };

    /// <summary>What was sent, with what the moderator should know about how it came.</summary>
    /// <param name="http">The request.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="age">How old the form is; null when it does not say.</param>
    /// <param name="arrivedAt">When the request arrived (UTC).</param>
    public Submission ToSubmission(HttpContext http, Origin origin, TimeSpan? age, DateTimeOffset arrivedAt)
    {
        var remarks = new List<Remark>();
        if (origin == Origin.Unknown)
            remarks.Add(new("no-origin", "The sender's program does not say which page the comment was written on."));
        if (!string.IsNullOrEmpty(Topic))
            remarks.Add(new("honeypot", "A field that people cannot see was filled in."));
        if (age is null)
            remarks.Add(new("no-form", "The form was not one of ours, or older than a day."));
        // A page may have been made hours before it was opened: only the browser can tell.
        if (int.TryParse(Spent, NumberStyles.None, CultureInfo.InvariantCulture, out var spent) && spent < TooQuick)
            remarks.Add(new("quick", string.Create(CultureInfo.InvariantCulture, $"Sent {spent / 1000.0:0.0} seconds after the page was opened.")));
        return new Submission
        {
            Comment = Comment,
            Author = Author,
            Email = Email,
            Url = Url,
            Parent = Parent,
            ArrivedAt = arrivedAt,
            Network = http.Connection.RemoteIpAddress,
            Remarks = remarks,
            Hold = origin == Origin.Unknown,
            Notify = Notify switch { "now" => NotifyWish.AtOnce, "daily" => NotifyWish.Daily, _ => NotifyWish.Never },
        };
    }
}
