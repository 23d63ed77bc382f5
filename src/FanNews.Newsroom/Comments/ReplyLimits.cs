using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using FanNews.Screening;

namespace FanNews.Comments;

/// <summary>
/// Bounds how fast comments come: of one network, under one story, and on the whole site. Each bound fills up again evenly, so that a flood
/// takes the room of others for seconds and not for the whole time. Kept in the memory of this process; where a sender is, is not.
/// </summary>
internal sealed class ReplyLimits(Func<DateTimeOffset> now)
{
    /// <summary>In which time a sender may post <see cref="ScreeningRules.PerSender"/> comments.</summary>
    public static readonly TimeSpan SenderTime = TimeSpan.FromMinutes(10);

    /// <summary>In which time a story takes <see cref="ScreeningRules.PerStory"/>, and the site <see cref="ScreeningRules.PerSite"/>.</summary>
    public static readonly TimeSpan StoryTime = TimeSpan.FromMinutes(1);

    // Entries that say nothing any more are looked for when there are twice as many as were left the last time.
    private const int FewestSwept = 1_000;

    private readonly Lock gate = new();
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, DateTimeOffset> full = new(StringComparer.Ordinal);
    private int sweepAt = FewestSwept;

    /// <summary>Takes the room for a comment.</summary>
    /// <param name="article">Number of the story.</param>
    /// <param name="network">Where it comes from; null when unknown.</param>
    /// <param name="rules">How much room there is.</param>
    /// <returns>Null when there was room, else when to come again; nothing was taken then.</returns>
    public TimeSpan? Take(long article, IPAddress? network, ScreeningRules rules)
    {
        var bounds = new List<(string Key, int Most, TimeSpan Time)>
        {
            ("story " + article.ToString(CultureInfo.InvariantCulture), rules.PerStory, StoryTime),
            ("site", rules.PerSite, StoryTime),
        };
        if (network is not null)
            bounds.Add(("sender " + Senders.Hash(key, network), rules.PerSender, SenderTime));
        bounds.RemoveAll(b => b.Most == 0);
        lock (gate)
        {
            // Generic cell rate algorithm: of each bound only the instant is kept at which it has all its room again.
            var at = now();
            var next = bounds.ConvertAll(b => (b.Key, b.Time, At: Later(full.GetValueOrDefault(b.Key), at) + TimeSpan.FromTicks(b.Time.Ticks / b.Most)));
            var wait = next.Select(n => n.At - at - n.Time).DefaultIfEmpty().Max();
            if (wait > TimeSpan.Zero)
                return wait;
            foreach (var bound in next)
                full[bound.Key] = bound.At;
            Sweep(at);
            return null;
        }
    }

    private void Sweep(DateTimeOffset at)
    {
        if (full.Count < sweepAt)
            return;
        foreach (var (old, _) in full.Where(f => f.Value <= at).ToList())
            full.Remove(old);
        sweepAt = Math.Max(FewestSwept, full.Count * 2);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
