using System.Security.Cryptography;
using System.Text;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>The first administrator of a newsroom: made once, by whoever can read what the program prints at its start.</summary>
public sealed class SetUp(NewsroomStore store)
{
    // The store keeps the hash: who reads a backup cannot use the link.
    private const string Key = "SetUp:TokenHash";

    /// <summary>Makes a fresh token (256 bits); earlier ones end. Null when there is an administrator.</summary>
    public Task<string?> NewToken(CancellationToken ct = default) => store.Change(Actor.Program, async change =>
    {
        if (await HasAdministrator(change.Db, ct))
            return change.Abandon<string?>(null);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await change.Db.Settings.Where(s => s.Key == Key).ExecuteDeleteAsync(ct);
        change.Db.Settings.Add(new Setting { Key = Key, Value = Hash(token) });
        change.Record("offered", "set-up");
        change.TouchesNothing();
        return token;
    }, ct);

    /// <summary>Whether the token opens the set-up now.</summary>
    public async Task<bool> Opens(string? token, CancellationToken ct = default)
    {
        if (string.IsNullOrEmpty(token))
            return false;
        var hash = Hash(token);
        return await store.Read(async db => await db.Settings.AnyAsync(s => s.Key == Key && s.Value == hash, ct) && !await HasAdministrator(db, ct), ct);
    }

    /// <summary>Makes the first administrator. Of two who try at once, one succeeds.</summary>
    /// <param name="token">From the printed link.</param>
    /// <param name="who">The administrator; the role is given here, whatever is asked.</param>
    /// <param name="paper">The name of the paper, which may not be the password.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The person or why not; null when the token does not open the set-up.</returns>
    public Task<Added?> Claim(string? token, NewPerson who, string paper, CancellationToken ct = default)
    {
        var candidate = Candidate.Of(who with { Role = Role.Administrator }, paper);
        return store.Change(Actor.Program, change => Claim(change, token, candidate, ct), ct);
    }

    private static async Task<Added?> Claim(Change change, string? token, Candidate candidate, CancellationToken ct)
    {
        var hash = Hash(token ?? "");
        // Deleting takes the row's lock: a second claim waits here, and then finds nothing.
        var mine = await change.Db.Settings.Where(s => s.Key == Key && s.Value == hash).ExecuteDeleteAsync(ct);
        if (mine != 1 || await HasAdministrator(change.Db, ct))
            return change.Abandon<Added?>(null);
        var added = await Accounts.Insert(change, candidate, ct);
        return added.Person is null ? change.Abandon<Added?>(added) : added;
    }

    private static Task<bool> HasAdministrator(NewsroomDb db, CancellationToken ct) => db.People.AnyAsync(p => p.Role == Role.Administrator, ct);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
