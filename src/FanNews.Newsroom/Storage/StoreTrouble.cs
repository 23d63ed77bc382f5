using Microsoft.Data.Sqlite;
using Npgsql;

namespace FanNews.Storage;

/// <summary>The store cannot be used, with a sentence for whoever runs the newsroom. Nothing was changed.</summary>
public sealed class StoreTrouble : Exception
{
    /// <summary>Names the trouble.</summary>
    /// <param name="sentence">What is wrong and what to do about it.</param>
    /// <param name="cause">What the engine said.</param>
    public StoreTrouble(string sentence, Exception? cause = null) : base(sentence, cause)
    {
    }

    /// <summary>Finds the trouble with the store in an exception; null when it is about something else.</summary>
    public static StoreTrouble? In(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case StoreTrouble trouble:
                    return trouble;
                case SqliteException sqlite when Sentence(sqlite.SqliteErrorCode) is { } sentence:
                    return new StoreTrouble(sentence, exception);
                case PostgresException { SqlState: "53100" }:
                    return new StoreTrouble("The disk of the database server is full. Free some space; nothing was changed.", exception);
                case PostgresException { SqlState: "25006" }:
                    return new StoreTrouble("The database server takes no changes at present (read-only). Nothing was changed.", exception);
                case PostgresException { SqlState: var state } when state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal)
                    || state.StartsWith("28", StringComparison.Ordinal) || state is "3D000" or "53300":
                    return new StoreTrouble("The database server does not let us in: " + ((PostgresException)e).MessageText + ". Nothing was changed.", exception);
                case NpgsqlException npgsql and not PostgresException when npgsql.InnerException is System.Net.Sockets.SocketException or IOException or TimeoutException || npgsql.IsTransient:
                    return new StoreTrouble("The database server does not answer. Check FANNEWS__DATABASE and the server; nothing was changed.", exception);
            }
        }

        return null;
    }

    // Result codes: https://sqlite.org/rescode.html
    private static string? Sentence(int code) => code switch
    {
        5 or 6 => "The database is locked by another program. Close it and try again; nothing was changed.",
        8 => "The database can only be read: its file or folder is write-protected. Nothing was changed.",
        10 => "The disk does not read or write as it should. Check it; nothing was changed.",
        11 => "The database file is damaged. Restore the last backup; nothing was changed.",
        13 => "The disk is full. Free some space; nothing was changed.",
        14 => "The database file cannot be opened. Check that the data folder exists and may be written.",
        26 => "The database file is not a FanNews database, or it is damaged. Restore the last backup; nothing was changed.",
        _ => null,
    };
}
