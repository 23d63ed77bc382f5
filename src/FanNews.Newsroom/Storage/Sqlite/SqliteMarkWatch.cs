using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace FanNews.Storage.Sqlite;

/// <summary>
/// Asks SQLite whether any other connection has committed (<c>PRAGMA data_version</c>, 3 µs) before the view is relied on,
/// at most every 250 ms. Who asks for a page makes it look; a site that nobody reads does nothing.
/// </summary>
internal sealed class SqliteMarkWatch(NewsroomStore store) : MarkWatch
{
    private const long Interval = 250;
    private const long Never = -2 * Interval;

    // A reader waits for this at worst, in seconds; without an answer the page is made anew.
    private const int Patience = 1;

    private readonly Lock looking = new();
    private SqliteConnection? connection;
    private SqliteCommand? question;
    private long committed;
    private long read;
    private long lookedAt = Never;
    private int life;
    private bool ended;

    /// <inheritdoc />
    public override int? Trust()
    {
        if (Environment.TickCount64 - Volatile.Read(ref lookedAt) < Interval)
            return Volatile.Read(ref life);
        lock (looking)
        {
            var now = Environment.TickCount64;
            if (now - lookedAt < Interval)
                return life;
            if (ended)
                return null;
            try
            {
                Look();
                Volatile.Write(ref lookedAt, now);
                return life;
            }
            catch (DbException)
            {
                Lose();
                return null;
            }
        }
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        lock (looking)
        {
            ended = true;
            Lose();
        }

        return ValueTask.CompletedTask;
    }

    private void Look()
    {
        if (connection is null)
            Open();
        var version = (long)question!.ExecuteScalar()!;
        if (version == committed)
            return;
        // Whoever commits between this and the question is found next time.
        using var marks = connection!.CreateCommand();
        marks.CommandTimeout = Patience;
        marks.CommandText = "SELECT \"Name\", \"Version\" FROM \"Marks\" WHERE \"Version\" > $read";
        marks.Parameters.AddWithValue("$read", read);
        using (var rows = marks.ExecuteReader())
        {
            var found = new List<Mark>();
            while (rows.Read())
                found.Add(new Mark { Name = rows.GetString(0), Version = rows.GetInt64(1) });
            store.Marks.Raise(found);
            read = found.Count == 0 ? read : found.Max(m => m.Version);
        }

        committed = version;
    }

    private void Open()
    {
        // A connection of its own: the number is only good for comparing within one. It must not make a file where there is none.
        var file = new SqliteConnectionStringBuilder { DataSource = store.Options.SqliteFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var opened = new SqliteConnection(file.ToString());
        try
        {
            opened.Open();
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        connection = opened;
        question = opened.CreateCommand();
        question.CommandText = "PRAGMA data_version";
        question.CommandTimeout = Patience;
        (committed, read) = (-1, 0);
    }

    private void Lose()
    {
        Volatile.Write(ref lookedAt, Never);
        question?.Dispose();
        connection?.Dispose();
        (connection, question) = (null, null);
        life++;
        store.Marks.Forget();
    }
}
