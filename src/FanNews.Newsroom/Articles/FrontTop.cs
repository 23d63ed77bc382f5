using FanNews.Storage;

namespace FanNews.Articles;

/// <summary>The head of the front page: its slots, filled by pins and for the rest by rule, and the latest. No story stands in it twice.</summary>
public sealed record FrontTop
{
    /// <summary>The slots that stories can be pinned to: the lead, and those beside it.</summary>
    public const int Slots = 4;

    private const int InLatest = 3;
    private const int InLongLatest = 6;

    // Among so many of the newest the lead is chosen: a front page opens with a picture if it can.
    private const int Newest = 12;

    /// <summary>The first story; null in an empty newsroom.</summary>
    public Teaser? Lead { get; private init; }

    /// <summary>Beside the lead.</summary>
    public IReadOnlyList<Teaser> Beside { get; private init; } = [];

    /// <summary>What else is new; more of it where the lead has no picture.</summary>
    public IReadOnlyList<Teaser> Latest { get; private init; } = [];

    /// <summary>What stands in each slot; null where there are not stories enough.</summary>
    public IReadOnlyList<Teaser?> InSlots { get; private init; } = new Teaser?[Slots];

    /// <summary>All stories in it.</summary>
    public IEnumerable<Teaser> All => InSlots.OfType<Teaser>().Concat(Latest);

    /// <summary>Reads it in two queries.</summary>
    /// <param name="db">The store.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<FrontTop> Read(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var pinned = await db.PinnedStories(now).ReadTeasers(now, ct);
        var newest = await db.VisibleStories(now).NewestFirst().Take(Newest).ReadTeasers(now, ct);
        return Fill(pinned, newest);
    }

    /// <summary>The rule.</summary>
    /// <param name="pinned">The visible pinned stories, each with its place.</param>
    /// <param name="newest">The newest stories, newest first; pinned ones may be among them.</param>
    internal static FrontTop Fill(IReadOnlyList<Teaser> pinned, IReadOnlyList<Teaser> newest)
    {
        var slots = new Teaser?[Slots];
        foreach (var story in pinned)
        {
            if (story.Place is >= 0 and < Slots and var place)
                slots[place] ??= story;
        }

        var held = slots.OfType<Teaser>().Select(s => s.Id).ToHashSet();
        var rest = newest.Where(s => !held.Contains(s.Id)).ToList();
        slots[0] ??= Take(rest, rest.FindIndex(s => s.Picture?.Src is not null) is var pictured and >= 0 ? pictured : 0);
        for (var i = 1; i < Slots; i++)
            slots[i] ??= Take(rest, 0);
        // A page has a lead as soon as it has a story, wherever that is pinned.
        if (slots[0] is null && Array.FindIndex(slots, s => s is not null) is var first and > 0)
            (slots[0], slots[first]) = (slots[first], null);
        var latest = rest.Take(slots[0]?.Picture?.Src is null ? InLongLatest : InLatest);
        return new FrontTop { Lead = slots[0], Beside = [.. slots.Skip(1).OfType<Teaser>()], Latest = [.. latest], InSlots = slots };
    }

    private static Teaser? Take(List<Teaser> stories, int at)
    {
        if (at >= stories.Count)
            return null;
        var story = stories[at];
        stories.RemoveAt(at);
        return story;
    }
}
