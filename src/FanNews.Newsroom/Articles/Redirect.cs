namespace FanNews.Articles;

/// <summary>An earlier address of an article, or an old address with a new place: one 301.</summary>
public sealed class Redirect
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>The old path as addresses are compared (<see cref="Permalink.Key"/>). Unique.</summary>
    public required string FromKey { get; init; }

    /// <summary>The article that lives elsewhere now; its permalink of the day is the target.</summary>
    public long? ArticleId { get; set; }

    /// <summary>The article.</summary>
    public Article? Article { get; set; }

    /// <summary>A fixed local target where no article is meant.</summary>
    public string? To { get; set; }
}
