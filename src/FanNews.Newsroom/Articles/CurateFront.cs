using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A story that is to be pinned, as the form sends it.</summary>
/// <param name="Story">Number of the story.</param>
/// <param name="Slot">The slot, from 0.</param>
/// <param name="EndsAt">When the pin ends, local time of the site; blank for never.</param>
/// <param name="Offset">Which of two, where that time happens twice.</param>
/// <param name="Seen">The mark of the pins that the form was made from.</param>
public sealed record TypedPin(long Story, int Slot, string? EndsAt = null, string? Offset = null, string? Seen = null);

/// <summary>The one way by which people put stories on the front page. A form that does not know the present pins changes nothing.</summary>
public sealed class CurateFront(NewsroomStore store)
{
    /// <summary>Puts a story into a slot. What was pinned there is pinned no more; a story that is pinned already moves.</summary>
    /// <param name="by">Who.</param>
    /// <param name="typed">The form.</param>
    /// <param name="site">The site's zone.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<FrontAnswer> Pin(Actor by, TypedPin typed, Site site, CancellationToken ct = default) => Do(by, typed.Seen, async (change, pins) =>
    {
        if (typed.Slot is < 0 or >= FrontTop.Slots)
            return Refused("Slot", "Choose a slot from the list");
        var ends = LocalTime.Read(typed.EndsAt, typed.Offset, site.Zone);
        if (ends.Problem is not null)
            return Refused("EndsAt", ends.Problem);
        if (ends.At <= change.Now)
            return Refused("EndsAt", "That time is past. Choose a time to come, or leave the field empty");
        if (await change.Db.Articles.Where(a => a.Id == typed.Story).Select(a => new { a.Kind, a.KilledAt }).SingleOrDefaultAsync(ct) is not { } story)
            return Refused("Story", "Choose a story");
        if (story.Kind != ArticleKind.Story)
            return Refused("Story", "A page stands outside the news: only stories are pinned");
        if (story.KilledAt is not null)
            return Refused("Story", "The story is killed. It cannot stand on the front page");

        var pin = pins.Find(p => p.ArticleId == typed.Story);
        foreach (var other in pins.Where(p => p.Place == typed.Slot && p != pin))
            Remove(change, other, "gave way");
        if (pin is null)
            change.Db.FrontPins.Add(pin = new FrontPin { ArticleId = typed.Story });
        (pin.Place, pin.EndsAt) = (typed.Slot, ends.At);
        change.Record("pinned", Subject(pin), Slot(typed.Slot));
        return new FrontAnswer.Done();
    }, ct);

    /// <summary>Moves a pin to another slot; what is pinned there comes into the slot that it leaves.</summary>
    /// <param name="by">Who.</param>
    /// <param name="id">Number of the pin.</param>
    /// <param name="to">The slot, from 0.</param>
    /// <param name="seen">The mark of the pins that the form was made from.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<FrontAnswer> Move(Actor by, long id, int to, string? seen, CancellationToken ct = default) => Do(by, seen, (change, pins) =>
    {
        if (pins.Find(p => p.Id == id) is not { } pin)
            return Task.FromResult<FrontAnswer>(new FrontAnswer.Missing());
        if (to is < 0 or >= FrontTop.Slots)
            return Task.FromResult<FrontAnswer>(Refused("Slot", "There is no slot there"));
        foreach (var other in pins.Where(p => p.Place == to && p != pin))
            other.Place = pin.Place;
        pin.Place = to;
        change.Record("moved", Subject(pin), Slot(to));
        return Task.FromResult<FrontAnswer>(new FrontAnswer.Done());
    }, ct);

    /// <summary>Takes a pin off: the rule fills its slot.</summary>
    /// <param name="by">Who.</param>
    /// <param name="id">Number of the pin.</param>
    /// <param name="seen">The mark of the pins that the form was made from.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<FrontAnswer> Unpin(Actor by, long id, string? seen, CancellationToken ct = default) => Do(by, seen, (change, pins) =>
    {
        if (pins.Find(p => p.Id == id) is not { } pin)
            return Task.FromResult<FrontAnswer>(new FrontAnswer.Missing());
        Remove(change, pin, null);
        return Task.FromResult<FrontAnswer>(new FrontAnswer.Done());
    }, ct);

    /// <summary>What two forms have in common that were made from the same pins. Time alone does not change it.</summary>
    public static string Mark(IEnumerable<FrontPin> pins) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', pins.OrderBy(p => p.Id)
        .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Id} {p.ArticleId} {p.Place} {p.EndsAt?.ToUnixTimeMilliseconds()}"))))))[..16];

    private async Task<FrontAnswer> Do(Actor by, string? seen, Func<Change, List<FrontPin>, Task<FrontAnswer>> work, CancellationToken ct) => await store.Change(by, async change =>
    {
        await change.Db.Lock("front", ct);
        var pins = await change.Db.FrontPins.ToListAsync(ct);
        if (seen != Mark(pins))
            return change.Abandon<FrontAnswer>(new FrontAnswer.Conflict());
        // What has ended stands in nobody's way, and is cleared away with the next change.
        var ended = pins.Where(p => p.EndsAt <= change.Now).ToList();
        change.Db.FrontPins.RemoveRange(ended);
        var answer = await work(change, [.. pins.Except(ended)]);
        return answer is FrontAnswer.Done ? answer : change.Abandon(answer);
    }, ct);

    private static void Remove(Change change, FrontPin pin, string? why)
    {
        change.Db.FrontPins.Remove(pin);
        change.Record("unpinned", Subject(pin), why);
    }

    private static FrontAnswer.Refused Refused(string field, string sentence) => new([new(field, sentence)]);

    private static string Subject(FrontPin pin) => string.Create(CultureInfo.InvariantCulture, $"article:{pin.ArticleId}");

    private static string Slot(int slot) => string.Create(CultureInfo.InvariantCulture, $"slot {slot}");
}
