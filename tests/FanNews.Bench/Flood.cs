using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Bench;

/// <summary>
/// A flood of spam through a trusted proxy, with as many addresses as comments, beside readers: the published program, which has been up for a minute,
/// and its clients in another process, as they are outside.
/// </summary>
internal static class Flood
{
    private const int FloodASecond = 200, ReadsASecond = 100;

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(45);

    private static readonly string[] Spam =
    [
        "Earn $500 a day from home, contact me on WhatsApp, click http://money{0}.top", "Visit my site http://casino{0}.top http://casino{0}.club http://bet{0}.win",
        "BUY CHEAP WATCHES NOW NUMBER {0} BEST PRICE", "subscribe to my channel {0} please", "v1agra c1alis {0} no prescription www.pills{0}.biz",
    ];

    public static async Task Measure(Asked asked, Table table)
    {
        foreach (var postgres in Posting.Engines(asked))
        {
            await Of(asked, table, postgres, limits: true);
            await Of(asked, table, postgres, limits: false);
        }
    }

    private static async Task Of(Asked asked, Table table, bool postgres, bool limits)
    {
        var options = BenchSite.Copied(asked, await BenchSite.Newsroom(asked, asked.Sizes[0], postgres));
        using var store = new NewsroomStore(options, TimeProvider.System);
        var paths = (await Posting.Settle(store)).ConvertAll(t => t.Path);
        await using var program = await PublishedProgram.Start(asked.Program!, options, ("FANNEWS__SITE__PROXIES", "127.0.0.1"), ("FANNEWS__LIMITS__ENABLED", limits ? "true" : "false"));
        using var reader = new HttpClient { BaseAddress = program.Address };
        using var poster = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = program.Address };
        var run = $"flood{Stopwatch.GetTimestamp()}-";
        // A site that has been up for a minute: nothing is measured while it is compiled.
        await Beside(reader, poster, paths, run + "warm", Warm);
        var (calm, _) = await Beside(reader, null, paths, run, TimeSpan.FromSeconds(Math.Max(15, asked.Load / 4)));
        var before = program.Resident;
        var (stormy, count) = await Beside(reader, poster, paths, run, TimeSpan.FromSeconds(asked.Load));
        var after = program.Resident;
        var stored = await store.Read(db => db.Comments.CountAsync(c => c.Email.StartsWith(run) && !c.Email.StartsWith(run + "warm")));
        var how = $"{FloodASecond} spam posts a second for {asked.Load} s, {(postgres ? "PostgreSQL" : "SQLite")}, rates {(limits ? "limited" : "not limited")}";
        table.AtMost($"{how}: answers that are neither 303 nor 429 with Retry-After", count.Broken, 0, "", $" ({count.Taken:#,0} taken, {count.Refused:#,0} refused with 429)");
        table.AtMost("of that, acknowledged and not in the store", count.Taken - stored, 0, "");
        table.AtMost("of that, p99 of reading against the same without posts", stormy / calm, 2, "", string.Create(CultureInfo.InvariantCulture, $" ({calm:0.0} and {stormy:0.0} ms)"));
        table.AtMost("of that, memory of the process after it against before", after / before, 1.25, "", $" ({before:0} and {after:0} MiB)");
    }

    // Reads, beside posts where there is somebody who posts. The p99 of reading in milliseconds, and how posts were answered.
    private static async Task<(double Late, Count Count)> Beside(HttpClient reader, HttpClient? poster, List<string> paths, string run, TimeSpan time)
    {
        var (times, count) = (new ConcurrentBag<double>(), new Count());
        using var end = new CancellationTokenSource(time);
        var posts = poster is null ? Task.CompletedTask : ChangesUnderLoad.Paced(FloodASecond, async i =>
        {
            var (status, wait) = await Posting.Post(poster, paths[i % paths.Count], i, n => run + " " + (n % 4 == 0 ? Posting.Talk(n) : string.Format(CultureInfo.InvariantCulture, Spam[n % Spam.Length], n)), run);
            if (status == HttpStatusCode.SeeOther)
                Interlocked.Increment(ref count.Taken);
            else if (status == HttpStatusCode.TooManyRequests && wait)
                Interlocked.Increment(ref count.Refused);
            else
                Interlocked.Increment(ref count.Broken);
        }, end.Token);
        await ChangesUnderLoad.Paced(ReadsASecond, async i =>
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await reader.GetAsync(new Uri(i % 10 == 0 ? "/" : paths[i * 7 % paths.Count], UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }, end.Token);
        await posts;
        var sorted = times.Order().ToList();
        return (sorted[sorted.Count * 99 / 100], count);
    }

    private sealed class Count
    {
        public int Taken, Refused, Broken;
    }
}
