using System.Buffers;
using System.Net;
using System.Text;

namespace FanNews.Body;

/// <summary>
/// A reader's comment as HTML: its paragraphs, its line ends and its web addresses; nothing else in it has a meaning.
/// Takes time in proportion to the text, whatever the text is.
/// </summary>
public static class CommentText
{
    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"')]);

    private static readonly string[] Schemes = ["https://", "http://"];

    /// <summary>
    /// The HTML of a comment. Marks that turn the direction of writing are left out, so that no comment reverses what
    /// stands after it; letters of right-to-left scripts need none of them.
    /// </summary>
    /// <param name="text">What the reader typed.</param>
    /// <param name="links">Whether addresses can be followed; else they are only set apart, so that nobody is led anywhere by mistake.</param>
    public static SafeHtml ToHtml(string text, bool links = true)
    {
        var html = new StringBuilder(text.Length + 64);
        foreach (var paragraph in PlainParagraphs.Of(WithoutTurns(CleanText.Of(text))))
        {
            html.Append("<p dir=\"auto\">");
            var start = 0;
            for (var end = paragraph.IndexOf('\n'); end >= 0; end = paragraph.IndexOf('\n', start))
            {
                AddLine(html, paragraph.AsSpan(start, end - start), links);
                html.Append("<br>\n");
                start = end + 1;
            }

            AddLine(html, paragraph.AsSpan(start), links);
            html.Append("</p>\n");
        }

        return new SafeHtml(html.ToString());
    }

    private static string WithoutTurns(string text)
    {
        if (!text.Any(IsTurn))
            return text;
        return string.Concat(text.Where(c => !IsTurn(c)));
    }

    /// <summary>Embeddings, overrides, isolates and marks of Unicode's bidirectional algorithm (UAX #9).</summary>
    private static bool IsTurn(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';

    private static void AddLine(StringBuilder html, ReadOnlySpan<char> line, bool links)
    {
        while (NextAddress(line) is var start and >= 0)
        {
            AddText(html, line[..start]);
            line = line[start..];
            var end = line.IndexOfAny(AddressEnds);
            var run = end < 0 ? line : line[..end];
            var address = WithoutTail(run);
            if (Uri.TryCreate(address.ToString(), UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0)
                AddLink(html, uri, address, links);
            else
                AddText(html, address);
            line = line[address.Length..];
        }

        AddText(html, line);
    }

    private static int NextAddress(ReadOnlySpan<char> line)
    {
        var from = 0;
        while (true)
        {
            var at = line[from..].IndexOf("://", StringComparison.Ordinal);
            if (at < 0)
                return -1;
            at += from;
            foreach (var scheme in Schemes)
            {
                var start = at + 3 - scheme.Length;
                if (start >= 0 && line[start..].StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
                    && (start == 0 || !char.IsAsciiLetterOrDigit(line[start - 1])))
                    return start;
            }

            from = at + 3;
        }
    }

    /// <summary>An address without the punctuation of the sentence around it; a bracket is its own when it was opened in it.</summary>
    private static ReadOnlySpan<char> WithoutTail(ReadOnlySpan<char> address)
    {
        var unopened = address.Count(')') - address.Count('(');
        while (address.Length > 0)
        {
            var last = address[^1];
            if (last is ')' && unopened > 0)
                unopened--;
            else if (last is not ('.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or '_' or ']' or '}' or '…' or '”' or '“' or '’' or '»' or '、' or '。'))
                break;
            address = address[..^1];
        }

        return address;
    }

    private static void AddLink(StringBuilder html, Uri uri, ReadOnlySpan<char> shown, bool links)
    {
        if (links)
            html.Append("<a href=\"").Append(WebUtility.HtmlEncode(uri.AbsoluteUri)).Append("\" rel=\"nofollow ugc noopener\">");
        else
            html.Append("<mark>");
        // Shown in full, with places where a narrow column may break it.
        var part = 0;
        for (var i = 0; i < shown.Length; i++)
        {
            if (shown.Length <= 40 || (i - part < 24 && (shown[i] is not ('/' or '?' or '&') || i - part < 8)))
                continue;
            if (char.IsLowSurrogate(shown[i]))
                continue;
            AddText(html, shown[part..i]);
            html.Append("<wbr>");
            part = i;
        }

        AddText(html, shown[part..]);
        html.Append(links ? "</a>" : "</mark>");
    }

    private static void AddText(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '<':
                    html.Append("&lt;");
                    break;
                case '>':
                    html.Append("&gt;");
                    break;
                case '&':
                    html.Append("&amp;");
                    break;
                case '"':
                    html.Append("&quot;");
                    break;
                case '\'':
                    html.Append("&#39;");
                    break;
                default:
                    html.Append(c);
                    break;
            }
        }
    }
}
