using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Where a page of a list begins: at a page of a number, or after a place.</summary>
/// <param name="Number">From 1; counts where <paramref name="Before"/> is null.</param>
/// <param name="Before">The place; what stands on the page stays the same while stories are published.</param>
public readonly record struct ListStart(int Number, ListPlace? Before = null)
{
    /// <summary>The beginning of the list.</summary>
    public static ListStart First => new(1);
}

/// <summary>One page of a list.</summary>
/// <param name="Stories">What stands on it.</param>
/// <param name="Newer">The page before; null on the first.</param>
/// <param name="Older">The page after; null on the last.</param>
public sealed record ListPage(IReadOnlyList<Teaser> Stories, ListStart? Newer, ListStart? Older)
{
    /// <summary>Reads one.</summary>
    /// <param name="list">The list.</param>
    /// <param name="db">The store.</param>
    /// <param name="start">Where the page begins.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The page, without stories where the list does not go so far; null where the list has no such pages.</returns>
    public static async Task<ListPage?> Read(StoryList list, NewsroomDb db, ListStart start, DateTimeOffset now, CancellationToken ct = default)
    {
        if (list.Kind == ListKind.Series)
            return start.Before is null ? await InItsOrder(list, start.Number, now, ct) : null;
        var (stories, more) = start.Before is not null || start.Number == 1
            ? Cut(await list.Parts.ReadNewest(db, start.Before, StoryList.PageSize + 1, now, ct))
            : await list.Stories.ReadPage(now, start.Number, StoryList.PageSize, ct);
        ListStart? older = more ? new(0, new ListPlace(stories[^1].PublishAt, stories[^1].Id)) : null;
        ListStart? newer = start.Before is { } from ? stories.Count == 0 ? null : await Above(list, from, ct) : start.Number > 1 ? new(start.Number - 1) : null;
        return new(stories, newer, older);
    }

    // The order of a series is its own, and it is short.
    private static async Task<ListPage> InItsOrder(StoryList list, int number, DateTimeOffset now, CancellationToken ct)
    {
        var (stories, more) = await list.Stories.ReadPage(now, number, StoryList.PageSize, ct);
        return new(stories, number > 1 ? new(number - 1) : null, more ? new(number + 1) : null);
    }

    // A page further up ends where this one begins. Where there is not enough for a whole one, it is the first.
    private static async Task<ListStart> Above(StoryList list, ListPlace place, CancellationToken ct)
    {
        var above = await Places(list.Parts.Select(p => p.UpFrom(place).Take(StoryList.PageSize + 1)))
            .OrderBy(p => p.PublishAt).ThenBy(p => p.Id).Take(StoryList.PageSize + 1).ToListAsync(ct);
        return above.Count > StoryList.PageSize ? new(0, new ListPlace(above[^1].PublishAt!.Value, above[^1].Id)) : ListStart.First;
    }

    private static (IReadOnlyList<Teaser> Stories, bool More) Cut(List<Teaser> stories) =>
        stories.Count > StoryList.PageSize ? (stories[..StoryList.PageSize], true) : (stories, false);

    internal static IQueryable<StoryPlace> Places(IEnumerable<IQueryable<LiveArticle>> parts) =>
        parts.Select(part => part.Select(l => new StoryPlace { PublishAt = l.Article.PublishAt, Id = l.Article.Id, SectionId = l.Article.SectionId })).Aggregate((all, part) => all.Concat(part));

    internal sealed class StoryPlace
    {
        public required DateTimeOffset? PublishAt { get; init; }

        public required long Id { get; init; }

        public required long? SectionId { get; init; }
    }
}

/// <summary>Stories that several queries find together, each of which an index answers by itself: a section and those under it.</summary>
public static class StoriesInParts
{
    /// <summary>
    /// The newest of them all. One condition on several sections would have an engine read and sort all that they ever ran.
    /// </summary>
    /// <param name="parts">At least one query, newest first; none finds what another finds.</param>
    /// <param name="db">The store.</param>
    /// <param name="before">After which place; null for the newest.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<List<Teaser>> ReadNewest(this IReadOnlyList<IQueryable<LiveArticle>> parts, NewsroomDb db, ListPlace? before, int count, DateTimeOffset now, CancellationToken ct = default)
    {
        if (parts is [var only])
            return await only.Before(before).Take(count).ReadTeasers(now, ct);
        var places = await ListPage.Places(parts.Select(p => p.Before(before).Take(count)))
            .OrderByDescending(p => p.PublishAt).ThenByDescending(p => p.Id).Take(count).Select(p => p.Id).ToListAsync(ct);
        return await db.VisibleStories(now).Where(l => places.Contains(l.Article.Id)).NewestFirst().ReadTeasers(now, ct);
    }
}
