namespace FanNews.Search;

/// <summary>A piece of an excerpt.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Marked">Whether it is what was asked for.</param>
public sealed record ExcerptPart(string Text, bool Marked);

/// <summary>Cuts the place out of a story where it says most of what was asked.</summary>
internal static class Excerpt
{
    // As long as the teaser that it stands for, in words.
    private const int Length = 40, Before = 8;

    private const int MostWords = 16_000;

    /// <summary>The excerpt; null where the body says nothing of it.</summary>
    public static IReadOnlyList<ExcerptPart>? Of(string body, Question question, Language language)
    {
        var stems = question.Stems.ToHashSet();
        var open = question.Wanted.Where(c => c.Prefix && c.Single is not null).Select(c => c.Words[0].Folded).ToList();
        var words = WordReader.Read(body, language).Take(MostWords).ToList();
        var hits = words.ConvertAll(w => stems.Contains(w.Stem) ? w.Stem : open.Find(o => w.Folded.StartsWith(o, StringComparison.Ordinal)));
        if (Best(hits) is not { } first)
            return null;
        var from = Math.Max(0, first - Before);
        var to = Math.Min(words.Count, from + Length);
        return [.. Parts(body, words, hits, from, to)];
    }

    /// <summary>Where the most different words of the question stand close together; the first such place. Null where there is none.</summary>
    private static int? Best(List<string?> hits)
    {
        int? best = null;
        var (most, window) = (0, Length - Before);
        var places = Enumerable.Range(0, hits.Count).Where(i => hits[i] is not null).ToList();
        var inside = new Dictionary<string, int>();
        var end = 0;
        foreach (var start in places)
        {
            for (; end < places.Count && places[end] < start + window; end++)
                inside[hits[places[end]]!] = inside.GetValueOrDefault(hits[places[end]]!) + 1;
            if (inside.Count > most)
                (most, best) = (inside.Count, start);
            if (--inside[hits[start]!] == 0)
                inside.Remove(hits[start]!);
        }

        return best;
    }

    private static IEnumerable<ExcerptPart> Parts(string body, List<Word> words, List<string?> hits, int from, int to)
    {
        var at = from == 0 ? 0 : words[from].Start;
        var end = to == words.Count ? body.Length : words[to - 1].Start + words[to - 1].Length;
        var plain = from == 0 ? "" : "… ";
        for (var i = from; i < to; i++)
        {
            if (hits[i] is null)
                continue;
            plain += OneLine(body[at..words[i].Start]);
            if (plain.Length > 0)
                yield return new ExcerptPart(plain, false);
            plain = "";
            at = words[i].Start + words[i].Length;
            yield return new ExcerptPart(body[words[i].Start..at], true);
        }

        plain = OneLine(body[at..end]) + (to == words.Count ? "" : " …");
        if (plain.Length > 0)
            yield return new ExcerptPart(plain, false);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
