using System.Globalization;
using System.Text;

namespace FanNews.Search;

/// <summary>A word of a text.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How long it is there, in characters.</param>
/// <param name="Folded">The word as typed, folded.</param>
/// <param name="Stem">What the index keeps.</param>
internal readonly record struct Word(int Start, int Length, string Folded, string Stem);

/// <summary>
/// Takes a text apart into words, for stories and questions alike. A word is a run of letters and digits; Chinese and Japanese, which
/// put no space between words, are read as pairs of characters.
/// </summary>
internal static class WordReader
{
    /// <summary>The longest word that is kept, in characters.</summary>
    public const int Longest = 40;

    /// <summary>The words in order.</summary>
    public static IEnumerable<Word> Read(string text, Language language)
    {
        var start = 0;
        for (var at = 0; at <= text.Length;)
        {
            var length = 1;
            var kind = at < text.Length ? KindAt(text, at, out length) : Kind.Gap;
            if (kind == Kind.Letter)
            {
                at += length;
                continue;
            }

            if (at > start && !IsRemnant(text, start, at) && Make(text, start, at - start, language) is { } word)
                yield return word;
            if (kind == Kind.Pair)
            {
                var end = at;
                while (end < text.Length && KindAt(text, end, out var step) == Kind.Pair)
                    end += step;
                foreach (var pair in Pairs(text, at, end))
                    yield return pair;
                at = start = end;
                continue;
            }

            at += length;
            start = at;
        }
    }

    private enum Kind
    {
        Gap,
        Letter,
        Pair,
    }

    private static Kind KindAt(string text, int at, out int length)
    {
        length = 1;
        var c = text[at];
        if (c < 128)
            return char.IsAsciiLetterOrDigit(c) ? Kind.Letter : Kind.Gap;
        // Half of a pair of surrogates is no character.
        if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length) != System.Buffers.OperationStatus.Done)
            return Kind.Gap;
        if (rune.Value is (>= 0x3040 and <= 0x30ff) or (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff))
            return Kind.Pair;
        return Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? Kind.Letter : Kind.Gap;
    }

    // What an apostrophe leaves over, as in "harbour's" and "l'heure".
    private static bool IsRemnant(string text, int start, int end) =>
        end - start == 1 && ((start > 1 && IsApostrophe(text[start - 1]) && char.IsLetter(text[start - 2])) || (end < text.Length - 1 && IsApostrophe(text[end]) && char.IsLetter(text[end + 1])));

    private static bool IsApostrophe(char c) => c is '\'' or '’';

    private static Word? Make(string text, int start, int length, Language language)
    {
        var folded = Folding.Fold(text.AsSpan(start, length));
        if (folded.Length > Longest)
            folded = folded[..(char.IsHighSurrogate(folded[Longest - 1]) ? Longest - 1 : Longest)];
        return folded.Length == 0 ? null : new Word(start, length, folded, language.Stem(folded));
    }

    private static IEnumerable<Word> Pairs(string text, int start, int end)
    {
        var at = start;
        while (at < end)
        {
            KindAt(text, at, out var first);
            var next = at + first;
            var second = 0;
            if (next < end)
                KindAt(text, next, out second);
            if (second > 0 || at == start)
            {
                var folded = Folding.Fold(text.AsSpan(at, first + second));
                yield return new Word(at, first + second, folded, folded);
            }

            at = next;
        }
    }
}
