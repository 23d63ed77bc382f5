namespace FanNews.Readers;

/// <summary>
/// A commenter's wish to be told by mail that the comment is public, and who answered it. It counts once it was confirmed by a link that only
/// the holder of the address got (double opt-in).
/// </summary>
public sealed class Follow
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>The comment.</summary>
    public long CommentId { get; init; }

    /// <summary>The commenter's address, lower case.</summary>
    public required string Email { get; init; }

    /// <summary>Whether news come once a day, together; else at once.</summary>
    public bool Daily { get; init; }

    /// <summary>When it was asked for (UTC).</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was confirmed (UTC); null while it does not count.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }
}

/// <summary>A comment that somebody who follows is to be told of: their own that became public, or an answer to it. Told once.</summary>
public sealed class FollowNews
{
    /// <summary>Whose wish.</summary>
    public long FollowId { get; init; }

    /// <summary>The comment.</summary>
    public long CommentId { get; init; }

    /// <summary>Since when it is news (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it was told (UTC); null while it waits.</summary>
    public DateTimeOffset? SentAt { get; set; }
}
