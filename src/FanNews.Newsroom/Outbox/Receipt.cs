using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Outbox;

/// <summary>How it stands with something that was asked for.</summary>
public enum ReceiptState
{
    /// <summary>It was not tried yet.</summary>
    Waiting,

    /// <summary>It went wrong and is tried again.</summary>
    Retrying,

    /// <summary>It is delivered.</summary>
    Done,

    /// <summary>It was given up.</summary>
    Failed,
}

/// <summary>What became of one thing that followed from a change.</summary>
/// <param name="Channel">What it is called.</param>
/// <param name="State">How it stands.</param>
/// <param name="At">When it was done or given up, or is tried (again), UTC.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Trouble">What went wrong the last time; null for nothing.</param>
public sealed record Receipt(string Channel, ReceiptState State, DateTimeOffset At, int Attempts, string? Trouble)
{
    /// <summary>What became of all that followed from something. The store remembers it for thirty days after it is done.</summary>
    /// <param name="db">The store.</param>
    /// <param name="subject">From what, such as <c>article:12</c>.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<Receipt>> Read(NewsroomDb db, string subject, CancellationToken ct = default)
    {
        var rows = await db.OutboxRows.AsNoTracking().Where(r => r.Subject == subject && r.Channel != null).OrderBy(r => r.Id)
            .Select(r => new { r.Channel, r.DoneAt, r.DueAt, r.Attempts, r.Trouble }).ToListAsync(ct);
        return [.. rows.Select(r => new Receipt(r.Channel!, Stands(r.DoneAt, r.Trouble), r.DoneAt ?? r.DueAt, r.Attempts, r.Trouble))];
    }

    private static ReceiptState Stands(DateTimeOffset? done, string? trouble) => (done, trouble) switch
    {
        (null, null) => ReceiptState.Waiting,
        (null, _) => ReceiptState.Retrying,
        (_, null) => ReceiptState.Done,
        _ => ReceiptState.Failed,
    };
}
