namespace FanNews.Search;

/// <summary>A word that is asked for, or several in a row.</summary>
/// <param name="Words">One, or the words of a phrase.</param>
/// <param name="Prefix">Whether more letters may follow the last.</param>
internal sealed record Clause(IReadOnlyList<Word> Words, bool Prefix = false)
{
    /// <summary>The one word; null for a phrase.</summary>
    public Word? Single => Words.Count == 1 ? Words[0] : null;

    /// <summary>Where its words may stand.</summary>
    public Match Anywhere => (Single, Prefix) switch
    {
        ({ } word, true) => new Match.Any([new Match.Token(word.Folded, Prefix: true), new Match.Token(word.Stem)]),
        ({ } word, false) => new Match.Token(word.Stem),
        _ => new Match.Phrase([.. Words.Select(w => w.Stem)]),
    };

    /// <summary>Its words in a headline, in any order.</summary>
    public Match InHeadline => new Match.All([.. Words.Select(w => new Match.Token(Prefix ? IndexedStory.Typed(w.Folded) : IndexedStory.InHeadline(w.Stem), Prefix))]);

    /// <summary>Its words as the beginning of names and headlines has them.</summary>
    public Match AsTyped => new Match.All([.. Words.Select((w, i) => new Match.Any(
        [new Match.Token(IndexedStory.Typed(w.Folded), Prefix && i == Words.Count - 1), new Match.Token(IndexedStory.InHeadline(w.Stem))]))]);
}

/// <summary>
/// What a reader typed: words, "phrases", -without, beginnings*. Anything may be typed; what says nothing is passed over.
/// </summary>
internal sealed record Question
{
    /// <summary>Characters that are read; what follows says nothing new.</summary>
    public const int Longest = 1_000;

    private const int MostClauses = 32;

    /// <summary>What must be in a story. Words that say nothing alone are left out, unless there are no others.</summary>
    public required IReadOnlyList<Clause> Wanted { get; init; }

    /// <summary>What must not.</summary>
    public required IReadOnlyList<Clause> Unwanted { get; init; }

    /// <summary>The stems that are wanted, each once.</summary>
    public IReadOnlyList<string> Stems => [.. Wanted.SelectMany(c => c.Words).Select(w => w.Stem).Distinct()];

    /// <summary>Reads a question.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="language">The language of the index.</param>
    /// <param name="typing">Whether its last word may be unfinished.</param>
    public static Question Read(string text, Language language, bool typing = false)
    {
        var (wanted, idle, unwanted) = (new List<Clause>(), new List<Clause>(), new List<Clause>());
        foreach (var (start, length, quoted, without) in Parts(text.Length > Longest ? text[..Longest] : text))
        {
            var part = text.Substring(start, length);
            var words = WordReader.Read(part, language).Select(w => w with { Start = w.Start + start }).ToList();
            if (words.Count == 0 || wanted.Count + unwanted.Count == MostClauses)
                continue;
            var open = !quoted && (part.EndsWith('*') || (typing && start + length == text.Length));
            var clause = new Clause(words, open);
            (without ? unwanted : !quoted && !open && words.Count == 1 && language.IsStopWord(words[0].Folded) ? idle : wanted).Add(clause);
        }

        return new Question { Wanted = wanted.Count > 0 ? wanted : [.. idle.Take(MostClauses)], Unwanted = unwanted };
    }

    /// <summary>How many of <paramref name="all"/> entries probably have all of it, were words strewn by chance; a beginning says nothing.</summary>
    public double Expected(long all, IReadOnlyDictionary<string, long> holding) =>
        Wanted.Where(c => !c.Prefix).SelectMany(c => c.Words).Select(w => w.Stem).Distinct().Aggregate((double)all, (left, stem) => left * Math.Min(1, holding.GetValueOrDefault(stem) / Math.Max(1.0, all)));

    /// <summary>All that is asked for.</summary>
    public Match All(Match? filter) => With(new Match.All([.. Wanted.Select(c => c.Anywhere)]), filter);

    /// <summary>All of it in the headline.</summary>
    public Match Headline(Match? filter) => With(new Match.All([.. Wanted.Select(c => c.InHeadline)]), filter);

    /// <summary>All of it as the beginning of words that stand out.</summary>
    public Match Typed(Match? filter) => With(new Match.All([.. Wanted.Select(c => c.AsTyped)]), filter);

    /// <summary>Some of the words, without what is not wanted.</summary>
    public Match With(Match wanted, Match? filter)
    {
        var match = filter is null ? wanted : new Match.All([wanted, filter]);
        return Unwanted.Count == 0 ? match : new Match.But(match, new Match.Any([.. Unwanted.Select(c => c.Anywhere)]));
    }

    // Parts are at spaces; what stands in quotes is one. A quote that is never closed reaches to the end.
    private static IEnumerable<(int Start, int Length, bool Quoted, bool Without)> Parts(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var without = text[at] is '-' or '−' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
            var start = without ? at + 1 : at;
            var quoted = IsQuote(text[start]);
            if (quoted)
                start++;
            var end = start;
            while (end < text.Length && (quoted ? !IsQuote(text[end]) : !char.IsWhiteSpace(text[end]) && !IsQuote(text[end])))
                end++;
            if (end > start)
                yield return (start, end - start, quoted, without);
            at = quoted ? end + 1 : Math.Max(end, at + 1);
        }
    }

    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»';
}
