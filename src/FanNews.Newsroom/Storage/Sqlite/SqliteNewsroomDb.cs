using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FanNews.Storage.Sqlite;

/// <summary>The newsroom in one SQLite file: write-ahead log, every commit on disk before it is acknowledged.</summary>
public sealed class SqliteNewsroomDb(DbContextOptions<SqliteNewsroomDb> options) : NewsroomDb(options)
{
    // How long to wait for a writer in another process (a command beside the running site), in seconds.
    private const int BusySeconds = 15;

    private KeptConnection? kept;
    private SqliteTransaction? transaction;

    /// <summary>The connections that readings and changes use; null for one of its own.</summary>
    internal KeptConnections? Connections { get; init; }

    /// <inheritdoc />
    public override Task BeginReading(CancellationToken ct) => Begin(deferred: true, ct);

    /// <summary>Opens the transaction of a change, with the write lock: what the change reads is what it will overwrite.</summary>
    public override Task BeginChange(CancellationToken ct) => Begin(deferred: false, ct);

    private async Task Begin(bool deferred, CancellationToken ct)
    {
        if (Connections is not null)
            Database.SetDbConnection(kept = Connections.Take());
        else
            await Database.OpenConnectionAsync(ct);
        transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred);
        Database.UseTransaction(transaction);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        GiveBack();
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GiveBack();
    }

    private void GiveBack()
    {
        if (kept is not { } connection)
            return;
        kept = null;
        try
        {
            transaction?.Dispose();
        }
        catch (SqliteException)
        {
            // What could not be undone is undone when the connection closes.
            connection.Dispose();
            return;
        }

        Connections!.Give(connection);
    }

    /// <summary>Nothing to do: a change holds the lock of the whole file.</summary>
    public override Task Lock(string name, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Nothing to do: SQLite counts commits by itself.</summary>
    public override Task Announce(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Readies a file for migration: write-ahead log on, EF's lock of a crashed migration off. The caller holds the file lock.</summary>
    internal static async Task Prepare(NewsroomDb db, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", ct);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    /// <summary>How contexts on the file of a newsroom are made, with connections of their own.</summary>
    internal static DbContextOptions<SqliteNewsroomDb> For(StoreOptions options) =>
        new DbContextOptionsBuilder<SqliteNewsroomDb>()
            // A list of numbers as one parameter: one for each would have EF Core write the statement anew every time.
            .UseSqlite(ConnectionString(options), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(Pragmas.OnEveryConnection, KeptConnection.Statements.Reused)
            .Options;

    /// <summary>The connections to the file of a newsroom that are kept.</summary>
    internal static KeptConnections Kept(StoreOptions options) => new(ConnectionString(options), Pragmas.Set);

    private static string ConnectionString(StoreOptions options) => new SqliteConnectionStringBuilder
    {
        DataSource = options.SqliteFile,
        ForeignKeys = true,
        DefaultTimeout = BusySeconds,
    }.ToString();

    /// <summary>An instant as a whole number of milliseconds since 1970, which sorts and compares.</summary>
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static readonly Pragmas OnEveryConnection = new();

        // FULL: an acknowledged commit survives a power cut. secure_delete: yesterday's sender key is overwritten, not only unlinked.
        private const string Sql = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        public static void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>For the migration tool, which needs a model and no file.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteNewsroomDb>
    {
        public SqliteNewsroomDb CreateDbContext(string[] args) => new(For(new StoreOptions(".")));
    }
}
