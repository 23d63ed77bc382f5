using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Onward;

/// <summary>A story proposed to the reader of another, and why.</summary>
/// <param name="Story">The story.</param>
/// <param name="Reason">A short phrase for editors, such as <c>shares 'harbour board'</c>.</param>
/// <param name="Score">How well it fits; only the order means something. 0 where no likeness was measured.</param>
public sealed record Journey(Teaser Story, string Reason, double Score = 0);

/// <summary>
/// Where readers of a story may go from it. Next Post: the editor's pin, else the next part of the series, else the next newer story of the
/// section, else the newest that is not on the page yet. You May Like: the editor's pins, the stored relatives, then what is new in the
/// section and in the paper. Whatever was stored, only what readers see at the instant is proposed.
/// </summary>
/// <param name="Next">Next Post; null in a newsroom with one story.</param>
/// <param name="Rail">You May Like, best first; may be empty.</param>
public sealed record Journeys(Journey? Next, IReadOnlyList<Journey> Rail)
{
    /// <summary>How many stories You May Like has at most.</summary>
    public const int Size = 6;

    /// <summary>How many of them are credited to one source at most, besides pinned ones.</summary>
    public const int MostOfOneSource = 3;

    // So many of the newest that some are left whatever stands on the page already, and the story itself.
    private const int Newest = (2 * Size) + 3;

    /// <summary>Finds them in two queries.</summary>
    /// <param name="db">The store.</param>
    /// <param name="story">The story that is read.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="newest">What <see cref="ReadNewest"/> finds at that instant.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Journeys> Read(NewsroomDb db, StoryView story, DateTimeOffset now, IReadOnlyList<Teaser> newest, CancellationToken ct = default)
    {
        var offers = await Offers(db, story, now).ToListAsync(ct);
        var relatives = offers.Find(o => o.Kind == Kind.Row) is { } row ? OnwardRow.Read(row.Ranked) : [];
        var others = db.VisibleStories(now).Where(l => l.Article.Id != story.Id);
        // Where there are relatives enough, what is new hardly matters.
        if (relatives.Count >= 2 * Size)
            offers.RemoveAll(o => o.Kind == Kind.New);
        var ids = offers.Where(o => o.Kind != Kind.Row).Select(o => o.Id).Union(relatives.Select(r => r.Story)).ToList();
        if (story.Series?.Next is { } part)
            ids.Add(part.Id);
        var found = ids.Count == 0 ? [] : await others.Where(l => ids.Contains(l.Article.Id)).ReadTeasers(now, ct);
        return new Choice(story, offers, relatives, found, newest).Made();
    }

    /// <summary>The newest stories of the paper, the same for the readers of all its stories.</summary>
    /// <param name="db">The store.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<Teaser>> ReadNewest(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default) =>
        await db.VisibleStories(now).NewestFirst().Take(Newest).ReadTeasers(now, ct);

    // What was stored for the story, what was pinned to it, and what stands around it in its section, as numbers.
    private static IQueryable<Offer> Offers(NewsroomDb db, StoryView story, DateTimeOffset now)
    {
        var rows = db.OnwardRows.Where(r => r.ArticleId == story.Id).Select(r => new Offer { Kind = Kind.Row, Id = r.ArticleId, Place = 0, Ranked = r.Ranked });
        var pins = db.OnwardPins.Where(p => p.ArticleId == story.Id).Select(p => new Offer { Kind = Kind.Pin, Id = p.TargetId, Place = p.Place, Ranked = "" });
        var all = rows.Concat(pins);
        if (story.Section is not { } section)
            return all;
        // Their texts are not wanted here.
        var here = db.Articles.Where(Visibility.At(now)).Where(a => a.Kind == ArticleKind.Story && a.SectionId == section.Id && a.Id != story.Id);
        return all.Concat(here
            // Not "later, or at the same time and ...": that is no place in an index, and all that ran before in the section would be gone through.
            .Where(a => a.PublishAt >= story.PublishAt && (a.PublishAt > story.PublishAt || a.Id > story.Id))
            .OrderBy(a => a.PublishAt).ThenBy(a => a.Id).Take(1)
            .Select(a => new Offer { Kind = Kind.Newer, Id = a.Id, Place = 0, Ranked = "" }))
            .Concat(here.OrderByDescending(a => a.PublishAt).ThenByDescending(a => a.Id).Take(Newest).Select(a => new Offer { Kind = Kind.New, Id = a.Id, Place = 0, Ranked = "" }));
    }

    private enum Kind
    {
        Row,
        Pin,
        Newer,
        New,
    }

    private sealed class Offer
    {
        public required Kind Kind { get; init; }

        public required long Id { get; init; }

        public required int Place { get; init; }

        public required string Ranked { get; init; }
    }

    private sealed class Choice(StoryView from, List<Offer> offers, List<Relative> relatives, List<Teaser> found, IReadOnlyList<Teaser> newest)
    {
        private readonly Dictionary<long, Teaser> visible = found.Concat(newest).DistinctBy(s => s.Id).ToDictionary(s => s.Id);
        private readonly HashSet<long> taken = [from.Id];
        private readonly List<Journey> rail = [];

        public Journeys Made()
        {
            var pins = Of(Kind.Pin).OrderBy(p => p.Place).ToList();
            var next = pins.Find(p => p.Place == OnwardPin.Next) is { } pinned ? Take(pinned.Id, "pinned")
                : from.Series?.Next is { } part ? Take(part.Id, $"next in the series '{from.Series.Name}'")
                : null;
            next ??= Of(Kind.Newer).Select(o => Take(o.Id, $"next in {from.Section!.Name}")).FirstOrDefault(j => j is not null);
            foreach (var pin in pins.Where(p => p.Place != OnwardPin.Next))
                Add(pin.Id, "pinned", capped: false);
            foreach (var relative in relatives)
                Add(relative.Story, relative.Reason, score: relative.Score);
            next ??= newest.Select(s => Take(s.Id, "the newest story")).FirstOrDefault(j => j is not null) ?? OfRail();
            foreach (var story in Of(Kind.New).Select(o => visible.GetValueOrDefault(o.Id)).OfType<Teaser>().OrderByDescending(s => s.PublishAt).ThenByDescending(s => s.Id))
                Add(story.Id, $"also in {from.Section!.Name}", isNew: true);
            foreach (var story in newest)
                Add(story.Id, "recent", isNew: true);
            return new(next, rail);
        }

        // Nobody looked yet at whether what is only new reports an event that stands here already.
        private bool IsTold(string headline) => Kinship.IsTwin(headline, from.Headline) || rail.Exists(j => Kinship.IsTwin(headline, j.Story.Headline));

        // Where there are so few stories that all stand in the rail, the newest of them is the next.
        private Journey? OfRail()
        {
            if (rail.OrderByDescending(j => j.Story.PublishAt).ThenByDescending(j => j.Story.Id).FirstOrDefault() is not { } newest)
                return null;
            rail.Remove(newest);
            return newest with { Reason = "the newest story" };
        }

        private IEnumerable<Offer> Of(Kind kind) => offers.Where(o => o.Kind == kind);

        private Journey? Take(long id, string reason) => visible.TryGetValue(id, out var story) && taken.Add(id) ? new(story, reason) : null;

        private void Add(long id, string reason, double score = 0, bool capped = true, bool isNew = false)
        {
            if (rail.Count == Size || !visible.TryGetValue(id, out var story) || taken.Contains(id))
                return;
            if ((isNew && IsTold(story.Headline)) || (capped && story.SourceId is { } source && rail.Count(j => j.Story.SourceId == source) >= MostOfOneSource))
                return;
            taken.Add(id);
            rail.Add(new(story, reason, score));
        }
    }
}
