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
    /// <param name="owner">Whose story it is.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<Colleague>> Of(NewsroomDb db, long? owner, CancellationToken ct = default) =>
        await MayHave(db, owner).OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new Colleague(p.Id, p.Name)).ToListAsync(ct);

    // Nobody is given what they could not open.
    internal static IQueryable<Person> MayHave(NewsroomDb db, long? owner) =>
        db.People.AsNoTracking().Where(p => p.DisabledAt == null && (p.Id == owner || p.Role == Role.Editor || p.Role == Role.Administrator));
}
