using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FanNews.Interchange;

/// <summary>
/// Reads the children of one container: gathers text and inline elements into paragraphs and hands block elements on.
/// Inline elements that reach over a paragraph's end are opened again in the next one.
/// </summary>
internal sealed partial class HtmlFlow(HtmlConversion conversion, bool lines)
{
    private readonly List<string> _blocks = [];
    private readonly List<IElement> _open = [];
    private readonly IDocument _document = conversion.Root.Owner!;
    private IElement? _paragraph;
    private INode? _at;

    /// <summary>Closes the last paragraph and gives all blocks.</summary>
    public List<string> Finish()
    {
        Flush();
        return _blocks;
    }

    /// <summary>Reads every child.</summary>
    public void Walk(INode container)
    {
        foreach (var child in container.ChildNodes.ToList()) Visit(child);
    }

    private void Visit(INode node)
    {
        switch (node)
        {
            case IText text:
                Add(text.Data);
                break;
            case IComment comment when More().IsMatch(comment.Data):
                Flush();
                if (!_blocks.Contains("<!--more-->")) _blocks.Add("<!--more-->");
                break;
            case IElement element when HtmlText.IsSilent(element):
                if (element.LocalName is not ("noscript" or "source" or "track" or "param")) conversion.Reading.Dropped($"<{element.LocalName}>");
                break;
            case IElement { LocalName: "a" } button when button.HasClass("wp-block-file__button"):
                // Says "Download" beside a link of the file's name: our link is one already.
                break;
            case IElement element when HtmlText.IsBlock(element):
                Flush();
                _blocks.AddRange(conversion.Block(element, lines));
                break;
            case IElement { FirstChild: null } or IElement { LocalName: "code" or "kbd" or "sup" }:
                Here().AppendChild(node.Clone());
                break;
            case IElement element:
                _open.Add(element);
                _at?.AppendChild(_at = element.Clone(false));
                Walk(element);
                _open.RemoveAt(_open.Count - 1);
                _at = _at?.Parent;
                break;
        }
    }

    private void Add(string text)
    {
        if (!lines)
        {
            Here().AppendChild(_document.CreateTextNode(text));
            return;
        }
        var paragraphs = EmptyLine().Split(text.ReplaceLineEndings("\n"));
        for (var i = 0; i < paragraphs.Length; i++)
        {
            if (i > 0) Flush();
            var rows = paragraphs[i].Split('\n');
            for (var row = 0; row < rows.Length; row++)
            {
                if (row > 0) Break();
                if (rows[row].Length > 0) Here().AppendChild(_document.CreateTextNode(rows[row]));
            }
        }
    }

    // A <br> and the new line after it are one break, not two; before the first text there is nothing to break.
    private void Break()
    {
        if (_paragraph is null || _at?.LastChild is IElement { LocalName: "br" } || (_at == _paragraph && !_paragraph.HasChildNodes)) return;
        _at!.AppendChild(_document.CreateElement("br"));
    }

    private INode Here()
    {
        if (_at is not null) return _at;
        _at = _paragraph = _document.CreateElement("span");
        foreach (var element in _open) _at.AppendChild(_at = element.Clone(false));
        return _at;
    }

    private void Flush()
    {
        var paragraph = _paragraph;
        _paragraph = null;
        _at = null;
        if (paragraph is null) return;
        foreach (var part in AddressesAlone(paragraph))
        {
            if (part is string address) _blocks.Add(EmbedAddress.Bare(address));
            else _blocks.AddRange(Paragraph((IElement)part));
        }
    }

    private List<string> Paragraph(IElement paragraph)
    {
        List<string> blocks = [];
        var pictures = paragraph.QuerySelectorAll("img").Where(HtmlFigures.IsPicture).ToList();
        if (pictures.Count > 0)
        {
            var onlyPictures = paragraph.TextContent.Trim().Length == 0;
            foreach (var picture in pictures.Where(picture => onlyPictures || HtmlFigures.Floats(picture)))
            {
                var whole = picture.ParentElement is { LocalName: "a", ChildElementCount: 1 } link && link.TextContent.Trim().Length == 0 ? link : picture;
                blocks.AddRange(conversion.Figures.Picture(picture, null));
                whole.Remove();
            }
        }
        var text = conversion.Inline.Lines(paragraph);
        if (text.Length > 0) blocks.Add(text);
        return blocks;
    }

    /// <summary>Parts a paragraph at lines that are nothing but a web address: those were embeds.</summary>
    private List<object> AddressesAlone(IElement paragraph)
    {
        var children = paragraph.ChildNodes.ToList();
        if (!children.Any(IsAddress)) return [paragraph];
        List<object> parts = [];
        var rest = _document.CreateElement("span");
        for (var i = 0; i < children.Count; i++)
        {
            if (!(IsAddress(children[i]) && Edge(children, i - 1) && Edge(children, i + 1)))
            {
                rest.AppendChild(children[i]);
                continue;
            }
            if (rest.HasChildNodes) parts.Add(rest);
            rest = _document.CreateElement("span");
            parts.Add(((IText)children[i]).Data.Trim());
        }
        if (rest.HasChildNodes) parts.Add(rest);
        return parts;
    }

    private static bool IsAddress(INode node) => node is IText text
        && EmbedAddress.IsWeb(text.Data) && text.Data.TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase);

    private static bool Edge(List<INode> children, int index) =>
        index < 0 || index >= children.Count || children[index] is IElement { LocalName: "br" }
        || (children[index] is IText text && text.Data.Trim().Length == 0);

    [GeneratedRegex(@"^more(?:\s|$)")]
    private static partial Regex More();

    [GeneratedRegex(@"\n[ \t\u00A0]*(?:\n[ \t\u00A0]*)+")]
    private static partial Regex EmptyLine();
}
