namespace FanNews.Screening;

/// <summary>
/// Words and phrases to watch for, a line each; <c>word*</c> means any word that begins so. They are found whatever their case, accents,
/// look-alike letters, digits for letters or letters apart. Looking takes time in proportion to the text, whatever is in the list.
/// </summary>
public sealed class WordList
{
    private const int MostLines = 2_000;
    private const int LongestLine = 100;

    // A newsroom has two lists; they are made anew only when somebody changes them.
    private static readonly Dictionary<string, WordList> Made = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    private readonly Dictionary<string, List<string[]>> phrases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> beginnings = new(StringComparer.Ordinal);
    private readonly int longest;

    private WordList(string lines)
    {
        foreach (var line in Lines(lines))
        {
            var words = Words(line.TrimEnd('*'));
            if (words.Count == 0)
                continue;
            if (line.EndsWith('*') && words.Count == 1)
                beginnings.TryAdd(words[0], line);
            else if (phrases.TryGetValue(words[0], out var known))
                known.Add([.. words]);
            else
                phrases[words[0]] = [[.. words]];
        }

        longest = beginnings.Keys.Select(b => b.Length).DefaultIfEmpty().Max();
    }

    /// <summary>The list of some lines.</summary>
    public static WordList Of(string lines)
    {
        lock (Gate)
        {
            if (Made.TryGetValue(lines, out var made))
                return made;
            if (Made.Count >= 8)
                Made.Clear();
            return Made[lines] = new(lines);
        }
    }

    /// <summary>What is wrong with the lines, the end of a sentence; null for nothing.</summary>
    public static string? Problem(string lines)
    {
        var all = Lines(lines);
        return all.Length > MostLines ? $"it may have {MostLines} lines at most"
            : Array.Exists(all, l => l.Length > LongestLine) ? $"a line may have {LongestLine} characters at most"
            : Array.Find(all, l => Words(l.TrimEnd('*')).Count == 0) is { } empty ? $"\"{empty}\" has no word in it"
            : null;
    }

    /// <summary>The first entry that is in the text; null for none.</summary>
    public string? Find(string text)
    {
        if (phrases.Count == 0 && beginnings.Count == 0)
            return null;
        var words = Words(text);
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var reading in Readings(words[i]))
            {
                if (phrases.TryGetValue(reading, out var starting) && starting.FirstOrDefault(p => Stands(p, words, i)) is { } found)
                    return string.Join(' ', found);
                for (var length = Math.Min(longest, reading.Length); length > 0; length--)
                {
                    if (beginnings.TryGetValue(reading[..length], out var line))
                        return line;
                }
            }
        }

        return null;
    }

    private static bool Stands(string[] phrase, List<string> words, int at)
    {
        if (at + phrase.Length > words.Count)
            return false;
        for (var i = 1; i < phrase.Length; i++)
        {
            if (!Readings(words[at + i]).Contains(phrase[i], StringComparer.Ordinal))
                return false;
        }

        return true;
    }

    // A word may be what it says and what its digits and signs stand for.
    private static IEnumerable<string> Readings(string word)
    {
        yield return word;
        if (PlainWords.Unleet(word) is { } meant)
            yield return meant;
    }

    private static List<string> Words(string text) => WordedText.Whole(text).Words;

    private static string[] Lines(string lines) => lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
