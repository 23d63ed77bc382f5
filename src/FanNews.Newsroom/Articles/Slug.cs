using System.Globalization;
using System.Text;

namespace FanNews.Articles;

/// <summary>The readable last part of an address.</summary>
public static class Slug
{
    /// <summary>
    /// Makes a slug: lower case, diacritics of Latin letters folded, letters and digits of every script kept, everything else one hyphen.
    /// Never empty: text without a letter or digit gives <paramref name="otherwise"/>.
    /// </summary>
    public static string From(string text, string otherwise = "story")
    {
        var slug = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("’", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark && slug.Length > 0 && char.IsAsciiLetter(slug[^1]))
                continue;
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                slug.Append(Rune.ToLowerInvariant(rune));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length >= Article.LongestSlug)
                break;
        }
        var made = slug.ToString().Trim('-').Normalize(NormalizationForm.FormC).Replace("ı", "i", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal).Replace("ø", "o", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Replace("ł", "l", StringComparison.Ordinal);
        return made.Length == 0 ? otherwise : made;
    }
}
