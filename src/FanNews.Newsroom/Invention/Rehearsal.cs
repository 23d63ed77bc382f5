using FanNews.Settings;
using FanNews.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Invention;

/// <summary>
/// A small newsroom that is thrown away. The first batch of a process takes ten times as long as the others, for its code is compiled
/// under way; here it is so without the write lock of a newsroom that is at work.
/// </summary>
internal static class Rehearsal
{
    private const int Articles = 40, Comments = 60;

    private static readonly Lazy<Task> Played = new(Play);

    /// <summary>Plays it, once in a process.</summary>
    public static Task Once(CancellationToken ct) => Played.Value.WaitAsync(ct);

    private static async Task Play()
    {
        var folder = Directory.CreateTempSubdirectory("fannews-rehearsal-").FullName;
        try
        {
            using var store = new NewsroomStore(new StoreOptions(folder), TimeProvider.System);
            await store.Migrate();
            await new InventNewsroom(store, new Site(), TimeProvider.System).Fill(Articles, Comments, 1, _ => { }, default);
            await using var db = store.Open();
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
