namespace FanNews.Search;

/// <summary>What the index needs to know of an article.</summary>
internal sealed class IndexedArticle
{
    public long Id { get; init; }

    /// <summary>A story that readers see, or will.</summary>
    public bool IsOut { get; init; }

    public DateTimeOffset? PublishAt { get; init; }

    public long? Section { get; init; }

    /// <summary>All of them, newest first.</summary>
    public IReadOnlyList<IndexedText> Texts { get; set; } = [];

    public IReadOnlyList<string> Tags { get; set; } = [];

    public IReadOnlyList<string> Authors { get; set; } = [];

    public IReadOnlyList<long> AuthorIds { get; set; } = [];

    /// <summary>The text that is live, and those that will be: a text of a lower number never becomes live again.</summary>
    public IReadOnlyList<IndexedText> ForReaders(DateTimeOffset now)
    {
        if (!IsOut)
            return [];
        var live = Texts.FirstOrDefault(t => t.Released && t.EffectiveAt <= now)?.Number ?? 0;
        return [.. Texts.Where(t => t.Released && t.Number >= live).TakeLast(SearchRow.Slots)];
    }

    /// <summary>The newest text, and those that readers know the story by.</summary>
    public IEnumerable<IndexedText> ForDesk() => Texts.Where((text, place) => place == 0 || text.Released).DistinctBy(t => t.Headline);

    public StoryWords Words(IndexedText text) => new() { Headline = text.Headline, Dek = text.Dek, Authors = Authors, Tags = Tags, Body = text.Body };

    public IEnumerable<string> Marks()
    {
        if (Section is { } section)
            yield return IndexedStory.InSection(section);
        foreach (var author in AuthorIds)
            yield return IndexedStory.ByAuthor(author);
        if (PublishAt?.UtcDateTime is not { } at)
            yield break;
        yield return IndexedStory.InYear(at.Year);
        yield return IndexedStory.InMonth(at.Year, at.Month);
    }
}

/// <summary>One text of it.</summary>
internal sealed class IndexedText
{
    public long Id { get; init; }

    public long ArticleId { get; init; }

    public int Number { get; init; }

    public bool Released { get; init; }

    public DateTimeOffset? EffectiveAt { get; init; }

    public required string Headline { get; init; }

    public string? Dek { get; init; }

    /// <summary>Without markup; read only where readers may find it.</summary>
    public string Body { get; set; } = "";
}
