using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FanNews.Storage.Backups;

/// <summary>What a backup holds: its manifest.json.</summary>
public sealed record BackupManifest
{
    /// <summary>Name of the entry that holds it.</summary>
    public const string Entry = "manifest.json";

    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
    };

    /// <summary>Version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>Version of the FanNews that wrote it.</summary>
    public required string FanNews { get; init; }

    /// <summary><c>SQLite</c> or <c>PostgreSQL</c>: where the rows came from. They fit into either.</summary>
    public required string Engine { get; init; }

    /// <summary>When it was begun (UTC).</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The migrations that shaped its tables, oldest first, without their time stamps, which differ between the engines.</summary>
    public required IReadOnlyList<string> Migrations { get; init; }

    /// <summary>The tables.</summary>
    public required IReadOnlyList<TableEntry> Tables { get; init; }

    /// <summary>The files under the media folder.</summary>
    public required IReadOnlyList<MediaEntry> Media { get; init; }
}

/// <summary>An entry that the manifest vouches for.</summary>
public interface IBackupEntry
{
    /// <summary>Its name in the file.</summary>
    string Entry { get; }

    /// <summary>Its size in bytes, unpacked.</summary>
    long Bytes { get; }

    /// <summary>SHA-256 of its unpacked bytes, lower-case hex.</summary>
    string Sha256 { get; }
}

/// <summary>One table: an entry with a line of JSON for each row.</summary>
public sealed record TableEntry : IBackupEntry
{
    /// <inheritdoc />
    [JsonIgnore]
    public string Entry => $"tables/{Shape.Name}.jsonl";

    /// <summary>Its name, columns and key.</summary>
    public required TableShape Shape { get; init; }

    /// <summary>How many rows.</summary>
    public required long Rows { get; init; }

    /// <summary>The last number that the engine gave to a row, deleted ones included; 0 where it gives none.</summary>
    public required long LastId { get; init; }

    /// <inheritdoc />
    public required long Bytes { get; init; }

    /// <inheritdoc />
    public required string Sha256 { get; init; }
}

/// <summary>One file of the media folder.</summary>
/// <param name="Entry"><c>media/</c> and its path under the media folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex.</param>
public sealed record MediaEntry(string Entry, long Bytes, string Sha256) : IBackupEntry
{
    internal const string Folder = "media/";
}

/// <summary>What was backed up, restored or verified.</summary>
/// <param name="File">The backup.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="FanNews">The version that wrote it.</param>
/// <param name="Engine">Where its rows came from.</param>
/// <param name="MadeAt">When it was begun (UTC).</param>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="Tables">Rows by table.</param>
/// <param name="MediaFiles">How many files of the media folder.</param>
/// <param name="MediaBytes">Their size.</param>
public sealed record BackupSummary(
    string File, long Bytes, string FanNews, string Engine, DateTimeOffset MadeAt, long Rows, IReadOnlyDictionary<string, long> Tables, int MediaFiles, long MediaBytes)
{
    internal static BackupSummary Of(string file, BackupManifest manifest) => new(
        file, new FileInfo(file).Length, manifest.FanNews, manifest.Engine, manifest.MadeAt, manifest.Tables.Sum(t => t.Rows),
        manifest.Tables.ToDictionary(t => t.Shape.Name, t => t.Rows), manifest.Media.Count, manifest.Media.Sum(m => m.Bytes));
}
