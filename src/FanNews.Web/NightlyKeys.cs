using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;

namespace FanNews.Web;

/// <summary>Destroys yesterday's sender key at midnight (UTC), also when nobody writes a comment that day, and what has lain in the trash for too long.</summary>
public sealed class NightlyKeys(NewsroomStore store, TimeProvider clock, ILogger<NightlyKeys> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var destroyed = false;
            try
            {
                await Senders.DestroyOldKeys(store, stoppingToken);
                await Trash.Empty(store, stoppingToken);
                destroyed = true;
            }
            catch (StoreTrouble trouble)
            {
                log.LogError("The nightly work could not be done: {Trouble}", trouble.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What is wrong with a key must not take the site along.
                log.LogError(e, "Yesterday's sender key could not be destroyed");
            }

            var now = clock.GetUtcNow();
            await Task.Delay(destroyed ? now.UtcDateTime.Date.AddDays(1).AddSeconds(1) - now.UtcDateTime : Again, clock, stoppingToken);
        }
    }
}
