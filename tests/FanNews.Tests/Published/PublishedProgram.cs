using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FanNews.Tests.Published;

/// <summary>
/// The program as it is handed out: published once for the run, started as a stranger would start it.
/// </summary>
[CollectionDefinition(Name)]
public sealed partial class PublishedProgram : ICollectionFixture<PublishedProgram>, IAsyncLifetime
{
    /// <summary>For <c>[Collection(PublishedProgram.Name)]</c> on each class of such tests.</summary>
    public const string Name = "Published";

    // tests/run.sh publishes it while nothing else runs: beside other tests that takes minutes.
    private static readonly string? Given = Environment.GetEnvironmentVariable("FANNEWS_TEST_PUBLISHED") is { Length: > 0 } given ? given : null;

    private readonly string folder = Directory.CreateTempSubdirectory("fannews-published-").FullName;
    private readonly List<string> rooms = [];

    /// <summary>Where the program is.</summary>
    public string Folder => Given ?? Path.Combine(folder, "fannews");

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Open(folder);
        if (Given is not null)
            return;
        // No build server may outlive the publication: it would hold our pipes open.
        var (code, output, errors) = await Finish(Prepare("dotnet", [
            "publish", Checkout.Path("src", "FanNews.Web"), "-c", "Release", "-o", Folder, "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ]), TimeSpan.FromMinutes(5));
        Assert.True(code == 0, output + errors);
    }

    /// <inheritdoc />
    public Task DisposeAsync()
    {
        foreach (var room in rooms.Append(folder).Where(Directory.Exists))
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(room, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.Delete(room, recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <summary>An empty folder for one newsroom.</summary>
    public string EmptyRoom()
    {
        var room = Directory.CreateTempSubdirectory("fannews-room-").FullName;
        rooms.Add(room);
        return room;
    }

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="room">The data folder.</param>
    /// <param name="args">The verb and its options.</param>
    public Task<(int Code, string Output, string Errors)> Run(string room, params string[] args) => Run(room, [], args);

    /// <summary>Runs a verb to its end in an environment of its own.</summary>
    public Task<(int Code, string Output, string Errors)> Run(string room, (string Key, string? Value)[] environment, params string[] args) =>
        Finish(Prepare(Path.Combine(Folder, "fannews"), args, [("FANNEWS__DATA", room), .. environment]), TimeSpan.FromSeconds(60));

    /// <summary>Runs a verb to its end that reads something from standard input.</summary>
    /// <param name="room">The data folder.</param>
    /// <param name="typed">What it reads.</param>
    /// <param name="args">The verb and its options.</param>
    public Task<(int Code, string Output, string Errors)> RunTyping(string room, string typed, params string[] args) =>
        Finish(Prepare(Path.Combine(Folder, "fannews"), args, ("FANNEWS__DATA", room)), TimeSpan.FromSeconds(60), typed);

    /// <summary>
    /// Runs a verb as somebody who may only do what a file's mode grants to everybody: root may do everything, so root becomes nobody for it.
    /// </summary>
    public Task<(int Code, string Output, string Errors)> RunWithoutRights(string room, params string[] args)
    {
        var program = Path.Combine(Folder, "fannews");
        var start = Environment.UserName == "root"
            ? Prepare("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "--", program, .. args], ("FANNEWS__DATA", room), ("HOME", "/tmp"))
            : Prepare(program, args, ("FANNEWS__DATA", room));
        return Finish(start, TimeSpan.FromSeconds(60));
    }

    /// <summary>Starts the site on a port from the kernel and waits until it says where it answers.</summary>
    public Task<RunningProgram> Serve(string room, params (string Key, string? Value)[] environment) => Serve(room, [], environment);

    /// <summary>The same with a verb and options of its own.</summary>
    public Task<RunningProgram> Serve(string room, string[] args, params (string Key, string? Value)[] environment) => RunningProgram.Start(Prepare(
        Path.Combine(Folder, "fannews"), [.. args, "--urls", "http://127.0.0.1:0"],
        [("FANNEWS__DATA", room), ("FANNEWS__SITE__URL", "https://news.example"), .. environment]));

    // Nothing of this run's own environment may decide how the program behaves.
    private static ProcessStartInfo Prepare(string program, string[] args, params (string Key, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var key in start.Environment.Keys.Where(k => k.StartsWith("FANNEWS", StringComparison.OrdinalIgnoreCase) || k.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
            || k is "DOTNET_ENVIRONMENT" or "MSBUILD_EXE_PATH" or "MSBuildSDKsPath" or "MSBuildExtensionsPath").ToList())
            start.Environment.Remove(key);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        return start;
    }

    private static async Task<(int Code, string Output, string Errors)> Finish(ProcessStartInfo start, TimeSpan patience, string typed = "")
    {
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await output, FarLine().Replace(await errors, ""));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end:\n{await output}{await errors}");
        }
    }

    // How far long work is: only a slow machine comes to say it.
    [GeneratedRegex(@"^\p{Lu}[\p{L} ]*(: \d+ of \d+| …)\n", RegexOptions.Multiline)]
    private static partial Regex FarLine();

    private static void Open(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }
}
