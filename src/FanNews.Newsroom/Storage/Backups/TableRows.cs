using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FanNews.Storage.Backups;

/// <summary>The rows of a table as lines of JSON, the same bytes from either engine.</summary>
internal static class TableRows
{
    private const int EnoughBytes = 64 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all rows of a table in the order of its key.</summary>
    public static async Task Write(NewsroomDb db, TableShape table, Sink sink, CancellationToken ct)
    {
        await using var command = db.Command(
            $"SELECT {string.Join(", ", table.Columns.Select(c => Quote(c.Name)))} FROM {Quote(table.Name)} ORDER BY {string.Join(", ", table.Key.Select(key => Order(db, table, key)))}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var lines = new ArrayBufferWriter<byte>(2 * EnoughBytes);
        await using var json = new Utf8JsonWriter(lines, Compact);
        while (await reader.ReadAsync(ct))
        {
            json.WriteStartArray();
            for (var i = 0; i < table.Columns.Count; i++)
                Write(json, reader, i, table.Columns[i].Kind);
            json.WriteEndArray();
            await json.FlushAsync(ct);
            json.Reset();
            lines.Write("\n"u8);
            if (lines.WrittenCount < EnoughBytes)
                continue;
            await sink.Write(lines.WrittenMemory, ct);
            lines.ResetWrittenCount();
        }

        await sink.Write(lines.WrittenMemory, ct);
    }

    /// <summary>Reads the rows back: a value for each column, as the .NET type of its kind; <see cref="DBNull"/> for nothing. The array is used again for the next row.</summary>
    /// <exception cref="JsonException">A line is no row of this table.</exception>
    public static async IAsyncEnumerable<object[]> Read(Stream stream, TableShape table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var lines = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var row = new object[table.Columns.Count];
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetArrayLength() != row.Length)
                throw new JsonException("A row has too many or too few values.");
            var i = 0;
            foreach (var value in json.RootElement.EnumerateArray())
            {
                row[i] = Value(value, table.Columns[i].Kind);
                i++;
            }

            yield return row;
        }
    }

    /// <summary>A command in the transaction of the context, without a time limit.</summary>
    public static DbCommand Command(this NewsroomDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    /// <summary>Runs a query in the transaction of the context and gives its first value back.</summary>
    public static async Task<object?> Ask(this NewsroomDb db, string sql, CancellationToken ct)
    {
        await using var command = db.Command(sql);
        return await command.ExecuteScalarAsync(ct) is { } value and not DBNull ? value : null;
    }

    /// <summary>Runs commands in the transaction of the context.</summary>
    public static async Task Do(this NewsroomDb db, string sql, CancellationToken ct)
    {
        await using var command = db.Command(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A name as both engines quote it.</summary>
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>Text as both engines quote it.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    // Bytes decide the order of text in SQLite, a language in PostgreSQL.
    private static string Order(NewsroomDb db, TableShape table, string key) =>
        Quote(key) + (db is Postgres.PostgresNewsroomDb && table.Columns.Any(c => c.Name == key && c.Kind == ColumnKind.Text) ? " COLLATE \"C\"" : "");

    private static void Write(Utf8JsonWriter json, DbDataReader row, int i, ColumnKind kind)
    {
        if (row.IsDBNull(i))
        {
            json.WriteNullValue();
            return;
        }

        switch (kind)
        {
            case ColumnKind.Number: json.WriteNumberValue(Convert.ToInt64(row.GetValue(i), CultureInfo.InvariantCulture)); break;
            case ColumnKind.Fraction: json.WriteNumberValue(Convert.ToDouble(row.GetValue(i), CultureInfo.InvariantCulture)); break;
            case ColumnKind.Boolean: json.WriteBooleanValue(row.GetBoolean(i)); break;
            case ColumnKind.Instant: json.WriteNumberValue(Milliseconds(row, i)); break;
            case ColumnKind.Day: json.WriteStringValue(row.GetFieldValue<DateOnly>(i).ToString("O", CultureInfo.InvariantCulture)); break;
            case ColumnKind.Uuid: json.WriteStringValue(row.GetGuid(i)); break;
            case ColumnKind.Bytes: json.WriteBase64StringValue(row.GetFieldValue<byte[]>(i)); break;
            case ColumnKind.Json: SortedJson.Write(json, row.GetString(i)); break;
            default: json.WriteStringValue(row.GetString(i)); break;
        }
    }

    // SQLite keeps the number itself.
    private static long Milliseconds(DbDataReader row, int i) =>
        row is Npgsql.NpgsqlDataReader ? row.GetFieldValue<DateTimeOffset>(i).ToUnixTimeMilliseconds() : row.GetInt64(i);

    private static object Value(JsonElement value, ColumnKind kind) => value.ValueKind == JsonValueKind.Null ? DBNull.Value : kind switch
    {
        ColumnKind.Number => value.GetInt64(),
        ColumnKind.Fraction => value.GetDouble(),
        ColumnKind.Boolean => value.GetBoolean(),
        ColumnKind.Instant => DateTimeOffset.FromUnixTimeMilliseconds(value.GetInt64()),
        ColumnKind.Day => DateOnly.ParseExact(value.GetString()!, "O", CultureInfo.InvariantCulture),
        ColumnKind.Uuid => value.GetGuid(),
        ColumnKind.Bytes => value.GetBytesFromBase64(),
        ColumnKind.Json => value.GetRawText(),
        _ => value.GetString()!,
    };
}
