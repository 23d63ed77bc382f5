using FanNews.Articles;
using FanNews.Comments;

namespace FanNews.Web.Pages.Admin;

/// <summary>The queue in words.</summary>
internal static class QueueWords
{
    /// <summary>What a tab is called.</summary>
    public static string Tab(CommentStatus status) => status switch
    {
        CommentStatus.Pending => "Pending",
        CommentStatus.Approved => "Approved",
        CommentStatus.Spam => "Spam",
        _ => "Trash",
    };

    /// <summary>Where a comment stands, as its mark says.</summary>
    public static string Mark(CommentStatus status) => status == CommentStatus.Pending ? "Held" : Tab(status);

    /// <summary>What an empty tab says.</summary>
    public static string Empty(CommentStatus status) => status switch
    {
        CommentStatus.Pending => "Nothing waits. Put the kettle on.",
        CommentStatus.Approved => "No comment is public yet.",
        CommentStatus.Spam => "No spam. Long may it last.",
        _ => "The trash is empty.",
    };

    /// <summary>The decisions that the tab offers: all but the one that was made.</summary>
    public static IEnumerable<(CommentStatus To, string Name, string Key)> Choices(CommentStatus present) =>
        new[] { (CommentStatus.Approved, "Approve", "A"), (CommentStatus.Spam, "Spam", "S"), (CommentStatus.Trash, "Trash", "T") }.Where(c => c.Item1 != present);

    /// <summary>What an action did, for the line that offers to undo it.</summary>
    public static string Told(IReadOnlyList<DecisionView> batch)
    {
        var replied = batch.FirstOrDefault(d => d.Why == "Reply by the newsroom");
        if (replied is not null)
            return batch.FirstOrDefault(d => d.CommentId != replied.CommentId) is { } parent ? $"Replied. Approved with it: {parent.Name}" : "Replied";
        var what = batch[0].To switch
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
            ? "What you decided about is not there any more. Nothing was changed."
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
