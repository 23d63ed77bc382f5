using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FanNews.Interchange;

/// <summary>Writes plain text as Markdown of the house (docs/markdown.md) so that a reader sees exactly that text again.</summary>
public static partial class MarkdownText
{
    private static readonly SearchValues<char> Careful = SearchValues.Create(" ()<>&");

    /// <summary>Escapes one paragraph of plain text. Line breaks become hard breaks; white space is collapsed as HTML does it.</summary>
    public static string Paragraph(string text)
    {
        var lines = text.Split('\n')
            .Select(line => Inline(Blank().Replace(line, " ").Trim(' '), '\0'))
            .Where(line => line.Length > 0)
            .Select(StartOfLine);
        return string.Join("\\\n", lines);
    }

    /// <summary>Escapes what has a meaning anywhere in a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="before">The character already written before it; NUL at the beginning.</param>
    /// <param name="after">The character that will follow; NUL where that is not known.</param>
    public static string Inline(string text, char before, char after = '\0')
    {
        var written = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var previous = i > 0 ? text[i - 1] : before;
            var next = i + 1 < text.Length ? text[i + 1] : after;
            if (NeedsEscape(c, previous, next)) written.Append('\\');
            written.Append(c);
        }
        return written.ToString();
    }

    /// <summary>Escapes what has a meaning only at the beginning of a line: headings, quotes, lists, rules, containers, the credit mark.</summary>
    public static string StartOfLine(string line)
    {
        if (line.Length == 0) return line;
        if (NumberedItem().Match(line) is { Success: true } item)
            return line.Insert(item.Groups[1].Length, "\\");
        return Opening().IsMatch(line) ? "\\" + line : line;
    }

    /// <summary>An address as a link's or image's destination takes it.</summary>
    public static string Destination(string address)
    {
        var clean = Controls().Replace(address, "").Replace("\\", "%5C", StringComparison.Ordinal);
        if (clean.Length == 0) return "<>";
        if (clean.AsSpan().IndexOfAny(Careful) < 0) return clean;
        clean = clean.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)
            .Replace(" ", "%20", StringComparison.Ordinal);
        clean = EntityLike().Replace(clean, "&amp;");
        return clean.AsSpan().IndexOfAny('(', ')') < 0 ? clean : $"<{clean}>";
    }

    /// <summary>A title in double quotes, as it follows a destination.</summary>
    public static string Title(string title) =>
        "\"" + Inline(Blank().Replace(title, " ").Trim(), '\0').Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>A run of back-ticks longer than any in <paramref name="code"/>, at least <paramref name="atLeast"/>.</summary>
    public static string Fence(string code, int atLeast)
    {
        int longest = 0, run = 0;
        foreach (var c in code)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return new string('`', Math.Max(atLeast, longest + 1));
    }

    /// <summary>A code span with <paramref name="code"/> in it.</summary>
    public static string Code(string code)
    {
        var clean = Blank().Replace(code, " ");
        if (clean.Length == 0) return "";
        var fence = Fence(clean, 1);
        var pad = clean[0] == '`' || clean[^1] == '`' || (clean[0] == ' ' && clean[^1] == ' ' && clean.Trim().Length > 0);
        return pad ? $"{fence} {clean} {fence}" : fence + clean + fence;
    }

    /// <summary>Punctuation as every reading of CommonMark's flanking rules sees it.</summary>
    internal static bool IsPunctuation(char c) => char.IsPunctuation(c) || (char.IsAscii(c) && char.IsSymbol(c));

    private static bool NeedsEscape(char c, char previous, char next) => c switch
    {
        // A bare < may reach for a > that only a later tag brings.
        '\\' or '`' or '*' or '[' or ']' or '~' or '<' => true,
        '_' => !(char.IsLetterOrDigit(previous) && char.IsLetterOrDigit(next)),
        '&' => next is '#' or '\0' || char.IsAsciiLetter(next),
        _ => false,
    };

    [GeneratedRegex(@"^(\d{1,9})[.)](?=\s|$)")]
    private static partial Regex NumberedItem();

    [GeneratedRegex(@"^(#{1,6}(\s|$)|>|[-+](\s|$)|--|:::|=+\s*$|[-:|][-:| ]*$|\|)")]
    private static partial Regex Opening();

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"[\u0000-\u001F\u007F]")]
    private static partial Regex Controls();

    [GeneratedRegex(@"&(?=#|[A-Za-z])")]
    private static partial Regex EntityLike();

    /// <summary>How many characters a tag's or marker's text takes; culture plays no part.</summary>
    internal static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
