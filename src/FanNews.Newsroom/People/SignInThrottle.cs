namespace FanNews.People;

/// <summary>
/// Slows down who tries passwords: by account and network, by account, and by network, each with a delay that doubles.
/// A network from which the account was signed in before is not held up by what other networks do, so that nobody can lock the owner out from afar.
/// Kept in memory: a restart forgives everybody.
/// </summary>
public sealed class SignInThrottle(TimeProvider clock)
{
    private static readonly Rule Pair = new(Free: 5, Longest: TimeSpan.FromMinutes(15));

    // At most 20 + 6 + 59 tries in an hour, over all networks that the account does not know.
    private static readonly Rule Account = new(Free: 20, Longest: TimeSpan.FromMinutes(1));
    private static readonly Rule Network = new(Free: 50, Longest: TimeSpan.FromMinutes(5));
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private const int MostEntries = 20_000;
    private const int MostKnown = 20_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Tries> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> known = new(StringComparer.Ordinal);

    /// <summary>Asks whether a password may be tried now. A try counts as failed until <see cref="Succeeded"/> takes it back, so that many at once count too.</summary>
    /// <param name="account">The address that was typed, whether or not somebody has it.</param>
    /// <param name="network">The network that it comes from.</param>
    /// <returns>Null when it may, else how long to wait.</returns>
    public TimeSpan? Try(string account, string network)
    {
        account = account.Trim().ToUpperInvariant();
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var counted = Counted(account, network).ToList();
            var wait = counted.Max(c => entries.TryGetValue(c.Key, out var tries) && now - tries.LastAt < Forgotten ? tries.NextAt - now : TimeSpan.Zero);
            if (wait > TimeSpan.Zero)
                return wait;
            foreach (var (key, rule) in counted)
            {
                var failed = entries.TryGetValue(key, out var tries) && now - tries.LastAt < Forgotten ? tries.Failed + 1 : 1;
                entries[key] = new(failed, now + rule.Delay(failed), now);
            }

            MakeRoom(now);
            return null;
        }
    }

    /// <summary>Takes the try back: the password was right. The account knows the network from now on.</summary>
    public void Succeeded(string account, string network)
    {
        account = account.Trim().ToUpperInvariant();
        lock (gate)
        {
            foreach (var (key, rule) in Counted(account, network))
            {
                if (rule == Pair || !entries.TryGetValue(key, out var tries) || tries.Failed <= 1)
                    entries.Remove(key);
                else
                    entries[key] = new(tries.Failed - 1, clock.GetUtcNow() + rule.Delay(tries.Failed - 1), tries.LastAt);
            }

            known[PairKey(account, network)] = clock.GetUtcNow();
            if (known.Count > MostKnown)
                known.Remove(known.MinBy(k => k.Value).Key);
        }
    }

    private IEnumerable<(string Key, Rule Rule)> Counted(string account, string network)
    {
        yield return (PairKey(account, network), Pair);
        yield return ("n " + network, Network);
        if (!known.ContainsKey(PairKey(account, network)))
            yield return ("a " + account, Account);
    }

    private static string PairKey(string account, string network) => "p " + network + " " + account;

    private void MakeRoom(DateTimeOffset now)
    {
        if (entries.Count <= MostEntries)
            return;
        foreach (var key in entries.Where(e => now - e.Value.LastAt >= Forgotten).Select(e => e.Key).ToList())
            entries.Remove(key);
        // Those with the fewest failures go first: a flood of made-up addresses does not push out the account under attack.
        foreach (var key in entries.OrderBy(e => e.Value.Failed).ThenBy(e => e.Value.LastAt).Take(entries.Count - MostEntries * 3 / 4).Select(e => e.Key).ToList())
            entries.Remove(key);
    }

    private sealed record Tries(int Failed, DateTimeOffset NextAt, DateTimeOffset LastAt);

    private sealed record Rule(int Free, TimeSpan Longest)
    {
        /// <summary>How long to wait after so many failures: nothing at first, then 1, 2, 4 … seconds.</summary>
        public TimeSpan Delay(int failed) =>
            failed < Free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(failed - Free, 20))));
    }
}
