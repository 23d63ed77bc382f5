using System.Data.Common;
using FanNews.Search;
using FanNews.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FanNews.Storage.Backups;

/// <summary>Makes a new SQLite newsroom of a backup's rows.</summary>
internal static class SqliteFill
{
    /// <summary>Fills an empty folder with <c>newsroom.db</c>, brought to the newest shape and closed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="backup">The backup, checked.</param>
    /// <param name="index">Whether to fill the search index, which no backup holds.</param>
    /// <param name="filled">Looks at the store when it has the backup's shape and rows.</param>
    /// <param name="tell">Told how far it is.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task Into(StoreOptions folder, BackupFile backup, bool index, Func<NewsroomDb, Task>? filled, Action<string, int, int>? tell, CancellationToken ct)
    {
        using var store = new NewsroomStore(folder, TimeProvider.System);
        await using (var db = store.Open())
        {
            var target = BackupMigrations.Target(db, backup.Manifest);
            await SqliteNewsroomDb.Prepare(db, ct);
            await db.GetService<IMigrator>().MigrateAsync(target, ct);
            await db.BeginChange(ct);
            await db.Do("PRAGMA defer_foreign_keys = ON", ct);
            var tables = backup.Manifest.Tables;
            for (var i = 0; i < tables.Count; i++)
            {
                tell?.Invoke("Tables", i, tables.Count);
                await Fill(db, backup, tables[i], ct);
            }

            await db.Database.CommitTransactionAsync(ct);
        }

        if (filled is not null)
            await store.Read(async db => { await filled(db); return 0; }, ct);
        await store.MigrateTables(ct);
        if (index)
            await FillIndex.IfNeeded(store, (done, total) => tell?.Invoke("Search index", done, total), ct);
        await using (var db = store.Open())
        {
            await db.Database.OpenConnectionAsync(ct);
            if (await db.Ask("PRAGMA integrity_check", ct) is not "ok")
                throw new BackupTrouble("The restored database is not sound.");
            await db.Do("PRAGMA wal_checkpoint(TRUNCATE)", ct);
            // The file may be moved once no connection is left, not even in the pool.
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }
    }

    private static async Task Fill(NewsroomDb db, BackupFile backup, TableEntry table, CancellationToken ct)
    {
        var shape = table.Shape;
        // A migration may have put rows in.
        await db.Do($"DELETE FROM {TableRows.Quote(shape.Name)}", ct);
        await using var insert = db.Command(
            $"INSERT INTO {TableRows.Quote(shape.Name)} ({string.Join(", ", shape.Columns.Select(c => TableRows.Quote(c.Name)))}) VALUES ({string.Join(", ", shape.Columns.Select((_, i) => "$" + i))})");
        var values = new List<DbParameter>();
        for (var i = 0; i < shape.Columns.Count; i++)
            values.Add(new SqliteParameter { ParameterName = "$" + i });
        insert.Parameters.AddRange(values.ToArray());
        await using var stream = await backup.Read(table, ct);
        await foreach (var row in TableRows.Read(stream, shape, ct))
        {
            for (var i = 0; i < row.Length; i++)
                values[i].Value = row[i] is DateTimeOffset at ? at.ToUnixTimeMilliseconds() : row[i];
            await insert.ExecuteNonQueryAsync(ct);
        }

        await Numbers.GoOn(db, shape, table.LastId, ct);
    }
}
