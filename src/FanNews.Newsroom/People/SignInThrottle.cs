using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>
/// Slows down who tries passwords: by account and network, by account, and by network, each with a delay that doubles.
/// A network from which the account was signed in before is not held up by what other networks do, so that nobody can lock the owner out from afar.
/// Kept in the store, so that no restart forgives and every process on the store counts the same; under keyed hashes, so that nobody reads an address there.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="seal">Hashes the keys.</param>
/// <param name="clock">The clock.</param>
public sealed class SignInThrottle(NewsroomStore store, Seal seal, TimeProvider clock)
{
    private static readonly Rule Pair = new("p", Free: 5, Longest: TimeSpan.FromMinutes(15));

    // At most 20 + 6 + 59 tries in an hour, over all networks that the account does not know.
    private static readonly Rule Account = new("a", Free: 20, Longest: TimeSpan.FromMinutes(1));
    private static readonly Rule Network = new("n", Free: 50, Longest: TimeSpan.FromMinutes(5));
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    // Begins the keys of networks from which an account was signed in.
    private const string Known = "k";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>The most rows that are kept.</summary>
    internal int Most { get; init; } = 40_000;

    /// <summary>Asks whether a password may be tried now. A try counts as failed until <see cref="Succeeded"/> takes it back, so that many at once count too.</summary>
    /// <param name="account">The address that was typed, whether or not somebody has it.</param>
    /// <param name="network">The network that it comes from.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null when it may, else how long to wait.</returns>
    public async Task<TimeSpan?> Try(string account, string network, CancellationToken ct = default)
    {
        var keys = await Keys(account, network, ct);
        // Who must wait costs no write.
        if (Wait(await store.Read(db => Read(db, keys, ct), ct), keys, clock.Now()) is { } early)
            return early;
        return await store.Change(Actor.Program, async change =>
        {
            await change.Db.Lock("sign-in", ct);
            var (now, rows) = (change.Now, await Read(change.Db, keys, ct));
            if (Wait(rows, keys, now) is { } wait)
                return change.Abandon<TimeSpan?>(wait);
            foreach (var (key, rule) in Counted(keys, rows))
            {
                if (!rows.TryGetValue(key, out var tries))
                    change.Db.SignInTries.Add(tries = new SignInTries { Key = key });
                tries.Failed = tries.Failed > 0 && now - tries.LastAt < Forgotten ? tries.Failed + 1 : 1;
                (tries.NextAt, tries.LastAt) = (now + rule.Delay(tries.Failed), now);
            }

            change.Untraced();
            await change.Db.SaveChangesAsync(ct);
            await MakeRoom(change, rows.Count < keys.Length, ct);
            return null;
        }, ct);
    }

    /// <summary>Takes the try back: the password was right.</summary>
    /// <param name="account">The address that was typed.</param>
    /// <param name="network">The network that it comes from.</param>
    /// <param name="entered">Whether the person came in; then the account knows the network from now on.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task Succeeded(string account, string network, bool entered = true, CancellationToken ct = default)
    {
        var keys = await Keys(account, network, ct);
        await store.Change(Actor.Program, async change =>
        {
            await change.Db.Lock("sign-in", ct);
            var rows = await Read(change.Db, keys, ct);
            foreach (var (key, rule) in Counted(keys, rows))
            {
                if (!rows.TryGetValue(key, out var tries))
                    continue;
                tries.Failed = rule == Pair && entered ? 0 : Math.Max(0, tries.Failed - 1);
                tries.NextAt = tries.LastAt + rule.Delay(tries.Failed);
                if (tries.Failed == 0)
                    change.Db.SignInTries.Remove(tries);
            }

            if (entered)
                Learn(change, keys, rows);
            change.Untraced();
        }, ct);
    }

    /// <summary>Notes that the person came in from the network, where no try was counted.</summary>
    /// <param name="account">The address of the account.</param>
    /// <param name="network">The network.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task Learn(string account, string network, CancellationToken ct = default)
    {
        var keys = await Keys(account, network, ct);
        await store.Change(Actor.Program, async change =>
        {
            await change.Db.Lock("sign-in", ct);
            Learn(change, keys, await Read(change.Db, keys, ct));
            change.Untraced();
        }, ct);
    }

    private static void Learn(Change change, (string Key, Rule? Rule)[] keys, Dictionary<string, SignInTries> rows)
    {
        if (rows.GetValueOrDefault(keys[^1].Key) is { } known)
            known.LastAt = change.Now;
        else
            change.Db.SignInTries.Add(new SignInTries { Key = keys[^1].Key, LastAt = change.Now, NextAt = change.Now });
    }

    // The last one is no rule: it says whether the account knows the network.
    private async Task<(string Key, Rule? Rule)[]> Keys(string account, string network, CancellationToken ct)
    {
        account = account.Trim().ToUpperInvariant();
        var pair = network + " " + account;
        return
        [
            (await Key(Pair.Name, pair, ct), Pair), (await Key(Network.Name, network, ct), Network), (await Key(Account.Name, account, ct), Account), (await Key(Known, pair, ct), null),
        ];
    }

    private async ValueTask<string> Key(string kind, string value, CancellationToken ct) => kind + ":" + (await seal.Put("sign-in " + kind, value, ct))[(value.Length + 1)..];

    private static async Task<Dictionary<string, SignInTries>> Read(NewsroomDb db, (string Key, Rule? Rule)[] keys, CancellationToken ct)
    {
        var names = keys.Select(k => k.Key).ToList();
        return await db.SignInTries.Where(t => names.Contains(t.Key)).ToDictionaryAsync(t => t.Key, StringComparer.Ordinal, ct);
    }

    private static IEnumerable<(string Key, Rule Rule)> Counted((string Key, Rule? Rule)[] keys, Dictionary<string, SignInTries> rows) =>
        from key in keys where key.Rule is not null && (key.Rule != Account || !rows.ContainsKey(keys[^1].Key)) select (key.Key, key.Rule);

    private static TimeSpan? Wait(Dictionary<string, SignInTries> rows, (string Key, Rule? Rule)[] keys, DateTimeOffset now)
    {
        var wait = Counted(keys, rows).Max(c => rows.TryGetValue(c.Key, out var tries) && now - tries.LastAt < Forgotten ? tries.NextAt - now : TimeSpan.Zero);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private async Task MakeRoom(Change change, bool grown, CancellationToken ct)
    {
        var all = change.Db.SignInTries;
        if (!grown || await all.CountAsync(ct) < Most)
            return;
        var (forgotten, unknown) = (change.Now - Forgotten, change.Now - Remembered);
        await all.Where(t => t.LastAt <= (t.Failed > 0 ? forgotten : unknown)).ExecuteDeleteAsync(ct);
        var over = await all.CountAsync(ct) - Most * 3 / 4;
        if (over <= 0)
            return;
        // Those with the fewest failures go first: a flood of made-up addresses does not push out the account under attack.
        var least = await all.Where(t => t.Failed > 0).OrderBy(t => t.Failed).ThenBy(t => t.LastAt).Select(t => t.Key).Take(over).ToListAsync(ct);
        await all.Where(t => least.Contains(t.Key)).ExecuteDeleteAsync(ct);
    }

    private sealed record Rule(string Name, int Free, TimeSpan Longest)
    {
        /// <summary>How long to wait after so many failures: nothing at first, then 1, 2, 4 … seconds.</summary>
        public TimeSpan Delay(int failed) =>
            failed < Free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(failed - Free, 20))));
    }
}
