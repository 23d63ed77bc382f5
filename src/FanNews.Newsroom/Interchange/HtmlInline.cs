using System.Text;
using AngleSharp.Dom;

namespace FanNews.Interchange;

/// <summary>Writes what stands inside a paragraph: text, emphasis, links, code, and the few inline elements that Markdown has no sign for.</summary>
internal sealed class HtmlInline(HtmlConversion conversion)
{
    private static readonly HashSet<string> Kept = ["u", "ins", "sub", "sup", "small", "mark", "kbd", "abbr", "cite", "q", "time", "bdo", "bdi", "var", "samp", "dfn"];

    /// <summary>A paragraph; breaks become hard breaks.</summary>
    public string Lines(INode root)
    {
        var text = new Writer(conversion, breaks: "\\\n").Write(root);
        return string.Join('\n', text.Split('\n').Select(MarkdownText.StartOfLine));
    }

    /// <summary>The same in one line, for headings, captions and notes.</summary>
    public string OneLine(INode root) => MarkdownText.StartOfLine(new Writer(conversion, breaks: " ").Write(root));

    /// <summary>The same for a table's cell, where a break is <c>&lt;br&gt;</c> and a bar is escaped.</summary>
    public string Cell(INode root) => new Writer(conversion, breaks: "<br>").Write(root).Replace("|", "\\|", StringComparison.Ordinal);

    private sealed class Writer(HtmlConversion conversion, string breaks)
    {
        private readonly StringBuilder _text = new();
        private bool _space;

        /// <summary>White space that stood before the first and after the last sign.</summary>
        private bool _leading, _trailing;

        private char Last => _text.Length > 0 ? _text[^1] : '\0';

        public string Write(INode root)
        {
            foreach (var child in root.ChildNodes) Visit(child, root);
            _trailing = _space;
            var text = _text.ToString();
            while (text.EndsWith(breaks, StringComparison.Ordinal)) text = text[..^breaks.Length].TrimEnd(' ');
            return text;
        }

        private void Visit(INode node, INode root)
        {
            switch (node)
            {
                case IText text:
                    Text(text.Data);
                    break;
                case IElement element when !HtmlText.IsSilent(element):
                    Element(element, root);
                    break;
            }
        }

        private void Text(string data)
        {
            var words = data.Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.None);
            for (var i = 0; i < words.Length; i++)
            {
                if (i > 0) Space();
                if (words[i].Length == 0) continue;
                var before = Pending();
                _text.Append(MarkdownText.Inline(words[i], before, i + 1 < words.Length ? ' ' : '\0'));
            }
        }

        private void Space()
        {
            if (_text.Length == 0) _leading = true;
            else _space = true;
        }

        // Writes the space that is due and says what stands before the next sign.
        private char Pending()
        {
            if (_space) _text.Append(' ');
            _space = false;
            return Last;
        }

        private void Element(IElement element, INode root)
        {
            switch (element.LocalName)
            {
                case "br":
                    Break();
                    break;
                case "strong" or "b":
                    Emphasis(element, "**", "strong", root);
                    break;
                case "em" or "i":
                    Emphasis(element, "*", "em", root);
                    break;
                case "s" or "del" or "strike":
                    Emphasis(element, "~~", "del", root);
                    break;
                case "code" or "tt":
                    if (MarkdownText.Code(element.TextContent) is { Length: > 0 } code)
                    {
                        if (Pending() == '`') _text.Append("<!-- -->");
                        _text.Append(code);
                    }
                    break;
                case "a":
                    Link(element);
                    break;
                case "img":
                    Picture(element);
                    break;
                case "sup" when element.GetAttribute("data-fn") is { } note && conversion.Footnote(note) is { } mark:
                    Pending();
                    _text.Append(mark);
                    break;
                case "span" or "font" when element.GetAttribute("lang") is { Length: > 0 }:
                    Tagged(element, "span");
                    break;
                case var name when Kept.Contains(name):
                    Tagged(element, name);
                    break;
                default:
                    var block = HtmlText.IsBlock(element);
                    if (block) Space();
                    foreach (var child in element.ChildNodes) Visit(child, root);
                    if (block) Space();
                    break;
            }
        }

        private void Break()
        {
            if (_text.Length == 0) return;
            _space = false;
            if (breaks == " ") _space = true;
            // Two breaks in a row were an empty line for the eye; one keeps the paragraph whole.
            else if (!_text.ToString(Math.Max(0, _text.Length - breaks.Length), Math.Min(breaks.Length, _text.Length)).Equals(breaks, StringComparison.Ordinal))
                _text.Append(breaks);
        }

        private string Inside(INode element, out bool leading, out bool trailing)
        {
            var inner = new Writer(conversion, breaks);
            var text = inner.Write(element);
            (leading, trailing) = (inner._leading, inner._trailing);
            if (text.Length == 0) leading = trailing = inner._leading || inner._trailing;
            return text;
        }

        private void Emphasis(IElement element, string mark, string tag, INode root)
        {
            var inner = Inside(element, out var leading, out var trailing);
            if (leading) Space();
            if (inner.Length > 0)
            {
                var before = Pending();
                var marks = CanMark(inner, mark, before, trailing ? ' ' : Following(element, root));
                _text.Append(marks ? mark : $"<{tag}>").Append(inner).Append(marks ? mark : $"</{tag}>");
            }
            if (trailing) Space();
        }

        // CommonMark's flanking rules, read strictly: where a sign would not open or close, the element itself is written.
        private static bool CanMark(string inner, string mark, char before, char after)
        {
            var sign = mark[0];
            char first = inner[0], last = inner[^1];
            if (char.IsWhiteSpace(first) || char.IsWhiteSpace(last) || before == sign || after == sign) return false;
            var nested = first == sign || (last == sign && !(inner.Length > 1 && inner[^2] == '\\'));
            if (nested && !WholeInner(inner, mark)) return false;
            return (!Loose(first) || Free(before)) && (!Loose(last) || Free(after));
        }

        // "***x***" is well understood, anything else that begins or ends with two runs of signs is not.
        private static bool WholeInner(string inner, string mark)
        {
            var other = mark == "**" ? "*" : "**";
            return mark != "~~" && inner.Length > 2 * other.Length && inner.StartsWith(other, StringComparison.Ordinal)
                && inner.EndsWith(other, StringComparison.Ordinal) && !inner[other.Length..^other.Length].Contains('*', StringComparison.Ordinal);
        }

        private static bool Loose(char c) => MarkdownText.IsPunctuation(c) || char.IsSymbol(c) || char.IsSurrogate(c);

        private static bool Free(char c) => c == '\0' || char.IsWhiteSpace(c) || MarkdownText.IsPunctuation(c);

        // The sign that will stand after an element: the first of the text that follows within the paragraph.
        private static char Following(INode node, INode root)
        {
            for (; node != root; node = node.Parent!)
            {
                for (var next = node.NextSibling; next is not null; next = next.NextSibling)
                {
                    if (next is IElement { LocalName: "br" } or IElement { LocalName: "strong" or "b" or "em" or "i" }) return next is IElement { LocalName: "br" } ? ' ' : '*';
                    if (next is IElement { LocalName: "img" or "a" or "code" or "sup" or "sub" } or IElement { LocalName: "u" or "small" or "mark" }) return '<';
                    if (next is IText or IElement && next.TextContent is { Length: > 0 } text)
                        return text[0] is '\t' or '\n' or '\r' or '\f' ? ' ' : text[0];
                }
                if (node.Parent is null) return '\0';
                if (node.Parent != root && node.Parent is IElement { LocalName: "strong" or "b" or "em" or "i" or "a" or "u" or "sup" or "sub" }) return '<';
            }
            return '\0';
        }

        private void Tagged(IElement element, string name)
        {
            var inner = Inside(element, out var leading, out var trailing);
            if (leading) Space();
            if (inner.Length > 0)
            {
                Pending();
                _text.Append(KeptHtml.Open(element, name)).Append(inner).Append("</").Append(name).Append('>');
            }
            if (trailing) Space();
        }

        private void Link(IElement element)
        {
            var inner = Inside(element, out var leading, out var trailing);
            if (leading) Space();
            var anchor = conversion.Anchor(element);
            if (anchor.Length > 0)
            {
                Pending();
                _text.Append(anchor);
            }
            var address = element.GetAttribute("href") is { Length: > 0 } href ? conversion.Reading.Link(href.Trim()) : null;
            if (inner.Length > 0)
            {
                if (Pending() == '!' && address is not null) _text.Insert(_text.Length - 1, '\\');
                if (address is null) _text.Append(inner);
                else _text.Append('[').Append(inner).Append("](").Append(MarkdownText.Destination(address)).Append(TitleOf(element)).Append(')');
            }
            if (trailing) Space();
        }

        private static string TitleOf(IElement element) =>
            element.GetAttribute("title") is { } title && title.Trim().Length > 0 ? " " + MarkdownText.Title(title) : "";

        private void Picture(IElement element)
        {
            var markdown = conversion.Figures.Image(element);
            if (markdown.Length == 0) return;
            if (Pending() == '!') _text.Insert(_text.Length - 1, '\\');
            _text.Append(markdown);
        }
    }
}
