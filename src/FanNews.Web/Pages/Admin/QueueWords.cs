using System.Globalization;
using FanNews.Articles;
using FanNews.Comments;

namespace FanNews.Web.Pages.Admin;

/// <summary>The queue in words.</summary>
internal static class QueueWords
{
    /// <summary>What a status is called.</summary>
    public static string Tab(CommentStatus status) => status switch
    {
        CommentStatus.Pending => "Pending",
        CommentStatus.Approved => "Approved",
        CommentStatus.Spam => "Spam",
        _ => "Trash",
    };

    /// <summary>What a tab is called, with its number.</summary>
    public static string Tab(QueueTab tab, int count) => $"{(tab == QueueTab.Reported ? "Reported" : Tab(tab.Status()))} ({Number(count)})";

    /// <summary>A number, with commas between the thousands.</summary>
    public static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Where a comment stands, as its mark says.</summary>
    public static string Mark(CommentStatus status) => status == CommentStatus.Pending ? "Held" : Tab(status);

    /// <summary>What an empty tab says.</summary>
    public static string Empty(QueueTab tab, bool filtered) => (tab, filtered) switch
    {
        (_, true) => "No comment here is like that.",
        (QueueTab.Pending, _) => "Nothing waits. Put the kettle on.",
        (QueueTab.Reported, _) => "Nobody complains. Enjoy it while it lasts.",
        (QueueTab.Approved, _) => "No comment is public yet.",
        (QueueTab.Spam, _) => "No spam. Long may it last.",
        _ => "The trash is empty.",
    };

    /// <summary>What a filter asks for, part by part.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="shown">A comment that passes it; null for none.</param>
    public static string Filter(QueueFilter filter, QueuedComment? shown) => string.Join(" · ", new[]
    {
        filter.Only is null ? null : "one comment alone",
        filter.Words is { } words ? $"with “{words}”" : null,
        filter.Sender is { } sender ? $"by {sender}" : null,
        filter.Network is null ? null : "from one network of that day",
        filter.Story is null ? null : shown is null ? "under one story" : $"under “{shown.Story.Headline}”",
        filter.Section is { } section ? $"in {section}" : null,
        filter.Reason is { } reason ? $"held for: {Reason(reason)}" : null,
        filter.Age is QueueAge.Any ? null : Age(filter.Age).ToLowerInvariant(),
    }.OfType<string>());

    /// <summary>An age in words.</summary>
    public static string Age(QueueAge age) => age switch
    {
        QueueAge.Hour => "Of the last hour",
        QueueAge.Day => "Of the last 24 hours",
        QueueAge.Week => "Of the last seven days",
        QueueAge.OverDay => "Older than a day",
        QueueAge.OverWeek => "Older than a week",
        _ => "Any age",
    };

    /// <summary>The reasons for which the screening holds, by their words for machines.</summary>
    public static readonly IReadOnlyList<string> Reasons =
        ["spam-model", "trash-model", "links", "only-links", "hold-word", "ban-word", "banned", "refusals", "probation", "repeats", "flood", "capitals", "no-letters", "pasted", "staff-address", "honeypot", "quick", "no-form", "no-origin"];

    /// <summary>A reason in a word or two.</summary>
    public static string Reason(string code) => code switch
    {
        "spam-model" => "looks like spam",
        "trash-model" => "looks like trash",
        "links" => "links",
        "only-links" => "nothing but links",
        "hold-word" => "a word to wait for",
        "ban-word" => "a banned word",
        "banned" => "a ban",
        "refusals" => "refused before",
        "probation" => "a new sender",
        "repeats" => "said before",
        "flood" => "a flood",
        "capitals" => "capitals",
        "no-letters" => "no letters",
        "pasted" => "a piece of the story",
        "staff-address" => "an address of the newsroom",
        "honeypot" => "hidden field filled in",
        "quick" => "a form sent in seconds",
        "no-form" => "a form that is none of ours",
        "no-origin" => "no word where it came from",
        _ => code,
    };

    /// <summary>The decisions that the tab offers: all but the one that was made.</summary>
    public static IEnumerable<(CommentStatus To, string Name, string Key)> Choices(CommentStatus present) =>
        new[] { (CommentStatus.Approved, "Approve", "A"), (CommentStatus.Spam, "Spam", "S"), (CommentStatus.Trash, "Trash", "T") }.Where(c => c.Item1 != present);

    /// <summary>What can be opened under a comment. Nobody of the newsroom is banned.</summary>
    /// <param name="comment">The comment.</param>
    /// <param name="mayBan">Whether the person may ban senders.</param>
    public static IEnumerable<(QueuePanel Panel, string Name, string Key)> Panels(QueuedComment comment, bool mayBan) =>
        new[] { (QueuePanel.Reply, "Reply", "R"), (QueuePanel.Edit, "Edit", "E"), (QueuePanel.Ban, "Ban", "B"), (QueuePanel.Note, "Note", "N") }.Where(p => p.Item1 != QueuePanel.Ban || (mayBan && !comment.ByStaff));

    /// <summary>What an undo did, and the action that may be taken back next, for the line that offers to; null where neither is.</summary>
    public static string? Told(IReadOnlyList<DecisionView> undone, IReadOnlyList<DecisionView> batch) => (undone.Count, batch.Count) switch
    {
        (0, 0) => null,
        (_, 0) => Told(undone),
        (0, _) => Told(batch),
        _ => $"{Told(undone)}. Before that, {Told(batch)}",
    };

    /// <summary>What an action did.</summary>
    public static string Told(IReadOnlyList<DecisionView> batch)
    {
        var replied = batch.FirstOrDefault(d => d.Why == "Reply by the newsroom");
        if (replied is not null)
            return batch.FirstOrDefault(d => d.CommentId != replied.CommentId) is { } parent ? $"Replied. Approved with it: {parent.Name}" : "Replied";
        var banned = batch[0].Why == "Its sender is banned" ? "Banned. " : "";
        var what = banned + batch[0].To switch
        {
            CommentStatus.Pending => "Waits again",
            CommentStatus.Approved => batch[0].Why == "Undo" ? "Approved again" : "Approved",
            CommentStatus.Spam => "Spam",
            _ => "Trash",
        };
        return batch.Count == 1 ? $"{what}: {batch[0].Name}" : $"{what}: {batch.Count} comments";
    }

    /// <summary>That somebody else decided first.</summary>
    public static string TooLate(DecisionView? decision, int missed, Func<DateTimeOffset, string> time)
    {
        var others = missed > 1 ? $" So it was with {missed - 1} more." : "";
        return decision is null
            ? "What you decided about is not there any more, or its writer changed it since you read it. Read it again; nothing was changed."
            : $"Somebody decided first: {Decided(decision)} the comment by {decision.Name} at {time(decision.At)}. It stays so.{others}";
    }

    /// <summary>Who decided what, the beginning of a sentence.</summary>
    public static string Decided(DecisionView decision) => $"{decision.By ?? "FanNews"} " + decision.To switch
    {
        CommentStatus.Pending => "put back",
        CommentStatus.Approved => "approved",
        CommentStatus.Spam => "marked as spam",
        _ => "trashed",
    };

    /// <summary>What the sender's address did before, in a few words.</summary>
    public static string History(QueuedComment comment) => comment switch
    {
        { ByStaff: true } => "Written by the newsroom",
        { Sender: null } => "No email address",
        { Sender: { Approved: 0, Refused: 0 } } => "First comment from this address",
        { Sender: var sender } => "Known address: " + string.Join(", ", new[]
        {
            sender.Approved > 0 ? $"{sender.Approved} approved" : null, sender.Refused > 0 ? $"{sender.Refused} refused" : null,
        }.OfType<string>()),
    };

    /// <summary>How far a story is.</summary>
    public static string State(QueuedStory story, DateTimeOffset now) => story switch
    {
        { Killed: true } => "Killed",
        { State: ArticleState.Draft } => "Draft",
        { State: ArticleState.InReview } => "In review",
        { PublishAt: { } at } when at > now => "Scheduled",
        _ => "Published",
    };
}
