using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FanNews.Storage;

namespace FanNews.Bench;

/// <summary>The published program: from its start to the first answered request, and what it holds of memory.</summary>
internal static class StartAndMemory
{
    private const int Pages = 100_000, Distinct = 5_000, Starts = 5;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5), Poll = TimeSpan.FromMilliseconds(5);

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
            var address = new Uri($"http://127.0.0.1:{FreePort()}/");
            var begun = Stopwatch.GetTimestamp();
            using var program = Start(asked.Program!, options.DataFolder, address);
            try
            {
                await Answers(program, address);
                ready.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
                program.Refresh();
                cpu = Math.Min(cpu, program.TotalProcessorTime.TotalSeconds);
                if (start < Starts - 1)
                    continue;
                await Task.Delay(Idle);
                idle = Resident(program);
                for (var read = 0L; read < Pages;)
                    read += (await Wrk.Walk(address, paths, asked.Seconds)).Answers;
                after = Resident(program);
            }
            finally
            {
                program.Kill();
                await program.WaitForExitAsync();
            }
        }

        table.AtMost("start of the published program to the first answered request, best of five", ready.Min(), 1.0, " s", FormattableString.Invariant($" (CPU {cpu:F2} s)"));
        table.AtMost("resident memory, idle", idle, 150, " MiB");
        table.AtMost($"resident memory after {Pages:#,0} pages, {paths.Count:#,0} different ones", after, 350, " MiB");
    }

    private static Process Start(string program, string data, Uri address)
    {
        var start = new ProcessStartInfo(program, ["serve", "--urls", address.ToString()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FANNEWS__DATA"] = data;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["FANNEWS__SITE__URL"] = address.ToString();
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task Answers(Process program, Uri address)
    {
        using var client = new HttpClient();
        while (!program.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(Poll);
            }
        }

        throw new InvalidOperationException("The program ended.");
    }

    private static double Resident(Process program)
    {
        program.Refresh();
        return program.WorkingSet64 / 1048576.0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
