using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>The list of senders whose comments go to Spam unread.</summary>
public sealed class KeepBans(NewsroomStore store)
{
    private const int LongestWhy = 200;

    /// <summary>Bans an address or a domain, as it was typed.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="typed">An address, or a domain with or without an @.</param>
    /// <param name="why">Why; may be empty.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Why not; null when it is banned, also when it was before.</returns>
    public async Task<Refusal?> Add(Actor by, string? typed, string? why, CancellationToken ct = default)
    {
        var value = (typed ?? "").Trim().ToLowerInvariant().TrimStart('@');
        var kind = value.Contains('@', StringComparison.Ordinal) ? BanKind.Email : BanKind.Domain;
        if (kind == BanKind.Email ? !Submission.IsEmail(value) || value.Length > Submission.LongestEmail : Uri.CheckHostName(value) != UriHostNameType.Dns || !value.Contains('.', StringComparison.Ordinal))
            return new("Value", "Enter an address like name@example.org, or a domain like example.org");
        if (Reason(ref why) is { } refusal)
            return refusal;
        await store.Change(by, async change =>
        {
            change.TouchesNothing();
            return await Put(change, kind, value, why, null, null, ct) is true || change.Abandon(false);
        }, ct);
        return null;
    }

    /// <summary>Cleans a reason; says what is wrong with it.</summary>
    internal static Refusal? Reason(ref string? why)
    {
        why = string.IsNullOrWhiteSpace(why) ? null : why.Trim();
        return why?.Length > LongestWhy ? new("Why", $"The reason must have {LongestWhy} characters or fewer") : null;
    }

    /// <summary>Takes a ban back.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> Remove(Actor by, long ban, CancellationToken ct = default) => store.Change(by, async change =>
    {
        change.TouchesNothing();
        if (await change.Db.Bans.Where(b => b.Id == ban).ExecuteDeleteAsync(ct) == 0)
            return change.Abandon(false);
        change.Record("unbanned", $"ban:{ban}");
        return true;
    }, ct);

    /// <summary>The bans that meet any of the values, in words, by their value.</summary>
    /// <param name="db">The store.</param>
    /// <param name="values">What senders may be banned by.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    internal static async Task<Dictionary<string, string>> Meeting(NewsroomDb db, IReadOnlyCollection<string> values, DateTimeOffset now, CancellationToken ct)
    {
        var met = await db.Bans.Where(b => values.Contains(b.Value) && (b.EndsAt == null || b.EndsAt > now)).OrderBy(b => b.Id).Select(b => new { b.Kind, b.Value }).ToListAsync(ct);
        return met.DistinctBy(b => b.Value).ToDictionary(b => b.Value, b => InWords(b.Kind, b.Value), StringComparer.Ordinal);
    }

    /// <summary>All values by which a sender may be banned.</summary>
    internal static List<string> Values(string email, IEnumerable<string> hosts, string? network)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        if (email.Length > 0)
            values.Add(email);
        if (network is not null)
            values.Add(network);
        foreach (var host in hosts.Append(email[(email.LastIndexOf('@') + 1)..]).Take(20))
        {
            // A ban of example.org is one of mail.example.org too.
            for (var rest = host; rest.Contains('.', StringComparison.Ordinal); rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
                values.Add(rest);
        }

        return [.. values];
    }

    internal static string InWords(BanKind kind, string value) => kind switch
    {
        BanKind.Email => $"the address {value}",
        BanKind.Domain => $"the domain {value}",
        _ => "the network, for today",
    };

    /// <summary>Bans within a change. A trace names no address.</summary>
    /// <returns>False where it is banned already; null where the ban would end before it began.</returns>
    internal static async Task<bool?> Put(Change change, BanKind kind, string value, string? why, DateTimeOffset? ends, Guid? batch, CancellationToken ct)
    {
        if (ends <= change.Now)
            return null;
        // Networks of days gone by mean nothing any more.
        await change.Db.Bans.Where(b => b.EndsAt <= change.Now).ExecuteDeleteAsync(ct);
        await change.Db.Lock("bans", ct);
        if (await change.Db.Bans.AnyAsync(b => b.Kind == kind && b.Value == value, ct))
            return false;
        var ban = new Ban { Kind = kind, Value = value, Why = why, At = change.Now, EndsAt = ends, ById = change.By.PersonId, Batch = batch };
        change.Db.Bans.Add(ban);
        await change.Db.SaveChangesAsync(ct);
        change.Record("banned", $"ban:{ban.Id}", kind.ToString());
        return true;
    }
}
