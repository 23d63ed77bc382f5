using FanNews.Readers;
using FanNews.Storage;

namespace FanNews.Web;

/// <summary>Looks every few minutes whether moderators are to be told what waits.</summary>
public sealed class DigestRounds(QueueDigest digest, TimeProvider clock, ILogger<DigestRounds> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken);
            try
            {
                await digest.Send(stoppingToken);
            }
            catch (StoreTrouble trouble)
            {
                log.LogError("The moderators could not be told what waits: {Trouble}", trouble.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What is wrong with a mail must not take the site along.
                log.LogError(e, "The moderators could not be told what waits");
            }
        }
    }
}
