using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FanNews.Storage.Sqlite;

/// <summary>
/// A connection that stays open with the statements it has prepared. Reading and planning a statement costs SQLite more than answering it
/// does for most that a page asks, and the driver would have it done anew each time.
/// </summary>
internal sealed class KeptConnection(string connectionString) : SqliteConnection(connectionString)
{
    // A page asks ten statements, the whole site some hundreds; one takes about 40 KB.
    private const int MostPrepared = 100;

    private readonly Dictionary<string, KeptCommand> prepared = [];
    private bool closing;

    /// <summary>Whether a statement failed on it: then it is not used again.</summary>
    public bool Failed { get; private set; }

    /// <inheritdoc />
    public override SqliteCommand CreateCommand() => new KeptCommand { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };

    /// <inheritdoc />
    public override void Close()
    {
        closing = true;
        prepared.Clear();
        base.Close();
    }

    private KeptCommand Prepared(KeptCommand command)
    {
        if (!prepared.Remove(command.CommandText, out var known))
        {
            command.IsKept = true;
            return command;
        }

        known.Transaction = command.Transaction;
        known.CommandTimeout = command.CommandTimeout;
        foreach (SqliteParameter parameter in command.Parameters)
            known.Parameters.Add(parameter);
        command.Parameters.Clear();
        command.Dispose();
        return known;
    }

    private bool TakesBack(KeptCommand command)
    {
        if (closing || Failed || prepared.ContainsKey(command.CommandText))
            return false;
        if (prepared.Count == MostPrepared)
            Forget();
        command.Parameters.Clear();
        command.Transaction = null;
        prepared.Add(command.CommandText, command);
        return true;
    }

    private void Forget()
    {
        foreach (var command in prepared.Values)
        {
            command.IsKept = false;
            command.Dispose();
        }

        prepared.Clear();
    }

    private sealed class KeptCommand : SqliteCommand
    {
        public bool IsKept { get; set; }

        private KeptConnection Owner => (KeptConnection)Connection!;

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            try
            {
                return base.ExecuteReader(behavior);
            }
            catch
            {
                Owner.Failed = true;
                throw;
            }
        }

        public KeptCommand OrPrepared() => Owner.Prepared(this);

        protected override void Dispose(bool disposing)
        {
            if (disposing && IsKept && DataReader is null && Owner.TakesBack(this))
                return;
            base.Dispose(disposing);
        }
    }

    /// <summary>Gives EF Core the prepared statement in place of a new one with the same words.</summary>
    internal sealed class Statements : DbCommandInterceptor
    {
        /// <summary>The only one; it holds nothing.</summary>
        public static readonly Statements Reused = new();

        /// <inheritdoc />
        public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result) => result is KeptCommand command ? command.OrPrepared() : result;
    }
}

/// <summary>The kept connections to one file. Each is used by one context at a time.</summary>
/// <param name="connectionString">How they are opened.</param>
/// <param name="ready">Readies a new one.</param>
internal sealed class KeptConnections(string connectionString, Action<SqliteConnection> ready) : IDisposable
{
    private const int MostIdle = 8;

    private readonly string connectionString = new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString();

    // The last one used first: its statements and pages are at hand.
    private readonly ConcurrentStack<KeptConnection> idle = new();
    private bool ended;

    /// <summary>A connection to use and to give back.</summary>
    public KeptConnection Take()
    {
        if (idle.TryPop(out var kept))
            return kept;
        var opened = new KeptConnection(connectionString);
        try
        {
            opened.Open();
            ready(opened);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Takes one back, in no transaction.</summary>
    public void Give(KeptConnection connection)
    {
        if (connection.Failed || idle.Count >= MostIdle || Volatile.Read(ref ended))
        {
            connection.Dispose();
            return;
        }

        idle.Push(connection);
        // It may have ended meanwhile.
        if (Volatile.Read(ref ended))
            LetGo();
    }

    /// <summary>Closes all that nobody uses.</summary>
    public void LetGo()
    {
        while (idle.TryPop(out var connection))
            connection.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Volatile.Write(ref ended, true);
        LetGo();
    }
}
