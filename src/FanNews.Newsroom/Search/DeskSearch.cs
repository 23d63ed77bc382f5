using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Search;

/// <summary>A story that somebody at the desk looks for.</summary>
/// <param name="Id">Number of the article.</param>
/// <param name="Headline">Headline of the newest text; may be empty.</param>
/// <param name="State">How it stands.</param>
/// <param name="Section">Name of the section.</param>
public sealed record DeskFind(long Id, string Headline, DeskState State, string? Section);

/// <summary>What the desk finds: articles in any state, by the beginnings of words in their headlines and bylines. Nothing here is for readers.</summary>
public static class DeskSearch
{
    private const int MostFound = 8;
    private const int MostWords = 8;

    // The desk's words are not stemmed.
    private static readonly Language NoLanguage = Language.Of("");

    /// <summary>The latest stories that say the words; none without words.</summary>
    /// <param name="db">The store.</param>
    /// <param name="words">As typed.</param>
    /// <param name="rights">Who asks: they find what they may open.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<DeskFind>> Find(NewsroomDb db, string? words, StoryRights rights, DateTimeOffset now, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(words))
            return [];
        var stories = rights.Of(db.Articles.AsNoTracking());
        var found = await stories.Saying(db, words).OrderByDescending(a => a.ListedAt).ThenByDescending(a => a.Id).Take(MostFound).Select(a => new
        {
            a.Id,
            a.State,
            a.PublishAt,
            a.KilledAt,
            Section = a.Section!.Name,
            Headline = a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First(),
        }).ToListAsync(ct);
        return [.. found.Select(f => new DeskFind(f.Id, f.Headline, DeskStory.Standing(f.State, f.PublishAt, f.KilledAt, now), f.Section))];
    }

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
