using FanNews.Media;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Readers;
using FanNews.Settings;
using FanNews.Storage;

namespace FanNews.Web;

/// <summary>
/// Goes the rounds of the outbox: right after a change of this process that fills it, when a row is due again,
/// and every few seconds for what other processes put in.
/// </summary>
public sealed class OutboxRounds : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    // How long a delivery in hand may go on when the program is to stop; shorter than the host's own patience of 30 seconds.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    private readonly NewsroomStore store;
    private readonly EmptyOutbox outbox;
    private readonly TimeProvider clock;
    private readonly ILogger<OutboxRounds> log;
    private readonly SemaphoreSlim filled = new(0, 1);
    private readonly CancellationTokenSource late = new();

    /// <summary>Listens to the store.</summary>
    public OutboxRounds(NewsroomStore store, DeliverMail mail, ForgottenPassword forgotten, Follows follows, StateReasons reasons, OwnData data, CallHook hooks, FetchThumbnail thumbnails, TimeProvider clock, ILogger<OutboxRounds> log)
    {
        (this.store, this.clock, this.log) = (store, clock, log);
        outbox = new(store, clock, new Dictionary<string, Deliver>
        {
            [Mail.Kind] = Noted(mail.Deliver),
            [ForgottenPassword.Kind] = Noted(forgotten.Deliver),
            [Follows.AskKind] = Noted(follows.DeliverAsk),
            [Follows.TellKind] = Noted(follows.DeliverNews),
            [StateReasons.Kind] = Noted(reasons.Deliver),
            [OwnData.Kind] = Noted(data.Deliver),
            [CallHook.Kind] = Noted(hooks.Deliver),
            [FetchThumbnail.Kind] = thumbnails.Deliver,
        });
        store.OutboxFilled += Wake;
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        late.CancelAfter(Farewell);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        store.OutboxFilled -= Wake;
        filled.Dispose();
        late.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var day = DateTimeOffset.MinValue; !stoppingToken.IsCancellationRequested;)
        {
            var pause = Poll;
            try
            {
                if (await outbox.Run(stoppingToken, late.Token) is { } due && due - clock.Now() < pause)
                    pause = TimeSpan.FromMilliseconds(Math.Max(1, (due - clock.Now()).TotalMilliseconds));
                if (clock.Now() - day > TimeSpan.FromDays(1))
                    (day, _) = (clock.Now(), await outbox.Forget(stoppingToken));
            }
            catch (StoreTrouble trouble)
            {
                log.LogError("The outbox cannot be emptied: {Trouble}", trouble.Message);
            }
            catch (ObjectDisposedException) when (stoppingToken.IsCancellationRequested)
            {
                // The site did not wait for a delivery; it is tried again when it starts.
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What is wrong with the outbox must not take the site along.
                log.LogError(e, "The outbox cannot be emptied");
            }

            await Rest(pause, stoppingToken);
        }
    }

    private async Task Rest(TimeSpan pause, CancellationToken stop)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (time, call) = (Task.Delay(pause, clock, rest.Token), filled.WaitAsync(rest.Token));
        await Task.WhenAny(time, call);
        await rest.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    private void Wake(object? sender, EventArgs e)
    {
        try
        {
            filled.Release();
        }
        catch (Exception known) when (known is SemaphoreFullException or ObjectDisposedException)
        {
            // It is awake, or gone.
        }
    }

    // The row's number only: what is wrong may name an address.
    private Deliver Noted(Deliver deliver) => async (row, ct) =>
    {
        var outcome = await deliver(row, ct);
        if (outcome is not Delivery.Done)
            log.LogWarning("Row {Row} of the outbox ({Kind}) could not be delivered on try {Try}; the settings for mail say why", row.Id, row.Kind, row.Attempts + 1);
        return outcome;
    };
}

/// <summary>Adds what the site needs to send mail.</summary>
public static class MailParts
{
    /// <summary>Adds settings, deliveries and rounds.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services) => services
        .AddSingleton<MailSettings>().AddSingleton<DeliverMail>().AddSingleton<ForgottenPassword>().AddSingleton<Follows>().AddSingleton<StateReasons>().AddSingleton<OwnData>().AddSingleton<CallHook>()
        .AddSingleton(s => new FetchThumbnail(s.GetRequiredService<NewsroomStore>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IConfiguration>().GetValue("FanNews:Media:Thumbnails", true)))
        .AddSingleton<QueueDigest>().AddSingleton<LicenceEnds>().AddHostedService<DigestRounds>().AddHostedService<OutboxRounds>();
}
