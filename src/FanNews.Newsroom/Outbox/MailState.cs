using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Outbox;

/// <summary>How it stands with the mails of the last days.</summary>
/// <param name="Waiting">How many were tried in vain and are tried again.</param>
/// <param name="GivenUp">How many were given up.</param>
/// <param name="Trouble">What went wrong the last time; null where nothing did.</param>
public sealed record MailState(int Waiting, int GivenUp, string? Trouble)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    /// <summary>Reads it.</summary>
    public static async Task<MailState> Read(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var since = now - Recent;
        var troubled = await db.OutboxRows.AsNoTracking().Where(r => r.Kind == Mail.Kind && r.Trouble != null && (r.DoneAt == null || r.DoneAt > since))
            .OrderByDescending(r => r.Id).Select(r => new { r.DoneAt, r.Trouble }).ToListAsync(ct);
        return new(troubled.Count(r => r.DoneAt is null), troubled.Count(r => r.DoneAt is not null), (troubled.Find(r => r.DoneAt is null) ?? troubled.FirstOrDefault())?.Trouble);
    }
}
