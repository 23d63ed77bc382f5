using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>How a story stands, in the desk's words.</summary>
public enum DeskState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Waits for an editor.</summary>
    InReview,

    /// <summary>Comes out at a time to come.</summary>
    Scheduled,

    /// <summary>Before readers.</summary>
    Published,

    /// <summary>Withdrawn for good.</summary>
    Killed,

    /// <summary>Thrown away; it may be restored for a while.</summary>
    Trashed,
}

/// <summary>A story as its editor opens it.</summary>
public sealed record DeskStory
{
    // The editor's side panel shows so many; the history's own page has the rest.
    private const int Sittings = 6, MostNotes = 50;

    /// <summary>Number of the article.</summary>
    public required long Id { get; init; }

    /// <summary>Story or page.</summary>
    public required ArticleKind Kind { get; init; }

    /// <summary>How far the newsroom has taken it.</summary>
    public required ArticleState State { get; init; }

    /// <summary>The same in the desk's words.</summary>
    public required DeskState Stands { get; init; }

    /// <summary>Whose it is.</summary>
    public long? OwnerId { get; init; }

    /// <summary>What says who may do what with it.</summary>
    public required StoryPlace Place { get; init; }

    /// <summary>Its decoded public path; null while it has none.</summary>
    public string? Permalink { get; init; }

    /// <summary>When it comes or came out (UTC).</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>Where it stands in the desk's lists (UTC); of what is in the trash, when it was thrown there.</summary>
    public DateTimeOffset ListedAt { get; init; }

    /// <summary>When it was killed (UTC).</summary>
    public DateTimeOffset? KilledAt { get; init; }

    /// <summary>Why.</summary>
    public string? KillReason { get; init; }

    /// <summary>Whether readers ever saw it.</summary>
    public bool WasOut { get; init; }

    /// <summary>Revisions since the one that is, or will be, before readers; 0 where none is.</summary>
    public int NotLive { get; init; }

    /// <summary>No reader before this instant (UTC); null for none.</summary>
    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>No reader from this instant (UTC) on; null for none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When a changed text of a story that is out goes before readers (UTC); null for none.</summary>
    public DateTimeOffset? ChangeAt { get; init; }

    /// <summary>Who works on it now; null for nobody in particular.</summary>
    public long? AssigneeId { get; init; }

    /// <summary>When it is to be done (UTC); null for no time.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What the newsroom says about it, latest first.</summary>
    public IReadOnlyList<StoryNote> Notes { get; init; } = [];

    /// <summary>Those who may work on it, by name.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; init; } = [];

    /// <summary>What the desk notices of a change that readers know or are to know; null for nothing.</summary>
    public ChangeNotice? Notice { get; init; }

    /// <summary>Whether that change is published, and nobody has said yet what kind of change it is.</summary>
    public bool NoteDue { get; init; }

    /// <summary>The newest text and where it runs, as the form shows them.</summary>
    public required TypedStory Form { get; init; }

    /// <summary>Who handed the draft back to its writer, when and with which words; null where nobody did since it was submitted.</summary>
    public ReturnedStory? Returned { get; init; }

    /// <summary>Words of the newest text.</summary>
    public int Words { get; init; }

    /// <summary>The newest lines of its history, newest first.</summary>
    public required IReadOnlyList<RevisionLine> History { get; init; }

    /// <summary>Whether readers see it, as far as its times go.</summary>
    /// <param name="now">The instant (UTC).</param>
    public bool IsOut(DateTimeOffset now) => Stands == DeskState.Published && !(EmbargoUntil > now) && !(ExpiresAt <= now);

    /// <summary>Reads it in ten queries, a draft in eleven; in one more where a change of what readers know is looked at.</summary>
    /// <param name="db">The store.</param>
    /// <param name="id">Number of the article.</param>
    /// <param name="site">The site's choices.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The story; null when there is none.</returns>
    public static async Task<DeskStory?> Read(NewsroomDb db, long id, Site site, DateTimeOffset now, CancellationToken ct = default)
    {
        var article = await db.Articles.AsNoTracking().Include(a => a.Section).Include(a => a.Source).Include(a => a.Series).Include(a => a.Tags).Include(a => a.Bylines).ThenInclude(b => b.Author)
            .Include(a => a.OnwardPins).ThenInclude(p => p.Target)
            .AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (article is null)
            return null;
        var newest = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == id).OrderByDescending(r => r.Number).FirstAsync(ct);
        var (history, _) = await RevisionHistory.Read(db, id, Sittings, before: null, ct);
        var released = await db.Revisions.Where(r => r.ArticleId == id && r.Released).GroupBy(r => r.ArticleId)
            .Select(g => new
            {
                Newest = g.Max(r => r.Number),
                First = g.Min(r => r.EffectiveAt),
                Live = g.Max(r => r.EffectiveAt <= now ? (int?)r.Number : null),
                Planned = g.Max(r => r.EffectiveAt > now ? r.EffectiveAt : null),
                Due = g.Max(r => r.NoteDue ? (int?)r.Number : null),
            })
            .SingleOrDefaultAsync(ct);
        var wasOut = article.Permalink is not null && released?.First <= now;
        var changes = wasOut && !(article.EmbargoUntil > now) && article.KilledAt is null;
        var planned = article.State == ArticleState.Published && article.PublishAt <= now ? released?.Planned : null;
        return new DeskStory
        {
            Id = article.Id,
            Kind = article.Kind,
            State = article.State,
            Stands = Standing(article.State, article.PublishAt, article.KilledAt, now),
            OwnerId = article.OwnerId,
            Place = article.Place(),
            Permalink = article.Permalink,
            PublishAt = article.PublishAt,
            ListedAt = article.ListedAt,
            KilledAt = article.KilledAt,
            KillReason = article.KillReason,
            WasOut = wasOut,
            EmbargoUntil = article.EmbargoUntil,
            ExpiresAt = article.UnpublishAt,
            ChangeAt = planned,
            AssigneeId = article.AssigneeId,
            Deadline = article.Deadline,
            Notes = await db.StoryNotes.AsNoTracking().Where(n => n.ArticleId == id).OrderByDescending(n => n.Id).Take(MostNotes).ToListAsync(ct),
            Colleagues = await Colleague.Of(db, article.Place(), ct),
            NoteDue = changes && released!.Due is not null,
            Notice = !changes ? null : released!.Due is { } due ? await Noticed(db, id, null, due, site, ct) : released.Live < newest.Number ? await Noticed(db, id, released.Live, newest.Number, site, ct) : null,
            NotLive = article.State == ArticleState.Published && released is not null ? newest.Number - released.Newest : 0,
            Form = TypedStory.Of(article, newest, site) with { ChangeAt = planned is { } at ? LocalTime.Write(at, site.Zone) : null, ChangeOffset = TypedStory.Twice(planned, site) },
            Returned = article is { State: ArticleState.Draft, KilledAt: null } ? await ReturnedStory.Of(db, id, ct) : null,
            Words = newest.Words,
            History = history,
        };
    }

    // From one text to a later one; from the one that readers knew before it where none is named.
    private static async Task<ChangeNotice?> Noticed(NewsroomDb db, long article, int? from, int to, Site site, CancellationToken ct)
    {
        var texts = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == article && (r.Number == to || (from == null ? r.Released && r.Number < to : r.Number == from)))
            .OrderByDescending(r => r.Number).Take(2).ToListAsync(ct);
        return texts.Count == 2 ? NoticeChange.Between(TypedStory.Of(texts[1]).Text, TypedStory.Of(texts[0]).Text, site.Language) : null;
    }

    /// <summary>The desk's word for a story's state at <paramref name="now"/>.</summary>
    public static DeskState Standing(ArticleState state, DateTimeOffset? publishAt, DateTimeOffset? killedAt, DateTimeOffset now) =>
        killedAt is not null ? DeskState.Killed
        : state == ArticleState.Trashed ? DeskState.Trashed
        : state == ArticleState.InReview ? DeskState.InReview
        : state == ArticleState.Draft ? DeskState.Draft
        : publishAt > now ? DeskState.Scheduled
        : DeskState.Published;
}

/// <summary>How an editor handed a story back to its writer.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Note">What they said about it; null for nothing.</param>
public sealed record ReturnedStory(string By, DateTimeOffset At, string? Note)
{
    internal static async Task<ReturnedStory?> Of(NewsroomDb db, long article, CancellationToken ct)
    {
        var subject = $"article:{article}";
        var last = await db.AuditLines.AsNoTracking().Where(l => l.Subject == subject && (l.Verb == "submitted" || l.Verb == "returned" || l.Verb == "unpublished"))
            .OrderByDescending(l => l.Id).Select(l => new { l.Verb, l.By, l.At, l.Detail }).FirstOrDefaultAsync(ct);
        return last?.Verb == "returned" ? new(last.By, last.At, last.Detail) : null;
    }
}
