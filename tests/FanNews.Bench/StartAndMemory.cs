using System.Diagnostics;
using FanNews.Storage;

namespace FanNews.Bench;

/// <summary>The published program: from its start to the first answered request, and what it holds of memory.</summary>
internal static class StartAndMemory
{
    private const int Pages = 100_000, Distinct = 5_000, Starts = 5;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    public static async Task Measure(Asked asked, Table table)
    {
        var options = await BenchSite.Newsroom(asked, asked.Sizes[0], postgres: false);
        List<string> paths;
        using (var store = new NewsroomStore(options, TimeProvider.System))
            paths = await Stories.Newest(store, Distinct);
        var ready = new List<double>();
        double cpu = double.MaxValue, idle = 0, after = 0;
        for (var start = 0; start < Starts; start++)
        {
            var begun = Stopwatch.GetTimestamp();
            await using var program = await PublishedProgram.Start(asked.Program!, options);
            ready.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            cpu = Math.Min(cpu, program.Cpu.TotalSeconds);
            if (start < Starts - 1)
                continue;
            await Task.Delay(Idle);
            idle = program.Resident;
            for (var read = 0L; read < Pages;)
                read += (await Wrk.Walk(program.Address, paths, asked.Seconds)).Answers;
            after = program.Resident;
        }

        table.AtMost("start of the published program to the first answered request, best of five", ready.Min(), 1.0, " s", FormattableString.Invariant($" (CPU {cpu:F2} s)"));
        table.AtMost("resident memory, idle", idle, 150, " MiB");
        table.AtMost($"resident memory after {Pages:#,0} pages, {paths.Count:#,0} different ones", after, 350, " MiB");
    }
}
