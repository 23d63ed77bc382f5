using Npgsql;

namespace FanNews.Storage.Postgres;

/// <summary>
/// Listens for what other processes announce with their commit. It also reads the marks a few times a second, so that neither a lost
/// notice nor a line that is dead without saying so can leave the view behind: what was not confirmed within a second is not relied on.
/// </summary>
internal sealed class PostgresMarkWatch : MarkWatch
{
    /// <summary>The channel of PostgreSQL that changes are announced on.</summary>
    public const string Channel = "fannews_marks";

    // In milliseconds: how long to wait for a notice, how long a confirmation counts, how long to wait before trying again.
    private const int Interval = 300;
    private const int Counts = 900;
    private const int Pause = 500;

    private readonly NewsroomStore store;
    private readonly CancellationTokenSource end = new();
    private readonly Task listening;
    private long confirmed = -2 * Counts;
    private long read;
    private int life;

    public PostgresMarkWatch(NewsroomStore store)
    {
        this.store = store;
        listening = Task.Run(Listen);
    }

    /// <inheritdoc />
    public override int? Trust() => Environment.TickCount64 - Volatile.Read(ref confirmed) < Counts ? Volatile.Read(ref life) : null;

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await listening;
        end.Dispose();
    }

    private async Task Listen()
    {
        var options = new NpgsqlConnectionStringBuilder(store.Options.Database) { Pooling = false, ApplicationName = "FanNews marks" };
        while (!end.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(options.ToString());
                await connection.OpenAsync(end.Token);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
                    await listen.ExecuteNonQueryAsync(end.Token);
                while (true)
                {
                    await Read(connection);
                    await connection.WaitAsync(Interval, end.Token);
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or IOException or System.Net.Sockets.SocketException or OperationCanceledException)
            {
                Lose();
            }

            await Task.Delay(Pause, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Read(NpgsqlConnection connection)
    {
        var began = Environment.TickCount64;
        await using var command = new NpgsqlCommand("SELECT \"Name\", \"Version\" FROM \"Marks\" WHERE \"Version\" > $1", connection) { Parameters = { new() { Value = read } } };
        var found = new List<Mark>();
        await using (var rows = await command.ExecuteReaderAsync(end.Token))
        {
            while (await rows.ReadAsync(end.Token))
                found.Add(new Mark { Name = rows.GetString(0), Version = rows.GetInt64(1) });
        }

        store.Marks.Raise(found);
        read = found.Count == 0 ? read : found.Max(m => m.Version);
        Volatile.Write(ref confirmed, began);
    }

    private void Lose()
    {
        Volatile.Write(ref confirmed, -2 * Counts);
        Interlocked.Increment(ref life);
        read = 0;
        store.Marks.Forget();
    }
}
