using System.Net;
using System.Text;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Readers;

/// <summary>What became of a report.</summary>
public abstract record ReportAnswer
{
    private ReportAnswer()
    {
    }

    /// <summary>It is stored.</summary>
    public sealed record Taken : ReportAnswer;

    /// <summary>Something in the form is not right.</summary>
    /// <param name="Problems">Field by field.</param>
    public sealed record Invalid(IReadOnlyList<Refusal> Problems) : ReportAnswer;

    /// <summary>The same sender reported something a moment ago.</summary>
    /// <param name="Wait">How long to wait.</param>
    public sealed record TooSoon(TimeSpan Wait) : ReportAnswer;

    /// <summary>Readers see no such thing.</summary>
    public sealed record Missing : ReportAnswer;
}

/// <summary>Takes what readers report: comments that should not stand, and errors in stories. Limited like comments.</summary>
public sealed class TakeReport(NewsroomStore store)
{
    /// <summary>Stores that a comment should not stand. Reported twice by one sender it is one report.</summary>
    /// <param name="comment">Number of the comment.</param>
    /// <param name="reason">Why, as the form names it.</param>
    /// <param name="text">In the reader's words.</param>
    /// <param name="network">Where it came from.</param>
    /// <param name="limits">Whether the pause between reports is kept.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<ReportAnswer> OfComment(long comment, string? reason, string? text, IPAddress? network, bool limits, CancellationToken ct = default) => store.Change<ReportAnswer>(Actor.Reader, async change =>
    {
        change.TouchesNothing();
        var stories = change.Db.Visible(change.Now);
        if (!await change.Db.Comments.AnyAsync(c => c.Id == comment && c.Status == CommentStatus.Approved && stories.Any(l => l.Article.Id == c.ArticleId), ct))
            return change.Abandon(new ReportAnswer.Missing());
        var words = Words(text);
        var problems = new List<Refusal>();
        if (!Enum.TryParse<ReportReason>(reason, ignoreCase: true, out var known) || !Enum.IsDefined(known) || int.TryParse(reason, out _))
            problems.Add(new("reason", "Choose what is wrong with the comment"));
        else if (known == ReportReason.Other && words.Length == 0)
            problems.Add(new("text", "Say in a few words what is wrong"));
        if (words.Length > CommentReport.LongestText)
            problems.Add(new("text", $"Shorten your words to {CommentReport.LongestText:#,0} characters or fewer"));
        if (problems.Count > 0)
            return change.Abandon(new ReportAnswer.Invalid(problems));
        var sender = await Sender(change, network, ct);
        if (sender is not null && await change.Db.CommentReports.AnyAsync(r => r.CommentId == comment && r.SenderHash == sender && r.ClosedAt == null, ct))
            return change.Abandon(new ReportAnswer.Taken());
        if (limits && await Wait(change, sender, ct) is { } wait)
            return change.Abandon(new ReportAnswer.TooSoon(wait));
        change.Db.CommentReports.Add(new CommentReport { CommentId = comment, Reason = known, Text = words.Length > 0 ? words : null, CreatedAt = change.Now, SenderHash = sender });
        change.Record("reported", $"comment:{comment}", known.ToString());
        return new ReportAnswer.Taken();
    }, ct);

    /// <summary>Stores that a story is wrong. It goes to the desk, and nowhere else.</summary>
    /// <param name="article">Number of the story.</param>
    /// <param name="passage">The words that are meant.</param>
    /// <param name="text">What is wrong.</param>
    /// <param name="email">Where the desk may ask; empty for nowhere.</param>
    /// <param name="network">Where it came from.</param>
    /// <param name="limits">Whether the pause between reports is kept.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<ReportAnswer> OfError(long article, string? passage, string? text, string? email, IPAddress? network, bool limits, CancellationToken ct = default) => store.Change<ReportAnswer>(Actor.Reader, async change =>
    {
        change.TouchesNothing();
        if (!await change.Db.Visible(change.Now).AnyAsync(l => l.Article.Id == article, ct))
            return change.Abandon(new ReportAnswer.Missing());
        var (quoted, words, address) = (Words(passage), Words(text), (email ?? "").Trim().ToLowerInvariant());
        var problems = new List<Refusal>();
        if (quoted.Length > ErrorReport.LongestText)
            problems.Add(new("passage", $"Shorten the passage to {ErrorReport.LongestText:#,0} characters or fewer"));
        if (words.Length == 0)
            problems.Add(new("text", "Say what is wrong"));
        else if (words.Length > ErrorReport.LongestText)
            problems.Add(new("text", $"Shorten your words to {ErrorReport.LongestText:#,0} characters or fewer"));
        if (address.Length > 0 && !Submission.IsAddress(address))
            problems.Add(new("email", "Enter an email address in the form name@example.org, or leave it empty"));
        if (problems.Count > 0)
            return change.Abandon(new ReportAnswer.Invalid(problems));
        var sender = await Sender(change, network, ct);
        if (sender is not null && await change.Db.ErrorReports.AnyAsync(r => r.ArticleId == article && r.SenderHash == sender && r.Text == words, ct))
            return change.Abandon(new ReportAnswer.Taken());
        if (limits && await Wait(change, sender, ct) is { } wait)
            return change.Abandon(new ReportAnswer.TooSoon(wait));
        change.Db.ErrorReports.Add(new ErrorReport
        {
            ArticleId = article,
            Passage = quoted.Length > 0 ? quoted : null,
            Text = words,
            Email = address.Length > 0 ? address : null,
            CreatedAt = change.Now,
            SenderHash = sender,
        });
        change.Record("reported", $"article:{article}");
        return new ReportAnswer.Taken();
    }, ct);

    private static async Task<string?> Sender(Change change, IPAddress? network, CancellationToken ct)
    {
        var sender = await Senders.Hash(change, network, ct);
        if (sender is not null)
            await change.Db.Lock("sender:" + sender, ct);
        return sender;
    }

    private static async Task<TimeSpan?> Wait(Change change, string? sender, CancellationToken ct)
    {
        if (sender is null)
            return null;
        var since = change.Now - LeaveReply.Pause;
        var comment = await change.Db.CommentReports.Where(r => r.SenderHash == sender && r.CreatedAt > since).MaxAsync(r => (DateTimeOffset?)r.CreatedAt, ct);
        var error = await change.Db.ErrorReports.Where(r => r.SenderHash == sender && r.CreatedAt > since).MaxAsync(r => (DateTimeOffset?)r.CreatedAt, ct);
        var last = comment > error || error is null ? comment : error;
        return last is { } at ? at + LeaveReply.Pause - change.Now : null;
    }

    // Lines and tabs stay; other control characters are nobody's words.
    internal static string Words(string? text)
    {
        var kept = new StringBuilder();
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes().Where(r => r.Value is '\n' or '\t' || !Rune.IsControl(r)))
            kept.Append(rune);
        return kept.ToString().Trim();
    }
}
