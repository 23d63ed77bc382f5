using System.Globalization;

namespace FanNews.Storage.Backups;

/// <summary>The numbers that an engine gives to new rows: they go on after a restore, so that a deleted row's number is not given twice.</summary>
internal static class Numbers
{
    /// <summary>The last number given; 0 for none.</summary>
    public static async Task<long> Last(NewsroomDb db, TableShape table, CancellationToken ct)
    {
        if (table.Numbered is not { } column)
            return 0;
        var last = await db.Ask(db is Postgres.PostgresNewsroomDb
            ? $"SELECT pg_sequence_last_value({Sequence(table.Name, column)}::regclass)"
            : $"SELECT seq FROM sqlite_sequence WHERE name = {TableRows.Literal(table.Name)}", ct);
        return Convert.ToInt64(last ?? 0, CultureInfo.InvariantCulture);
    }

    /// <summary>Takes numbers for rows that this change writes by itself, in order. On SQLite it is they who take them, by being written.</summary>
    public static async Task<List<long>> Take(NewsroomDb db, string table, string column, int count, CancellationToken ct)
    {
        if (db is Postgres.PostgresNewsroomDb)
            return [.. (long[])(await db.Ask(string.Create(CultureInfo.InvariantCulture, $"SELECT array_agg(nextval({Sequence(table, column)})) FROM generate_series(1, {count})"), ct))!];
        var last = Convert.ToInt64(await db.Ask($"SELECT seq FROM sqlite_sequence WHERE name = {TableRows.Literal(table)}", ct) ?? 0, CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(1, count).Select(i => last + i)];
    }

    /// <summary>Goes on after <paramref name="last"/>.</summary>
    public static async Task GoOn(NewsroomDb db, TableShape table, long last, CancellationToken ct)
    {
        if (table.Numbered is not { } column || last <= 0)
            return;
        var number = last.ToString(CultureInfo.InvariantCulture);
        if (db is Postgres.PostgresNewsroomDb)
        {
            await db.Do($"SELECT setval({Sequence(table.Name, column)}, {number})", ct);
            return;
        }

        var name = TableRows.Literal(table.Name);
        await db.Do($"DELETE FROM sqlite_sequence WHERE name = {name}; INSERT INTO sqlite_sequence (name, seq) VALUES ({name}, {number})", ct);
    }

    private static string Sequence(string table, string column) =>
        $"pg_get_serial_sequence({TableRows.Literal(TableRows.Quote(table))}, {TableRows.Literal(column)})";
}
