using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Outbox;

/// <summary>
/// Delivers what waits in the outbox, at least once, each row by one process at a time: who delivers a row claims it first by pushing its
/// time forward in a transaction of its own. A process that is killed with a claim leaves the row due again when the claim ends.
/// </summary>
/// <param name="store">Where the outbox is.</param>
/// <param name="clock">The time.</param>
/// <param name="kinds">How each kind is delivered, by its name.</param>
public sealed class EmptyOutbox(NewsroomStore store, TimeProvider clock, IReadOnlyDictionary<string, Deliver> kinds)
{
    /// <summary>How long a claim lasts; longer than any try.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    /// <summary>How long a row is tried before it is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>How long the store remembers rows that are done.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <summary>What is left of a payload when its row is done.</summary>
    public const string Emptied = "{}";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>How long to wait after so many failed tries: half a minute, doubled each time, an hour at most.</summary>
    public static TimeSpan Pause(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20))));

    /// <summary>Delivers every row that is due, one after the other, the one that waits longest first.</summary>
    /// <param name="stop">Takes no further row once it is cancelled; the one in hand goes on.</param>
    /// <param name="ct">Ends the try in hand, which is then due again at once.</param>
    /// <returns>When the next row is due (UTC); null when none waits.</returns>
    public async Task<DateTimeOffset?> Run(CancellationToken stop = default, CancellationToken ct = default)
    {
        while (!stop.IsCancellationRequested)
        {
            var next = await store.Read(db => db.OutboxRows.AsNoTracking().Where(r => r.DoneAt == null).OrderBy(r => r.DueAt).ThenBy(r => r.Id).FirstOrDefaultAsync(ct), ct);
            if (next is null || next.DueAt > clock.Now())
                return next?.DueAt;
            if (await Take(next, ct) is { } claim)
                await Settle(next, claim, await Try(next, claim, ct));
        }

        return null;
    }

    /// <summary>Forgets rows that were done long ago.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Forget(CancellationToken ct = default)
    {
        var before = clock.Now() - Memory;
        return await store.Change(Actor.Program, change => change.Db.OutboxRows.Where(r => r.DoneAt < before).ExecuteDeleteAsync(ct), ct);
    }

    // Null when another process was faster: its claim changed the time that was read.
    private Task<DateTimeOffset?> Take(OutboxRow row, CancellationToken ct) => store.Change(Actor.Program, async change =>
    {
        var until = change.Now + Claim;
        var taken = await change.Db.OutboxRows.Where(r => r.Id == row.Id && r.DoneAt == null && r.DueAt == row.DueAt)
            .ExecuteUpdateAsync(r => r.SetProperty(p => p.DueAt, until).SetProperty(p => p.Attempts, p => p.Attempts + 1), ct);
        return taken == 1 ? until : (DateTimeOffset?)null;
    }, ct);

    private async Task<Delivery> Try(OutboxRow row, DateTimeOffset claim, CancellationToken ct)
    {
        if (!kinds.TryGetValue(row.Kind, out var deliver))
            return new Delivery.Later($"Nothing here delivers {row.Kind}.");
        try
        {
            return await deliver(row, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Release(row, claim);
            throw;
        }
        catch (Exception e)
        {
            // One row that cannot be delivered must not hold up the others.
            return new Delivery.Later(e is StoreTrouble ? e.Message : e.GetType().Name + ": " + e.Message);
        }
    }

    // Not cancelled: what was delivered must be noted, or it is delivered again.
    private Task<int> Settle(OutboxRow row, DateTimeOffset claim, Delivery outcome) => store.Change(Actor.Program, async change =>
    {
        var (mine, now) = (change.Db.OutboxRows.Where(r => r.Id == row.Id && r.DoneAt == null), change.Now);
        var trouble = (outcome as Delivery.Later)?.Trouble ?? (outcome as Delivery.Never)?.Trouble;
        if (outcome is Delivery.Later && now - row.CreatedAt < Patience)
        {
            var due = now + Pause(row.Attempts + 1);
            return await mine.Where(r => r.DueAt == claim).ExecuteUpdateAsync(r => r.SetProperty(p => p.DueAt, due).SetProperty(p => p.Trouble, trouble));
        }

        if (outcome is not Delivery.Done)
            mine = mine.Where(r => r.DueAt == claim);
        return await mine.ExecuteUpdateAsync(r => r.SetProperty(p => p.DoneAt, now).SetProperty(p => p.Trouble, trouble).SetProperty(p => p.Payload, Emptied));
    });

    private Task<int> Release(OutboxRow row, DateTimeOffset claim) => store.Change(Actor.Program, change =>
        change.Db.OutboxRows.Where(r => r.Id == row.Id && r.DoneAt == null && r.DueAt == claim).ExecuteUpdateAsync(r => r.SetProperty(p => p.DueAt, change.Now)));
}
