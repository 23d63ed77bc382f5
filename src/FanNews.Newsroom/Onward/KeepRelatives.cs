using FanNews.Search;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Onward;

/// <summary>
/// Keeps the relatives of stories in step with what changes: at once for a few stories and their neighbours, later in the background for many
/// (<see cref="DueRelatives"/>). Inside a change, after the index.
/// </summary>
internal sealed class KeepRelatives(NewsroomDb db)
{
    /// <summary>More stories than this at once are left to the background.</summary>
    public const int MostAtOnce = 3;

    // With fewer than these left, a story is looked at anew.
    private const int FewLeft = 8;

    private readonly HashSet<long> changed = [];

    /// <summary>The stories whose relatives are others now.</summary>
    public IReadOnlySet<long> Changed => changed;

    /// <summary>Finds the relatives of stories that were indexed just now.</summary>
    /// <param name="articles">All of their numbers; one that is missing among the stories is gone.</param>
    /// <param name="stories">As the index saw them.</param>
    /// <param name="language">The language of the index.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task Of(IReadOnlyList<long> articles, IReadOnlyList<IndexedArticle> stories, Language language, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var article in articles)
            await Keep(article, await new FindRelatives(db, language).Of(stories.FirstOrDefault(s => s.Id == article), now, ct), ct);
    }

    /// <summary>Stores what was found for a story, in its row and in those of its neighbours; null for a story that readers do not see and will not.</summary>
    public async Task Keep(long story, Family? family, CancellationToken ct)
    {
        var row = await db.OnwardRows.SingleOrDefaultAsync(r => r.ArticleId == story, ct);
        var near = family?.Near.ToDictionary(k => k.Forth.Story) ?? [];
        var touched = near.Keys.Union(row is null ? [] : OnwardRow.Read(row.Ranked).Select(r => r.Story)).ToList();
        foreach (var neighbour in await db.OnwardRows.Where(r => touched.Contains(r.ArticleId) && r.Due == null).ToListAsync(ct))
            Tell(neighbour, story, near.GetValueOrDefault(neighbour.ArticleId), family?.Twins ?? Family.None.Twins);
        if (family is null)
        {
            if (row is not null)
                db.OnwardRows.Remove(row);
        }
        else
        {
            row ??= db.OnwardRows.Add(new OnwardRow { ArticleId = story }).Entity;
            row.Due = null;
            if (row.Keep(family.Ranked))
                changed.Add(story);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Leaves stories to the background.</summary>
    public async Task Later(IReadOnlyCollection<long> stories, CancellationToken ct)
    {
        var known = await db.OnwardRows.Where(r => stories.Contains(r.ArticleId)).ToDictionaryAsync(r => r.ArticleId, ct);
        foreach (var story in stories)
        {
            var row = known.GetValueOrDefault(story) ?? db.OnwardRows.Add(new OnwardRow { ArticleId = story }).Entity;
            row.Due = (row.Due ?? 0) + 1;
        }

        await db.SaveChangesAsync(ct);
    }

    // Likeness is the same from both sides, so a neighbour need not be looked at anew to learn of the story.
    private void Tell(OnwardRow neighbour, long story, Kin? kin, IReadOnlySet<long> twins)
    {
        var list = OnwardRow.Read(neighbour.Ranked);
        var before = list.Count;
        list.RemoveAll(r => r.Story == story);
        if (kin is not null && !twins.Contains(neighbour.ArticleId))
        {
            var twin = list.FindIndex(r => twins.Contains(r.Story));
            if (twin >= 0 && list[twin].Score < kin.Back)
                list.RemoveAt(twin);
            else if (twin >= 0)
                kin = null;
            if (kin is not null)
                list.Add(new Relative(story, kin.Back, kin.Forth.Reason));
        }

        if (neighbour.Keep(list.OrderByDescending(r => r.Score).ThenByDescending(r => r.Story)))
            changed.Add(neighbour.ArticleId);
        if (before >= FewLeft && list.Count < FewLeft)
            neighbour.Due = 1;
    }
}
