using FanNews.Storage.Postgres;
using FanNews.Storage.Sqlite;

namespace FanNews.Storage;

/// <summary>Brings the marks that other processes write into a <see cref="MarkView"/>, within a second.</summary>
public abstract class MarkWatch : IAsyncDisposable
{
    /// <summary>Watches a store until disposed.</summary>
    public static MarkWatch On(NewsroomStore store) => store.Options.IsPostgres ? new PostgresMarkWatch(store) : new SqliteMarkWatch(store);

    /// <summary>
    /// A number while the view can be relied on: what other processes changed more than a second ago is in it.
    /// Null when it cannot be. Another number than before: it could not be meanwhile, and what was kept then is void.
    /// </summary>
    public abstract int? Trust();

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
