namespace FanNews.Search;

/// <summary>Guesses what a question meant that found nothing.</summary>
internal static class Guess
{
    private const int MostWords = 3, MostTries = 4, MostNear = 40;

    /// <summary>The question with its unknown words put right; null where no guess finds a story that readers see.</summary>
    public static async Task<string?> Meant(Candidates search, Question question, string text, IReadOnlyDictionary<string, long> holding, Language language, CancellationToken ct)
    {
        var unknown = question.Wanted.Where(c => c is { Single: not null, Prefix: false } && holding.GetValueOrDefault(c.Words[0].Stem) == 0).Take(MostWords).Select(c => c.Words[0]).ToList();
        if (unknown.Count == 0)
            return null;
        // From the end, so that earlier places in the text stay where they are.
        foreach (var word in unknown.OrderByDescending(w => w.Start))
        {
            if (await Known(search, word, language, ct) is not { } meant)
                return null;
            text = text[..word.Start] + meant + text[(word.Start + word.Length)..];
        }

        // A story that has all of them may not be there: then it is enough that some have one, as for any other question.
        var meantAll = Question.Read(text, language);
        return await search.Any(meantAll.With(new Match.Any([.. meantAll.Wanted.Select(c => c.Anywhere)]), search.Filter), ct) ? text : null;
    }

    // What nobody may read yet is no suggestion either: each guess is looked for among what readers see.
    private static async Task<string?> Known(Candidates search, Word word, Language language, CancellationToken ct)
    {
        if (Spelling.Ends(word.Folded) is not var (beginning, end))
            return null;
        var nearest = Spelling.Nearest(word.Folded, await search.Resembling(beginning, end, ct)).Take(MostNear).ToList();
        var holding = nearest.Count > 1 ? await search.Holding([.. nearest.Select(n => language.Stem(n.Word)).Distinct()], ct) : [];
        foreach (var (near, _) in nearest.OrderBy(n => n.Mistakes).ThenByDescending(n => holding.GetValueOrDefault(language.Stem(n.Word))).Take(MostTries))
        {
            if (await search.Any(new Match.Token(language.Stem(near)), ct))
                return near;
        }

        return null;
    }
}
