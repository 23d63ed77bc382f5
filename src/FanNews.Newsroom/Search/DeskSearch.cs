using FanNews.Articles;
using FanNews.Storage;

namespace FanNews.Search;

/// <summary>What the desk finds: articles in any state, by the beginnings of words in their headlines and bylines. Nothing here is for readers.</summary>
public static class DeskSearch
{
    private const int MostWords = 8;

    // The desk's words are not stemmed.
    private static readonly Language NoLanguage = Language.Of("");

    /// <summary>Those whose newest headline, or one that readers know, or byline has words that begin with all of these.</summary>
    /// <param name="articles">The articles to look among.</param>
    /// <param name="db">Their store.</param>
    /// <param name="words">As typed; all articles where it is blank.</param>
    public static IQueryable<Article> Saying(this IQueryable<Article> articles, NewsroomDb db, string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
            return articles;
        var parts = WordReader.Read(words.Length > Question.Longest ? words[..Question.Longest] : words, NoLanguage)
            .Select(w => w.Folded).Distinct().Take(MostWords).Select(w => (Match)new Match.Token(w, Prefix: true)).ToList();
        if (parts.Count == 0)
            return articles.Where(_ => false);
        var found = WordIndex.Of(db).Find(db, WordTable.DeskWords, new Match.All(parts));
        return articles.Where(a => found.Contains(a.Id));
    }
}
