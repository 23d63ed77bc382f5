using FanNews.Media;
using FanNews.Onward;
using FanNews.People;
using FanNews.Sections;

namespace FanNews.Articles;

/// <summary>What an article is: news in the lists and feeds, or a page at its own address outside them.</summary>
public enum ArticleKind
{
    /// <summary>News.</summary>
    Story,

    /// <summary>About, Privacy, imprint: at its own path, outside lists and feeds.</summary>
    Page,
}

/// <summary>How far the newsroom has taken an article. Whether readers see it is <see cref="Visibility"/>'s answer, not this one.</summary>
public enum ArticleState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Handed to an editor.</summary>
    InReview,

    /// <summary>Cleared for readers from <see cref="Article.PublishAt"/> on, which may be yet to come.</summary>
    Published,

    /// <summary>A draft thrown away, which may be restored for a while.</summary>
    Trashed,
}

/// <summary>A story or page: its place and times. Its words are in its <see cref="Revisions"/>.</summary>
public sealed class Article
{
    /// <summary>The longest slug that is kept, in characters.</summary>
    public const int LongestSlug = 200;

    internal const string TagsTable = "ArticleTags";

    /// <summary>Number in this newsroom.</summary>
    public long Id { get; private set; }

    /// <summary>Story or page.</summary>
    public ArticleKind Kind { get; init; }

    /// <summary>Draft, in review or published.</summary>
    public ArticleState State { get; private set; }

    /// <summary>Last part of the address.</summary>
    public required string Slug { get; set; }

    /// <summary>The public path, fixed at first publication; null until then. Decoded, as in <c>/2026/11/24/bridge/</c>.</summary>
    public string? Permalink { get; private set; }

    /// <summary><see cref="Permalink"/> as addresses are compared: lower case, no final slash. Unique.</summary>
    public string? PermalinkKey { get; private set; }

    /// <summary>When it becomes public (UTC).</summary>
    public DateTimeOffset? PublishAt { get; private set; }

    /// <summary>When it stops being public (UTC).</summary>
    public DateTimeOffset? UnpublishAt { get; set; }

    /// <summary>Not to be public before this instant (UTC), whatever else is set.</summary>
    public DateTimeOffset? EmbargoUntil { get; set; }

    /// <summary>
    /// From when on readers saw it (UTC), where the desk changed it after that; null otherwise. A later embargo or schedule does not undo it:
    /// what was ever seen is gone when it is killed, and not missing.
    /// </summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>When it was killed (UTC): its address answers 410 from then on.</summary>
    public DateTimeOffset? KilledAt { get; private set; }

    /// <summary>Why it was killed; for the desk only.</summary>
    public string? KillReason { get; private set; }

    /// <summary>When the newsroom first had it (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands in the desk's lists (UTC): the time of its kill or publication, else of its newest text. Follows from those.</summary>
    public DateTimeOffset ListedAt { get; private set; }

    /// <summary>The person whose story it is, who began it; null for what was imported.</summary>
    public long? OwnerId { get; init; }

    /// <summary>What says who may do what with it.</summary>
    public StoryPlace Place() => new(OwnerId, SectionId ?? Section?.Id, Kind);

    /// <summary>Key of the person who works on it now; null for nobody in particular.</summary>
    public long? AssigneeId { get; set; }

    /// <summary>When it is to be done (UTC); null for no time.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>Whether readers may reply.</summary>
    public bool CommentsOpen { get; set; } = true;

    /// <summary>For how many days it takes comments; 0 for ever; null for as many as the site says.</summary>
    public int? CommentDays { get; set; }

    /// <summary>Key of <see cref="Section"/>.</summary>
    public long? SectionId { get; set; }

    /// <summary>Where it runs.</summary>
    public Section? Section { get; set; }

    /// <summary>Key of <see cref="Source"/>.</summary>
    public long? SourceId { get; set; }

    /// <summary>Who is credited with the report.</summary>
    public Source? Source { get; set; }

    /// <summary>Key of <see cref="Series"/>.</summary>
    public long? SeriesId { get; set; }

    /// <summary>The series it is a part of.</summary>
    public Series? Series { get; set; }

    /// <summary>Its number in the series, from 1; null outside one.</summary>
    public int? SeriesPart { get; set; }

    /// <summary>Key of <see cref="LeadPicture"/>.</summary>
    public long? LeadPictureId { get; set; }

    /// <summary>The picture above the story and beside its teasers.</summary>
    public Picture? LeadPicture { get; set; }

    /// <summary>The number that WordPress gave it, for <c>/?p=ID</c>; null for what was written here.</summary>
    public long? WordPressId { get; set; }

    /// <summary>Host of the WordPress site that it came from; null for what was written here.</summary>
    public string? ImportedFrom { get; set; }

    /// <summary>Every text it ever had, numbered from 1, never rewritten.</summary>
    public List<Revision> Revisions { get; } = [];

    /// <summary>Who wrote it, in order.</summary>
    public List<Byline> Bylines { get; } = [];

    /// <summary>What it is about.</summary>
    public List<Tag> Tags { get; } = [];

    /// <summary>What an editor chose to follow it.</summary>
    public List<OnwardPin> OnwardPins { get; } = [];

    /// <summary>
    /// Adds the next revision of the text. All earlier revisions' numbers must be loaded or <paramref name="last"/> given.
    /// </summary>
    /// <param name="text">The new text.</param>
    /// <param name="at">When it was written (UTC).</param>
    /// <param name="by">The person who wrote it; null for an import.</param>
    /// <param name="last">Number of the newest revision in the store.</param>
    public Revision Revise(ArticleText text, DateTimeOffset at, long? by, int last = 0)
    {
        var number = Math.Max(last, Revisions.Count == 0 ? 0 : Revisions.Max(r => r.Number)) + 1;
        var revision = Revision.Of(text, number, at, by);
        Revisions.Add(revision);
        if (State != ArticleState.Published)
            ListedAt = at;
        return revision;
    }

    /// <summary>Clears the article for readers from <paramref name="at"/> (UTC) on and fixes its address.</summary>
    /// <param name="revision">The text to release; it counts from <paramref name="at"/> on.</param>
    /// <param name="at">From when on.</param>
    /// <param name="permalink">The public path, used when none is fixed yet.</param>
    /// <returns>Null, or the field and the sentence that say why not.</returns>
    public Refusal? Publish(Revision revision, DateTimeOffset at, string permalink)
    {
        if (KilledAt is not null)
            return new("State", "A killed story cannot be published again");
        if (string.IsNullOrWhiteSpace(revision.Headline))
            return new("Headline", "Write a headline before you publish");
        State = ArticleState.Published;
        PublishAt ??= at;
        if (PublishAt > at)
            PublishAt = at;
        ListedAt = PublishAt.Value;
        revision.Release(at);
        if (Permalink is null)
            MoveTo(permalink);
        return null;
    }

    /// <summary>Clears the article for readers from a time to come on. An earlier plan is forgotten.</summary>
    /// <param name="revision">The text to release.</param>
    /// <param name="at">From when on (UTC).</param>
    /// <param name="now">The present instant (UTC).</param>
    /// <param name="permalink">The public path, used when none is fixed yet.</param>
    /// <returns>Null, or the field and the sentence that say why not.</returns>
    public Refusal? Schedule(Revision revision, DateTimeOffset at, DateTimeOffset now, string permalink)
    {
        if (State == ArticleState.Published && PublishAt <= now)
            return new("PublishAt", "The story is out. Unpublish it before you schedule it");
        if (at <= now)
            return new("PublishAt", "That time is past. Choose a time to come, or press Publish to publish now");
        ForgetPlan(now);
        PublishAt = null;
        return Publish(revision, at, permalink);
    }

    /// <summary>Puts a changed text before readers from a time to come on; the story stays out. An earlier plan is forgotten.</summary>
    /// <param name="revision">The text.</param>
    /// <param name="at">From when on (UTC).</param>
    /// <param name="now">The present instant (UTC).</param>
    /// <returns>Null, or the field and the sentence that say why not.</returns>
    public Refusal? ScheduleChange(Revision revision, DateTimeOffset at, DateTimeOffset now)
    {
        if (KilledAt is not null || State != ArticleState.Published || PublishAt > now)
            return new("State", "Only a story that is out has changes to schedule. Press Schedule for its first publication");
        if (revision.Released && revision.EffectiveAt <= now)
            return new("ChangeAt", "Readers have this text already. Change it, then schedule the change");
        if (at <= now)
            return new("ChangeAt", "That time is past. Choose a time to come, or press Publish to change the story now");
        if (UnpublishAt <= at)
            return new("ChangeAt", "The story has expired by then. Choose an earlier time, or move its end");
        ForgetPlan(now);
        revision.Release(at);
        return null;
    }

    /// <summary>Notes that readers see it or saw it, before its times are changed.</summary>
    /// <param name="now">The present instant (UTC).</param>
    public void See(DateTimeOffset now)
    {
        if (SeenAt is not null || KilledAt is not null || State != ArticleState.Published || PublishAt is not { } at)
            return;
        var begin = EmbargoUntil > at ? EmbargoUntil.Value : at;
        if (begin <= now && !(UnpublishAt <= begin))
            SeenAt = begin;
    }

    /// <summary>Throws a draft into the trash.</summary>
    /// <param name="at">When (UTC).</param>
    public void Trash(DateTimeOffset at) => (State, ListedAt) = (ArticleState.Trashed, at);

    /// <summary>Takes it out of the trash: a draft again, as it was.</summary>
    /// <param name="at">When (UTC).</param>
    /// <returns>Null, or why not.</returns>
    public Refusal? Restore(DateTimeOffset at)
    {
        if (State != ArticleState.Trashed)
            return new("State", "It is not in the trash");
        (State, ListedAt) = (ArticleState.Draft, at);
        return null;
    }

    /// <summary>Notes the time at which a draft is meant to come out, or corrects that of a story that is out.</summary>
    /// <param name="at">The time (UTC); null for none.</param>
    public void Plan(DateTimeOffset? at)
    {
        PublishAt = at;
        if (State == ArticleState.Published && at is { } time)
            ListedAt = time;
    }

    /// <summary>Takes back texts that were released for a time to come. They must be loaded.</summary>
    /// <param name="now">The present instant (UTC).</param>
    public void ForgetPlan(DateTimeOffset now)
    {
        foreach (var revision in Revisions.Where(r => r.Released && r.EffectiveAt > now))
            revision.Withdraw();
    }

    /// <summary>Hands a draft to an editor.</summary>
    /// <returns>Null, or why not.</returns>
    public Refusal? SubmitForReview()
    {
        if (KilledAt is not null)
            return new("State", "A killed story cannot be submitted");
        if (State == ArticleState.Published)
            return new("State", "It is published already");
        State = ArticleState.InReview;
        return null;
    }

    /// <summary>Hands a story that waits for an editor back to its writer.</summary>
    /// <returns>Null, or why not.</returns>
    public Refusal? ReturnToDraft()
    {
        if (KilledAt is not null)
            return new("State", "A killed story cannot be returned");
        if (State != ArticleState.InReview)
            return new("State", "Only a story in review is returned: this one does not wait for an editor");
        State = ArticleState.Draft;
        return null;
    }

    /// <summary>Takes it from readers without a word, or out of the schedule; it becomes a draft and may be published again.</summary>
    /// <param name="wasOut">Whether readers ever saw it: then its address stays fixed.</param>
    /// <param name="now">The present instant (UTC).</param>
    /// <returns>Null, or why not.</returns>
    public Refusal? Unpublish(bool wasOut, DateTimeOffset now)
    {
        if (State != ArticleState.Published)
            return new("State", "It is not published");
        ForgetPlan(now);
        State = ArticleState.Draft;
        ListedAt = now;
        if (!wasOut)
            (PublishAt, Permalink, PermalinkKey) = (null, null, null);
        return null;
    }

    /// <summary>Withdraws it for good: where readers ever saw it, its address answers 410.</summary>
    /// <param name="at">When (UTC).</param>
    /// <param name="reason">Why; for the desk only.</param>
    /// <param name="wasOut">Whether readers ever saw it, and it was taken down since.</param>
    /// <returns>Null, or why not.</returns>
    public Refusal? Kill(DateTimeOffset at, string? reason, bool wasOut = false)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return new("Reason", "Say why the story is killed");
        if (KilledAt is not null)
            return new("State", "It is killed already");
        // What was unpublished before it was killed was public once: its address says that it is gone.
        if (wasOut)
            State = ArticleState.Published;
        (KilledAt, KillReason, ListedAt) = (at, reason.Trim(), at);
        return null;
    }

    /// <summary>Gives the article its public path. A redirect from an earlier path is the caller's to write.</summary>
    /// <param name="permalink">A decoded path that begins with a slash.</param>
    public void MoveTo(string permalink)
    {
        Permalink = permalink;
        PermalinkKey = Articles.Permalink.Key(permalink);
    }
}

/// <summary>One author's place in an article's byline.</summary>
public sealed class Byline
{
    /// <summary>Key of the article.</summary>
    public long ArticleId { get; set; }

    /// <summary>Place in the byline, from 0.</summary>
    public int Place { get; set; }

    /// <summary>Key of <see cref="Author"/>.</summary>
    public long AuthorId { get; set; }

    /// <summary>Who is named.</summary>
    public Author Author { get; set; } = null!;
}
