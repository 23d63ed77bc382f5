using FanNews.Articles;

namespace FanNews.Readers;

/// <summary>What the desk made of an error that a reader reported.</summary>
public enum ErrorReportState
{
    /// <summary>Nobody looked at it yet.</summary>
    Open,

    /// <summary>Somebody went to mend it.</summary>
    Accepted,

    /// <summary>It is none.</summary>
    Declined,
}

/// <summary>That a reader found an error in a story. Only the desk sees it.</summary>
public sealed class ErrorReport
{
    /// <summary>The longest passage and explanation, in characters.</summary>
    public const int LongestText = 4000;

    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Key of the story.</summary>
    public long ArticleId { get; init; }

    /// <summary>The story.</summary>
    public Article Article { get; init; } = null!;

    /// <summary>The words of the story that are meant, as the reader copied them; null for none.</summary>
    public string? Passage { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Text { get; set; }

    /// <summary>Where the desk may ask; null where the reader wants no answer.</summary>
    public string? Email { get; set; }

    /// <summary>When it came (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The reader's network under the key of that day.</summary>
    public string? SenderHash { get; set; }

    /// <summary>What the desk made of it.</summary>
    public ErrorReportState State { get; set; }

    /// <summary>When that was (UTC); null while it is open.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Who decided.</summary>
    public long? DecidedById { get; set; }
}
