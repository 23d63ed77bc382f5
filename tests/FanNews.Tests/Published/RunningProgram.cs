using System.Diagnostics;
using System.Text;

namespace FanNews.Tests.Published;

/// <summary>A published site that runs in a process of its own.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private const string Says = "FanNews answers at ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The site ended before it answered:\n" + Said));
    }

    /// <summary>Asks the site: follows no redirect, keeps no cookie.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ToFirstAnswer { get; private set; }

    /// <summary>What the processors had done for it by then; unlike the time on the wall, hardly longer on a busy machine.</summary>
    public TimeSpan WorkToFirstAnswer { get; private set; }

    /// <summary>Everything it printed.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    internal static async Task<RunningProgram> Start(ProcessStartInfo start)
    {
        var running = new RunningProgram(start);
        var watch = Stopwatch.StartNew();
        running.process.Start();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        try
        {
            running.Client.BaseAddress = await running.address.Task.WaitAsync(Patience);
            using var answer = await running.Client.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            running.ToFirstAnswer = watch.Elapsed;
            running.WorkToFirstAnswer = running.process.TotalProcessorTime;
            answer.EnsureSuccessStatusCode();
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Pulls the plug (SIGKILL).</summary>
    public Task Kill()
    {
        process.Kill();
        return process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM), as a supervisor does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        using (var kill = Process.Start("sh", ["-c", "kill -TERM " + process.Id]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            await Kill();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (said)
            said.AppendLine(line);
        if (line.StartsWith(Says, StringComparison.Ordinal))
            address.TrySetResult(new Uri(line[Says.Length..]));
    }
}
