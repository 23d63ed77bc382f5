using System.Text;

namespace FanNews.Body;

/// <summary>
/// Counts words. Scripts that put no space between words (Chinese, Japanese, Thai …) count two characters as a word,
/// which is what reading speeds in both kinds of writing amount to.
/// </summary>
internal static class WordCount
{
    /// <summary>Characters of unspaced writing that weigh as much as one word.</summary>
    private const int CharactersPerWord = 2;

    /// <summary>Longer runs are no words; they weigh as many as they could be.</summary>
    private const int LongestWord = 100;

    /// <summary>The number of words in a text.</summary>
    internal static int Of(string text)
    {
        var words = 0;
        foreach (var run in Runs(text))
            words += Weight(text.AsSpan(run));
        return words;
    }

    /// <summary>The beginning of a text, words parted by single spaces, and whether something was cut off.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="most">The most words to keep.</param>
    internal static (string Text, bool Cut) First(string text, int most)
    {
        var kept = new StringBuilder();
        foreach (var run in Runs(text))
        {
            if (most <= 0)
                return (kept.ToString(), true);
            var word = text.AsSpan(run);
            var weight = Weight(word);
            if (kept.Length > 0)
                kept.Append(' ');
            if (weight > most)
            {
                kept.Append(Part(word, most));
                return (kept.ToString(), true);
            }

            kept.Append(word);
            most -= weight;
        }

        return (kept.ToString(), false);
    }

    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> word, int most)
    {
        var length = 0;
        var unspaced = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (IsUnspaced(rune) ? ++unspaced > most * CharactersPerWord : length > most * LongestWord)
                break;
            length += rune.Utf16SequenceLength;
        }

        return word[..Math.Min(length, word.Length)];
    }

    private static int Weight(ReadOnlySpan<char> word)
    {
        var unspaced = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (IsUnspaced(rune))
                unspaced++;
        }

        return Math.Max(1, Math.Max((unspaced + CharactersPerWord - 1) / CharactersPerWord, word.Length / LongestWord));
    }

    private static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);

    private static IEnumerable<Range> Runs(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            while (i < text.Length && char.IsWhiteSpace(text[i]))
                i++;
            var start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
                i++;
            if (i > start)
                yield return start..i;
        }
    }
}
