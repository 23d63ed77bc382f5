using FanNews.Comments;
using FanNews.Storage;

namespace FanNews.Web;

/// <summary>Learns the models of comments anew once moderators have decided enough: looks every quarter of an hour. Nothing waits for it.</summary>
public sealed class LearnFromDecisions(TeachModel teach, TimeProvider clock, ILogger<LearnFromDecisions> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // So that the first comment does not wait for it.
        await PresentModels.Ready();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken);
            try
            {
                foreach (var version in await teach.FromDecisions(Actor.Program, ct: stoppingToken))
                    log.LogInformation("Learnt version {Version} of the model ({Kind}) from {Decisions} decisions", version.Id, version.Kind, version.Decisions);
            }
            catch (StoreTrouble trouble)
            {
                log.LogError("The model of comments cannot be learnt: {Trouble}", trouble.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A model that cannot be learnt must not take the site along.
                log.LogError(e, "The model of comments cannot be learnt");
            }
        }
    }
}
