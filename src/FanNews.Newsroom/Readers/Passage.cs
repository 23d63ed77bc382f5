namespace FanNews.Readers;

/// <summary>Finds the paragraph of a body, as it is written, that holds words as a reader saw them.</summary>
public static class Passage
{
    // So many letters and digits of the beginning are enough where the whole is not found: a reader may have copied past a picture.
    private const int Enough = 32;

    /// <summary>Where the paragraph stands.</summary>
    /// <param name="body">The body, Markdown.</param>
    /// <param name="words">The words; null for none.</param>
    /// <returns>Its first character and its length; null when the words are nowhere.</returns>
    public static (int Start, int Length)? In(string body, string? words)
    {
        var (wanted, _) = Letters(words ?? "");
        var (text, places) = Letters(body);
        if (wanted.Length == 0)
            return null;
        var at = text.IndexOf(wanted, StringComparison.Ordinal);
        if (at < 0 && wanted.Length > Enough)
            at = text.IndexOf(wanted[..Enough], StringComparison.Ordinal);
        if (at < 0)
            return null;
        var place = places[at];
        var before = body.LastIndexOf("\n\n", place, StringComparison.Ordinal);
        var start = before < 0 ? 0 : before + 2;
        var end = body.IndexOf("\n\n", place, StringComparison.Ordinal);
        return (start, (end < 0 ? body.Length : end) - start);
    }

    // What is seen of Markdown: its letters and digits, without where its links lead.
    private static (string Text, List<int> Places) Letters(string markdown)
    {
        var (text, places) = (new System.Text.StringBuilder(), new List<int>());
        for (var i = 0; i < markdown.Length; i++)
        {
            if (markdown[i] == '(' && i > 0 && markdown[i - 1] == ']' && markdown.IndexOf(')', i) is > 0 and var close)
            {
                i = close;
                continue;
            }

            if (!char.IsLetterOrDigit(markdown[i]))
                continue;
            text.Append(char.ToLowerInvariant(markdown[i]));
            places.Add(i);
        }

        return (text.ToString(), places);
    }
}
