using System.Text.RegularExpressions;

namespace FanNews.Interchange;

/// <summary>Finds the place that a story opens with: "MOSCOW — …", "WASHINGTON (AP) – …", "MIAMI, Fla. - …".</summary>
public static partial class Dateline
{
    /// <summary>Parts a body (Markdown) into its dateline, without the dash, and the rest. Pictures may come before it.</summary>
    public static (string? Dateline, string Body) Split(string markdown)
    {
        var start = 0;
        while (start < markdown.Length && (markdown.AsSpan(start).StartsWith("![") || markdown.AsSpan(start).StartsWith("[![")))
        {
            var end = markdown.IndexOf("\n\n", start, StringComparison.Ordinal);
            if (end < 0) return (null, markdown);
            start = end + 2;
        }
        var match = Opening().Match(markdown, start, Math.Min(120, markdown.Length - start));
        if (!match.Success) return (null, markdown);
        var place = match.Groups["place"].Value.Trim();
        if (NoPlace().IsMatch(place)) return (null, markdown);
        var rest = markdown[(match.Index + match.Length)..];
        if (rest.Length == 0 || rest[0] == '\n') return (null, markdown);
        var line = rest.IndexOf('\n') is var cut and >= 0 ? rest[..cut] : rest;
        return (place, markdown[..start] + MarkdownText.StartOfLine(line) + rest[line.Length..]);
    }

    [GeneratedRegex(@"\G(?<mark>\*{0,3})(?<place>\p{Lu}[\p{Lu}\p{M}.'’]+(?:[ \-/]\p{Lu}[\p{Lu}\p{M}.'’]*){0,4}(?:, (?:\p{Lu}[\p{L}.]+ ?){1,3})?(?: ?\([\p{Lu}][\p{L} ./]{1,24}\))?)(?:\k<mark>)? ?(?:\\?[—–]|(?<= )\\?-{1,2}(?= ))(?:\k<mark>)? ?(?=\S)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?:UPDATED?|BREAKING|EXCLUSIVE|WATCH|LISTEN|ANALYSIS|OPINION|REVIEW|CORRECTION|CLARIFICATION|NOTE|PHOTOS?|VIDEO|LIVE|TL;?DR|FAQ|PART [IVX]+|STEP)\b")]
    private static partial Regex NoPlace();
}
