using FanNews.Articles;
using FanNews.Body;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Teaser = FanNews.Articles.Teaser;

namespace FanNews.Search;

/// <summary>What a reader asks for, and where.</summary>
/// <param name="Text">As typed (<see cref="Question"/>).</param>
public sealed record SearchQuestion(string Text)
{
    /// <summary>Numbers of the sections to look in; null for all.</summary>
    public IReadOnlyList<long>? Sections { get; init; }

    /// <summary>Number of the author to look for; null for any.</summary>
    public long? Author { get; init; }

    /// <summary>Published at this instant (UTC) or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Published before this instant (UTC).</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The page of answers, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Answers on a page.</summary>
    public int Size { get; init; } = StoryList.PageSize;
}

/// <summary>One answer.</summary>
/// <param name="Story">The story.</param>
/// <param name="Excerpt">Where it says what was asked; null where only its headline, dek, byline or tags do.</param>
/// <param name="Score">How well it fits; only the order means something.</param>
public sealed record FoundStory(Teaser Story, IReadOnlyList<ExcerptPart>? Excerpt, double Score);

/// <summary>What was found.</summary>
public sealed record SearchAnswer
{
    /// <summary>A page of stories, the best first.</summary>
    public IReadOnlyList<FoundStory> Stories { get; init; } = [];

    /// <summary>How many were found; null where there are very many: then the latest were ranked, and those whose headline says it.</summary>
    public int? Total { get; init; } = 0;

    /// <summary>Whether there is another page.</summary>
    public bool More { get; init; }

    /// <summary>Whether all of the words were found together.</summary>
    public bool AllWords { get; init; }

    /// <summary>Whether there was a word to look for.</summary>
    public bool Asked { get; init; }

    /// <summary>What was probably meant, where the words were not found together; asking for it finds something.</summary>
    public string? Suggestion { get; init; }
}

/// <summary>
/// Full-text search for readers. The engine finds what may be an answer, <see cref="Visibility"/> says what of it exists at this instant,
/// and <see cref="Ranking"/> orders it; of very many the ranking comes first.
/// </summary>
public static class FindStories
{
    // From so many on, the latest are looked at, and those whose headline says it all.
    private const int MostCandidates = 1_000, MostHeadlines = 300, MostForSome = 2_000;

    // With fewer than a page of stories that have all words of a long question, those with most of them follow.
    private const int ShortQuestion = 2, EnoughWithAll = 20;

    // Of very many candidates one in so many is asked whether readers see it, and so large a part of those must be seen for the best to be enough.
    private const int SampleEvery = 25;

    private const double LeastSeen = 0.9;

    private const int Suggestions = 6, LookedAtForSuggestions = 100;

    /// <summary>Finds stories.</summary>
    /// <param name="db">The store, inside one reading transaction.</param>
    /// <param name="asked">What is asked.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<SearchAnswer> Find(NewsroomDb db, SearchQuestion asked, DateTimeOffset now, CancellationToken ct = default)
    {
        var language = await LanguageOf(db, ct);
        var question = Question.Read(asked.Text, language);
        if (question.Wanted.Count == 0)
            return new SearchAnswer();
        var search = new Candidates(db, asked, now);
        var (all, holding) = await WordIndex.Of(db).Count(db, question.Stems, ct);
        var few = WordIndex.AreFew(question.Expected(all, holding), all, MostCandidates);
        var latest = await search.Latest(question.All(search.Filter), MostCandidates, ct, few: few);
        if (latest.Count == MostCandidates && !Ranking.AsksAgain(question.Stems) && await OfVeryMany() is { } best)
            return best;
        var found = await search.Read(question.All(search.Filter), MostCandidates, ct, latest, few);
        var capped = found.Count >= MostCandidates;
        if (capped)
            found.Add(await search.Read(question.Headline(search.Filter), MostHeadlines, ct));
        var allWords = found.Count > 0;
        if (question.Wanted.Count > 1 && (found.Count == 0 || (question.Wanted.Count > ShortQuestion && found.Count < EnoughWithAll)))
            found.Add(await search.Read(question.With(SomeWords.Of(question, holding), search.Filter), MostForSome, ct));
        var suggestion = allWords ? null : await Guess.Meant(search, question, asked.Text, holding, language, ct);
        if (found.Count == 0)
            return new SearchAnswer { Asked = true, Suggestion = suggestion };
        return await Page(Ranked(found.Stories).ToList(), capped ? null : found.Count, allWords, suggestion);

        // Of so many, visibility is asked of the best alone, down to the end of the page. Null where a sample, the same for every page, says that
        // too many of the latest are hidden or outside of the filters: then earlier ones must come in.
        async Task<SearchAnswer?> OfVeryMany()
        {
            var headlines = await search.Latest(question.Headline(search.Filter), MostHeadlines, ct, few: few);
            var ranked = Ranked(await search.ReadUnasked([.. latest.Union(headlines)], ct)).ToList();
            var sample = ranked.Where((_, i) => i % SampleEvery == 0).ToList();
            if ((await search.Seen(sample, ct)).Count() < LeastSeen * sample.Count)
                return null;
            var (end, seen) = (asked.Page * asked.Size, new List<(Candidate, double)>());
            foreach (var some in ranked.Chunk(2 * end).TakeWhile(_ => seen.Count <= end))
                seen.AddRange(await search.Seen(some, ct));
            return await Page(seen, total: null, allWords: true, suggestion: null);
        }

        IEnumerable<(Candidate Story, double Score)> Ranked(IReadOnlyList<Candidate> candidates) =>
            candidates.Zip(Ranking.Score(candidates, question.Stems, all, holding, language, now), (story, score) => (story, score))
                .OrderByDescending(c => c.score).ThenByDescending(c => c.story.PublishAt).ThenByDescending(c => c.story.ArticleId);

        async Task<SearchAnswer> Page(List<(Candidate Story, double Score)> ranked, int? total, bool allWords, string? suggestion) => new()
        {
            Stories = await Show(db, [.. ranked.Skip((asked.Page - 1) * asked.Size).Take(asked.Size).Select(c => (c.Story.ArticleId, c.Score))], question, language, now, ct),
            Total = total,
            More = ranked.Count > asked.Page * asked.Size,
            AllWords = allWords,
            Asked = true,
            Suggestion = suggestion,
        };
    }

    /// <summary>
    /// The stories that have what somebody is typing in headline, byline or tags, the best first, and where those are few, such as a search would
    /// find too; at most six.
    /// </summary>
    public static async Task<IReadOnlyList<Teaser>> Suggest(NewsroomDb db, string typed, DateTimeOffset now, CancellationToken ct = default)
    {
        var language = await LanguageOf(db, ct);
        var question = Question.Read(typed, language, typing: true);
        // One letter says too little, and too many words begin with it.
        if (question.Wanted.Count == 0 || question.Wanted.All(c => c.Words[^1].Folded.Length < 2))
            return [];
        var search = new Candidates(db, new SearchQuestion(typed), now);
        var found = await search.Read(question.Typed(filter: null), LookedAtForSuggestions, ct);
        var standOut = found.Count;
        if (standOut < Suggestions)
            found.Add(await search.Read(question.All(filter: null), LookedAtForSuggestions, ct));
        var candidates = found.Stories;
        if (candidates.Count == 0)
            return [];
        var scores = Ranking.Score(candidates, question.Stems, candidates.Count, new Dictionary<string, long>(), language, now);
        var best = Enumerable.Range(0, candidates.Count).OrderBy(i => i >= standOut).ThenByDescending(i => scores[i]).ThenByDescending(i => candidates[i].PublishAt).Take(Suggestions).Select(i => candidates[i].ArticleId).ToList();
        var stories = (await db.VisibleStories(now).Where(l => best.Contains(l.Article.Id)).ReadTeasers(now, ct)).ToDictionary(s => s.Id);
        return [.. best.Select(id => stories[id])];
    }

    private static async Task<Language> LanguageOf(NewsroomDb db, CancellationToken ct) =>
        Language.Of(await db.SearchRecipes.AsNoTracking().Select(r => r.Language).SingleOrDefaultAsync(ct) ?? "en");

    private static async Task<IReadOnlyList<FoundStory>> Show(
        NewsroomDb db, List<(long Article, double Score)> page, Question question, Language language, DateTimeOffset now, CancellationToken ct)
    {
        var ids = page.ConvertAll(p => p.Article);
        var stories = (await db.VisibleStories(now).Where(l => ids.Contains(l.Article.Id)).ReadTeasers(now, ct)).ToDictionary(s => s.Id);
        var bodies = await db.VisibleStories(now).Where(l => ids.Contains(l.Article.Id)).Select(l => new { l.Article.Id, l.Text.Body }).ToDictionaryAsync(b => b.Id, b => b.Body, ct);
        return [.. page.Select(p => new FoundStory(stories[p.Article], Excerpt.Of(BodyText.Parse(bodies[p.Article]).ToPlainText(), question, language), p.Score))];
    }
}
