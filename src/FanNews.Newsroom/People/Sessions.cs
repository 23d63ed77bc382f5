using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FanNews.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>
/// Who is signed in. Each sign-in is kept in the store, so that signing out, disabling somebody or a new role ends it for good, wherever its cookie went.
/// </summary>
public sealed class Sessions(NewsroomStore store, TimeProvider clock)
{
    /// <summary>However busy, a session ends this long after sign-in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // Sessions are kept as Identity's tokens of the person: (person, "session", hash of the secret) -> when it began.
    private const string Kind = "session";

    /// <summary>Begins a session.</summary>
    /// <returns>Its secret (256 bits), for the cookie alone; the store keeps a hash.</returns>
    public async Task<string> Begin(Person person, CancellationToken ct = default)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await store.Change(Actor.Of(person), async change =>
        {
            await DropOld(change.Db, person.Id, change.Now, ct);
            change.Db.UserTokens.Add(new IdentityUserToken<long> { UserId = person.Id, LoginProvider = Kind, Name = Hash(secret), Value = Text(change.Now) });
            change.Record("signed in", Accounts.Subject(person));
            change.TouchesNothing();
        }, ct);
        return secret;
    }

    /// <summary>Whose session it is, while it holds: not ended, not too old, and the person's rights are what they were at sign-in.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="secret">The session's secret.</param>
    /// <param name="stamp">The security stamp of the person when they signed in.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The person's name as it is now; null when the session does not hold.</returns>
    public async Task<string?> Holder(long personId, string secret, string stamp, CancellationToken ct = default)
    {
        var hash = Hash(secret);
        await using var db = store.Open();
        var began = await (
            from person in db.People
            join token in db.UserTokens on person.Id equals token.UserId
            where person.Id == personId && person.DisabledAt == null && person.SecurityStamp == stamp && token.LoginProvider == Kind && token.Name == hash
            select new { token.Value, person.Name }).FirstOrDefaultAsync(ct);
        return began is not null && clock.Now() - Instant(began.Value) < Longest ? began.Name : null;
    }

    /// <summary>Ends one session. Ending it twice is no error.</summary>
    public Task End(Person person, string secret, CancellationToken ct = default) => store.Change(Actor.Of(person), async change =>
    {
        var hash = Hash(secret);
        await change.Db.UserTokens.Where(t => t.UserId == person.Id && t.LoginProvider == Kind && t.Name == hash).ExecuteDeleteAsync(ct);
        change.Record("signed out", Accounts.Subject(person));
        change.TouchesNothing();
    }, ct);

    /// <summary>The sessions of a person that still hold, the newest first.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="secret">Secret of the session that asks, which is marked.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IReadOnlyList<OpenSession>> Of(long personId, string secret, CancellationToken ct = default)
    {
        var (now, mine) = (clock.Now(), Hash(secret));
        var tokens = await store.Read(db => db.UserTokens.AsNoTracking().Where(t => t.UserId == personId && t.LoginProvider == Kind).ToListAsync(ct), ct);
        return [.. tokens.Select(t => new OpenSession(Instant(t.Value), t.Name == mine)).Where(s => now - s.BeganAt < Longest).OrderByDescending(s => s.BeganAt)];
    }

    /// <summary>Ends all sessions of a person but the one that asks.</summary>
    /// <returns>How many ended; none is no error.</returns>
    public Task<int> EndOthers(long personId, string secret, Actor by, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var hash = Hash(secret);
        var ended = await change.Db.UserTokens.Where(t => t.UserId == personId && t.LoginProvider == Kind && t.Name != hash).ExecuteDeleteAsync(ct);
        if (ended == 0)
            return change.Abandon(0);
        change.Record("ended other sessions", $"person:{personId}", ended.ToString(CultureInfo.InvariantCulture));
        change.TouchesNothing();
        return ended;
    }, ct);

    internal static Task EndAll(NewsroomDb db, long personId, CancellationToken ct) =>
        db.UserTokens.Where(t => t.UserId == personId && t.LoginProvider == Kind).ExecuteDeleteAsync(ct);

    private static async Task DropOld(NewsroomDb db, long personId, DateTimeOffset now, CancellationToken ct)
    {
        var mine = await db.UserTokens.Where(t => t.UserId == personId && t.LoginProvider == Kind).ToListAsync(ct);
        db.UserTokens.RemoveRange(mine.Where(t => now - Instant(t.Value) >= Longest));
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string Text(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string? text) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text!, CultureInfo.InvariantCulture));
}

/// <summary>A sign-in that still holds.</summary>
/// <param name="BeganAt">When it began (UTC).</param>
/// <param name="Mine">Whether it is the one that asks.</param>
public sealed record OpenSession(DateTimeOffset BeganAt, bool Mine);
