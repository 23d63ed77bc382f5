using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Search;

/// <summary>Puts the comments of a store into the queue's index where they are not in it: after an upgrade, a restore, a new language.</summary>
internal static class FillComments
{
    private const int AtOnce = 200;

    /// <summary>Fills the index if it must be. Stopped half-way, it begins again next time; two at once do the same twice.</summary>
    public static async Task IfNeeded(NewsroomStore store, CancellationToken ct)
    {
        if (await store.Read(db => db.SearchRecipes.AnyAsync(r => r.Comments, ct), ct))
            return;
        for (var last = 0L; ;)
        {
            var from = last;
            var ids = await store.Read(db => db.Comments.Where(c => c.Id > from).OrderBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(ct), ct);
            if (ids.Count == 0)
                break;
            // Held until the words are in: nobody changes a comment between our look and our write.
            await Write(store, async change => await CommentEntries.Keep(change.Db, await ModerationQueue.Lock(change, ids, ct), ct), ct);
            last = ids[^1];
        }

        await Write(store, async change => (await change.Db.SearchRecipes.SingleAsync(ct)).Comments = true, ct);
    }

    private static Task Write(NewsroomStore store, Func<Change, Task> work, CancellationToken ct) =>
        store.Change(Actor.Program, async change => { change.Untraced(); await work(change); }, ct);
}
