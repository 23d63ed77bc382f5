using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FanNews.Outbox;

/// <summary>What another system is told.</summary>
/// <param name="To">Its address.</param>
/// <param name="Event">What happened, such as <c>killed</c>.</param>
/// <param name="Url">The address that it is about.</param>
/// <param name="At">When (UTC).</param>
public sealed record Hook(Uri To, string Event, string Url, DateTimeOffset At);

/// <summary>Calls the addresses that the newsroom wants told (web hooks), with a line of JSON.</summary>
public sealed class CallHook(TimeProvider clock) : IDisposable
{
    /// <summary>The kind of its rows in the outbox.</summary>
    public const string Kind = "hook";

    /// <summary>The header that is the same for each try of one call.</summary>
    public const string DeliveryHeader = "X-FanNews-Delivery";

    /// <summary>How long a call may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // What answers elsewhere was not told: a redirect is no delivery.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Delivers one.</summary>
    public async Task<Delivery> Deliver(OutboxRow row, CancellationToken ct)
    {
        if (Read(row) is not { } hook)
            return new Delivery.Never("The row holds no call.");
        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, hook.To) { Content = JsonContent.Create(new { @event = hook.Event, url = hook.Url, at = hook.At }) };
            request.Headers.Add(DeliveryHeader, string.Create(CultureInfo.InvariantCulture, $"{row.Id}.{row.CreatedAt.ToUnixTimeMilliseconds()}"));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var said = $"It answered {(int)answer.StatusCode}.";
            return answer.IsSuccessStatusCode ? new Delivery.Done()
                : answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500 ? new Delivery.Later(said)
                : new Delivery.Never(said);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Delivery.Later("It did not answer in time.");
        }
        catch (HttpRequestException e)
        {
            return new Delivery.Later($"It cannot be reached ({e.HttpRequestError}).");
        }
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private static Hook? Read(OutboxRow row)
    {
        try
        {
            return JsonSerializer.Deserialize<Hook>(row.Payload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
