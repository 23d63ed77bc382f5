using System.Text;
using AngleSharp.Dom;

namespace FanNews.Interchange;

/// <summary>Words about elements that every part of the conversion shares.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> BlockNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "center", "details", "dd", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
        "summary", "table", "caption", "tbody", "thead", "tfoot", "tr", "td", "th", "ul", "video", "audio", "object",
        "fan-embed", "fan-gallery", "fan-pullquote", "fan-verse", "fan-lines",
    };

    private static readonly HashSet<string> SilentNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "head", "title", "meta", "link", "base", "svg", "math", "canvas", "input", "select",
        "textarea", "param", "source", "track", "noframes", "frameset", "applet", "embed", "map", "area", "datalist", "progress", "meter",
    };

    public static bool IsBlock(INode node) => node is IElement element && BlockNames.Contains(element.LocalName);

    public static bool IsSilent(IElement element) => SilentNames.Contains(element.LocalName);

    public static bool HasClass(this IElement element, string part) =>
        element.GetAttribute("class") is { } names && names.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>All text in reading order, a new line after each block, white space collapsed; without recursion.</summary>
    public static string Of(INode root)
    {
        var text = new StringBuilder();
        for (var node = root.FirstChild; node is not null; node = Next(node, root, text))
        {
            if (node is IText run) text.Append(run.Data);
            else if (node is IElement { LocalName: "br" } || IsBlock(node)) text.Append('\n');
        }
        var lines = text.ToString().Split('\n')
            .Select(line => string.Join(' ', line.Split([' ', '\t', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Length > 0);
        return string.Join('\n', lines);
    }

    private static INode? Next(INode node, INode root, StringBuilder text)
    {
        if (node.FirstChild is { } child && !(node is IElement element && IsSilent(element))) return child;
        while (true)
        {
            if (IsBlock(node)) text.Append('\n');
            if (node.NextSibling is { } sibling) return sibling;
            if (node.Parent is not { } parent || parent == root) return null;
            node = parent;
        }
    }
}
