using System.Net;
using System.Text;

namespace FanNews.Body;

/// <summary>Text as paragraphs without any markup of its own: for bodies that are beyond reading as Markdown.</summary>
internal static class PlainParagraphs
{
    /// <summary>The paragraphs of a text, parted by blank lines.</summary>
    internal static IEnumerable<string> Of(string text)
    {
        var paragraph = new StringBuilder();
        foreach (var line in text.EnumerateLines())
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                if (paragraph.Length > 0)
                    paragraph.Append('\n');
                paragraph.Append(line.AsSpan().Trim());
                continue;
            }

            if (paragraph.Length > 0)
                yield return paragraph.ToString();
            paragraph.Clear();
        }

        if (paragraph.Length > 0)
            yield return paragraph.ToString();
    }

    /// <summary>The paragraphs as HTML, in linear time, whatever they hold.</summary>
    internal static string ToHtml(string text)
    {
        var html = new StringBuilder();
        foreach (var paragraph in Of(text))
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>\n");
        return html.ToString();
    }

    private static IEnumerable<string> EnumerateLines(this string text)
    {
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            yield return text[start..end];
            start = end + 1;
        }
    }
}
