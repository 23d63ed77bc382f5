namespace FanNews.Search;

/// <summary>Guesses the word that was meant.</summary>
internal static class Spelling
{
    // A reader who typed three letters did not mistype one of them.
    private const int Shortest = 4, LongWord = 8;

    /// <summary>
    /// The words of the vocabulary that are nearest, each with its mistakes, nearest first; none where none is near.
    /// Letters in the wrong order count as half a mistake: of two words as near, who swapped letters meant the one that has them all.
    /// </summary>
    /// <param name="word">The folded word.</param>
    /// <param name="candidates">Words that begin or end like it (<see cref="Ends"/>).</param>
    public static IEnumerable<(string Word, double Mistakes)> Nearest(string word, IEnumerable<string> candidates)
    {
        var most = word.Length >= LongWord ? 2 : 1;
        return candidates.Where(c => c != word && Math.Abs(c.Length - word.Length) <= most)
            .Select(c => (Word: c, Distance: Distance(word, c, most))).Where(c => c.Distance <= most)
            .Select(c => (c.Word, Mistakes: c.Word.Order().SequenceEqual(word.Order()) ? c.Distance / 2.0 : c.Distance))
            .OrderBy(c => c.Mistakes).ThenBy(c => c.Word[0] == word[0] ? 0 : 1).ThenBy(c => c.Word, StringComparer.Ordinal);
    }

    /// <summary>
    /// The beginning and end to look for: with one mistake in a word, one of them is still right, wherever the mistake is.
    /// Null for a word that is too short to guess.
    /// </summary>
    public static (string Beginning, string End)? Ends(string word)
    {
        if (word.Length < Shortest || !word.All(char.IsLetter))
            return null;
        // Two neighbours exchanged in the middle spoil both halves: leave one letter between them.
        var kept = Math.Max(1, (word.Length - 1) / 2);
        return (word[..Math.Min(kept, 4)], word[^Math.Min(kept, 4)..]);
    }

    /// <summary>The word from its end.</summary>
    public static string Reverse(string word)
    {
        var letters = word.ToCharArray();
        Array.Reverse(letters);
        return new string(letters);
    }

    /// <summary>The first string after all that begin with this one, as bytes compare.</summary>
    public static string After(string beginning) => beginning + '\uffff';

    // Letters left out, put in, exchanged for another, or swapped with the neighbour (optimal string alignment).
    private static int Distance(string a, string b, int most)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            if (row.Min() > most)
                return most + 1;
            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
