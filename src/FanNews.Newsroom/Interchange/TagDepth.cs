using System.Text;

namespace FanNews.Interchange;

/// <summary>Looks at tags before any parser does, in one pass.</summary>
internal static class TagDepth
{
    // Elements that have no end, or whose end may be left out and often is.
    private static readonly HashSet<string> Uncounted = new(StringComparer.OrdinalIgnoreCase)
    {
        "br", "hr", "img", "input", "col", "wbr", "area", "base", "link", "meta", "param", "source", "track", "embed",
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> IsUncounted = Uncounted.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The largest number of elements that are open at one place.</summary>
    public static int Of(string html)
    {
        int open = 0, most = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            var closes = html[at + 1] == '/';
            var name = Name(html.AsSpan(at + (closes ? 2 : 1)));
            if (name.IsEmpty || IsUncounted.Contains(name)) continue;
            open = closes ? Math.Max(0, open - 1) : open + 1;
            most = Math.Max(most, open);
        }
        return most;
    }

    /// <summary>The text without any tag, a new line in the place of each.</summary>
    public static string Strip(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var tag = html.IndexOf('<', at);
            if (tag < 0 || html.IndexOf('>', tag) is var end && end < 0)
            {
                text.Append(html.AsSpan(at).ToString().Replace("<", "&lt;", StringComparison.Ordinal));
                break;
            }
            text.Append(html, at, tag - at).Append('\n');
            at = end + 1;
        }
        return text.ToString();
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && length < 40 && (char.IsAsciiLetterOrDigit(rest[length]) || (length > 0 && rest[length] == '-'))) length++;
        return length > 0 && char.IsAsciiLetter(rest[0]) ? rest[..length] : [];
    }
}
