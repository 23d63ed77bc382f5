using FanNews.Comments;
using FanNews.Storage;
using FanNews.Web.Admin;

namespace FanNews.Web.Pages.Admin;

/// <summary>What became of an action, for the script that keeps the queue's page. The words are the page's own.</summary>
/// <param name="Told">What was done; null for nothing.</param>
/// <param name="Batch">The action that may be taken back next; null for none.</param>
/// <param name="Late">That somebody else was first; null where nobody was.</param>
/// <param name="Moved">Comments whose place is another now, and whether that is the open tab.</param>
/// <param name="Counts">Names of the tabs with their numbers.</param>
/// <param name="Waiting">How many comments wait.</param>
public sealed record QueueTold(string? Told, string? Batch, string? Late, IReadOnlyList<QueueTold.Move> Moved, IReadOnlyDictionary<string, string> Counts, int Waiting)
{
    /// <summary>A comment that moved.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="Here">Whether it stands in the open tab now.</param>
    public sealed record Move(long Id, bool Here);

    /// <summary>A comment that stays and looks different; null for none.</summary>
    public long? Changed { get; init; }

    /// <summary>Tells of an action.</summary>
    public static async Task<QueueTold> Of(NewsroomDb db, DeskFrame frame, QueueTab open, QueueOutcome outcome, IReadOnlyList<long>? within, CancellationToken ct)
    {
        var question = new QueueQuestion(open, new() { Within = within }, null, outcome.Next, outcome.Late, outcome.Undone);
        var decisions = await QueuePage.Decisions(db, [], question, ct);
        var (batch, undone) = (decisions.FindAll(d => d.Batch == question.Batch), decisions.FindAll(d => d.Batch == question.Undone));
        var (late, site, counts) = (decisions.FindLast(d => d.CommentId == question.Late), await frame.Site(ct), await frame.Counts(within, ct));
        var times = new DeskTimes(site, late?.At ?? default);
        return new(
            QueueWords.Told(undone, batch),
            batch.Count == 0 ? null : question.Batch!.Value.ToString("N"),
            outcome.Missed == 0 ? null : QueueWords.TooLate(late, outcome.Missed, times.Time),
            [
                .. (outcome.Batch is null ? [] : decisions.FindAll(d => d.Batch == outcome.Batch)).Select(d => new Move(d.CommentId, d.To == open.Status())),
                .. late is null ? Array.Empty<Move>() : [new Move(late.CommentId, late.To == open.Status())],
            ],
            counts.ToDictionary(c => c.Key.ToString().ToLowerInvariant(), c => QueueWords.Tab(c.Key, c.Value)), counts[QueueTab.Pending]);
    }
}
