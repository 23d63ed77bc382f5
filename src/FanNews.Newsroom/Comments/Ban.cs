namespace FanNews.Comments;

/// <summary>By what a sender is banned.</summary>
public enum BanKind
{
    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>All addresses of a domain, and links to it.</summary>
    Domain,

    /// <summary>A network, by its hash of the day; ends with the day's key.</summary>
    Network,
}

/// <summary>That the newsroom refuses a sender's comments unread. They go to Spam, where they can be found.</summary>
public sealed class Ban
{
    /// <summary>Number in the store.</summary>
    public long Id { get; init; }

    /// <summary>By what.</summary>
    public BanKind Kind { get; init; }

    /// <summary>The address or the domain in lower case, or the hash.</summary>
    public required string Value { get; init; }

    /// <summary>Why, in the moderator's words; null where none were given.</summary>
    public string? Why { get; init; }

    /// <summary>Since when (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it ends (UTC); null for never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The moderator.</summary>
    public long? ById { get; init; }

    /// <summary>The action of the queue that it was part of, and is taken back with; null for a ban of its own.</summary>
    public Guid? Batch { get; init; }
}
