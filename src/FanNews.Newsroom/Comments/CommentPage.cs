using System.Globalization;

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

    private static Dictionary<long, int> Places(CommentThread thread) =>
        Sorted(thread.Top, CommentOrder.Oldest).Select((view, place) => (view.Id, Page: 1 + place / Size)).ToDictionary(p => p.Id, p => p.Page);

    // The thread has them oldest first; a sort keeps the order of equals.
    private static IEnumerable<CommentView> Sorted(IReadOnlyList<CommentView> top, CommentOrder order) =>
        (order == CommentOrder.Newest ? top.Reverse() : top).OrderBy(c => c.PinnedAt is null).ThenByDescending(c => c.PinnedAt);
}
