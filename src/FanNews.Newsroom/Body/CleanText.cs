using System.Buffers;
using System.Text;

namespace FanNews.Body;

/// <summary>Takes out of a text what is no text: control characters, and halves of surrogate pairs.</summary>
internal static class CleanText
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(c => (char.IsControl(c) && c is not ('\t' or '\n')) || char.IsSurrogate(c))]);

    /// <summary>The text with line feeds as its only line ends; the same string where it was clean.</summary>
    internal static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny(Suspects) < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
                i += AddSurrogate(clean, text, i);
            else if (c is '\r')
                clean.Append(i + 1 < text.Length && text[i + 1] is '\n' ? "" : "\n");
            else if (!char.IsControl(c) || c is '\t' or '\n')
                clean.Append(c);
        }

        return clean.ToString();
    }

    private static int AddSurrogate(StringBuilder clean, string text, int at)
    {
        if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
        {
            clean.Append(text, at, 2);
            return 1;
        }

        clean.Append('\uFFFD');
        return 0;
    }
}
