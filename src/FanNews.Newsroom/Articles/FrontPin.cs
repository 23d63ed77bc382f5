namespace FanNews.Articles;

/// <summary>A story that the desk put on the front page by hand. What no pin takes is filled by rule.</summary>
public sealed class FrontPin
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Key of <see cref="Article"/>. A story is pinned once.</summary>
    public long ArticleId { get; set; }

    /// <summary>The story.</summary>
    public Article Article { get; set; } = null!;

    /// <summary>Its slot, from 0: the lead, then those beside it.</summary>
    public int Place { get; set; }

    /// <summary>When the pin ends by itself (UTC); null for never.</summary>
    public DateTimeOffset? EndsAt { get; set; }
}
