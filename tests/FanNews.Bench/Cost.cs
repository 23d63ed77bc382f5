using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FanNews.Bench;

/// <summary>What a page costs that is made anew.</summary>
/// <param name="Cpu">CPU time of the process, in milliseconds: the mean of the best round.</param>
/// <param name="Middle">How long it takes, in milliseconds: the median.</param>
/// <param name="Late">How long it takes at the 95th percentile, in milliseconds.</param>
/// <param name="Queries">Statements that the store is asked.</param>
internal sealed record Cost(double Cpu, double Middle, double Late, int Queries)
{
    // The compiler works at a program's paths in the background until each was gone some thousand times.
    private const int WarmUp = 2000, Again = 200, Batch = 40;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static bool warm;

    /// <summary>Whether to tell each statement of a page and how long its rows were read.</summary>
    public static bool Telling { get; set; }

    /// <summary>Measures it: the pages of a list in turn, one at a time.</summary>
    /// <param name="site">A site that keeps nothing.</param>
    /// <param name="paths">What is asked for.</param>
    /// <param name="batches">How many rounds of forty requests.</param>
    public static async Task<Cost> Of(BenchSite site, IReadOnlyList<string> paths, int batches = 6)
    {
        using var self = Process.GetCurrentProcess();
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < (warm ? Again : WarmUp) && Stopwatch.GetElapsedTime(begun) < Longest; i++)
            await Ask(site, paths[i % paths.Count]);
        warm = true;
        var (least, times, at) = (double.MaxValue, new List<double>(), 0);
        for (var batch = 0; batch < batches; batch++)
        {
            self.Refresh();
            var before = self.TotalProcessorTime;
            for (var i = 0; i < Batch; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await Ask(site, paths[at++ % paths.Count]);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            self.Refresh();
            least = Math.Min(least, (self.TotalProcessorTime - before).TotalMilliseconds / Batch);
        }

        times.Sort();
        using var count = new Statements();
        await Ask(site, paths[0]);
        return new(least, times[times.Count / 2], times[times.Count * 95 / 100], count.Count);
    }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Cpu:F2} ms CPU, {Middle:F1} ms, p95 {Late:F1} ms, {Queries} queries");

    private static async Task Ask(BenchSite site, string path)
    {
        using var answer = await site.Client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null);
    }

    private sealed class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> subscriptions = [];
        private int count;

        public Statements() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public int Count => Volatile.Read(ref count);

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
                subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandExecutedEventData asked)
            {
                Interlocked.Increment(ref count);
                if (Telling)
                    Console.Error.Write(FormattableString.Invariant($"    {asked.Duration.TotalMilliseconds,8:F2} and "));
            }

            // SQLite finds most rows only when they are read, but sorts them before the first.
            if (Telling && value.Value is DataReaderDisposingEventData read)
                Console.Error.WriteLine(FormattableString.Invariant($"{read.Duration.TotalMilliseconds,8:F2} ms, {read.ReadCount} rows: {read.Command.CommandText.ReplaceLineEndings(" ")}"));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => subscriptions.ForEach(s => s.Dispose());
    }
}
