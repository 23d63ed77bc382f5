using System.Globalization;
using FanNews.Comments;
using FanNews.People;
using FanNews.Search;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Which stories the desk's list shows.</summary>
public enum DeskTab
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The person's own.</summary>
    Mine,

    /// <summary>Those that should be done by now and are not out.</summary>
    Late,

    /// <summary>Those that wait for an editor.</summary>
    Review,

    /// <summary>Those that come out at a time to come.</summary>
    Scheduled,

    /// <summary>Those being written.</summary>
    Drafts,

    /// <summary>Those before readers.</summary>
    Published,

    /// <summary>Those withdrawn for good.</summary>
    Killed,

    /// <summary>Drafts that were thrown away, and may be restored.</summary>
    Trash,
}

/// <summary>What to list.</summary>
/// <param name="Tab">Which stories.</param>
/// <param name="Words">Beginnings of words that headline or byline hold; null for any.</param>
/// <param name="After">Where the page before ended, as <see cref="DeskList.Next"/> said; null for the beginning.</param>
public sealed record DeskQuestion(DeskTab Tab, string? Words = null, string? After = null)
{
    /// <summary>What else narrows the list.</summary>
    public DeskFilter Filter { get; init; } = new();

    /// <summary>Whether those that wait for an editor stand first, where the list is of all.</summary>
    public bool Grouped { get; init; } = true;
}

/// <summary>A story as the desk's list shows it.</summary>
public sealed record DeskRow
{
    /// <summary>Number of the article.</summary>
    public required long Id { get; init; }

    /// <summary>Story or page.</summary>
    public required ArticleKind Kind { get; init; }

    /// <summary>How it stands.</summary>
    public required DeskState State { get; init; }

    /// <summary>Headline of the newest text; may be empty.</summary>
    public required string Headline { get; init; }

    /// <summary>Words of the newest text.</summary>
    public required int Words { get; init; }

    /// <summary>Revisions that readers do not see yet, of a story that is out or scheduled.</summary>
    public required int NotLive { get; init; }

    /// <summary>Whether readers have read what its newest change takes back, and nobody has said yet what kind of change it is.</summary>
    public required bool NoteDue { get; init; }

    /// <summary>No reader from this instant (UTC) on; null for none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who works on it; null for nobody in particular.</summary>
    public string? Assignee { get; init; }

    /// <summary>When it is to be done (UTC); null for no time.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Whether it should be done by now and is not.</summary>
    /// <param name="now">The instant (UTC).</param>
    public bool IsLate(DateTimeOffset now) => State is DeskState.Draft or DeskState.InReview && Deadline < now;

    /// <summary>Whether it has a lead picture.</summary>
    public required bool Pictured { get; init; }

    /// <summary>Why it was killed.</summary>
    public string? KillReason { get; init; }

    /// <summary>Name of the section.</summary>
    public string? Section { get; init; }

    /// <summary>The first three of the byline.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>How many more sign it.</summary>
    public int MoreAuthors { get; init; }

    /// <summary>Its place in the list (UTC): kill, publication or newest text.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>No reader before this instant (UTC); null for none.</summary>
    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>Approved comments.</summary>
    public required int Comments { get; init; }
}

/// <summary>One page of the desk's list of stories.</summary>
public sealed record DeskList
{
    /// <summary>Stories on a page.</summary>
    public const int Size = 50;

    /// <summary>Those that wait for an editor, oldest first; only at the head of the list of all.</summary>
    public required IReadOnlyList<DeskRow> Waiting { get; init; }

    /// <summary>The others, latest first.</summary>
    public required IReadOnlyList<DeskRow> Rows { get; init; }

    /// <summary>How many stories each tab holds.</summary>
    public required IReadOnlyDictionary<DeskTab, int> Counts { get; init; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; init; }

    /// <summary>Reads a page in two queries, three at the head of the list of all.</summary>
    /// <param name="db">The store, inside one reading transaction.</param>
    /// <param name="question">What to list.</param>
    /// <param name="rights">Who asks: they see what they may open.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<DeskList> Read(NewsroomDb db, DeskQuestion question, StoryRights rights, DateTimeOffset now, CancellationToken ct = default)
    {
        var stories = rights.Of(db.Articles.AsNoTracking());
        var (counts, authors) = await Count(db, stories, rights.Id, question.Filter.Slugs, now, ct);
        var found = question.Filter.Narrow(db, In(stories, question.Tab, rights.Id, now).Saying(db, question.Words), authors);
        var grouped = question.Tab == DeskTab.All && string.IsNullOrWhiteSpace(question.Words) && question.Filter.IsEmpty && question.Grouped;
        List<DeskRow> waiting = [];
        if (grouped)
        {
            if (question.After is null && counts[DeskTab.Review] > 0)
                waiting = await Project(db, In(stories, DeskTab.Review, rights.Id, now).OrderBy(a => a.ListedAt).ThenBy(a => a.Id).Take(Size), now, ct);
            found = found.Where(a => a.State != ArticleState.InReview || a.KilledAt != null);
        }

        if (Cursor(question.After) is var (at, id))
            found = found.Where(a => a.ListedAt < at || (a.ListedAt == at && a.Id < id));
        var rows = await Project(db, found.OrderByDescending(a => a.ListedAt).ThenByDescending(a => a.Id).Take(Size + 1), now, ct);
        var more = rows.Count > Size;
        var shown = more ? rows[..Size] : rows;
        return new DeskList
        {
            Waiting = waiting,
            Rows = shown,
            Counts = counts,
            Next = more ? string.Create(CultureInfo.InvariantCulture, $"{shown[^1].At.ToUnixTimeMilliseconds()}_{shown[^1].Id}") : null,
        };
    }

    // With them come the numbers of the authors who are asked for, unless more than two share the slug.
    private static async Task<(IReadOnlyDictionary<DeskTab, int> Counts, IReadOnlyList<long>? Authors)> Count(
        NewsroomDb db, IQueryable<Article> stories, long me, IReadOnlyList<string> slugs, DateTimeOffset now, CancellationToken ct)
    {
        var authors = db.Set<Author>().Where(a => slugs.Contains(a.Slug));
        // Each from an index of its own; what is published, nearly all of them, is the rest.
        var counted = await stories.OrderBy(a => a.Id).Take(1).Select(_ => new
        {
            All = stories.Count(),
            Owned = stories.Count(a => a.OwnerId == me),
            Assigned = stories.Count(a => a.AssigneeId == me && a.OwnerId != me),
            Thrown = stories.Count(a => a.State == ArticleState.Trashed && (a.OwnerId == me || a.AssigneeId == me)),
            Late = stories.Count(a => a.Deadline < now && (a.State == ArticleState.Draft || a.State == ArticleState.InReview) && a.KilledAt == null),
            Review = stories.Count(a => a.State == ArticleState.InReview && a.KilledAt == null),
            Scheduled = stories.Count(a => a.State == ArticleState.Published && a.KilledAt == null && a.PublishAt > now),
            Drafts = stories.Count(a => a.State == ArticleState.Draft && a.KilledAt == null),
            Killed = stories.Count(a => a.KilledAt > DateTimeOffset.MinValue),
            Trash = stories.Count(a => a.State == ArticleState.Trashed && a.KilledAt == null),
            Authors = authors.Count(),
            First = authors.Min(a => (long?)a.Id),
            Last = authors.Max(a => (long?)a.Id),
        }).SingleOrDefaultAsync(ct) ?? new { All = 0, Owned = 0, Assigned = 0, Thrown = 0, Late = 0, Review = 0, Scheduled = 0, Drafts = 0, Killed = 0, Trash = 0, Authors = 0, First = (long?)null, Last = (long?)null };
        var counts = new Dictionary<DeskTab, int>
        {
            [DeskTab.All] = counted.All - counted.Trash,
            [DeskTab.Mine] = counted.Owned + counted.Assigned - counted.Thrown,
            [DeskTab.Late] = counted.Late,
            [DeskTab.Review] = counted.Review,
            [DeskTab.Scheduled] = counted.Scheduled,
            [DeskTab.Drafts] = counted.Drafts,
            [DeskTab.Published] = counted.All - counted.Review - counted.Scheduled - counted.Drafts - counted.Killed - counted.Trash,
            [DeskTab.Killed] = counted.Killed,
            [DeskTab.Trash] = counted.Trash,
        };
        return (counts, counted.Authors > 2 ? null : [.. new[] { counted.First, counted.Last }.OfType<long>()]);
    }

    private static IQueryable<Article> In(IQueryable<Article> stories, DeskTab tab, long me, DateTimeOffset now) => tab switch
    {
        DeskTab.Mine => stories.Where(a => (a.OwnerId == me || a.AssigneeId == me) && a.State != ArticleState.Trashed),
        DeskTab.Late => stories.Where(a => a.Deadline < now && (a.State == ArticleState.Draft || a.State == ArticleState.InReview) && a.KilledAt == null),
        DeskTab.Trash => stories.Where(a => a.State == ArticleState.Trashed && a.KilledAt == null),
        DeskTab.Review => stories.Where(a => a.State == ArticleState.InReview && a.KilledAt == null),
        DeskTab.Scheduled => stories.Where(a => a.State == ArticleState.Published && a.KilledAt == null && a.PublishAt > now),
        DeskTab.Drafts => stories.Where(a => a.State == ArticleState.Draft && a.KilledAt == null),
        DeskTab.Published => stories.Where(a => a.State == ArticleState.Published && a.KilledAt == null && a.PublishAt <= now),
        DeskTab.Killed => stories.Where(a => a.KilledAt > DateTimeOffset.MinValue),
        _ => stories.Where(a => a.State != ArticleState.Trashed),
    };

    private static async Task<List<DeskRow>> Project(NewsroomDb db, IQueryable<Article> stories, DateTimeOffset now, CancellationToken ct)
    {
        var (comments, people) = (db.Comments, db.People);
        var rows = await stories.Select(a => new
        {
            a.Id,
            a.Kind,
            a.State,
            a.PublishAt,
            a.KilledAt,
            a.KillReason,
            a.ListedAt,
            a.EmbargoUntil,
            a.UnpublishAt,
            Assignee = people.Where(p => p.Id == a.AssigneeId).Select(p => p.Name).FirstOrDefault(),
            a.Deadline,
            NoteDue = a.Revisions.Any(r => r.NoteDue),
            Pictured = a.LeadPictureId != null,
            Section = a.Section!.Name,
            // One value each: asked for together, the engine would number all revisions of all stories (0.4 s at 100,000).
            Newest = a.Revisions.Max(r => r.Number),
            Headline = a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First(),
            Words = a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Words).First(),
            Released = a.Revisions.Where(r => r.Released).Max(r => (int?)r.Number),
            // Read as a list, the bylines of all stories would be joined to their authors first (0.4 s at 100,000).
            First = a.Bylines.Where(b => b.Place == 0).Select(b => b.Author.Name).FirstOrDefault(),
            Second = a.Bylines.Where(b => b.Place == 1).Select(b => b.Author.Name).FirstOrDefault(),
            Third = a.Bylines.Where(b => b.Place == 2).Select(b => b.Author.Name).FirstOrDefault(),
            Signed = a.Bylines.Count,
            Comments = comments.Count(c => c.ArticleId == a.Id && c.Status == CommentStatus.Approved),
        }).ToListAsync(ct);
        return [.. rows.Select(r => new DeskRow
        {
            Id = r.Id,
            Kind = r.Kind,
            State = DeskStory.Standing(r.State, r.PublishAt, r.KilledAt, now),
            Headline = r.Headline,
            Words = r.Words,
            NotLive = r.State == ArticleState.Published && r.KilledAt is null && r.Released is { } released ? r.Newest - released : 0,
            NoteDue = r.NoteDue && r.KilledAt is null,
            ExpiresAt = r.UnpublishAt,
            Assignee = r.Assignee,
            Deadline = r.Deadline,
            Pictured = r.Pictured,
            KillReason = r.KillReason,
            Section = r.Section,
            Authors = [.. new[] { r.First, r.Second, r.Third }.OfType<string>()],
            MoreAuthors = Math.Max(0, r.Signed - 3),
            At = r.ListedAt,
            EmbargoUntil = r.EmbargoUntil,
            Comments = r.Comments,
        })];
    }

    private static (DateTimeOffset At, long Id)? Cursor(string? after)
    {
        var parts = (after ?? "").Split('_');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) && Math.Abs(at) < 62_000_000_000_000
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? (DateTimeOffset.FromUnixTimeMilliseconds(at), id)
                : null;
    }
}
