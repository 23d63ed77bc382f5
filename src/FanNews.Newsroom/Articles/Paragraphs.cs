using System.Text.RegularExpressions;

namespace FanNews.Articles;

/// <summary>A text cut at its empty lines, so that it can be put together again to the letter.</summary>
/// <param name="Leads">What stands before each paragraph: the end of the line before it, and empty lines.</param>
/// <param name="Texts">The paragraphs.</param>
/// <param name="Tail">What follows the last one.</param>
internal sealed record Paragraphs(IReadOnlyList<string> Leads, IReadOnlyList<string> Texts, string Tail)
{
    public static Paragraphs Of(string text)
    {
        var (leads, texts) = (new List<string>(), new List<string>());
        // Up to where the text is cut, and where the paragraph that is being read begins and ends.
        var (cut, from, end) = (0, -1, 0);
        for (var at = 0; at <= text.Length;)
        {
            var line = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
            if (!text.AsSpan(at, line - at).IsWhiteSpace())
                (from, end) = (from < 0 ? at : from, line);
            else if (from >= 0)
                Close();
            at = line + 1;
        }

        if (from >= 0)
            Close();
        return new(leads, texts, text[cut..]);

        void Close()
        {
            leads.Add(text[cut..from]);
            texts.Add(text[from..end]);
            (cut, from) = (end, -1);
        }
    }

    /// <summary>Some of the paragraphs with what stands between them.</summary>
    public string Text(Span part) => string.Concat(Enumerable.Range(part.From, part.Count).Select(i => (i > part.From ? Leads[i] : "") + Texts[i]));
}

/// <summary>A text cut into words, spaces and marks, so that it can be put together again to the letter.</summary>
internal static partial class Words
{
    public static IReadOnlyList<string> Of(string text) => [.. Piece.Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"[\uD800-\uDBFF][\uDC00-\uDFFF]|[\p{L}\p{M}\p{N}’']+|\s+|[^\p{L}\p{M}\p{N}’'\s]", RegexOptions.CultureInvariant)]
    private static partial Regex Piece { get; }
}
