using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;

namespace FanNews.Web;

/// <summary>Destroys yesterday's sender key at midnight (UTC), also when nobody writes a comment that day, and what has lain in the trash for too long.</summary>
public sealed class NightlyKeys(NewsroomStore store, TimeProvider clock, ILogger<NightlyKeys> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Senders.DestroyOldKeys(store, stoppingToken);
                await Trash.Empty(store, stoppingToken);
            }
            catch (StoreTrouble trouble)
            {
                log.LogError("The nightly work could not be done: {Trouble}", trouble.Message);
            }

            var now = clock.GetUtcNow();
            await Task.Delay(now.UtcDateTime.Date.AddDays(1).AddSeconds(1) - now.UtcDateTime, clock, stoppingToken);
        }
    }
}
