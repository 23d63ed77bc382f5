using FanNews.People;

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

/// <summary>What one person may do with one story. Asked by the form, which shows no more, and by the transaction, which refuses the rest.</summary>
/// <param name="Id">Number of the person.</param>
/// <param name="Role">Their role.</param>
public sealed record StoryRights(long Id, Role Role)
{
    /// <summary>Whether they work on everybody's stories.</summary>
    public bool All => Role.May(Permission.EditAllStories);

    /// <summary>Whether they may begin a story.</summary>
    public bool Begin => Role.May(Permission.WriteStories);

    /// <summary>Whether they may open the story at the desk.</summary>
    /// <param name="owner">Whose story it is.</param>
    public bool Open(long? owner) => All || (Begin && owner == Id);

    /// <summary>Whether they may do it to the story.</summary>
    /// <param name="act">What.</param>
    /// <param name="owner">Whose story it is.</param>
    /// <param name="state">How far it is.</param>
    public bool May(StoryAct act, long? owner, ArticleState state)
    {
        if (All || !Open(owner))
            return All;
        var publishes = Role.May(Permission.PublishOwnStories);
        return act switch
        {
            StoryAct.Kill or StoryAct.Return => false,
            StoryAct.Publish or StoryAct.Schedule or StoryAct.Unpublish or StoryAct.ScheduleChange or StoryAct.CancelChange => publishes,
            _ => publishes || state != ArticleState.Published,
        };
    }
}
