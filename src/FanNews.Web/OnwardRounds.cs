using FanNews.Onward;
using FanNews.Storage;

namespace FanNews.Web;

/// <summary>
/// Finds, with low priority, what is like the stories that many changed at once. It rests as long as it worked, so that it takes half a core at most.
/// </summary>
/// <param name="store">The newsroom.</param>
/// <param name="clock">Says when to look again.</param>
/// <param name="log">Where trouble is told.</param>
public sealed class OnwardRounds(NewsroomStore store, TimeProvider clock, ILogger<OnwardRounds> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (start, pause) = (clock.GetTimestamp(), Poll);
            try
            {
                if (await DueRelatives.Some(store, stoppingToken) > 0)
                    pause = clock.GetElapsedTime(start);
            }
            catch (StoreTrouble trouble)
            {
                log.LogError("Related stories cannot be found: {Trouble}", trouble.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What is wrong with a rail must not take the site along.
                log.LogError(e, "Related stories cannot be found");
            }

            await Task.Delay(pause, clock, stoppingToken);
        }
    }
}
