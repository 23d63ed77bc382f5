using System.Diagnostics;
using FanNews.Storage;
using Npgsql;

namespace FanNews.Tests.Storage;

/// <summary>
/// One real PostgreSQL server for the whole run, in a folder of its own, reached by a socket only. Stopped and deleted at the end.
/// FANNEWS_TEST_POSTGRES may name a running server instead (a connection string that may create databases).
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<string> Running = new(Start);
    private static readonly SemaphoreSlim TemplateGate = new(1, 1);
    private static string? template;

    /// <summary>Why PostgreSQL cannot be had here; null when it can.</summary>
    public static string? Missing { get; } =
        Environment.GetEnvironmentVariable("FANNEWS_TEST_POSTGRES") is { Length: > 0 } || Binaries() is not null
            ? null
            : "PostgreSQL is not installed (apt: postgresql; or FANNEWS_TEST_POSTGRES)";

    /// <summary>Makes a fresh, migrated database and returns its connection string.</summary>
    public static async Task<string> CreateDatabase()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await TemplateGate.WaitAsync();
        try
        {
            if (template is null)
            {
                var first = "template_" + Guid.NewGuid().ToString("N");
                await Run($"CREATE DATABASE {first}");
                using var store = new NewsroomStore(new StoreOptions(".", Connection(first)), TimeProvider.System);
                await store.Migrate();
                NpgsqlConnection.ClearAllPools();
                template = first;
            }

            await Run($"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            TemplateGate.Release();
        }

        return Connection(name);
    }

    /// <summary>Makes a database without a table and returns its connection string.</summary>
    public static async Task<string> CreateEmptyDatabase()
    {
        var name = "e" + Guid.NewGuid().ToString("N");
        await Run($"CREATE DATABASE {name}");
        return Connection(name);
    }

    private static async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Connection(string database) =>
        new NpgsqlConnectionStringBuilder(Running.Value) { Database = database, MaxPoolSize = 20, IncludeErrorDetail = true, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 2 }.ToString();

    private static string? Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("FANNEWS_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
        var bin = Binaries() ?? throw new InvalidOperationException(Missing);
        var root = Environment.UserName == "root";
        var folder = Directory.CreateTempSubdirectory("fannews-pg-").FullName;
        if (root)
            Shell("chown", "postgres", folder);
        AsOwner(root, Path.Combine(bin, "initdb"), "-D", folder + "/data", "-U", "fannews", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        AsOwner(root, Path.Combine(bin, "pg_ctl"), "-D", folder + "/data", "-l", folder + "/log", "-w",
            "-o", $"-c listen_addresses= -c unix_socket_directories={folder} -p 54329 -c fsync=off -c max_connections=200", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            AsOwner(root, Path.Combine(bin, "pg_ctl"), "-D", folder + "/data", "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        };
        return $"Host={folder};Port=54329;Username=fannews";
    }

    // initdb and pg_ctl refuse to run as root.
    private static void AsOwner(bool root, string program, params string[] arguments)
    {
        if (root)
            Shell("runuser", ["-u", "postgres", "--", program, .. arguments]);
        else
            Shell(program, arguments);
    }

    private static void Shell(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, WorkingDirectory = "/tmp" };
        // pg_ctl's server keeps inherited pipes open: its output goes to the log instead.
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.RedirectStandardError = false;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
