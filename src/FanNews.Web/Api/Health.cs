using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Api;

/// <summary>What a supervisor or load balancer asks: does the program run, and can it serve?</summary>
public static partial class Health
{
    // A store that does not answer by then counts as one that does not answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Maps <c>/healthz/live</c> and <c>/healthz/ready</c>: 200 or 503 with a JSON body.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/healthz/live", ["GET", "HEAD"], Live);
        routes.MapMethods("/healthz/ready", ["GET", "HEAD"], Ready);
    }

    private static IResult Live(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return Results.Json(new { status = "live" });
    }

    private static async Task<IResult> Ready(HttpResponse response, NewsroomStore store, ILogger<NewsroomStore> log, CancellationToken ct)
    {
        response.Headers.CacheControl = "no-store";
        try
        {
            await store.Read(db => db.Settings.AnyAsync(ct), ct).WaitAsync(Patience, ct);
            return Results.Json(new { status = "ready" });
        }
        catch (Exception e) when (e is StoreTrouble or TimeoutException or System.Data.Common.DbException)
        {
            // The sentence may name a server or a user: it is for the log, not for everybody.
            LogUnready(log, e);
            return Results.Json(new { status = "unready", reason = "The store does not answer as it should; the log says more." }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not answer as it should")]
    private static partial void LogUnready(ILogger log, Exception exception);
}
