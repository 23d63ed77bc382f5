using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FanNews.Storage;

namespace FanNews.Bench;

/// <summary>The program as it is handed out, running by itself.</summary>
internal sealed class PublishedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly Process process;

    private PublishedProgram(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>What it has spent of all processors.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>What it holds of memory, in MiB.</summary>
    public double Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Starts it; it has answered once.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="newsroom">The newsroom that it serves.</param>
    /// <param name="more">What else is set in its environment.</param>
    public static async Task<PublishedProgram> Start(string program, StoreOptions newsroom, params IReadOnlyList<(string Name, string Value)> more)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo(program, ["serve", "--urls", address.ToString()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FANNEWS__DATA"] = newsroom.DataFolder;
        if (newsroom.IsPostgres)
            start.Environment["FANNEWS__DATABASE"] = newsroom.Database;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["FANNEWS__SITE__URL"] = address.ToString();
        foreach (var (name, value) in more)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var running = new PublishedProgram(process, address);
        await running.Answers();
        return running;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task Answers()
    {
        using var client = new HttpClient();
        while (!process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(Address);
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
