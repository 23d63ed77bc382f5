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
}

/// <summary>A story as its editor opens it.</summary>
public sealed record DeskStory
{
    // The editor's side panel shows so many; the history's own page has the rest.
    private const int Sittings = 6;

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

    /// <summary>When it was killed (UTC).</summary>
    public DateTimeOffset? KilledAt { get; init; }

    /// <summary>Why.</summary>
    public string? KillReason { get; init; }

    /// <summary>Whether readers ever saw it.</summary>
    public bool WasOut { get; init; }

    /// <summary>Revisions since the one that is, or will be, before readers; 0 where none is.</summary>
    public int NotLive { get; init; }

    /// <summary>The newest text and where it runs, as the form shows them.</summary>
    public required TypedStory Form { get; init; }

    /// <summary>Who handed the draft back to its writer, when and with which words; null where nobody did since it was submitted.</summary>
    public ReturnedStory? Returned { get; init; }

    /// <summary>Words of the newest text.</summary>
    public int Words { get; init; }

    /// <summary>The newest lines of its history, newest first.</summary>
    public required IReadOnlyList<RevisionLine> History { get; init; }

    /// <summary>Reads it in eight queries, a draft in nine.</summary>
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
            .Select(g => new { Newest = g.Max(r => r.Number), First = g.Min(r => r.EffectiveAt) }).SingleOrDefaultAsync(ct);
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
            KilledAt = article.KilledAt,
            KillReason = article.KillReason,
            WasOut = article.Permalink is not null && released?.First <= now,
            NotLive = article.State == ArticleState.Published && released is not null ? newest.Number - released.Newest : 0,
            Form = TypedStory.Of(article, newest, site),
            Returned = article is { State: ArticleState.Draft, KilledAt: null } ? await ReturnedStory.Of(db, id, ct) : null,
            Words = newest.Words,
            History = history,
        };
    }

    /// <summary>The desk's word for a story's state at <paramref name="now"/>.</summary>
    public static DeskState Standing(ArticleState state, DateTimeOffset? publishAt, DateTimeOffset? killedAt, DateTimeOffset now) =>
        killedAt is not null ? DeskState.Killed
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
