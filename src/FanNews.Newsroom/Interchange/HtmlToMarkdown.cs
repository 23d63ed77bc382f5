using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace FanNews.Interchange;

/// <summary>
/// Turns HTML from elsewhere into the Markdown of the house (docs/markdown.md). What Markdown cannot say without loss stays an HTML block.
/// The result is not safe to show as it is: like every body it is sanitised when it is rendered.
/// </summary>
/// <remarks>
/// An importer may mark what HTML has no element for by elements of our own: <c>fan-embed[url]</c>, <c>fan-gallery</c>,
/// <c>fan-pullquote</c>, <c>fan-verse</c>, and <c>fan-lines</c> for parts in which new lines count.
/// </remarks>
public static class HtmlToMarkdown
{
    /// <summary>Elements nested deeper than this are damage or attack; their text is kept, their structure is not.</summary>
    public const int MaxDepth = 160;

    // The parser's time grows with the square of open elements; a story has a few dozen.
    private const int MaxOpen = 1000;

    private static readonly HtmlParser Parser = new();

    /// <summary>Converts a piece of HTML. Never throws on any text.</summary>
    public static string Convert(string html, HtmlReading reading)
    {
        var body = Parse(html);
        var conversion = new HtmlConversion(reading, body);
        return string.Join("\n\n", conversion.All());
    }

    /// <summary>The text that a reader would see, one line a block.</summary>
    public static string PlainText(string html) =>
        html.Contains('<', StringComparison.Ordinal) || html.Contains('&', StringComparison.Ordinal)
            ? HtmlText.Of(Parse(html))
            : html;

    /// <summary>The HTML with every element closed, so that it can stand inside another.</summary>
    internal static string Balanced(string html) => Parse(html).InnerHtml;

    private static IElement Parse(string html)
    {
        if (TagDepth.Of(html) > MaxOpen) html = TagDepth.Strip(html);
        var body = Parser.ParseDocument("<!DOCTYPE html><body>" + html).Body!;
        if (Depth(body) <= MaxDepth) return body;
        var text = HtmlText.Of(body);
        var flat = Parser.ParseDocument("<!DOCTYPE html><body>").Body!;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var paragraph = flat.Owner!.CreateElement("p");
            paragraph.TextContent = line;
            flat.AppendChild(paragraph);
        }
        return flat;
    }

    // Walks without recursion: the very trees that it is to find would overflow the stack.
    private static int Depth(INode root)
    {
        int depth = 0, deepest = 0;
        for (var node = root.FirstChild; node is not null;)
        {
            if (node.FirstChild is { } child)
            {
                node = child;
                deepest = Math.Max(deepest, ++depth);
                continue;
            }
            while (node.NextSibling is null && node.Parent != root)
            {
                node = node.Parent!;
                depth--;
            }
            node = node.NextSibling;
        }
        return deepest;
    }
}
