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
            // The server would translate long statements into machine code each time, which takes longer than any of ours does without.
            if (string.IsNullOrEmpty(connection.Options))
                connection.Options = "-c jit=off";
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
