using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Somebody whom a story can be given to.</summary>
/// <param name="Id">Number of the person.</param>
/// <param name="Name">Their name.</param>
public sealed record Colleague(long Id, string Name)
{
    /// <summary>Those who may work on a story, by name.</summary>
    /// <param name="db">The store.</param>
    /// <param name="story">Whose story it is, and where it runs: nobody is given what they could not open.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<Colleague>> Of(NewsroomDb db, StoryPlace story, CancellationToken ct = default)
    {
        var people = await db.People.AsNoTracking().Where(p => p.DisabledAt == null && (p.Id == story.OwnerId || p.Role == Role.Editor || p.Role == Role.Administrator))
            .OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new { p.Id, p.Name, p.Role }).ToListAsync(ct);
        var limits = await Sessions.Limits(db, ct);
        return [.. people.Where(p => new StoryRights(p.Id, p.Role) { Sections = limits.GetValueOrDefault(p.Id) }.Open(story)).Select(p => new Colleague(p.Id, p.Name))];
    }
}
