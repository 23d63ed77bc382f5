using System.Text.RegularExpressions;

namespace FanNews.Screening;

/// <summary>What is judged about a comment: only what its sender wrote.</summary>
/// <param name="Text">The comment.</param>
/// <param name="Author">The name; null where it is not known.</param>
/// <param name="Url">The sender's site; null for none.</param>
public sealed record Wording(string Text, string? Author = null, string? Url = null);

/// <summary>A comment taken apart into words and links.</summary>
internal sealed partial class WordedText
{
    // A comment is judged by its beginning and its end; the bounds keep the longest one under a millisecond.
    private const int LongestHead = 3_000;
    private const int LongestTail = 600;
    private const int LongestWord = 40;

    private WordedText(string text)
    {
        Raw = text;
        var folded = PlainWords.Fold(text);
        var rest = Tag().Replace(folded, tag => Link().Match(tag.Value) is { Success: true } link ? $" {link.Value} " : " ");
        var from = 0;
        foreach (var link in Link().EnumerateMatches(rest))
        {
            AddWords(rest.AsSpan(from, link.Index - from));
            Links.Add(rest.Substring(link.Index, link.Length));
            Words.Add(LinkWord);
            from = link.Index + link.Length;
        }

        AddWords(rest.AsSpan(from));
    }

    /// <summary>Stands in the row of words for a link.</summary>
    public const string LinkWord = "<link>";

    /// <summary>The text that was judged, as it was typed.</summary>
    public string Raw { get; }

    /// <summary>The words in their order, folded; <see cref="LinkWord"/> where a link stood.</summary>
    public List<string> Words { get; } = [];

    /// <summary>The links, folded.</summary>
    public List<string> Links { get; } = [];

    /// <summary>The text, of a long one the beginning and the end.</summary>
    public static WordedText Of(string text) =>
        new(text.Length <= LongestHead + LongestTail ? text : $"{text.AsSpan(0, LongestHead)} {text.AsSpan(text.Length - LongestTail)}");

    /// <summary>The whole text, however long.</summary>
    public static WordedText Whole(string text) => new(text);

    private void AddWords(ReadOnlySpan<char> part)
    {
        for (var i = 0; i < part.Length;)
        {
            if (!IsWord(part, i))
            {
                // A sign that people draw with says something too: hearts and faces are seldom an advertisement.
                if (char.IsHighSurrogate(part[i]) && i + 1 < part.Length)
                    Words.Add(part.Slice(i++, 2).ToString());
                i++;
                continue;
            }

            var start = i;
            while (i < part.Length && i - start < LongestWord && IsWord(part, i))
                i++;
            if (i - start == 1 && Spaced(part, start, out var end) is { } joined)
            {
                Words.Add(joined);
                i = end;
                continue;
            }

            Words.Add(PlainWords.Shorten(PlainWords.Unmask(part[start..i].ToString())));
        }
    }

    private static bool IsWord(ReadOnlySpan<char> text, int at) =>
        char.IsLetterOrDigit(text[at]) || char.GetUnicodeCategory(text[at]) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
        || (text[at] is '@' or '$' or '!' or '|' or '€' or '\'' or '’' && at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetter(text[at + 1]));

    // Four letters or more, each apart from the next by the same one sign: s u b s c r i b e, v.i.a.g.r.a
    private static string? Spaced(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start + 1;
        if (end >= text.Length || text[end] is not (' ' or '.' or '-' or '_' or '*'))
            return null;
        var (sign, letters) = (text[end], new List<char> { text[start] });
        while (end + 1 < text.Length && text[end] == sign && char.IsLetterOrDigit(text[end + 1]) && (end + 2 >= text.Length || !char.IsLetterOrDigit(text[end + 2])))
        {
            letters.Add(text[end + 1]);
            end += 2;
        }

        return letters.Count >= 4 ? PlainWords.Unmask(new string([.. letters])) : null;
    }

    [GeneratedRegex("<[a-z/!][^<>]{0,2000}>")]
    private static partial Regex Tag();

    [GeneratedRegex("""(?:https?://|www\.)[^\s<>"']{2,}|\b[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|net|org|info|biz|ru|co|io|tv|me|ly|gl|be|to|cc|xyz|top|site|online|shop|club|live|store|win|vip|click|app|link|de|uk|us|eu|fr|es|it|pl|nl|br|cn|in|ua|tk|ml|ga|cf|gq|pw|su)\b(?:/[^\s<>"']*)?""")]
    private static partial Regex Link();
}
