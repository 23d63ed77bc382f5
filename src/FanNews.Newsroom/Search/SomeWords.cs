namespace FanNews.Search;

/// <summary>What to look for when no story has every word.</summary>
internal static class SomeWords
{
    // So many stories can be looked at: then one word will do. Among more, two must stand together, or a rare one.
    private const long FewStories = 5_000;

    private const int MostPairs = 8;

    /// <summary>Any of the words where they are rare, else any two of them.</summary>
    /// <param name="question">The question.</param>
    /// <param name="holding">Stories that hold each stem.</param>
    public static Match Of(Question question, IReadOnlyDictionary<string, long> holding)
    {
        // The rare ones say what the question is about.
        var stems = question.Stems.OrderBy(s => holding.GetValueOrDefault(s)).ToList();
        if (stems.Count == 1 || stems.Sum(s => holding.GetValueOrDefault(s)) <= FewStories)
            return AnyOf(stems);
        var known = stems.Where(s => holding.GetValueOrDefault(s) > 0).Take(MostPairs + 1).ToList();
        if (known.Count < 2)
            return AnyOf(stems);
        var pairs = known.SkipLast(1).Select((stem, i) => (Match)new Match.All([new Match.Token(stem), AnyOf(known[(i + 1)..])]));
        var rare = known.TakeWhile((_, i) => known.Take(i + 1).Sum(s => holding[s]) <= FewStories / 2).Select(s => new Match.Token(s));
        return new Match.Any([.. pairs, .. rare]);
    }

    private static Match.Any AnyOf(List<string> stems) => new Match.Any([.. stems.Select(s => new Match.Token(s))]);
}
