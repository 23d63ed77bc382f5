using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using FanNews.Storage;

namespace FanNews.Web.Verbs;

/// <summary>What all verbs share: exit codes, configuration, the summary as JSON.</summary>
public static class CommandLine
{
    /// <summary>Exit code of a failed operation.</summary>
    public const int Failed = 1;

    /// <summary>Exit code of wrong usage.</summary>
    public const int WrongUsage = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Runs the verb that the arguments name.</summary>
    /// <returns>0 for success, 1 for a failed operation, 2 for wrong usage.</returns>
    public static async Task<int> Run(RootCommand fannews, string[] args)
    {
        var parsed = fannews.Parse(args);
        var wrong = parsed.Errors.Select(e => e.Message).ToList();
        // That the program alone takes ASP.NET Core's options must not make every verb take anything.
        if (parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors && wrong.Count == 0)
            wrong.AddRange(parsed.UnmatchedTokens.Select(token => $"\"{token}\" is not understood here."));
        if (wrong.Count > 0)
        {
            foreach (var sentence in wrong)
                await Console.Error.WriteLineAsync(sentence);
            await Console.Error.WriteLineAsync("Use --help to see how.");
            return WrongUsage;
        }

        try
        {
            var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            if (Serve.Runs(parsed))
                settings.ProcessTerminationTimeout = Serve.StopTime;
            return await parsed.InvokeAsync(settings);
        }
        catch (StoreTrouble trouble)
        {
            return Fail(trouble.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail("Stopped before the end.");
        }
    }

    /// <summary>Says in one sentence on stderr why the operation failed.</summary>
    public static int Fail(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return Failed;
    }

    /// <summary>Prints a summary as one JSON object, alone on stdout.</summary>
    public static void PrintJson<T>(T summary) => Console.Out.WriteLine(JsonSerializer.Serialize(summary, Json));

    /// <summary>The option that asks for <see cref="PrintJson{T}"/>.</summary>
    public static Option<bool> JsonOption() => new("--json") { Description = "Print the summary as one JSON object on stdout." };

    /// <summary>Refuses what looks like an option where a file is named: a mistyped one would be taken for the file.</summary>
    public static void RefuseOptions(ArgumentResult argument)
    {
        foreach (var token in argument.Tokens.Where(t => t.Value.Length > 1 && t.Value[0] == '-' && !File.Exists(t.Value)))
            argument.AddError($"There is no option {token.Value}.");
    }

    /// <summary>The configuration that a verb other than <c>serve</c> sees: the environment.</summary>
    public static IConfiguration Configuration() => new ConfigurationBuilder().AddEnvironmentVariables().Build();

    /// <summary>Where the configuration says that the newsroom is kept.</summary>
    public static StoreOptions StoreOptions(IConfiguration configuration) => new(
        configuration["FanNews:Data"] is { Length: > 0 } folder ? folder : "data",
        configuration["FanNews:Database"],
        configuration["FanNews:Site:Language"] is { Length: > 0 } language ? language : null,
        configuration["FanNews:Site:TimeZone"] is { Length: > 0 } zone ? zone : null);

    /// <summary>Opens the store for a verb, created or migrated first.</summary>
    /// <exception cref="StoreTrouble">It cannot be used.</exception>
    public static async Task<NewsroomStore> OpenStore(CancellationToken ct)
    {
        var store = new NewsroomStore(StoreOptions(Configuration()), TimeProvider.System);
        using var progress = new Progress();
        await store.Migrate((done, total) => progress.Show("Search index", done, total), ct);
        return store;
    }
}
