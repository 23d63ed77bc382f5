using System.Globalization;
using FanNews.Readers;
using FanNews.Search;
using FanNews.Sections;
using FanNews.Storage;

namespace FanNews.Comments;

/// <summary>A tab of the queue.</summary>
public enum QueueTab
{
    /// <summary>What waits.</summary>
    Pending,

    /// <summary>What is public and was reported by readers, until somebody keeps it or takes it away.</summary>
    Reported,

    /// <summary>What is public.</summary>
    Approved,

    /// <summary>What was judged to be spam.</summary>
    Spam,

    /// <summary>What was refused for another reason.</summary>
    Trash,
}

/// <summary>What a tab is about.</summary>
public static class QueueTabs
{
    /// <summary>The comments that somebody decides about: of the whole paper, or of some sections. The others are, for them, not there.</summary>
    /// <param name="comments">Comments.</param>
    /// <param name="sections">Numbers of the sections; null for the whole paper.</param>
    public static IQueryable<Comment> For(this IQueryable<Comment> comments, IReadOnlyList<long>? sections) =>
        sections is null ? comments : comments.Where(c => c.Article.SectionId != null && sections.Contains(c.Article.SectionId.Value));

    /// <summary>Where all comments of the tab stand.</summary>
    public static CommentStatus Status(this QueueTab tab) => tab switch
    {
        QueueTab.Pending => CommentStatus.Pending,
        QueueTab.Spam => CommentStatus.Spam,
        QueueTab.Trash => CommentStatus.Trash,
        _ => CommentStatus.Approved,
    };

    /// <summary>The same for a question that names few comments in another way: it is said so that no engine begins with the tab.</summary>
    internal static IQueryable<Comment> Loosely(NewsroomDb db, QueueTab tab)
    {
        var others = Enum.GetValues<CommentStatus>().Where(s => s != tab.Status()).ToArray();
        var (one, two, three) = (others[0], others[1], others[2]);
        return db.Comments.Where(c => c.Status != one && c.Status != two && c.Status != three && c.ErasedAt == null);
    }

    /// <summary>The tab's comments, those that were erased not among them.</summary>
    public static IQueryable<Comment> Of(NewsroomDb db, QueueTab tab)
    {
        if (tab == QueueTab.Reported)
            return QueueMarks.Reported(db);
        var status = tab.Status();
        return db.Comments.Where(c => c.Status == status && c.ErasedAt == null);
    }
}

/// <summary>How old comments are.</summary>
public enum QueueAge
{
    /// <summary>Of any age.</summary>
    Any,

    /// <summary>Of the last hour.</summary>
    Hour,

    /// <summary>Of the last 24 hours.</summary>
    Day,

    /// <summary>Of the last seven days.</summary>
    Week,

    /// <summary>Older than 24 hours.</summary>
    OverDay,

    /// <summary>Older than seven days.</summary>
    OverWeek,
}

/// <summary>Which comments of a tab a moderator wants to see. What is empty leaves all in.</summary>
public sealed record QueueFilter
{
    /// <summary>Numbers of the sections whose comments the moderator decides about; null for the whole paper. No choice of theirs.</summary>
    public IReadOnlyList<long>? Within { get; init; }

    /// <summary>One comment, by its number, wherever it stands.</summary>
    public long? Only { get; init; }

    /// <summary>Under one story, by its number.</summary>
    public long? Story { get; init; }

    /// <summary>In a section and those below it, by its name or its slug.</summary>
    public string? Section { get; init; }

    /// <summary>By a sender: an address, or a domain (with or without an @ before it).</summary>
    public string? Sender { get; init; }

    /// <summary>From the network of a comment, by its number: of the same day, for networks of days gone by cannot be told.</summary>
    public long? Network { get; init; }

    /// <summary>Held for a reason, by its word for machines.</summary>
    public string? Reason { get; init; }

    /// <summary>How old.</summary>
    public QueueAge Age { get; init; }

    /// <summary>With words that begin with all of these.</summary>
    public string? Words { get; init; }

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsAny => this with { Within = null } != new QueueFilter();

    /// <summary>Of what is public and has a word, a reason or a domain, the latest so many of all that have it are found.</summary>
    public const int Latest = CommentEntries.MostFound;

    /// <summary>Whether, on a tab, only the <see cref="Latest"/> are found.</summary>
    public bool FindsLatest(QueueTab tab) => tab == QueueTab.Approved && Only is null && AsksIndex;

    private bool AsksIndex => Reason is not null || !string.IsNullOrWhiteSpace(Words) || Sender?.Trim().IndexOf('@', StringComparison.Ordinal) <= 0;

    // Whether it names few comments by itself, whatever the tab. What is approved is most of all, so there the index comes before the tab.
    private bool IsNarrow(QueueTab tab) => tab != QueueTab.Reported && (AsksIndex ? tab == QueueTab.Approved : (Story, Sender, Network) is not (null, null, null));

    /// <summary>Comments of a tab that pass.</summary>
    /// <param name="db">The store.</param>
    /// <param name="tab">The tab.</param>
    /// <param name="now">The instant (UTC), for ages.</param>
    public IQueryable<Comment> On(NewsroomDb db, QueueTab tab, DateTimeOffset now) => Anywhere(db, tab, now).For(Within);

    private IQueryable<Comment> Anywhere(NewsroomDb db, QueueTab tab, DateTimeOffset now)
    {
        if (Only is { } only)
            return db.Comments.Where(c => c.Id == only && c.ErasedAt == null);
        var comments = Aged(IsNarrow(tab) ? QueueTabs.Loosely(db, tab) : QueueTabs.Of(db, tab), now);
        // Nothing that waits may be missing from what is found; of what is public, the latest are enough.
        var latest = tab == QueueTab.Approved;
        if (Story is { } story)
            comments = comments.Where(c => c.ArticleId == story);
        if (Section is { } section)
            comments = In(comments, db, section.Trim());
        if (Sender is { } sender)
            comments = By(comments, db, sender.Trim().ToLower(CultureInfo.InvariantCulture), latest);
        if (Network is { } network)
        {
            var hash = db.Comments.Where(o => o.Id == network && o.SenderHash != null).Select(o => o.SenderHash);
            comments = comments.Where(c => hash.Contains(c.SenderHash));
        }

        if (Reason is { } reason)
            comments = comments.HeldFor(db, reason, latest);
        return comments.Saying(db, Words, latest);
    }

    private IQueryable<Comment> Aged(IQueryable<Comment> comments, DateTimeOffset now)
    {
        var (hour, day, week) = (now.AddHours(-1), now.AddDays(-1), now.AddDays(-7));
        return Age switch
        {
            QueueAge.Hour => comments.Where(c => c.CreatedAt >= hour),
            QueueAge.Day => comments.Where(c => c.CreatedAt >= day),
            QueueAge.Week => comments.Where(c => c.CreatedAt >= week),
            QueueAge.OverDay => comments.Where(c => c.CreatedAt < day),
            QueueAge.OverWeek => comments.Where(c => c.CreatedAt < week),
            _ => comments,
        };
    }

    private static IQueryable<Comment> In(IQueryable<Comment> comments, NewsroomDb db, string section)
    {
        var slug = Articles.Slug.From(section);
        var within = db.Sections.Where(s => s.Slug == slug || s.Name == section || s.Parent!.Slug == slug || s.Parent.Name == section).Select(s => (long?)s.Id);
        return comments.Where(c => within.Contains(c.Article.SectionId));
    }

    private static IQueryable<Comment> By(IQueryable<Comment> comments, NewsroomDb db, string sender, bool latest) =>
        sender.IndexOf('@', StringComparison.Ordinal) > 0 ? comments.Where(c => c.Email == sender) : comments.FromDomain(db, sender.TrimStart('@'), latest);
}

/// <summary>Which part of the queue a moderator looks at.</summary>
/// <param name="Tab">The tab.</param>
/// <param name="Filter">Which of its comments.</param>
/// <param name="From">Where the page before it ended, as <see cref="QueuePage.Next"/> said; null for the beginning.</param>
/// <param name="Batch">An action that the page tells of and may take back; null for none.</param>
/// <param name="Late">A comment that somebody else had decided; null for none.</param>
/// <param name="Undone">An undo that the page tells of; null for none.</param>
public sealed record QueueQuestion(QueueTab Tab, QueueFilter Filter, string? From = null, Guid? Batch = null, long? Late = null, Guid? Undone = null);
