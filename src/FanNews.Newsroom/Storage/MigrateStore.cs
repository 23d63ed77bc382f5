using FanNews.Search;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Storage;

/// <summary>Brings a store to the shape that this program knows.</summary>
public static class MigrateStore
{
    /// <summary>Creates the store or applies what is pending, and fills the search index where it must be. Two processes may start at once: one migrates, the other waits.</summary>
    /// <returns>Names of the migrations that were applied.</returns>
    /// <exception cref="StoreTrouble">The store is newer than the program, or cannot be used. Nothing was changed.</exception>
    public static async Task<IReadOnlyList<string>> Migrate(this NewsroomStore store, CancellationToken ct = default) => await store.Migrate(tell: null, ct);

    /// <param name="store">The store.</param>
    /// <param name="tell">Told how far the search index is: how many articles, of how many.</param>
    /// <param name="ct">Ends it.</param>
    /// <inheritdoc cref="Migrate(NewsroomStore, CancellationToken)"/>
    public static async Task<IReadOnlyList<string>> Migrate(this NewsroomStore store, Action<int, int>? tell, CancellationToken ct = default)
    {
        var applied = await store.MigrateTables(ct);
        if (!store.Options.IsPostgres)
            await store.KeepCounts(ct);
        await FillIndex.IfNeeded(store, tell, ct);
        return applied;
    }

    /// <summary>Brings the tables up to date and leaves the search index as it is.</summary>
    internal static async Task<IReadOnlyList<string>> MigrateTables(this NewsroomStore store, CancellationToken ct)
    {
        try
        {
            if (!store.Options.IsPostgres)
                Directory.CreateDirectory(store.Options.DataFolder);
            await using var db = store.Open();
            if (await Pending(db, ct) is { Count: 0 })
                return [];
            using var alone = store.Options.IsPostgres ? null : await LockFile(store.Options, ct);
            var pending = await Pending(db, ct);
            if (pending.Count == 0)
                return [];
            if (!store.Options.IsPostgres)
                await Sqlite.SqliteNewsroomDb.Prepare(db, ct);
            await db.Database.MigrateAsync(ct);
            return pending;
        }
        catch (Exception e) when (StoreTrouble.In(e) is { } trouble)
        {
            throw trouble;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StoreTrouble($"The data folder {store.Options.DataFolder} cannot be used: {e.Message}", e);
        }
    }

    private static async Task KeepCounts(this NewsroomStore store, CancellationToken ct)
    {
        try
        {
            await using (var db = store.Open())
                await Sqlite.TypicalCounts.Keep(db, ct);
            // Only connections that are opened after it know of the counts.
            store.LetGo();
        }
        catch (Exception e) when (StoreTrouble.In(e) is { } trouble)
        {
            throw trouble;
        }
    }

    private static async Task<List<string>> Pending(NewsroomDb db, CancellationToken ct)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = await db.Database.CanConnectAsync(ct) ? (await db.Database.GetAppliedMigrationsAsync(ct)).ToList() : [];
        if (applied.FirstOrDefault(m => !known.Contains(m)) is { } newer)
            throw new StoreTrouble($"The database was made by a newer FanNews (it has {newer}). Start that version; nothing was changed.");
        return [.. known.Except(applied)];
    }

    // Somebody else has it open; not a disk that cannot be written. EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    // A crash can leave EF's own lock row behind, and then the next start would wait for ever. A file lock dies with its process.
    private static async Task<FileStream> LockFile(StoreOptions options, CancellationToken ct)
    {
        var path = Path.Combine(options.DataFolder, "migrate.lock");
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (tries < 600 && IsHeld(e))
            {
                await Task.Delay(100, ct);
            }
        }
    }
}
