using System.CommandLine;
using FanNews.Media;
using FanNews.Storage;
using FanNews.Web.Admin;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews serve</c>, and <c>fannews</c> alone: runs the site.</summary>
public static class Serve
{
    /// <summary>Where the site listens when nobody says otherwise.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>
    /// How long the site may take to stop before the process is ended: longer than the host gives requests that have begun (30 s), or the two seconds
    /// that a verb has by itself would cut them off.
    /// </summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(40);

    /// <summary>The verb.</summary>
    public static Command Verb() => Serving(new Command("serve", "Runs the site; --urls says where it listens (default " + DefaultAddress + ")."));

    /// <summary>Makes running the site what the program does without a verb.</summary>
    public static void MakeDefault(RootCommand fannews) => Serving(fannews);

    /// <summary>Whether a command line runs the site.</summary>
    public static bool Runs(ParseResult parsed) => parsed.CommandResult.Command is RootCommand or { Name: "serve" };

    private static T Serving<T>(T command) where T : Command
    {
        // Options such as --urls and --environment belong to ASP.NET Core's own configuration.
        command.TreatUnmatchedTokensAsErrors = false;
        var demo = new Option<bool>("--demo") { Description = "Fills an empty newsroom with The Ferryman, a paper that was made up. Leaves any other newsroom alone." };
        command.Add(demo);
        command.SetAction((parsed, ct) => Run([.. parsed.UnmatchedTokens], parsed.GetValue(demo), ct));
        return command;
    }

    private static async Task<int> Run(string[] args, bool demo, CancellationToken ct)
    {
        if (args.FirstOrDefault(a => !a.StartsWith('-') && !a.Contains('=', StringComparison.Ordinal) && !a.Contains("//", StringComparison.Ordinal)) is { } word && Array.IndexOf(args, word) == 0)
        {
            await Console.Error.WriteLineAsync($"There is no verb \"{word}\". Use --help to see all.");
            return CommandLine.WrongUsage;
        }

        await using var app = NewsSite.Build(args, builder =>
        {
            var options = CommandLine.StoreOptions(builder.Configuration);
            // What the store takes longest for needs none of what the site is put together of: both at once.
            _ = Task.Run(() => NewsroomStore.Warm(options), ct);
            KeepFormsIn(options.DataFolder);
        });
        if (app.Environment.IsProduction() && string.IsNullOrWhiteSpace(app.Configuration["FanNews:Site:Url"]))
            return CommandLine.Fail("Say under which public address the site runs: set FANNEWS__SITE__URL, for example to https://news.example.");
        try
        {
            foreach (var address in await NewsSite.Open(app, demo, ct))
                Console.WriteLine("FanNews answers at " + address);
            await SetUpLink.Print(app.Services, ct);
        }
        // FormatException and its like: an address in --urls that cannot be one.
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            return CommandLine.Fail("The site cannot start: " + e.Message);
        }

        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    // Files of forms lie on the disk until their request has ended. Those of a process that was killed are swept there, like uploads that nobody went on with.
    private static void KeepFormsIn(string dataFolder)
    {
        if (Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") is { Length: > 0 })
            return;
        try
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Directory.CreateDirectory(Path.Combine(dataFolder, PendingUploads.Folder, "forms")).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The store meets the same folder next, and says what is wrong with it.
        }
    }
}
