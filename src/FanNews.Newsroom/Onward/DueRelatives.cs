using FanNews.Search;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Onward;

/// <summary>
/// Finds the relatives of the stories that many changed at once: an import, a restore, a renamed tag. They are found beside the writing, so
/// that nobody at the desk waits for it, and stored in short changes that write the marks of the pages that differ.
/// </summary>
public static class DueRelatives
{
    private const int AtOnce = 5;

    /// <summary>Looks after a few of the stories that are due, the latest first.</summary>
    /// <returns>How many it were; 0 where nothing is due.</returns>
    /// <exception cref="StoreTrouble">The store cannot be used.</exception>
    public static async Task<int> Some(NewsroomStore store, CancellationToken ct = default)
    {
        var found = new List<(OnwardRow Row, Family? Family)>();
        await store.Read(async db =>
        {
            if (await db.SearchRecipes.AsNoTracking().SingleOrDefaultAsync(ct) is not { Complete: true } recipe)
                return 0;
            var rows = await db.OnwardRows.AsNoTracking().Where(r => r.Due != null).OrderByDescending(r => r.Due).ThenByDescending(r => r.ArticleId).Take(AtOnce).ToListAsync(ct);
            var (language, now) = (Language.Of(recipe.Language), store.Now);
            var stories = rows.Count == 0 ? [] : await new UpdateIndex(db, language, now).Read([.. rows.Select(r => r.ArticleId)], ct);
            foreach (var row in rows)
                found.Add((row, await new FindRelatives(db, language).Of(stories.Find(s => s.Id == row.ArticleId), now, ct)));
            return 0;
        }, ct);
        foreach (var (row, family) in found)
            await store.Change(Actor.Program, change => Keep(change, row, family, ct), ct);
        return found.Count;
    }

    private static async Task Keep(Change change, OnwardRow seen, Family? family, CancellationToken ct)
    {
        change.Untraced();
        await change.Db.Lock("search", ct);
        // Something else may have come in between: then it is due again, and this is of yesterday.
        if (!await change.Db.OnwardRows.AnyAsync(r => r.ArticleId == seen.ArticleId && r.Due == seen.Due, ct))
            return;
        var relatives = new KeepRelatives(change.Db);
        await relatives.Keep(seen.ArticleId, family, ct);
        foreach (var story in relatives.Changed)
            change.TouchesRail(story);
    }
}
