using FanNews.Onward;
using FanNews.Storage;

namespace FanNews.Web.PageCache;

/// <summary>
/// Stores what readers opened, all of it at once every half minute and when the program ends, and has the ranking made anew.
/// A process that is killed loses one batch at most.
/// </summary>
public sealed class ViewRounds(NewsroomStore store, StoryViews views, TimeProvider clock, ILogger<ViewRounds> log) : BackgroundService
{
    /// <summary>How long counts stay in memory.</summary>
    public static readonly TimeSpan Batch = TimeSpan.FromSeconds(30);

    // The host is patient for 30 seconds; a store that does not answer by then loses the last batch.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var late = new CancellationTokenSource(Farewell);
        await Try(() => Keep(late.Token));
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var lookedAt = DateTimeOffset.MinValue; ;)
        {
            await Task.Delay(Batch, clock, stoppingToken);
            await Try(() => Keep(stoppingToken));
            // What another process ranked meanwhile stands as long as if it were ours.
            if (clock.Now() - lookedAt < MostRead.Round)
                continue;
            lookedAt = clock.Now();
            await Try(() => MostRead.Rank(store, clock.Now(), stoppingToken));
        }
    }

    private async Task Keep(CancellationToken ct)
    {
        var taken = views.Take();
        if (taken.Count == 0)
            return;
        try
        {
            await MostRead.Add(store, taken, ct);
        }
        catch
        {
            views.Return(taken);
            throw;
        }
    }

    private async Task Try(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreTrouble trouble)
        {
            log.LogError("What readers opened cannot be stored: {Trouble}", trouble.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What is wrong with the counts must not take the site along.
            log.LogError(e, "What readers opened cannot be stored");
        }
    }
}
