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

    /// <inheritdoc />
    public override async Task BeginReading(CancellationToken ct)
    {
        await Database.OpenConnectionAsync(ct);
        var connection = (SqliteConnection)Database.GetDbConnection();
        Database.UseTransaction(connection.BeginTransaction(deferred: true));
    }

    /// <inheritdoc />
    public override async Task BeginChange(CancellationToken ct)
    {
        // The write lock is taken now, so that what the change reads is what it will overwrite.
        await Database.OpenConnectionAsync(ct);
        var connection = (SqliteConnection)Database.GetDbConnection();
        Database.UseTransaction(connection.BeginTransaction(deferred: false));
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

    internal static DbContextOptions<SqliteNewsroomDb> For(StoreOptions options)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = options.SqliteFile,
            ForeignKeys = true,
            DefaultTimeout = BusySeconds,
        };
        return new DbContextOptionsBuilder<SqliteNewsroomDb>()
            // A list of numbers as one parameter: one for each would have EF Core write the statement anew every time.
            .UseSqlite(connection.ToString(), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(Pragmas.OnEveryConnection)
            .Options;
    }

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

        private static void Set(DbConnection connection)
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
