using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>What was decided, and how long comments waited for it.</summary>
public sealed record QueueWork
{
    /// <summary>Comments that were let out.</summary>
    public int Approved { get; init; }

    /// <summary>Comments that went to Spam or Trash.</summary>
    public int Refused { get; init; }

    /// <summary>All decisions; an undo is none.</summary>
    public int Decisions => Approved + Refused;

    /// <summary>Decisions that somebody took back or decided otherwise later.</summary>
    public int Reversed { get; init; }

    /// <summary>How long half of the comments waited at most; null where none waited.</summary>
    public TimeSpan? Median { get; init; }

    /// <summary>How long nine of ten comments waited at most; null where none waited.</summary>
    public TimeSpan? Late { get; init; }
}

/// <summary>One month of the queue.</summary>
/// <param name="Month">Its first day, in the zone of the paper.</param>
/// <param name="People">What people did together.</param>
/// <param name="Automatic">What the screening decided by itself.</param>
/// <param name="Moderators">What each of them did, the busiest first.</param>
public sealed record QueueMonth(DateOnly Month, QueueWork People, QueueWork Automatic, IReadOnlyList<(string Name, QueueWork Work)> Moderators)
{
    /// <summary>What share of all decisions the screening made by itself, 0 to 1; null where there was none.</summary>
    public double? AutomaticShare => People.Decisions + Automatic.Decisions is var all and > 0 ? (double)Automatic.Decisions / all : null;
}

/// <summary>The queue in figures, by month and moderator. Counted from the decisions themselves, whenever it is asked.</summary>
public static class QueueStatistics
{
    /// <summary>How many months are told, the present one included.</summary>
    public const int Months = 12;

    private sealed record Row(long CommentId, CommentStatus From, CommentStatus To, DateTimeOffset At, long? ById, string? Why, DateTimeOffset CreatedAt, bool Foreign);

    private sealed class Tally
    {
        public int Approved, Refused, Reversed;

        public List<TimeSpan> Waits { get; } = [];

        public QueueWork Work()
        {
            Waits.Sort();
            return new() { Approved = Approved, Refused = Refused, Reversed = Reversed, Median = At(0.5), Late = At(0.9) };
        }

        // The nearest rank: a time that a comment did wait.
        private TimeSpan? At(double share) => Waits.Count == 0 ? null : Waits[Math.Max(0, (int)Math.Ceiling(share * Waits.Count) - 1)];
    }

    /// <summary>Counts the last months, the latest first; months without a decision are left out.</summary>
    /// <param name="db">The store.</param>
    /// <param name="site">In whose zone months begin.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<QueueMonth>> Read(NewsroomDb db, Site site, DateTimeOffset now, CancellationToken ct = default)
    {
        var today = site.Local(now);
        var first = new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1 - Months);
        var since = new DateTimeOffset(first, site.Zone.GetUtcOffset(first)).ToUniversalTime();
        var names = await db.People.Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var tallies = new Dictionary<(DateOnly Month, long? By), Tally>();
        var last = new Dictionary<long, (Tally? Tally, DateTimeOffset? Waiting)>();
        // What was decided elsewhere before an import, or at the wish of its writer, was not decided by the screening.
        var rows = db.Decisions.Where(d => d.At >= since).OrderBy(d => d.Id)
            .Join(db.Comments, d => d.CommentId, c => c.Id, (d, c) => new Row(d.CommentId, d.From, d.To, d.At, d.ById, d.Why, c.CreatedAt, c.WordPressId != null || c.ErasedAt != null));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            var before = last.GetValueOrDefault(row.CommentId);
            if (before.Tally is { } reversed && row.ById is not null)
                reversed.Reversed++;
            Tally? tally = null;
            if (row.To != CommentStatus.Pending && row.Why != "Undo" && (row.ById is not null || !row.Foreign))
            {
                var local = site.Local(row.At);
                var key = (new DateOnly(local.Year, local.Month, 1), row.ById);
                tally = tallies.TryGetValue(key, out var known) ? known : tallies[key] = new();
                if (row.To == CommentStatus.Approved)
                    tally.Approved++;
                else
                    tally.Refused++;
                if (row.From == CommentStatus.Pending && row.ById is not null && row.At >= row.CreatedAt)
                    tally.Waits.Add(row.At - (before.Waiting ?? row.CreatedAt));
            }

            last[row.CommentId] = (tally, row.To == CommentStatus.Pending && row.Why != "Undo" ? row.At : before.Waiting);
        }

        return [.. tallies.GroupBy(t => t.Key.Month).OrderByDescending(g => g.Key).Select(month => new QueueMonth(
            month.Key,
            Together(month.Where(t => t.Key.By is not null).Select(t => t.Value)),
            Together(month.Where(t => t.Key.By is null).Select(t => t.Value)),
            [.. month.Where(t => t.Key.By is not null).Select(t => (Name: names.GetValueOrDefault(t.Key.By!.Value, "Somebody"), Work: t.Value.Work())).OrderByDescending(m => m.Work.Decisions).ThenBy(m => m.Name, StringComparer.Ordinal)]))];
    }

    private static QueueWork Together(IEnumerable<Tally> tallies)
    {
        var all = new Tally();
        foreach (var tally in tallies)
        {
            (all.Approved, all.Refused, all.Reversed) = (all.Approved + tally.Approved, all.Refused + tally.Refused, all.Reversed + tally.Reversed);
            all.Waits.AddRange(tally.Waits);
        }

        return all.Work();
    }
}
