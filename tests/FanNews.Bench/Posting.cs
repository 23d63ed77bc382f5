using System.Diagnostics;
using System.Globalization;
using System.Net;
using FanNews.Comments;
using FanNews.Onward;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Bench;

/// <summary>
/// Comments as fast as they can be stored, against what SQLite itself can store on the same disk in the same run; and a flood of spam through
/// a trusted proxy with as many addresses as comments, beside readers.
/// </summary>
internal static class Posting
{
    private const int Writers = 64, FloodASecond = 200, ReadsASecond = 100, Stories = 50;

    private static readonly string[] Words = "the ferry council bridge market harbour nobody asked who pays for it again and again they said it would open in spring but here we are".Split(' ');

    private static readonly string[] Spam =
    [
        "Earn $500 a day from home, contact me on WhatsApp, click http://money{0}.top", "Visit my site http://casino{0}.top http://casino{0}.club http://bet{0}.win",
        "BUY CHEAP WATCHES NOW NUMBER {0} BEST PRICE", "subscribe to my channel {0} please", "v1agra c1alis {0} no prescription www.pills{0}.biz",
    ];

    public static async Task Measure(Asked asked, Table table)
    {
        foreach (var postgres in Engines(asked))
            await Fastest(asked, table, postgres);
    }

    public static async Task MeasureFlood(Asked asked, Table table)
    {
        foreach (var postgres in Engines(asked))
        {
            await Flood(asked, table, postgres, limits: true);
            await Flood(asked, table, postgres, limits: false);
        }
    }

    private static bool[] Engines(Asked asked) => asked.Postgres is null ? [false] : [false, true];

    private static async Task Fastest(Asked asked, Table table, bool postgres)
    {
        await using var site = await BenchSite.Open(asked, asked.Sizes[0], postgres, copy: true, more: ["--FanNews:Site:Proxies=127.0.0.1"]);
        var targets = await Settle(site);
        // As fast as it is once the compiler is done with it.
        await Round(site, targets, 4 * asked.Seconds, 0);
        var (http, alone, raw, cost, costAlone) = (0.0, 0.0, 0.0, double.MaxValue, double.MaxValue);
        using var self = Process.GetCurrentProcess();
        for (var round = 1; round <= asked.Rounds; round++)
        {
            raw = Math.Max(raw, await Task.Run(() => Commits(asked)));
            var before = Spent(self);
            var rate = await Round(site, targets, asked.Seconds, round);
            (http, cost, before) = (Math.Max(http, rate), Math.Min(cost, (Spent(self) - before) / (rate * asked.Seconds)), Spent(self));
            rate = await Alone(site, asked.Seconds, round);
            (alone, costAlone) = (Math.Max(alone, rate), Math.Min(costAlone, (Spent(self) - before) / (rate * asked.Seconds)));
        }

        var engine = postgres ? "PostgreSQL" : "SQLite";
        table.AtLeast($"comments posted over HTTP a second, {engine}, against SQLite's own durable single-row commits ({raw:#,0}/s, WordPress 131)", http / raw, 0.5, "", $" ({http:#,0}/s)");
        table.Note($"the same without HTTP, {engine}", Table.Text(alone / raw, "") + $" ({alone:#,0}/s)");
        table.Note($"CPU of a comment, {engine}: over HTTP with the client of the measurement, and without HTTP", $"{cost:0} and {costAlone:0} µs");
    }

    // Microseconds of all processors, which a busy machine makes no more than somewhat longer.
    private static double Spent(Process self)
    {
        self.Refresh();
        return self.TotalProcessorTime.TotalMicroseconds;
    }

    private static async Task<double> Round(BenchSite site, List<(long Id, string Path)> targets, int seconds, int round)
    {
        var (posted, end, started) = (0, TimeSpan.FromSeconds(seconds), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started) < end; i++)
            {
                var (status, _) = await Post(site, targets[(w + i) % targets.Count].Path, (round * 1_000 + w) * 100_000 + i, Talk);
                if (status != HttpStatusCode.SeeOther)
                    throw new InvalidOperationException($"A comment was answered {(int)status}.");
                Interlocked.Increment(ref posted);
            }
        }));
        return posted / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> Alone(BenchSite site, int seconds, int round)
    {
        var (reply, targets, paper) = (site.Services.GetRequiredService<LeaveReply>(), await Targets(site), new Site());
        var (posted, end, started) = (0, TimeSpan.FromSeconds(seconds), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started) < end; i++)
            {
                var number = (round * 1_000 + w) * 100_000 + i;
                var submission = new Submission { Comment = "Alone: " + Talk(number), Author = "Ada Quill", Email = $"alone{number}@reader.example", ArrivedAt = TimeProvider.System.Now(), Network = Network(number) };
                if (await reply.On(targets[(w + i) % targets.Count].Id, submission, paper, limits: false) is not ReplyAnswer.Posted)
                    throw new InvalidOperationException("A comment was refused.");
                Interlocked.Increment(ref posted);
            }
        })));
        return posted / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // One row a commit, each on disk before the next: what the newsroom's own file is set to.
    private static double Commits(Asked asked)
    {
        var file = Path.Combine(asked.Folder, "commits.db");
        File.Delete(file);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE Row (Id INTEGER PRIMARY KEY, Text TEXT)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO Row (Text) VALUES ('Who pays for the ferry? Nobody on the council has said a single word about it.')";
        command.Prepare();
        var (count, started) = (0, Stopwatch.GetTimestamp());
        for (; Stopwatch.GetElapsedTime(started).TotalSeconds < 2; count++)
            command.ExecuteNonQuery();
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task Flood(Asked asked, Table table, bool postgres, bool limits)
    {
        await using var site = await BenchSite.Open(asked, asked.Sizes[0], postgres, copy: true, more: ["--FanNews:Site:Proxies=127.0.0.1", "--FanNews:Limits:Enabled=" + (limits ? "true" : "false")]);
        var targets = await Settle(site);
        await Reads(site, targets, 2);
        var calm = await Reads(site, targets, Math.Max(5, asked.Load / 4));
        // Nothing is measured while it is compiled.
        foreach (var round in Enumerable.Range(0, 3))
            await Task.WhenAll(Enumerable.Range(0, 150).Select(i => Post(site, targets[i % targets.Count].Path, 900_000 + round * 1_000 + i, n => "Warm " + Talk(n), "warm")));
        var (taken, refused, broken, lost) = (0, 0, 0, 0);
        var before = await Memory(site);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(asked.Load));
        var flood = ChangesUnderLoad.Paced(FloodASecond, async i =>
        {
            var (status, wait) = await Post(site, targets[i % targets.Count].Path, i, n => n % 4 == 0 ? Talk(n) : string.Format(CultureInfo.InvariantCulture, Spam[n % Spam.Length], n));
            if (status == HttpStatusCode.SeeOther)
                Interlocked.Increment(ref taken);
            else if (status == HttpStatusCode.TooManyRequests && wait)
                Interlocked.Increment(ref refused);
            else
                Interlocked.Increment(ref broken);
        }, end.Token);
        var stormy = await Reads(site, targets, asked.Load);
        await flood;
        var after = await Memory(site);
        var stored = await site.Store.Read(db => db.Comments.CountAsync(c => c.Email.StartsWith("flood")));
        lost = taken - stored;
        var how = $"{FloodASecond} spam posts a second for {asked.Load} s, {(postgres ? "PostgreSQL" : "SQLite")}, rates {(limits ? "limited" : "not limited")}";
        table.AtMost($"{how}: answers that are neither 303 nor 429 with Retry-After", broken, 0, "", $" ({taken:#,0} taken, {refused:#,0} refused with 429)");
        table.AtMost("of that, acknowledged and not in the store", lost, 0, "");
        table.AtMost("of that, p99 of reading against the same without posts", stormy / calm, 2, "", $" ({calm:0.0} and {stormy:0.0} ms)");
        table.AtMost("of that, memory of the process after it against before", after / before, 1.25, "", $" ({before:0} and {after:0} MB)");
    }

    private static async Task<double> Reads(BenchSite site, List<(long Id, string Path)> targets, int seconds)
    {
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await ChangesUnderLoad.Paced(ReadsASecond, async i =>
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await site.Client.GetAsync(new Uri(i % 10 == 0 ? "/" : targets[i * 7 % targets.Count].Path, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }, end.Token);
        var sorted = times.Order().ToList();
        return sorted[sorted.Count * 99 / 100];
    }

    // What the program holds on to, the client of the measurement included.
    private static async Task<double> Memory(BenchSite site)
    {
        await site.Client.GetStringAsync(new Uri("/", UriKind.Relative));
        return GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
    }

    private static async Task<(HttpStatusCode Status, bool Wait)> Post(BenchSite site, string path, int number, Func<int, string> text, string name = "flood")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["comment"] = text(number),
                ["author"] = "Ada Quill",
                ["email"] = $"{name}{number}@reader.example",
                ["url"] = "",
                ["parent"] = "",
            }),
        };
        request.Headers.Add("X-Forwarded-For", Network(number).ToString());
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await site.Poster.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await answer.Content.ReadAsByteArrayAsync();
        return (answer.StatusCode, answer.Headers.RetryAfter is not null);
    }

    private static string Talk(int number)
    {
        var random = new Random(number);
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', Enumerable.Range(0, 20).Select(_ => Words[random.Next(Words.Length)]))} ({number})");
    }

    private static IPAddress Network(int number) => new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    // As a newsroom is that runs: its onward links are found, and some edition is out.
    private static async Task<List<(long Id, string Path)>> Settle(BenchSite site)
    {
        while (await DueRelatives.Some(site.Store) > 0)
        {
        }

        await site.Store.Change(Actor.Command("bench"), change =>
        {
            change.Record("settled", "bench");
            return Task.CompletedTask;
        });
        return await Targets(site);
    }

    private static async Task<List<(long Id, string Path)>> Targets(BenchSite site)
    {
        var paths = await Bench.Stories.Newest(site.Store, Stories);
        var numbers = await site.Store.Read(db => db.Set<Articles.Article>().Where(a => paths.Contains(a.Permalink!) && a.CommentsOpen).Select(a => new { a.Id, a.Permalink }).ToListAsync());
        return numbers.ConvertAll(n => (n.Id, n.Permalink!));
    }
}
