using FanNews.Storage.Postgres;
using FanNews.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FanNews.Storage;

/// <summary>Where the newsroom is kept.</summary>
/// <param name="DataFolder">Folder for the database, media and backups.</param>
/// <param name="Database">A PostgreSQL connection string; empty for SQLite in the data folder.</param>
/// <param name="Language">The language of the site where it is set from outside; null to go by the newsroom's own choice.</param>
/// <param name="Zone">The zone of the site, likewise.</param>
public sealed record StoreOptions(string DataFolder, string? Database = null, string? Language = null, string? Zone = null)
{
    /// <summary>Whether the newsroom lives in PostgreSQL.</summary>
    public bool IsPostgres => !string.IsNullOrWhiteSpace(Database);

    /// <summary>The SQLite file.</summary>
    public string SqliteFile => Path.Combine(DataFolder, "newsroom.db");

    /// <summary>The folder of pictures and files.</summary>
    public string MediaFolder => Path.Combine(DataFolder, "media");
}

/// <summary>The whole newsroom as stored: read it in one consistent view, change it in one transaction.</summary>
public sealed class NewsroomStore : IDisposable
{
    private readonly StoreOptions options;
    private readonly TimeProvider clock;
    private readonly Func<NewsroomDb> open;
    private readonly KeptConnections? kept;

    // SQLite lets one writer in at a time and answers others "database is locked": inside the process they queue here instead.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>A store; nothing is opened yet.</summary>
    /// <param name="options">Where the newsroom is kept.</param>
    /// <param name="clock">The time.</param>
    public NewsroomStore(StoreOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        if (options.IsPostgres)
        {
            var postgres = PostgresNewsroomDb.For(options);
            open = () => new PostgresNewsroomDb(postgres);
            return;
        }

        var (sqlite, connections) = (SqliteNewsroomDb.For(options), SqliteNewsroomDb.Kept(options));
        kept = connections;
        open = () => new SqliteNewsroomDb(sqlite) { Connections = connections };
    }

    /// <summary>A change of this process that was stored asks for a side effect: the outbox has something to deliver.</summary>
    public event EventHandler? OutboxFilled;

    /// <summary>Where it is kept.</summary>
    public StoreOptions Options => options;

    /// <summary>The present instant (UTC).</summary>
    internal DateTimeOffset Now => clock.Now();

    /// <summary>What this process knows of the marks of pages.</summary>
    public MarkView Marks { get; } = new();

    /// <summary>Has EF Core make its model, which takes half a second and is made once for a process. Nothing is opened.</summary>
    /// <param name="options">Where the newsroom is kept.</param>
    public static void Warm(StoreOptions options)
    {
        using var store = new NewsroomStore(options, TimeProvider.System);
        using var db = store.Open();
        _ = db.Model;
    }

    /// <summary>A new context on the store. Prefer <see cref="Read{T}"/> and <see cref="Change{T}"/>.</summary>
    public NewsroomDb Open() => open();

    /// <summary>Asks in one consistent view of the store.</summary>
    /// <exception cref="StoreTrouble">The store cannot be read.</exception>
    public async Task<T> Read<T>(Func<NewsroomDb, Task<T>> ask, CancellationToken ct = default)
    {
        try
        {
            await using var db = Open();
            await db.BeginReading(ct);
            return await ask(db);
        }
        catch (Exception e) when (StoreTrouble.In(e) is { } trouble)
        {
            throw trouble;
        }
    }

    /// <summary>
    /// Changes the newsroom in one transaction: stored whole when <paramref name="work"/> returns, not at all when it throws or abandons.
    /// Once it returns, the change is on disk, and <see cref="Marks"/> know of it.
    /// </summary>
    /// <exception cref="StoreTrouble">The store cannot be written; nothing was.</exception>
    /// <exception cref="InvalidOperationException">The work changed something and recorded no trace.</exception>
    public async Task<T> Change<T>(Actor by, Func<Change, Task<T>> work, CancellationToken ct = default)
    {
        var (result, sends) = await Store(by, work, ct);
        if (sends)
            OutboxFilled?.Invoke(this, EventArgs.Empty);
        return result;
    }

    private async Task<(T Result, bool Sends)> Store<T>(Actor by, Func<Change, Task<T>> work, CancellationToken ct)
    {
        if (!options.IsPostgres)
            await gate.WaitAsync(ct);
        try
        {
            await using var db = Open();
            await db.BeginChange(ct);
            var change = new Change(db, by, clock.Now(), options.Zone);
            var result = await work(change);
            Marks.Raise(await change.Commit(ct));
            return (result, change.Sends && !change.Abandoned);
        }
        catch (Exception e) when (StoreTrouble.In(e) is { } trouble)
        {
            throw trouble;
        }
        finally
        {
            if (!options.IsPostgres)
                gate.Release();
        }
    }

    /// <summary>Changes the newsroom where there is nothing to give back.</summary>
    /// <inheritdoc cref="Change{T}"/>
    public Task Change(Actor by, Func<Change, Task> work, CancellationToken ct = default) =>
        Change(by, async change => { await work(change); return 0; }, ct);

    /// <summary>Whether a change failed because another one stored the same unique value first.</summary>
    public static bool IsUniqueViolation(Exception failure) => (failure is DbUpdateException ? failure.InnerException : failure) switch
    {
        // https://sqlite.org/rescode.html: SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    /// <summary>Empties SQLite's write-ahead log, so that nothing overwritten in the file lives on there. Does what it can while others read.</summary>
    public async Task EmptyLog(CancellationToken ct = default)
    {
        if (options.IsPostgres)
            return;
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
    }

    /// <summary>Closes connections that nobody uses; the next are opened anew, and see what such are told of the store.</summary>
    internal void LetGo() => kept?.LetGo();

    /// <inheritdoc />
    public void Dispose()
    {
        kept?.Dispose();
        gate.Dispose();
    }
}
