using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace FanNews.Storage.Postgres;

/// <summary>The newsroom in PostgreSQL, for when one machine is outgrown.</summary>
public sealed class PostgresNewsroomDb(DbContextOptions<PostgresNewsroomDb> options) : NewsroomDb(options)
{
    /// <inheritdoc />
    public override Task BeginReading(CancellationToken ct) => Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

    /// <inheritdoc />
    public override Task BeginChange(CancellationToken ct) => Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);

    /// <inheritdoc />
    public override Task Lock(string name, CancellationToken ct) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", ct);

    /// <inheritdoc />
    public override Task Announce(CancellationToken ct) => Database.ExecuteSqlAsync($"SELECT pg_notify({PostgresMarkWatch.Channel}, '')", ct);

    internal static DbContextOptions<PostgresNewsroomDb> For(StoreOptions options)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(options.Database);
            // What the server does for long questions takes longer than any of ours does: it would translate them into machine code each time, and start
            // processes that look in parallel (100 ms instead of 12 to count 300,000 comments).
            if (string.IsNullOrEmpty(connection.Options))
                connection.Options = "-c jit=off -c max_parallel_workers_per_gather=0";
            return new DbContextOptionsBuilder<PostgresNewsroomDb>().UseNpgsql(connection.ToString()).Options;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // What was set is not repeated: it may hold a password.
            throw new StoreTrouble("The setting Database (FANNEWS__DATABASE) is no PostgreSQL connection string such as Host=localhost;Username=fannews;Database=fannews.", e);
        }
    }

    /// <summary>For the migration tool, which needs a model and no server.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgresNewsroomDb>
    {
        public PostgresNewsroomDb CreateDbContext(string[] args) => new(For(new StoreOptions(".", "Host=nowhere")));
    }
}
