namespace FanNews.Articles;

/// <summary>One sentence above every page while something happens. It ends by itself.</summary>
public sealed class BreakingLine
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>The sentence, plain text.</summary>
    public required string Text { get; set; }

    /// <summary>The local address that it leads to, decoded; null for none.</summary>
    public string? Address { get; set; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>When it ends (UTC).</summary>
    public DateTimeOffset EndsAt { get; set; }
}
