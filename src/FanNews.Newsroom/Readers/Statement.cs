namespace FanNews.Readers;

/// <summary>On what ground a comment was refused (EU DSA, article 17, paragraph 3).</summary>
public enum RefusalGround
{
    /// <summary>It breaks the rules of the house.</summary>
    Rules,

    /// <summary>It insults or threatens somebody.</summary>
    Abuse,

    /// <summary>It has little to do with the story.</summary>
    OffTopic,

    /// <summary>It advertises.</summary>
    Advertising,

    /// <summary>It tells what is somebody's private matter.</summary>
    Private,

    /// <summary>It is against the law.</summary>
    Illegal,
}

/// <summary>
/// Why a comment was refused, as its writer was told (EU DSA, article 17), and what the writer answered (article 20). An appeal puts the comment
/// back into the queue, where a person decides about it again.
/// </summary>
public sealed class Statement
{
    /// <summary>The longest explanation and appeal, in characters.</summary>
    public const int LongestText = 4000;

    /// <summary>How long a writer may appeal: at least six months (article 20, paragraph 1).</summary>
    public static readonly TimeSpan AppealTime = TimeSpan.FromDays(186);

    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>The comment.</summary>
    public long CommentId { get; init; }

    /// <summary>On what ground.</summary>
    public RefusalGround Ground { get; init; }

    /// <summary>In the moderator's words; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The moderator.</summary>
    public long? ById { get; init; }

    /// <summary>What the writer answered; null for nothing.</summary>
    public string? Appeal { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset? AppealedAt { get; set; }

    /// <summary>When the writer was told what became of the appeal (UTC); null while it is open, or where there was none.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
}
