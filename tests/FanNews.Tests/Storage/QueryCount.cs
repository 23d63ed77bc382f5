using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FanNews.Tests.Storage;

/// <summary>Notes every statement that a newsroom's store is asked, from now until it is disposed.</summary>
public sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string database;
    private readonly ConcurrentBag<IDisposable> subscriptions = [];

    public QueryCount(TestNewsroom newsroom)
    {
        using var db = newsroom.Store.Open();
        database = Name(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database));
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The statements.</summary>
    public ConcurrentQueue<string> Sql { get; } = new();

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData executed && Name(executed.Command.Connection!) == database)
            Sql.Enqueue(executed.Command.CommandText);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }

    // SQLite calls every database "main": its file tells them apart.
    private static string Name(System.Data.Common.DbConnection connection) => connection.Database + " " + connection.DataSource;
}
