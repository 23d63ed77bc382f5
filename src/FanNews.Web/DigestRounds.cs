using FanNews.Media;
using FanNews.Readers;
using FanNews.Storage;

namespace FanNews.Web;

/// <summary>Looks every few minutes whether moderators are to be told what waits, and editors of licences that end; and removes uploads that nobody went on with.</summary>
public sealed class DigestRounds(QueueDigest digest, LicenceEnds licences, PendingUploads uploads, TimeProvider clock, ILogger<DigestRounds> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken);
            await Try("The moderators could not be told what waits", () => digest.Send(stoppingToken));
            await Try("The editors could not be told of licences that end", () => licences.Tell(stoppingToken));
            await Try("Uploads that nobody went on with could not be removed", () => { uploads.Sweep(); return Task.CompletedTask; });
        }
    }

    private async Task Try(string trouble, Func<Task> round)
    {
        try
        {
            await round();
        }
        catch (StoreTrouble e)
        {
            log.LogError("{What}: {Trouble}", trouble, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What is wrong with a mail must not take the site along.
            log.LogError(e, "{What}", trouble);
        }
    }
}
