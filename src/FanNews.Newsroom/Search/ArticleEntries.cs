namespace FanNews.Search;

/// <summary>What the index holds of an article.</summary>
/// <param name="Desk">What the desk finds it by.</param>
/// <param name="Rows">Each text that readers may find.</param>
/// <param name="Words">The words of each.</param>
/// <param name="Vocabulary">Words for suggestions of spelling.</param>
internal sealed record ArticleEntries(WordEntry Desk, IReadOnlyList<SearchRow> Rows, IReadOnlyList<WordEntry> Words, IReadOnlyCollection<string> Vocabulary)
{
    /// <summary>Makes them. Knows no store, so many can be made at once.</summary>
    /// <param name="story">The article.</param>
    /// <param name="language">The language of its stems.</param>
    /// <param name="now">The instant (UTC): texts that were live before the present one are left out.</param>
    public static ArticleEntries Of(IndexedArticle story, Language language, DateTimeOffset now)
    {
        var (rows, words, vocabulary) = (new List<SearchRow>(), new List<WordEntry>(), new HashSet<string>());
        foreach (var text in story.ForReaders(now))
        {
            var indexed = IndexedStory.Of(story.Words(text), language);
            var id = SearchRow.IdOf(story.Id, rows.Count);
            rows.Add(new SearchRow { Id = id, ArticleId = story.Id, Number = text.Number, Vector = indexed.Vector });
            words.Add(new WordEntry(id, indexed.Tokens, [.. indexed.Marks, .. story.Marks()]));
            vocabulary.UnionWith(indexed.Vocabulary);
        }

        return new ArticleEntries(ForDesk(story, language), rows, words, vocabulary);
    }

    // The desk types beginnings of words: what stands there is kept as it is, unstemmed.
    private static WordEntry ForDesk(IndexedArticle story, Language language)
    {
        var tokens = new List<string>();
        foreach (var text in story.ForDesk().Select(t => t.Headline).Concat(story.Authors))
        {
            tokens.Add(IndexedStory.Gap);
            tokens.AddRange(WordReader.Read(text, language).Select(w => w.Folded));
        }

        return new WordEntry(story.Id, tokens, []);
    }
}
