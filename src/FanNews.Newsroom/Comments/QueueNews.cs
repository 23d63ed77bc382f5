using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>What became of comments that a moderator's screen shows, for whoever keeps it in step.</summary>
/// <param name="Gone">Those that are not in the tab any more.</param>
/// <param name="Decided">The newest decision about each of them, where there is one.</param>
public sealed record QueueNews(IReadOnlyList<long> Gone, IReadOnlyList<DecisionView> Decided)
{
    /// <summary>The most comments that are asked about at once.</summary>
    public const int Most = 500;

    /// <summary>Looks them up by their numbers: whoever decided, in whichever process, is seen as soon as it is stored.</summary>
    /// <param name="db">The store.</param>
    /// <param name="tab">The tab that the screen shows.</param>
    /// <param name="ids">The comments on it.</param>
    /// <param name="within">The sections whose comments they may see; null for the whole paper.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<QueueNews> Of(NewsroomDb db, QueueTab tab, IReadOnlyCollection<long> ids, IReadOnlyList<long>? within = null, CancellationToken ct = default)
    {
        var shown = ids.Distinct().Take(Most).ToList();
        var there = await QueueTabs.Of(db, tab).For(within).Where(c => shown.Contains(c.Id)).Select(c => c.Id).ToListAsync(ct);
        var gone = shown.Except(there).ToList();
        if (gone.Count == 0)
            return new([], []);
        var decided = await QueuePage.Decisions(db, gone, new QueueQuestion(tab, new() { Within = within }), ct);
        return new(gone, [.. decided.GroupBy(d => d.CommentId).Select(g => g.Last())]);
    }
}
