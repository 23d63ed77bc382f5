using FanNews.Storage.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Npgsql.Schema;
using NpgsqlTypes;

namespace FanNews.Storage.Backups;

/// <summary>Makes a PostgreSQL newsroom of a backup's rows in an empty database, in one transaction.</summary>
internal static class PostgresFill
{
    /// <summary>Refuses a database that has tables.</summary>
    /// <exception cref="BackupTrouble">It has.</exception>
    public static async Task RefuseUnlessEmpty(PostgresNewsroomDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        if (await db.Ask("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() LIMIT 1", ct) is string table)
            throw new BackupTrouble($"The database is not empty: it has the table {table}. Restore into a new, empty one; nothing was changed.");
    }

    /// <summary>Makes and fills the tables.</summary>
    /// <param name="db">The empty database.</param>
    /// <param name="backup">The backup, checked.</param>
    /// <param name="last">What else must succeed before all of it counts.</param>
    /// <param name="tell">Told how far it is.</param>
    /// <param name="ct">Ends it; the database is as empty as before then.</param>
    public static async Task Into(PostgresNewsroomDb db, BackupFile backup, Action last, Action<string, int, int>? tell, CancellationToken ct)
    {
        var target = BackupMigrations.Target(db, backup.Manifest);
        await db.BeginChange(ct);
        await RefuseUnlessEmpty(db, ct);
        await Migrate(db, Migration.InitialDatabase, target, ct);
        // Rows come table by table, whatever points where: what they point at is looked for at the end.
        var links = await Links(db, ct);
        await Each(db, links, "DEFERRABLE INITIALLY DEFERRED", ct);
        var tables = backup.Manifest.Tables;
        for (var i = 0; i < tables.Count; i++)
        {
            tell?.Invoke("Tables", i, tables.Count);
            await Fill(db, backup, tables[i], ct);
        }

        await db.Do("SET CONSTRAINTS ALL IMMEDIATE", ct);
        await Each(db, links, "NOT DEFERRABLE", ct);
        if (db.Database.GetMigrations().Last() is var newest && newest != target)
            await Migrate(db, target, newest, ct);
        last();
        await db.Database.CommitTransactionAsync(ct);
    }

    private static async Task Migrate(PostgresNewsroomDb db, string from, string to, CancellationToken ct)
    {
        // EF's own migration commits by itself; as a script it is a part of our transaction.
        var script = db.GetService<IMigrator>().GenerateScript(from, to, MigrationsSqlGenerationOptions.NoTransactions);
        await db.Do(script, ct);
    }

    private static async Task<List<string>> Links(PostgresNewsroomDb db, CancellationToken ct)
    {
        await using var command = db.Command(
            "SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I ', conrelid::regclass, conname) FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var links = new List<string>();
        while (await reader.ReadAsync(ct))
            links.Add(reader.GetString(0));
        return links;
    }

    private static async Task Each(PostgresNewsroomDb db, List<string> links, string mode, CancellationToken ct)
    {
        foreach (var link in links)
            await db.Do(link + mode, ct);
    }

    private static async Task Fill(PostgresNewsroomDb db, BackupFile backup, TableEntry table, CancellationToken ct)
    {
        var shape = table.Shape;
        var (name, columns) = (TableRows.Quote(shape.Name), string.Join(", ", shape.Columns.Select(c => TableRows.Quote(c.Name))));
        // A migration may have put rows in.
        await db.Do($"DELETE FROM {name}", ct);
        var types = await Types(db, $"SELECT {columns} FROM {name} LIMIT 0", ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY {name} ({columns}) FROM STDIN (FORMAT BINARY)", ct))
        {
            copy.Timeout = TimeSpan.Zero;
            await using var stream = await backup.Read(table, ct);
            await foreach (var row in TableRows.Read(stream, shape, ct))
            {
                await copy.StartRowAsync(ct);
                for (var i = 0; i < row.Length; i++)
                {
                    if (row[i] is DBNull)
                        await copy.WriteNullAsync(ct);
                    else
                        await copy.WriteAsync(types[i] == NpgsqlDbType.Integer ? (int)(long)row[i] : row[i], types[i], ct);
                }
            }

            await copy.CompleteAsync(ct);
        }

        await Numbers.GoOn(db, shape, table.LastId, ct);
    }

    private static async Task<NpgsqlDbType[]> Types(PostgresNewsroomDb db, string sql, CancellationToken ct)
    {
        await using var command = db.Command(sql);
        await using var reader = (NpgsqlDataReader)await command.ExecuteReaderAsync(ct);
        return [.. (await reader.GetColumnSchemaAsync(ct)).Cast<NpgsqlDbColumn>().Select(c => c.NpgsqlDbType ?? NpgsqlDbType.Unknown)];
    }
}
