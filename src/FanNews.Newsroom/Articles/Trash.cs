using System.Globalization;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Where drafts lie that were thrown away, until they are restored or their time is over.</summary>
public static class Trash
{
    /// <summary>For how many days.</summary>
    public const int Days = 30;

    private const int Most = 100;

    /// <summary>Deletes for good what has lain there longer.</summary>
    /// <returns>How many stories.</returns>
    public static Task<int> Empty(NewsroomStore store, CancellationToken ct = default) => store.Change(Actor.Program, async change =>
    {
        await change.Db.Lock("stories", ct);
        var before = change.Now.AddDays(-Days);
        var old = await change.Db.Articles.Where(a => a.State == ArticleState.Trashed && a.ListedAt < before).OrderBy(a => a.ListedAt).Take(Most).ToListAsync(ct);
        change.Db.Articles.RemoveRange(old);
        foreach (var article in old)
            change.Record("deleted", string.Create(CultureInfo.InvariantCulture, $"article:{article.Id}"), $"{Days} days in the trash");
        change.TouchesNothing();
        return old.Count;
    }, ct);
}
