using System.Text.RegularExpressions;
using FanNews.Invention;
using FanNews.Onward;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FanNews.Bench;

/// <summary>The whole site in this process, over an invented newsroom that is kept from run to run.</summary>
internal sealed partial class BenchSite : IAsyncDisposable
{
    private const int CommentsForStory = 3, Related = 300, Seed = 1;
    private const string Password = "nine herons on a grey mudflat";

    private readonly WebApplication app;

    private BenchSite(WebApplication app, Uri address) =>
        (this.app, Address, Client, Poster) = (app, address,
            new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) },
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address });

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>A reader without gzip.</summary>
    public HttpClient Client { get; }

    /// <summary>A client that follows nothing.</summary>
    public HttpClient Poster { get; }

    /// <summary>Its store.</summary>
    public NewsroomStore Store => app.Services.GetRequiredService<NewsroomStore>();

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Opens the site over so many stories; they are invented where they are not there yet.</summary>
    /// <param name="asked">Where newsrooms are kept.</param>
    /// <param name="size">How many stories.</param>
    /// <param name="postgres">On PostgreSQL instead of SQLite.</param>
    /// <param name="kept">Whether pages are kept.</param>
    /// <param name="copy">Whether to work on a copy, for who changes it.</param>
    /// <param name="more">Options of its command line besides.</param>
    /// <param name="comments">How many comments; null for as many as the stories ask for.</param>
    public static async Task<BenchSite> Open(Asked asked, int size, bool postgres = false, bool kept = true, bool copy = false, IReadOnlyList<string>? more = null, int? comments = null)
    {
        var options = await Newsroom(asked, size, postgres, comments);
        if (copy)
            options = Copied(asked, options);
        var (app, addresses) = await Start(options, kept, more ?? []);
        return new BenchSite(app, addresses);
    }

    /// <summary>A newsroom that may be changed: of SQLite's file a copy; of PostgreSQL's the newsroom itself.</summary>
    public static StoreOptions Copied(Asked asked, StoreOptions options)
    {
        if (options.IsPostgres)
            return options;
        var folder = Path.Combine(asked.Folder, "copy");
        Directory.CreateDirectory(folder);
        // Connections that are kept open would go on with the file of the copy before, which has no name any more.
        SqliteConnection.ClearAllPools();
        foreach (var old in Directory.GetFiles(folder))
            File.Delete(old);
        File.Copy(options.SqliteFile, Path.Combine(folder, Path.GetFileName(options.SqliteFile)));
        return options with { DataFolder = Path.GetFullPath(folder) };
    }

    /// <summary>Signs the client in.</summary>
    /// <param name="role">As whom.</param>
    public async Task SignIn(Role role)
    {
        var email = $"{role.ToString().ToLowerInvariant()}@bench.example";
        await using (var scope = Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<Accounts>().Add(new NewPerson(role.ToString(), email, Password, role), "Bench", Actor.Command("bench"));
        var page = await Client.GetStringAsync(new Uri("/admin/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Email"] = email, ["Password"] = Password, ["form"] = Token().Match(page).Groups[1].Value });
        using var answer = await Client.PostAsync(new Uri("/admin/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Another site over the same store, as a second process has it: nothing goes from one to the other but through the store.</summary>
    public async Task<BenchSite> Beside()
    {
        var (beside, address) = await Start(Store.Options, kept: true, []);
        return new BenchSite(beside, address);
    }

    /// <summary>Makes the newsroom ready.</summary>
    public static async Task<StoreOptions> Newsroom(Asked asked, int size, bool postgres, int? comments = null)
    {
        var name = comments is { } many ? $"{size}-{many}" : $"{size}";
        var folder = Path.GetFullPath(Path.Combine(asked.Folder, $"{(postgres ? "postgres" : "sqlite")}-{name}"));
        Directory.CreateDirectory(folder);
        var options = new StoreOptions(folder, postgres ? await Database(asked.Postgres!, $"fannews_bench_{name.Replace('-', '_')}") : null);
        using var store = new NewsroomStore(options, TimeProvider.System);
        await store.Migrate();
        var last = 0;
        await new InventNewsroom(store, new Site(), TimeProvider.System).Run(size, comments ?? size * CommentsForStory, Seed, done =>
        {
            if (done - last < size / 10)
                return;
            last = done;
            Console.Error.WriteLine($"  inventing {done} of {size}");
        });
        await FindRelatives(store);
        await store.EmptyLog();
        return options;
    }

    // Those of the newest stories; the others' are put off for good, or finding them would go on beside all that is measured.
    private static async Task FindRelatives(NewsroomStore store)
    {
        for (var found = 0; found < Related && await DueRelatives.Some(store) is > 0 and var some; found += some)
            ;
        await store.Change(Actor.Program, async change =>
        {
            change.Untraced();
            change.TouchesNothing();
            await change.Db.OnwardRows.Where(r => r.Due != null).ExecuteUpdateAsync(set => set.SetProperty(r => r.Due, (int?)null));
        });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Poster.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<(WebApplication App, Uri Address)> Start(StoreOptions options, bool kept, IReadOnlyList<string> more)
    {
        List<string> args = ["--urls=http://127.0.0.1:0", "--environment=Production", "--FanNews:Data=" + options.DataFolder, "--FanNews:Limits:Enabled=false"];
        if (options.IsPostgres)
            args.Add("--FanNews:Database=" + options.Database);
        if (!kept)
            args.Add("--FanNews:Cache:Megabytes=0");
        var app = NewsSite.Build([.. args, .. more]);
        return (app, new Uri((await NewsSite.Open(app))[0]));
    }

    private static async Task<string> Database(string server, string name)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var there = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = @name", connection);
        there.Parameters.AddWithValue("name", name);
        if (await there.ExecuteScalarAsync() is null)
        {
            await using var make = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            await make.ExecuteNonQueryAsync();
        }

        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    [GeneratedRegex("name=\"form\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
