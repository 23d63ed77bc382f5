using FanNews.Articles;
using FanNews.Onward;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Search;

/// <summary>Makes the index of a store that has none, or one of another version or language: after an upgrade, a restore, a change of language.</summary>
public static class FillIndex
{
    private const int AtOnce = 20;

    /// <summary>Fills the index if it must be. Stopped half-way, it begins again next time.</summary>
    /// <param name="store">The newsroom, migrated.</param>
    /// <param name="tell">Told how far it is: how many articles, of how many.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>How many articles were indexed; null where nothing was to do.</returns>
    public static async Task<int?> IfNeeded(NewsroomStore store, Action<int, int>? tell = null, CancellationToken ct = default)
    {
        var done = await Stories(store, tell, ct);
        await FillComments.IfNeeded(store, ct);
        return done;
    }

    private static async Task<int?> Stories(NewsroomStore store, Action<int, int>? tell, CancellationToken ct)
    {
        if (await store.Read(db => IsComplete(db, store.Options, ct), ct))
            return null;
        // On PostgreSQL two programs may start at once: the second waits, and finds the work done.
        await using var guard = store.Options.IsPostgres ? store.Open() : null;
        if (guard is not null)
        {
            await guard.BeginChange(ct);
            await guard.Lock("fill the search index", ct);
            if (await store.Read(db => IsComplete(db, store.Options, ct), ct))
                return null;
        }

        var language = await Write(store, (change, _) => Begin(change.Db, store.Options, ct), ct);
        var total = await store.Read(db => db.Articles.CountAsync(ct), ct);
        var done = 0;
        for (var last = 0L; ;)
        {
            var from = last;
            var ids = await store.Read(db => db.Articles.Where(a => a.Id > from).OrderBy(a => a.Id).Select(a => a.Id).Take(AtOnce).ToListAsync(ct), ct);
            if (ids.Count == 0)
                break;
            await Write(store, async (change, now) => { (await new UpdateIndex(change.Db, language, now).Of(ids, ct)).ToList().ForEach(change.TouchesRail); return 0; }, ct);
            done += ids.Count;
            tell?.Invoke(done, total);
            last = ids[^1];
        }

        await Write(store, async (change, _) => { (await change.Db.SearchRecipes.SingleAsync(ct)).Complete = true; return await change.Db.SaveChangesAsync(ct); }, ct);
        return done;
    }

    private static async Task<bool> IsComplete(NewsroomDb db, StoreOptions options, CancellationToken ct)
    {
        var language = await LanguageOf(db, options, ct);
        return await db.SearchRecipes.AsNoTracking().SingleOrDefaultAsync(ct) is { Complete: true, Version: SearchRecipe.Current } recipe
            && (language is null || Language.Of(recipe.Language) == language);
    }

    private static async Task<Language> Begin(NewsroomDb db, StoreOptions options, CancellationToken ct)
    {
        var language = await LanguageOf(db, options, ct) ?? Language.Of(new Settings.Site().Language);
        await WordIndex.Of(db).Clear(db, ct);
        await db.OnwardRows.ExecuteDeleteAsync(ct);
        db.SearchRecipes.RemoveRange(await db.SearchRecipes.ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        db.SearchRecipes.Add(new SearchRecipe { Id = SearchRecipe.TheOne, Version = SearchRecipe.Current, Language = language.Name });
        await db.SaveChangesAsync(ct);
        return language;
    }

    // Null where nobody said: then any will do.
    private static async Task<Language?> LanguageOf(NewsroomDb db, StoreOptions options, CancellationToken ct) =>
        (options.Language ?? await db.Set<Settings.Setting>().AsNoTracking().Where(s => s.Key == "Site:Language").Select(s => s.Value).SingleOrDefaultAsync(ct)) is { } tag
            ? Language.Of(tag)
            : null;

    // Not a change of the newsroom, which would leave a trace: nothing is known that was not known before.
    private static Task<T> Write<T>(NewsroomStore store, Func<Change, DateTimeOffset, Task<T>> work, CancellationToken ct) =>
        store.Change(Actor.Program, async change => { change.Untraced(); return await work(change, change.Now); }, ct);
}
