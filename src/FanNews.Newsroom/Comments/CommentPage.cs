using System.Globalization;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>In which order comments that answer the story are read. Answers to a comment always follow it, oldest first.</summary>
public enum CommentOrder
{
    /// <summary>As the talk went.</summary>
    Oldest,

    /// <summary>What was said last comes first.</summary>
    Newest,
}

/// <summary>The comments of a story that one page shows: so many that answer the story, each with all answers to it. Pinned ones come before the others.</summary>
public sealed record CommentPage
{
    /// <summary>Comments that answer the story, on a page.</summary>
    public const int Size = 50;

    // Of a longer page all of the story's is read: so many numbers cost more than they save.
    private const int MostNumbers = 500;

    private readonly Dictionary<long, int> places;

    private CommentPage(IReadOnlyList<CommentView> top, int number, int pages, CommentOrder order, Dictionary<long, int> places) =>
        (Top, Number, Pages, Order, this.places) = (top, number, pages, order, places);

    /// <summary>The comments that answer the story.</summary>
    public IReadOnlyList<CommentView> Top { get; }

    /// <summary>Which page it is, from 1.</summary>
    public int Number { get; }

    /// <summary>How many pages there are; 1 where there is no comment.</summary>
    public int Pages { get; }

    /// <summary>The order.</summary>
    public CommentOrder Order { get; }

    /// <summary>Cuts a page out of a thread.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="number">Which page, from 1.</param>
    /// <param name="order">In which order.</param>
    /// <returns>Null when there is no such page.</returns>
    public static CommentPage? Of(CommentThread thread, int number, CommentOrder order)
    {
        var pages = Math.Max(1, (thread.Top.Count + Size - 1) / Size);
        if (number < 1 || number > pages)
            return null;
        return new([.. Sorted(thread.Top, order).Skip((number - 1) * Size).Take(Size)], number, pages, order, Places(thread));
    }

    /// <summary>The page with what was said on it, read for this page alone.</summary>
    /// <param name="db">The store, in the view in which the thread was read.</param>
    /// <param name="article">Number of the story.</param>
    /// <param name="writers">Accounts of those in its byline.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<CommentPage> Read(NewsroomDb db, long article, IReadOnlyList<long> writers, CancellationToken ct = default)
    {
        var ids = Top.SelectMany(All).Where(c => !c.Removed).Select(c => c.Id).ToList();
        if (ids.Count == 0)
            return this;
        var found = CommentThread.Public(db, article);
        var said = await (ids.Count > MostNumbers ? found : found.Where(c => ids.Contains(c.Id)))
            .Select(c => new { c.Id, c.Website, c.Text, c.EditedAt, MeaningChanged = c.MeaningChangedAt != null, Picked = c.PickedAt != null, c.PersonId }).ToDictionaryAsync(c => c.Id, ct);

        CommentView Filled(CommentView view)
        {
            for (var i = 0; i < view.Replies.Count; i++)
                view.Replies[i] = Filled(view.Replies[i]);
            return view.Removed || !said.TryGetValue(view.Id, out var words) ? view : view with
            {
                Website = words.Website,
                Text = words.Text,
                EditedAt = words.EditedAt,
                MeaningChanged = words.MeaningChanged,
                Picked = words.Picked,
                Staff = words.PersonId is not null,
                WroteThisStory = words.PersonId is { } person && writers.Contains(person),
            };
        }

        return new([.. Top.Select(Filled)], Number, Pages, Order, places);
    }

    /// <summary>The page, oldest first, on which a comment stands; 1 for one that the thread does not have.</summary>
    public static int NumberOf(CommentThread thread, long id)
    {
        var sorted = Sorted(thread.Top, CommentOrder.Oldest).ToList();
        var open = new Stack<(CommentView View, int Place)>(sorted.Select((view, place) => (view, place)));
        while (open.TryPop(out var next))
        {
            if (next.View.Id == id)
                return 1 + next.Place / Size;
            foreach (var reply in next.View.Replies)
                open.Push((reply, next.Place));
        }

        return 1;
    }

    /// <summary>The query of the address at which a comment that answers the story stays to be found, with the answers to it.</summary>
    /// <param name="top">Number of that comment.</param>
    public string QueryOf(long top) => Query(places.GetValueOrDefault(top, 1), CommentOrder.Oldest);

    /// <summary>The query of a page; empty for the first, oldest first.</summary>
    public static string Query(int number, CommentOrder order) => (number, order) switch
    {
        (1, CommentOrder.Oldest) => "",
        (1, _) => "?order=newest",
        (_, CommentOrder.Oldest) => string.Create(CultureInfo.InvariantCulture, $"?comments={number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"?comments={number}&order=newest"),
    };

    private static IEnumerable<CommentView> All(CommentView view) => view.Replies.SelectMany(All).Prepend(view);

    private static Dictionary<long, int> Places(CommentThread thread) =>
        Sorted(thread.Top, CommentOrder.Oldest).Select((view, place) => (view.Id, Page: 1 + place / Size)).ToDictionary(p => p.Id, p => p.Page);

    // The thread has them oldest first; a sort keeps the order of equals.
    private static IEnumerable<CommentView> Sorted(IReadOnlyList<CommentView> top, CommentOrder order) =>
        (order == CommentOrder.Newest ? top.Reverse() : top).OrderBy(c => c.PinnedAt is null).ThenByDescending(c => c.PinnedAt);
}
