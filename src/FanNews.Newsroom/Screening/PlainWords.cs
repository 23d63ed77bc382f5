using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text;

namespace FanNews.Screening;

/// <summary>Reads a comment as a person would, past the tricks of spelling: entities, invisible characters, look-alike letters, letters apart.</summary>
public static class PlainWords
{
    // Letters of other scripts that look like Latin ones, as spammers mix them into words (Unicode TR 39, the common ones).
    private static readonly FrozenDictionary<char, char> Alike = new Dictionary<char, char>
    {
        ['а'] = 'a', ['в'] = 'b', ['е'] = 'e', ['ё'] = 'e', ['к'] = 'k', ['м'] = 'm', ['н'] = 'h', ['о'] = 'o', ['р'] = 'p', ['с'] = 'c', ['т'] = 't',
        ['у'] = 'y', ['х'] = 'x', ['і'] = 'i', ['ї'] = 'i', ['ј'] = 'j', ['ѕ'] = 's', ['ԁ'] = 'd', ['ԛ'] = 'q', ['ԝ'] = 'w', ['һ'] = 'h', ['ӏ'] = 'l',
        ['α'] = 'a', ['β'] = 'b', ['ε'] = 'e', ['η'] = 'n', ['ι'] = 'i', ['κ'] = 'k', ['ν'] = 'v', ['ο'] = 'o', ['ρ'] = 'p', ['τ'] = 't', ['υ'] = 'u', ['χ'] = 'x',
        ['ı'] = 'i', ['ɑ'] = 'a', ['ɡ'] = 'g', ['ɩ'] = 'i', ['ʟ'] = 'l', ['ѵ'] = 'v',
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, char> Leet = new Dictionary<char, char>
    {
        ['0'] = 'o', ['1'] = 'i', ['3'] = 'e', ['4'] = 'a', ['5'] = 's', ['7'] = 't', ['8'] = 'b', ['9'] = 'g', ['@'] = 'a', ['$'] = 's', ['!'] = 'i', ['|'] = 'l', ['€'] = 'e',
    }.ToFrozenDictionary();

    /// <summary>Small letters without accents of Latin, without invisible characters, compatibility forms (full width, mathematical, circled) as the letters they show.</summary>
    /// <param name="text">Any text; broken surrogates are dropped.</param>
    public static string Fold(string text)
    {
        if (text.Contains('&', StringComparison.Ordinal))
            text = WebUtility.HtmlDecode(text);
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Code points that are no characters (U+FFFE) cannot be normalised.
            if (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned))
                whole.Append(rune);
        }

        var folded = new StringBuilder(whole.Length);
        var latin = false;
        foreach (var c in whole.ToString().Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark && latin)
                continue;
            latin = c < '\u0370' && char.IsLetter(c);
            folded.Append(c is '\u00a0' ? ' ' : c);
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The word in Latin letters where its letters only look foreign: a word of mixed scripts is a disguise, a whole Cyrillic word is Russian.</summary>
    /// <param name="word">A folded word.</param>
    public static string Unmask(string word)
    {
        var (latin, foreign) = (false, false);
        foreach (var c in word)
        {
            latin |= char.IsAsciiLetter(c);
            foreign |= Alike.ContainsKey(c);
        }

        return latin && foreign ? string.Create(word.Length, word, static (span, word) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = Alike.GetValueOrDefault(word[i], word[i]);
        }) : word;
    }

    /// <summary>The word that digits and signs stand for (<c>fr33</c> is <c>free</c>); null where there is no disguise.</summary>
    /// <param name="word">A folded word.</param>
    public static string? Unleet(string word)
    {
        var (letters, signs) = (0, 0);
        foreach (var c in word)
        {
            if (char.IsAsciiLetter(c))
                letters++;
            else if (Leet.ContainsKey(c))
                signs++;
            else
                return null;
        }

        return letters == 0 || signs == 0 || word.Length < 3 ? null : string.Create(word.Length, word, static (span, word) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = Leet.GetValueOrDefault(word[i], word[i]);
        });
    }

    /// <summary>The word with no letter more than twice in a row: <c>plzzzzz</c> is <c>plzz</c>.</summary>
    public static string Shorten(string word)
    {
        var run = 1;
        for (var i = 1; i < word.Length; i++)
        {
            run = word[i] == word[i - 1] ? run + 1 : 1;
            if (run > 2)
                return Squeeze(word);
        }

        return word;
    }

    private static string Squeeze(string word)
    {
        var kept = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (kept.Length < 2 || kept[^1] != c || kept[^2] != c)
                kept.Append(c);
        }

        return kept.ToString();
    }
}
