using FanNews.People;
using FanNews.Storage;

namespace FanNews.Articles;

/// <summary>What an editor asks for with a button of the story's form.</summary>
public enum StoryAct
{
    /// <summary>Keeps the text; readers see nothing of it yet.</summary>
    Save,

    /// <summary>Hands it to an editor.</summary>
    Submit,

    /// <summary>Hands it back to its writer.</summary>
    Return,

    /// <summary>Puts the text before readers now.</summary>
    Publish,

    /// <summary>Puts it before readers at a time to come.</summary>
    Schedule,

    /// <summary>Takes it from readers, or out of the schedule.</summary>
    Unpublish,

    /// <summary>Withdraws it for good.</summary>
    Kill,

    /// <summary>Throws a draft away that no reader ever saw: into the trash.</summary>
    Delete,

    /// <summary>Takes a draft out of the trash.</summary>
    Restore,

    /// <summary>Deletes for good what is in the trash.</summary>
    Destroy,

    /// <summary>Puts a changed text before readers at a time to come, of a story that is out.</summary>
    ScheduleChange,

    /// <summary>Takes a changed text out of the schedule.</summary>
    CancelChange,
}

/// <summary>What of a story says who may do what with it.</summary>
/// <param name="OwnerId">Whose it is; null for nobody's.</param>
/// <param name="SectionId">Where it runs; null for nowhere yet.</param>
/// <param name="Kind">Story or page.</param>
public readonly record struct StoryPlace(long? OwnerId, long? SectionId, ArticleKind Kind);

/// <summary>
/// What one person may do with one story. Asked by the form, which shows no more, and by the transaction, which refuses the rest.
/// Whoever is limited to sections has their role's rights in them, and over their own stories that have no section yet. Outside of them they have a
/// contributor's rights over their own stories, and none over others'.
/// </summary>
/// <param name="Id">Number of the person.</param>
/// <param name="Role">Their role.</param>
public sealed record StoryRights(long Id, Role Role)
{
    /// <summary>Numbers of the sections that they are limited to, those under them included; null for the whole paper.</summary>
    public IReadOnlyList<long>? Sections { get; init; }

    /// <summary>Whether they work on everybody's stories, everywhere.</summary>
    public bool All => Sections is null && Role.May(Permission.EditAllStories);

    /// <summary>Whether they may begin a story.</summary>
    public bool Begin => Role.May(Permission.WriteStories);

    /// <summary>Whether they may begin and change pages like About, which speak for the whole paper.</summary>
    public bool Pages => Role.May(Permission.RunPaper, limited: Sections is not null);

    /// <summary>Whether a story may be put into a section.</summary>
    /// <param name="section">Number of the section; null for none.</param>
    public bool Reaches(long? section) => Sections is null || (section is { } number && Sections.Contains(number));

    /// <summary>Whether they may open the story at the desk.</summary>
    public bool Open(StoryPlace story) => Edits(story) || (Begin && story.OwnerId == Id);

    /// <summary>Whether they may do it to the story.</summary>
    /// <param name="act">What.</param>
    /// <param name="story">Which.</param>
    /// <param name="state">How far it is.</param>
    public bool May(StoryAct act, StoryPlace story, ArticleState state)
    {
        if (Edits(story) || !Open(story))
            return Edits(story);
        var publishes = Role.May(Permission.PublishOwnStories) && IsIn(story);
        return act switch
        {
            StoryAct.Kill or StoryAct.Return => false,
            StoryAct.Publish or StoryAct.Schedule or StoryAct.Unpublish or StoryAct.ScheduleChange or StoryAct.CancelChange => publishes,
            _ => publishes || state != ArticleState.Published,
        };
    }

    /// <summary>The stories that they may open.</summary>
    public IQueryable<Article> Of(IQueryable<Article> stories)
    {
        var (me, sections) = (Id, Sections);
        if (!Role.May(Permission.EditAllStories))
            return stories.Where(a => a.OwnerId == me);
        return sections is null ? stories : stories.Where(a => a.OwnerId == me || (a.Kind == ArticleKind.Story && a.SectionId != null && sections.Contains(a.SectionId.Value)));
    }

    /// <summary>The stories whose name somebody may learn: those that readers see, and those that they may open.</summary>
    /// <param name="db">The store.</param>
    /// <param name="rights">Theirs; null for anybody's.</param>
    /// <param name="now">The instant (UTC).</param>
    public static IQueryable<Article> Known(NewsroomDb db, StoryRights? rights, DateTimeOffset now)
    {
        var visible = db.Articles.Where(Visibility.At(now));
        if (rights is null || rights.All)
            return rights is null ? visible : db.Articles;
        var (theirs, seen) = (rights.Of(db.Articles).Select(a => a.Id), visible.Select(a => a.Id));
        return db.Articles.Where(a => theirs.Contains(a.Id) || seen.Contains(a.Id));
    }

    private bool Edits(StoryPlace story) => Role.May(Permission.EditAllStories) && IsIn(story);

    private bool IsIn(StoryPlace story) => Sections is null || (story.Kind == ArticleKind.Story && (Reaches(story.SectionId) || (story.SectionId is null && story.OwnerId == Id)));
}
