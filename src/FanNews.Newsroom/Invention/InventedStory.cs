using FanNews.Articles;
using FanNews.Comments;
using FanNews.Search;
using FanNews.Sections;

namespace FanNews.Invention;

/// <summary>A story with all that hangs on it. The numbers are those of the store.</summary>
internal sealed record InventedStory
{
    /// <summary>Number of the article.</summary>
    public required long Id { get; init; }

    /// <summary>The article, with its revisions and bylines.</summary>
    public required Article Article { get; init; }

    /// <summary>Number of its first revision; the next ones follow.</summary>
    public required long FirstRevision { get; init; }

    /// <summary>The series that begins with it, and its number; null for none.</summary>
    public (long Id, Series Series)? Begins { get; init; }

    /// <summary>Numbers of its tags.</summary>
    public required IReadOnlyList<long> Tags { get; init; }

    /// <summary>What the search index holds of it.</summary>
    public required ArticleEntries Index { get; init; }

    /// <summary>Its comments; each has at most one decision, of the same number.</summary>
    public required IReadOnlyList<Comment> Comments { get; init; }

    /// <summary>Whether readers see it.</summary>
    public required bool IsPublic { get; init; }
}
