using FanNews.Articles;
using FanNews.Storage.Backups;

namespace FanNews.Comments;

/// <summary>Where a comment stands.</summary>
public enum CommentStatus
{
    /// <summary>Waits in the moderation queue.</summary>
    Pending,

    /// <summary>Public.</summary>
    Approved,

    /// <summary>Judged to be spam.</summary>
    Spam,

    /// <summary>Refused for another reason.</summary>
    Trash,
}

/// <summary>
/// What a reader wrote under a story. Its number is public (<c>#comment-ID</c>): an imported comment keeps its WordPress number where that is free.
/// </summary>
public sealed class Comment
{
    /// <summary>Number in this newsroom, and in the address of the comment.</summary>
    public long Id { get; init; }

    /// <summary>Key of the story.</summary>
    public long ArticleId { get; init; }

    /// <summary>The story.</summary>
    public Article Article { get; init; } = null!;

    /// <summary>The comment that this one answers; null for one that answers the story.</summary>
    public long? ParentId { get; set; }

    /// <summary>The comment that this one answers.</summary>
    public Comment? Parent { get; set; }

    /// <summary>The name shown with it.</summary>
    public required string Name { get; set; }

    /// <summary>Lower-case address of the sender; never shown in public. Empty for an imported comment without one.</summary>
    public required string Email { get; set; }

    /// <summary>The sender's site, http or https; null for none.</summary>
    public string? Website { get; set; }

    /// <summary>Plain text, as it was typed.</summary>
    public required string Text { get; set; }

    /// <summary>Where it stands.</summary>
    public CommentStatus Status { get; private set; }

    /// <summary>When it was stored (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The sender's network under the key of that day; null for imported comments and for staff. Never an address.</summary>
    public string? SenderHash { get; set; }

    /// <summary>One value for the same text by the same sender under the same story; unique, so that no race can store it twice. Null for imported comments.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The person of the newsroom who wrote it; null for readers.</summary>
    public long? PersonId { get; init; }

    /// <summary>The number it had in WordPress; null for what was written here.</summary>
    public long? WordPressId { get; init; }

    /// <summary>Since when it stands above the others (UTC); null for most.</summary>
    public DateTimeOffset? PinnedAt { get; set; }

    /// <summary>Since when the newsroom recommends it (UTC); null for most.</summary>
    public DateTimeOffset? PickedAt { get; set; }

    /// <summary>When its writer last changed it (UTC); null for never.</summary>
    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>Whether it still stands where it was seen, and says what it said then.</summary>
    /// <param name="status">Where it was seen.</param>
    /// <param name="until">When (UTC); null where nobody read it. One that was changed in the same instant may have been read before.</param>
    public bool IsAsSeen(CommentStatus status, DateTimeOffset? until) => Status == status && !(EditedAt >= until);

    /// <summary>What its writer had written, where somebody of the newsroom changed the text since; null for most.</summary>
    public string? Original { get; private set; }

    /// <summary>Since when readers are told that the newsroom changed its meaning (UTC); null for most.</summary>
    public DateTimeOffset? MeaningChangedAt { get; private set; }

    /// <summary>When its writer took it back or had it erased (UTC); of it only a mark is left then, where others had answered. Null for most.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>What the model of spam made of it when it came, 0 to 1; null where it was not asked.</summary>
    public double? SpamChance { get; set; }

    /// <summary>What the model of the trash made of it, 0 to 1; null where there was none.</summary>
    public double? TrashChance { get; set; }

    /// <summary>The words that moved the model most, a line each; null for none.</summary>
    public string? Words { get; set; }

    /// <summary>A number that is nearly the same, bit by bit, for nearly the same text; null for imported comments and short ones.</summary>
    public long? Likeness { get; set; }

    /// <summary>What the moderator should know before deciding.</summary>
    public List<Remark> Remarks { get; init; } = [];

    /// <summary>Every decision that was made about it, oldest first.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>Decides where the comment stands. Deciding the same again, or about one that is erased, changes nothing and leaves no decision.</summary>
    /// <param name="status">Where it stands from now on.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="by">The moderator; null for the program itself.</param>
    /// <param name="why">The reason, a sentence; null where none was given.</param>
    /// <param name="batch">Joins the decisions of one action, so that they are undone together.</param>
    /// <returns>The decision, or null when nothing changed.</returns>
    public Decision? Decide(CommentStatus status, DateTimeOffset at, long? by, string? why = null, Guid? batch = null)
    {
        if (status == Status || ErasedAt is not null)
            return null;
        var decision = new Decision { From = Status, To = status, At = at, ById = by, Why = why, Batch = batch ?? Guid.NewGuid() };
        Decisions.Add(decision);
        Status = status;
        return decision;
    }

    /// <summary>Puts another text in the place of its writer's, which is kept. The writer's own words put back are no change any more.</summary>
    /// <param name="text">The text from now on.</param>
    /// <param name="meaning">Whether it says something else now, which readers are told.</param>
    /// <param name="at">When (UTC).</param>
    public void Mend(string text, bool meaning, DateTimeOffset at)
    {
        Original ??= Text;
        Text = text;
        // Once told, it stays told until the writer's words stand there again.
        MeaningChangedAt ??= meaning ? at : null;
        if (Text == Original)
            (Original, MeaningChangedAt) = (null, null);
    }

    /// <summary>Takes out all that its writer gave. It is public no more, and nobody can decide about it again.</summary>
    /// <param name="at">When (UTC).</param>
    /// <param name="why">At whose wish, a sentence.</param>
    /// <returns>The decision that took it out of public view; null where it was not there.</returns>
    public Decision? Erase(DateTimeOffset at, string why)
    {
        var decision = Decide(CommentStatus.Trash, at, by: null, why);
        (Name, Email, Text) = ("", "", "");
        (Website, SenderHash, Fingerprint, PinnedAt, PickedAt) = (null, null, null, null, null);
        (SpamChance, TrashChance, Words, Likeness) = (null, null, null, null);
        (Original, MeaningChangedAt) = (null, null);
        Remarks.Clear();
        ErasedAt ??= at;
        return decision;
    }
}

/// <summary>Something that a moderator should know about a comment.</summary>
/// <param name="Code">A fixed word for machines, such as <c>honeypot</c>.</param>
/// <param name="Sentence">What the moderator reads.</param>
public sealed record Remark(string Code, string Sentence);

/// <summary>That somebody decided about a comment. Never edited: an undo is another decision.</summary>
public sealed class Decision
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Key of the comment.</summary>
    public long CommentId { get; private set; }

    /// <summary>Where the comment stood.</summary>
    public CommentStatus From { get; init; }

    /// <summary>Where it stands since.</summary>
    public CommentStatus To { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The moderator; null for the program itself.</summary>
    public long? ById { get; init; }

    /// <summary>Why; null where no reason was given.</summary>
    public string? Why { get; init; }

    /// <summary>The action that it was part of.</summary>
    public Guid Batch { get; init; }
}

/// <summary>The secret of one day, under which senders' networks are hashed. The next day's first comment destroys it.</summary>
[NotInBackups]
public sealed class SenderKey
{
    /// <summary>The day (UTC).</summary>
    public DateOnly Day { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Key { get; init; }
}

/// <summary>What a moderator tells the others about a comment. Readers never see it.</summary>
public sealed class CommentNote
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestText = 2000;

    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>The comment.</summary>
    public long CommentId { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The moderator.</summary>
    public long? ById { get; init; }
}
