using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace FanNews.Media;

/// <summary>
/// Decodes pictures in processes of their own, one for each core at most: whatever a file does to the native library, it happens to a process
/// that has nothing to lose. A process that takes too much memory or time is ended; the picture is then refused, and the next one finds a new process.
/// </summary>
internal sealed class PictureWorkers : IDisposable
{
    private const string Program = "fannews";

    // So many wait for a turn at most; a page has fewer pictures, and whoever asks for more is asked to come again.
    private const int MostWaiting = 200;

    // What the native library leaves behind in memory goes with its process.
    private const int JobsEach = 50;

    private const long MostMemory = 640L * 1024 * 1024;

    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    private readonly ConcurrentStack<Worker> idle = new();
    private readonly ConcurrentDictionary<int, Worker> running = new();
    private readonly SemaphoreSlim turns;

    // What can only be decoded as a whole takes a hundred megabytes and more: one such at a time.
    private readonly SemaphoreSlim heavy = new(1, 1);
    private readonly Timer resting;
    private int waiting;

    internal PictureWorkers(int most)
    {
        turns = new(most, most);
        resting = new(_ => EndIdle());
    }

    /// <summary>Those of this program. They end when it does: their standard input closes.</summary>
    public static PictureWorkers Shared { get; } = new(Math.Clamp(Environment.ProcessorCount, 1, 8));

    /// <summary>Numbers of the processes that run now.</summary>
    public ICollection<int> Processes => running.Keys;

    /// <summary>Has a job done when its turn has come.</summary>
    /// <returns>The answer; null when the process ended before it gave one.</returns>
    /// <exception cref="PictureQueueFull">Too many wait.</exception>
    public async Task<PictureAnswered?> Do(PictureJob job, CancellationToken ct)
    {
        if (!job.Heavy)
            return await Queue(job, ct);
        await heavy.WaitAsync(ct);
        try
        {
            return await Queue(job, ct);
        }
        finally
        {
            heavy.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        resting.Dispose();
        EndIdle();
        turns.Dispose();
        heavy.Dispose();
    }

    private async Task<PictureAnswered?> Queue(PictureJob job, CancellationToken ct)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new PictureQueueFull();
        }

        try
        {
            await turns.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        try
        {
            return await Do(Take(), job, ct);
        }
        finally
        {
            turns.Release();
            resting.Change(Rest, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task<PictureAnswered?> Do(Worker worker, PictureJob job, CancellationToken ct)
    {
        var answer = default(PictureAnswered);
        try
        {
            answer = await worker.Do(job, ct);
        }
        finally
        {
            if (answer is not null && worker.Jobs < JobsEach)
                idle.Push(worker);
            else
                End(worker);
        }

        return answer;
    }

    private Worker Take()
    {
        while (idle.TryPop(out var worker))
        {
            if (worker.Lives)
                return worker;
            End(worker);
        }

        var started = new Worker();
        running[started.Id] = started;
        return started;
    }

    private void EndIdle()
    {
        while (idle.TryPop(out var worker))
            End(worker);
    }

    private void End(Worker worker)
    {
        running.TryRemove(worker.Id, out _);
        worker.Dispose();
    }

    private sealed class Worker : IDisposable
    {
        private readonly Process process;

        public Worker()
        {
            process = Process.Start(Start()) ?? throw new IOException("The picture process does not start.");
            Id = process.Id;
            // What it says beside its answers is for nobody, and a full pipe would stop it.
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
        }

        public int Id { get; }

        public int Jobs { get; private set; }

        public bool Lives => !process.HasExited;

        public async Task<PictureAnswered?> Do(PictureJob job, CancellationToken ct)
        {
            Jobs++;
            try
            {
                var before = process.TotalProcessorTime;
                await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job, PictureJson.Default.PictureJob).AsMemory(), ct);
                await process.StandardInput.FlushAsync(ct);
                var answer = process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask();
                var began = Environment.TickCount64;
                while (await Task.WhenAny(answer, Task.Delay(Look, ct)) != answer)
                {
                    ct.ThrowIfCancellationRequested();
                    process.Refresh();
                    if (process.WorkingSet64 > MostMemory || process.TotalProcessorTime - before > MostWork || Environment.TickCount64 - began > Longest.TotalMilliseconds)
                        return null;
                }

                return await answer is { } line ? JsonSerializer.Deserialize(line, PictureJson.Default.PictureAnswered) : null;
            }
            catch (Exception trouble) when (trouble is IOException or InvalidOperationException or JsonException)
            {
                return null;
            }
        }

        public void Dispose()
        {
            try
            {
                process.Kill();
                process.WaitForExit();
            }
            catch (Exception trouble) when (trouble is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended.
            }

            process.Dispose();
        }

        private static ProcessStartInfo Start()
        {
            var self = Environment.ProcessPath ?? "";
            var (named, beside) = (Path.GetFileNameWithoutExtension(self), Path.Combine(AppContext.BaseDirectory, Program + ".dll"));
            // Published it is one file, which starts itself; run by dotnet, or within another program such as a test's, it lies beside.
            var start = named == Program || !File.Exists(beside)
                ? new ProcessStartInfo(self, [PictureWorker.Verb])
                : new ProcessStartInfo(named == "dotnet" ? self : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", beside, PictureWorker.Verb]);
            start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
            start.StandardInputEncoding = start.StandardOutputEncoding = new UTF8Encoding(false);
            // A process that reads what strangers send need not know the store's password.
            foreach (var name in start.Environment.Keys.Where(n => !Known.Contains(n)).ToList())
                start.Environment.Remove(name);
            foreach (var (name, value) in Limits)
                start.Environment[name] = value;
            return start;
        }

        private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
        {
            "PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "windir", "LANG", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "LD_LIBRARY_PATH",
        };

        private static readonly (string Name, string Value)[] Limits =
        [
            ("VIPS_MAX_COORD", "60000"), ("VIPS_CONCURRENCY", "1"), ("MALLOC_ARENA_MAX", "2"), ("MALLOC_TRIM_THRESHOLD_", "131072"),
            ("DOTNET_GCHeapHardLimit", "0x4000000"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_TieredPGO", "0"), ("DOTNET_EnableDiagnostics", "0"), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"),
        ];
    }
}

/// <summary>So many pictures wait to be made that no more are taken; later there is room again.</summary>
public sealed class PictureQueueFull() : Exception("Too many pictures wait to be made.");
