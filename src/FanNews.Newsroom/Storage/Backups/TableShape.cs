using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace FanNews.Storage.Backups;

/// <summary>What a column holds, whatever the engine calls it.</summary>
public enum ColumnKind
{
    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A number with a fraction.</summary>
    Fraction,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>An instant, in a backup as milliseconds since 1970.</summary>
    Instant,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Bytes, in a backup as Base64.</summary>
    Bytes,

    /// <summary>JSON, in a backup with sorted names.</summary>
    Json,
}

/// <summary>One column.</summary>
/// <param name="Name">As in the store.</param>
/// <param name="Kind">What it holds.</param>
public sealed record ColumnShape(string Name, ColumnKind Kind);

/// <summary>A table as a backup knows it: the same on both engines, and still readable when the model has moved on.</summary>
/// <param name="Name">As in the store.</param>
/// <param name="Columns">In the order in which a row lists them.</param>
/// <param name="Key">The columns of the primary key; rows are in its order.</param>
/// <param name="Numbered">The column whose numbers the engine gives; null for none.</param>
public sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns, IReadOnlyList<string> Key, string? Numbered)
{
    /// <summary>The tables of the model that belong into a backup.</summary>
    public static IReadOnlyList<TableShape> All(NewsroomDb db) =>
        [.. db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.Where(IsKept).OrderBy(t => t.Name, StringComparer.Ordinal).Select(Of)];

    private static bool IsKept(ITable table) =>
        !table.IsExcludedFromMigrations && !table.EntityTypeMappings.Any(m => m.TypeBase.ClrType.IsDefined(typeof(NotInBackupsAttribute), inherit: true));

    private static TableShape Of(ITable table)
    {
        var columns = table.Columns.Where(c => c.ComputedColumnSql is null).Select(c => new ColumnShape(c.Name, Kind(c))).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var key = table.PrimaryKey!.Columns;
        var numbered = key is [{ PropertyMappings: [{ Property: { ValueGenerated: ValueGenerated.OnAdd } property }, ..] } one]
            && !property.IsForeignKey() && Kind(one) == ColumnKind.Number ? one.Name : null;
        return new TableShape(table.Name, columns, [.. key.Select(c => c.Name)], numbered);
    }

    private static ColumnKind Kind(IColumn column)
    {
        // A column without a property holds owned objects as JSON.
        if (column.PropertyMappings is not [{ Property: var property }, ..])
            return ColumnKind.Json;
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type == typeof(DateTimeOffset))
            return ColumnKind.Instant;
        var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? type;
        return stored switch
        {
            _ when stored == typeof(string) => ColumnKind.Text,
            _ when stored == typeof(long) || stored == typeof(int) || stored == typeof(short) => ColumnKind.Number,
            _ when stored == typeof(bool) => ColumnKind.Boolean,
            _ when stored == typeof(double) || stored == typeof(float) => ColumnKind.Fraction,
            _ when stored == typeof(DateOnly) => ColumnKind.Day,
            _ when stored == typeof(Guid) => ColumnKind.Uuid,
            _ when stored == typeof(byte[]) => ColumnKind.Bytes,
            _ => throw new NotSupportedException($"Backups know no form for {column.Table.Name}.{column.Name} ({stored.Name}) yet: add it to {nameof(ColumnKind)}."),
        };
    }
}
