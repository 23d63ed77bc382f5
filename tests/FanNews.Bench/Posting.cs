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
/// Comments as fast as they can be stored, against what SQLite itself can store on the same disk in the same run.
/// </summary>
internal static class Posting
{
    private const int Writers = 64, Stories = 50;

    private static readonly string[] Words = "the ferry council bridge market harbour nobody asked who pays for it again and again they said it would open in spring but here we are".Split(' ');

    public static async Task Measure(Asked asked, Table table)
    {
        foreach (var postgres in Engines(asked))
            await Fastest(asked, table, postgres);
    }

    internal static bool[] Engines(Asked asked) => asked.Postgres is null ? [false] : [false, true];

    private static async Task Fastest(Asked asked, Table table, bool postgres)
    {
        await using var site = await BenchSite.Open(asked, asked.Sizes[0], postgres, copy: true, more: ["--FanNews:Site:Proxies=127.0.0.1"]);
        var targets = await Settle(site.Store);
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
                var (status, _) = await Post(site.Poster, targets[(w + i) % targets.Count].Path, (round * 1_000 + w) * 100_000 + i, Talk);
                if (status != HttpStatusCode.SeeOther)
                    throw new InvalidOperationException($"A comment was answered {(int)status}.");
                Interlocked.Increment(ref posted);
            }
        }));
        return posted / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> Alone(BenchSite site, int seconds, int round)
    {
        var (reply, targets, paper) = (site.Services.GetRequiredService<LeaveReply>(), await Targets(site.Store), new Site());
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

    internal static async Task<(HttpStatusCode Status, bool Wait)> Post(HttpClient poster, string path, int number, Func<int, string> text, string name = "flood")
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
        using var answer = await poster.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await answer.Content.ReadAsByteArrayAsync();
        return (answer.StatusCode, answer.Headers.RetryAfter is not null);
    }

    internal static string Talk(int number)
    {
        var random = new Random(number);
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', Enumerable.Range(0, 20).Select(_ => Words[random.Next(Words.Length)]))} ({number})");
    }

    private static IPAddress Network(int number) => new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    // As a newsroom is that runs: its onward links are found, and some edition is out.
    internal static async Task<List<(long Id, string Path)>> Settle(NewsroomStore store)
    {
        while (await DueRelatives.Some(store) > 0)
        {
        }

        await store.Change(Actor.Command("bench"), change =>
        {
            change.Record("settled", "bench");
            return Task.CompletedTask;
        });
        return await Targets(store);
    }

    private static async Task<List<(long Id, string Path)>> Targets(NewsroomStore store)
    {
        var paths = await Bench.Stories.Newest(store, Stories);
        var numbers = await store.Read(db => db.Set<Articles.Article>().Where(a => paths.Contains(a.Permalink!) && a.CommentsOpen).Select(a => new { a.Id, a.Permalink }).ToListAsync());
        return numbers.ConvertAll(n => (n.Id, n.Permalink!));
    }
}
