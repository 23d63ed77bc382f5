using System.Globalization;
using System.Text.Json;
using FanNews.Storage.Backups;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace FanNews.Storage;

/// <summary>
/// Many new rows of one table, written past the change tracker, whose share would be most of the time of a million stories, and half of that of a
/// comment. Inside a change; whoever writes so records the trace and keeps the search index.
/// </summary>
internal sealed class ManyRows
{
    private readonly string table;
    private readonly List<Column> columns;
    private readonly List<object?[]> rows = [];

    private ManyRows(IEntityType type, bool numbered)
    {
        table = TableRows.Quote(type.GetTableName()!);
        var into = StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema());
        columns =
        [
            .. type.GetProperties().Where(p => p.GetColumnName(into) is not null && (numbered || !p.IsPrimaryKey())).Select(p => new Column(p.GetColumnName(into)!, p)),
            .. type.GetNavigations().Where(n => n.TargetEntityType.IsMappedToJson() && n.ForeignKey.PrincipalEntityType == type).Select(n => new Column(n.TargetEntityType.GetContainerColumnName()!, n)),
        ];
    }

    /// <summary>How many wait to be written.</summary>
    public int Count => rows.Count;

    /// <summary>Rows of the table of a type.</summary>
    /// <param name="db">The store.</param>
    /// <param name="numbered">Whether their numbers are given by hand; else the store gives them.</param>
    public static ManyRows Of<T>(NewsroomDb db, bool numbered = true) => new(db.Model.FindEntityType(typeof(T))!, numbered);

    /// <summary>Rows of a table that joins two types.</summary>
    public static ManyRows Of(NewsroomDb db, string name) => new(db.Model.FindEntityType(name)!, numbered: true);

    /// <summary>Adds a row.</summary>
    /// <param name="entity">What it is made of; null where the numbers are all.</param>
    /// <param name="numbers">Values that stand in place of the entity's own.</param>
    public void Add(object? entity, params ReadOnlySpan<(string Column, long? Value)> numbers)
    {
        var row = new object?[columns.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = columns[i].Value(entity);
        foreach (var (name, value) in numbers)
            row[columns.FindIndex(c => c.Name == name)] = value;
        rows.Add(row);
    }

    /// <summary>Writes them.</summary>
    public async Task Write(NewsroomDb db, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
            await Copy(postgres, ct);
        else
            await Insert(db, ct);
        rows.Clear();
    }

    private string Names => string.Join(", ", columns.Select(c => TableRows.Quote(c.Name)));

    private async Task Insert(NewsroomDb db, CancellationToken ct)
    {
        var places = columns.Select((_, i) => "$" + i.ToString(CultureInfo.InvariantCulture)).ToList();
        await using var insert = db.Command($"INSERT INTO {table} ({Names}) VALUES ({string.Join(", ", places)})");
        insert.Parameters.AddRange(places.Select(place => new SqliteParameter { ParameterName = place }).ToArray());
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task Copy(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({Names}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is not { } value)
                    await copy.WriteNullAsync(ct);
                else if (columns[i].IsJson)
                    await copy.WriteAsync((string)value, NpgsqlDbType.Jsonb, ct);
                else
                    await copy.WriteAsync(value, ct);
            }
        }

        await copy.CompleteAsync(ct);
    }

    private sealed class Column(string name, IPropertyBase property)
    {
        private readonly Func<object?, object?>? convert = (property as IProperty)?.GetTypeMapping().Converter?.ConvertToProvider;

        public string Name => name;

        /// <summary>Whether it is a list of owned parts, which EF Core keeps as JSON under their properties' names.</summary>
        public bool IsJson => property is INavigation;

        public object? Value(object? entity)
        {
            var value = entity is null ? null : property.PropertyInfo?.GetValue(entity);
            return IsJson ? JsonSerializer.Serialize(value) : convert is null ? value : convert(value);
        }
    }
}
