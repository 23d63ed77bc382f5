using System.Text;
using AngleSharp.Dom;

namespace FanNews.Interchange;

/// <summary>Writes HTML that stays HTML in the Markdown: without style, script and classes, links and pictures under their new addresses.</summary>
internal sealed class KeptHtml(HtmlConversion conversion)
{
    private static readonly HashSet<string> Elements =
    [
        "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dl", "dt",
        "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s",
        "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var",
    ];

    private static readonly HashSet<string> Breaks = ["tr", "li", "p", "dt", "dd", "thead", "tbody", "tfoot", "table", "caption", "ul", "ol", "summary"];

    private static readonly string[] Attributes =
        ["title", "lang", "dir", "datetime", "cite", "colspan", "rowspan", "scope", "headers", "start", "reversed", "value", "span", "open"];

    /// <summary>The opening tag of an element with the attributes that have a meaning.</summary>
    public static string Open(IElement element, string name)
    {
        var tag = new StringBuilder("<").Append(name);
        foreach (var attribute in Attributes)
        {
            if (element.GetAttribute(attribute) is { } value)
                tag.Append(' ').Append(attribute).Append("=\"").Append(Encode(value)).Append('"');
        }
        return tag.Append('>').ToString();
    }

    /// <summary>An element as an HTML block. No empty line stands in it, for that would end the block.</summary>
    public List<string> Block(IElement element)
    {
        var html = new StringBuilder();
        Write(element, html, false);
        var text = html.ToString().Trim();
        return text.Length == 0 ? [] : [text];
    }

    private void Write(INode node, StringBuilder html, bool pre)
    {
        if (node is IText text)
        {
            html.Append(pre ? Encode(text.Data.ReplaceLineEndings("\n")) : Encode(Collapse(text.Data, html)));
            return;
        }
        if (node is not IElement element || HtmlText.IsSilent(element)) return;
        var name = element.LocalName;
        if (!Elements.Contains(name))
        {
            Children(element, html, pre);
            return;
        }
        if (name == "img")
        {
            html.Append(conversion.Figures.Tag(element));
            return;
        }
        if (Breaks.Contains(name) && html.Length > 0 && html[^1] != '\n' && !pre) html.Append('\n');
        var link = name == "a" && element.GetAttribute("href") is { } href ? conversion.Reading.Link(href.Trim()) : null;
        var open = Open(element, name);
        html.Append(link is null ? open : $"{open[..^1]} href=\"{Encode(link)}\">");
        if (name is "br" or "hr" or "col") return;
        Children(element, html, pre || name == "pre");
        html.Append("</").Append(name).Append('>');
    }

    private void Children(IElement element, StringBuilder html, bool pre)
    {
        foreach (var child in element.ChildNodes) Write(child, html, pre);
    }

    private static string Collapse(string text, StringBuilder html)
    {
        var words = text.Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return html.Length > 0 && html[^1] is '\n' or '>' or ' ' ? "" : " ";
        var lead = text[0] is ' ' or '\t' or '\n' or '\r' or '\f' ? " " : "";
        var trail = text[^1] is ' ' or '\t' or '\n' or '\r' or '\f' ? " " : "";
        return lead + string.Join(' ', words) + trail;
    }

    /// <summary>Text or an attribute's value; new lines as references, so that no line of the block can be empty.</summary>
    public static string Encode(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("\n", "&#10;", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
}
