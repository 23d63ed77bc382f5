using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FanNews.Tests.Storage;

/// <summary>
/// Notes every statement that a newsroom's store is asked on behalf of the test, itself or by its requests, from now until it is disposed.
/// What the site does by itself meanwhile (watching for changes, sending letters) belongs to nobody's page: the trace that requests carry
/// (W3C Trace Context) tells them apart.
/// </summary>
public sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string database;
    private readonly ConcurrentBag<IDisposable> subscriptions = [];
    private readonly Activity asked = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

    public QueryCount(TestNewsroom newsroom)
    {
        using var db = newsroom.Store.Open();
        database = Name(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database));
        var requests = new ActivityListener { ShouldListenTo = source => source.Name == "Microsoft.AspNetCore", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData };
        ActivitySource.AddActivityListener(requests);
        subscriptions.Add(requests);
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
        if (value.Value is CommandExecutedEventData executed && Name(executed.Command.Connection!) == database && Activity.Current?.TraceId == asked.TraceId)
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
        asked.Dispose();
    }

    // SQLite calls every database "main": its file tells them apart.
    private static string Name(System.Data.Common.DbConnection connection) => connection.Database + " " + connection.DataSource;
}
