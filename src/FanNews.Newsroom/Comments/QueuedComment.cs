using FanNews.Articles;
using FanNews.Readers;
using FanNews.Screening;

namespace FanNews.Comments;

/// <summary>A comment with what a moderator needs to decide.</summary>
public sealed record QueuedComment
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The name shown with it.</summary>
    public required string Name { get; init; }

    /// <summary>The sender's address; empty where an import had none.</summary>
    public required string Email { get; init; }

    /// <summary>The sender's site.</summary>
    public string? Website { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Where it stands.</summary>
    public CommentStatus Status { get; init; }

    /// <summary>When it was written (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether somebody of the newsroom wrote it.</summary>
    public bool ByStaff { get; init; }

    /// <summary>What the moderator should know.</summary>
    public required IReadOnlyList<Remark> Remarks { get; init; }

    /// <summary>What readers and its writer said about it, and how it is set apart.</summary>
    public required QueueMarks Marks { get; init; }

    /// <summary>What the model of spam made of it, 0 to 1; null where it was not asked.</summary>
    public double? SpamChance { get; init; }

    /// <summary>What the model of the trash made of it, 0 to 1; null where there was none.</summary>
    public double? TrashChance { get; init; }

    /// <summary>The words that moved the model most.</summary>
    public IReadOnlyList<string> Words => WordLines?.Split('\n') ?? [];

    internal string? WordLines { get; init; }

    /// <summary>Hosts that its text and its sender's site lead to, each once.</summary>
    public IReadOnlyList<string> Hosts => [.. GatherFacts.Hosts(new Wording(Text, Name, Website)).Distinct()];

    /// <summary>What its writer had written, where the newsroom changed it; null for most.</summary>
    public string? Original { get; init; }

    /// <summary>Since when readers are told that its meaning was changed (UTC); null for most.</summary>
    public DateTimeOffset? MeaningChangedAt { get; init; }

    /// <summary>Whether its network was known on its day.</summary>
    public bool HasNetwork { get; init; }

    /// <summary>What moderators told each other about it, oldest first.</summary>
    public IReadOnlyList<NoteView> Notes { get; init; } = [];

    /// <summary>The story.</summary>
    public required QueuedStory Story { get; init; }

    /// <summary>The comment that it answers.</summary>
    public QueuedParent? Parent { get; init; }

    /// <summary>What was decided so far, oldest first.</summary>
    public IReadOnlyList<DecisionView> Decisions { get; init; } = [];

    /// <summary>What is known of the sender's address; null without one.</summary>
    public Sender? Sender { get; init; }
}

/// <summary>The story that a waiting comment is about.</summary>
public sealed record QueuedStory
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Its newest headline.</summary>
    public required string Headline { get; init; }

    /// <summary>Its public path; null while it was never published.</summary>
    public string? Permalink { get; init; }

    /// <summary>How far the newsroom has taken it.</summary>
    public ArticleState State { get; init; }

    /// <summary>When it becomes public (UTC).</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>Whether it was withdrawn for good.</summary>
    public bool Killed { get; init; }

    /// <summary>Where it runs.</summary>
    public string? Section { get; init; }

    /// <summary>Its comments that wait. (Counting the public ones as well, for each row, took seconds under a story with very many.)</summary>
    public int Pending { get; init; }
}

/// <summary>The comment that a waiting one answers.</summary>
public sealed record QueuedParent
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Where it stands.</summary>
    public CommentStatus Status { get; init; }
}

/// <summary>What a sender's address did in this newsroom before.</summary>
/// <param name="Approved">Comments that are public.</param>
/// <param name="Refused">Comments in Spam and Trash.</param>
/// <param name="Pending">Comments that wait.</param>
/// <param name="FirstSeen">When the first came (UTC).</param>
public sealed record Sender(int Approved, int Refused, int Pending, DateTimeOffset FirstSeen);

/// <summary>A note among moderators.</summary>
/// <param name="By">Who left it; null where the account is gone.</param>
/// <param name="Text">Plain text.</param>
/// <param name="At">When (UTC).</param>
public sealed record NoteView(string? By, string Text, DateTimeOffset At);

/// <summary>A decision as it is told.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="Name">Who wrote the comment.</param>
/// <param name="ByStaff">Whether that is somebody of the newsroom.</param>
/// <param name="From">Where it stood.</param>
/// <param name="To">Where it stands since.</param>
/// <param name="At">When (UTC).</param>
/// <param name="By">Who decided; null for the program.</param>
/// <param name="Why">The reason, where one was given.</param>
/// <param name="Batch">The action that it was part of.</param>
public sealed record DecisionView(long CommentId, string Name, bool ByStaff, CommentStatus From, CommentStatus To, DateTimeOffset At, string? By, string? Why, Guid Batch);
