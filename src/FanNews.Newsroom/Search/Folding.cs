using System.Globalization;
using System.Text;

namespace FanNews.Search;

/// <summary>Brings the many spellings of a word to one, before either engine sees it, so that both find the same.</summary>
internal static class Folding
{
    // Letters that Unicode does not take apart, as people type them who lack the key.
    private static readonly Dictionary<char, string> Apart = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['ё'] = "е",
    };

    /// <summary>Lower case, without accents, letters and digits only. May be empty.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word))
            return string.Create(word.Length, word, static (folded, word) => Ascii.ToLower(word, folded, out _));
        var folded = new StringBuilder(word.Length);
        var accentsFall = false;
        foreach (var c in word.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormKD))
        {
            var mark = CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            // Only Latin and Greek can spare them: in Cyrillic й is no и, and elsewhere marks are vowels.
            if (mark && (c is >= '\u0300' and <= '\u036f' ? accentsFall : IsPointing(c)))
                continue;
            if (!mark)
                accentsFall = c < '\u0400';
            if (Apart.TryGetValue(c, out var letters))
                folded.Append(letters);
            else if (mark || char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                folded.Append(c);
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    // Hebrew and Arabic write vowels only where they must.
    private static bool IsPointing(char c) => c is (>= '\u0591' and <= '\u05c7') or (>= '\u064b' and <= '\u065f') or '\u0670';
}
