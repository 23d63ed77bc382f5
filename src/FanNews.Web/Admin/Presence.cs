using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Pages.Admin;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Admin;

/// <summary>Tells an open editor who else has the story open: a sentence whenever it becomes another one, by server-sent events.</summary>
public static class Presence
{
    // A silent stream is told from a dead one by then; and what other processes' people type is looked for as often.
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    // The browser comes back at once and is asked again who it is: whoever lost the right to look is out by then.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Maps it.</summary>
    public static void MapPresence(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/stories/{id}/others", Others).WithMetadata(new NeedsAttribute(Permission.WriteStories));

    private static async Task<IResult> Others(string id, HttpContext http, OpenStories open, NewsroomStore store, IConfiguration configuration, IHostApplicationLifetime life, TimeProvider clock)
    {
        var me = DeskPerson.Of(http.User)!;
        if (StoryModel.Number(id) is not { } number || number == 0)
            return Results.NotFound();
        if (await Place(store, number, http.RequestAborted) is not { } place)
            return Results.NotFound();
        if (!me.Rights.Open(place))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var site = await store.Read(db => Site.Read(db, configuration, http.RequestAborted), http.RequestAborted);
        // A proxy in front that gathers an answer before it hands it on would hand on nothing.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.RegisterForDispose(gone);
        return TypedResults.ServerSentEvents(Sentences(open, number, me, () => MayLook(http, me, number, store, gone.Token), site, clock, gone.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> Sentences(OpenStories open, long story, DeskPerson me, Func<Task<bool>> mayLook, Site site, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        using var seat = open.SitDown(story, me);
        string? said = null;
        while (!ct.IsCancellationRequested && clock.GetUtcNow() - seat.Since < Longest)
        {
            // Whoever was disabled or signed out since, or lost the story, hears nothing more.
            if (!await mayLook())
                yield break;
            var now = Sentence(await open.Others(seat, ct), new DeskTimes(site, clock.GetUtcNow()));
            // Said again it is a sign of life, and changes nothing on the page.
            yield return new SseItem<string>(now, now == said ? "pulse" : "others");
            said = now;
            try
            {
                await seat.Wait(Pulse, ct);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }

    private static async Task<bool> MayLook(HttpContext http, DeskPerson me, long story, NewsroomStore store, CancellationToken ct)
    {
        try
        {
            // The request's own scope lives as long as the stream.
            if (await http.RequestServices.GetRequiredService<Sessions>().Holder(me.Id, me.Session, me.Stamp, ct) is not { Proven: true } standing)
                return false;
            var place = await Place(store, story, ct);
            return place is { } there && new StoryRights(me.Id, standing.Role) { Sections = standing.Sections }.Open(there);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static Task<StoryPlace?> Place(NewsroomStore store, long story, CancellationToken ct) =>
        store.Read(db => db.Articles.Where(a => a.Id == story).Select(a => (StoryPlace?)new StoryPlace(a.OwnerId, a.SectionId, a.Kind)).SingleOrDefaultAsync(ct), ct);

    private static string Sentence(IReadOnlyList<(string Name, DateTimeOffset At, bool Open)> others, DeskTimes times) =>
        string.Join(" ", others.Select(o => o.Open ? $"{o.Name} has it open since {times.Time(o.At)}." : $"{o.Name} typed in it at {times.Time(o.At)}."));
}
