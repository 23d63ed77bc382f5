namespace FanNews.Readers;

/// <summary>What a reader finds wrong with a comment.</summary>
public enum ReportReason
{
    /// <summary>It sells or lures.</summary>
    Spam,

    /// <summary>It insults, threatens or hounds somebody.</summary>
    Abuse,

    /// <summary>It tells what is somebody's private matter.</summary>
    Private,

    /// <summary>It may be against the law (EU DSA, article 16).</summary>
    Illegal,

    /// <summary>Something else, which the words tell.</summary>
    Other,
}

/// <summary>That a reader thinks a comment should not stand. It is open until a moderator keeps the comment or takes it away.</summary>
public sealed class CommentReport
{
    /// <summary>The longest explanation, in characters.</summary>
    public const int LongestText = 2000;

    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>The comment.</summary>
    public long CommentId { get; init; }

    /// <summary>What is wrong with it.</summary>
    public ReportReason Reason { get; init; }

    /// <summary>In the reader's own words; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>When it came (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The reader's network under the key of that day.</summary>
    public string? SenderHash { get; init; }

    /// <summary>When a moderator kept the comment all the same (UTC); null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}
