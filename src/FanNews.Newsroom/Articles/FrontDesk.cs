using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A pin as the desk shows it.</summary>
/// <param name="Id">Number of the pin.</param>
/// <param name="Story">Number of the story.</param>
/// <param name="Place">Its slot, from 0.</param>
/// <param name="EndsAt">When it ends by itself (UTC); null for never.</param>
/// <param name="Headline">Headline of the story's newest text.</param>
/// <param name="Stands">How the story stands.</param>
/// <param name="PublishAt">When the story comes or came out (UTC).</param>
/// <param name="Seen">Whether readers see the story; else the pin is skipped.</param>
public sealed record DeskPin(long Id, long Story, int Place, DateTimeOffset? EndsAt, string Headline, DeskState Stands, DateTimeOffset? PublishAt, bool Seen);

/// <summary>One slot of the front page at the desk.</summary>
/// <param name="Number">From 0: the lead, then those beside it.</param>
/// <param name="Pin">The pin; null where the rule decides.</param>
/// <param name="Story">What readers see there; null where there are not stories enough.</param>
public sealed record DeskSlot(int Number, DeskPin? Pin, Teaser? Story)
{
    /// <summary>Whether the pin's story is the one that readers see here.</summary>
    public bool Holds => Pin is not null && Pin.Story == Story?.Id;
}

/// <summary>The head of the front page as the desk sees it: what stands where, by pin or by rule.</summary>
public sealed record FrontDesk
{
    /// <summary>The slots, in order.</summary>
    public required IReadOnlyList<DeskSlot> Slots { get; init; }

    /// <summary>What stands in the list of the latest.</summary>
    public required IReadOnlyList<Teaser> Latest { get; init; }

    /// <summary>The mark of the pins, which every form carries.</summary>
    public required string Mark { get; init; }

    /// <summary>Reads it in three queries.</summary>
    /// <param name="db">The store.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<FrontDesk> Read(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var top = await FrontTop.Read(db, now, ct);
        var pins = await Pins(db, now, ct);
        return new FrontDesk
        {
            Slots = [.. top.InSlots.Select((story, i) => new DeskSlot(i, pins.Standing.FirstOrDefault(p => p.Place == i), story))],
            Latest = top.Latest,
            Mark = pins.Mark,
        };
    }

    /// <summary>The pins that count now, in their order, and the mark of all.</summary>
    public static async Task<(IReadOnlyList<DeskPin> Standing, string Mark)> Pins(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var visible = db.VisibleStories(now);
        var rows = await db.FrontPins.AsNoTracking().OrderBy(p => p.Place).ThenBy(p => p.Id).Select(p => new
        {
            Pin = p,
            p.Article.State,
            p.Article.PublishAt,
            p.Article.KilledAt,
            Headline = p.Article.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First(),
            Seen = visible.Any(l => l.Article.Id == p.ArticleId),
        }).ToListAsync(ct);
        return (
            [.. rows.Where(r => r.Pin.EndsAt is null || r.Pin.EndsAt > now).Select(r => new DeskPin(
                r.Pin.Id, r.Pin.ArticleId, r.Pin.Place, r.Pin.EndsAt, r.Headline, DeskStory.Standing(r.State, r.PublishAt, r.KilledAt, now), r.PublishAt, r.Seen))],
            CurateFront.Mark(rows.Select(r => r.Pin)));
    }
}
