using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FanNews.Interchange;

/// <summary>One conversion: walks the blocks of a document and writes each as Markdown.</summary>
internal sealed partial class HtmlConversion
{
    private readonly HashSet<string> _anchors;
    private readonly List<string> _footnotes = [];

    public HtmlConversion(HtmlReading reading, IElement root)
    {
        Reading = reading;
        Root = root;
        Inline = new HtmlInline(this);
        Figures = new HtmlFigures(this);
        Kept = new KeptHtml(this);
        _anchors = root.QuerySelectorAll("a[href^='#']").Select(a => a.GetAttribute("href")![1..]).Where(id => id.Length > 0).ToHashSet();
    }

    public HtmlReading Reading { get; }

    public IElement Root { get; }

    public HtmlInline Inline { get; }

    public HtmlFigures Figures { get; }

    public KeptHtml Kept { get; }

    /// <summary>Every block, footnotes last.</summary>
    public IEnumerable<string> All()
    {
        var blocks = Blocks(Root, Reading.Lines);
        // A footnote's own text may point to further notes, so the list grows while it is read.
        for (var i = 0; i < _footnotes.Count; i++)
        {
            var html = Reading.Footnotes[_footnotes[i]];
            var note = Root.Owner!.CreateElement("span");
            note.InnerHtml = HtmlToMarkdown.Balanced(html);
            blocks.Add($"[^{MarkdownText.Number(i + 1)}]: {Inline.OneLine(note)}");
        }
        return blocks;
    }

    /// <summary>The mark of a footnote that the reading knows; null for any other.</summary>
    public string? Footnote(string id)
    {
        if (!Reading.Footnotes.ContainsKey(id)) return null;
        if (!_footnotes.Contains(id)) _footnotes.Add(id);
        return $"[^{MarkdownText.Number(_footnotes.IndexOf(id) + 1)}]";
    }

    /// <summary>An anchor that some link of this text points to, as inline HTML; empty where nothing points.</summary>
    public string Anchor(IElement element) =>
        element.Id is { Length: > 0 } id && _anchors.Contains(id) && PlainId().IsMatch(id) ? $"<a id=\"{id}\"></a>" : "";

    /// <summary>The blocks of a container.</summary>
    /// <param name="container">The element whose children are read.</param>
    /// <param name="lines">Whether new lines count.</param>
    public List<string> Blocks(INode container, bool lines)
    {
        var flow = new HtmlFlow(this, lines);
        flow.Walk(container);
        return flow.Finish();
    }

    /// <summary>Writes one block element.</summary>
    public List<string> Block(IElement element, bool lines)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                var text = Inline.OneLine(element);
                return text.Length == 0 ? [] : [$"{new string('#', element.LocalName[1] - '0')} {Anchor(element)}{ClosedHeading(text)}"];
            case "p" when element.GetAttribute("dir") is { } dir && dir.Equals("rtl", StringComparison.OrdinalIgnoreCase):
                return Kept.Block(element);
            case "ul" or "ol" or "menu" or "dir":
                return new HtmlList(this).Write(element, lines);
            case "blockquote":
                return Quote(element, lines);
            case "pre":
                return Preformatted(element);
            case "fan-verse":
                return Verse(element);
            case "hr":
                return ["---"];
            case "table":
                return new HtmlTable(this).Write(element, null);
            case "dl" or "details":
                return Kept.Block(element);
            case "figure" or "fan-gallery":
                return Figures.Write(element, lines);
            case "div" when element.HasClass("wp-caption") || element.HasClass("wp-block-image"):
                return Figures.Write(element, lines);
            case "fan-pullquote":
                return PullQuote(element, lines);
            case "fan-embed":
                return Embed(element.GetAttribute("url"), Blocks(element, lines: false));
            case "iframe":
                return Embed(EmbedAddress.OfFrame(element.GetAttribute("src") ?? element.GetAttribute("data-src")), []);
            case "video" or "audio":
                return File(element);
            case "div" when element.HasClass("wp-block-file"):
                // A second link to the same file, drawn as a button, and a frame that shows it.
                foreach (var twice in element.QuerySelectorAll("a:not(:first-of-type),object").ToList()) twice.Remove();
                return Blocks(element, lines);
            case "fan-lines":
                return Blocks(element, lines: true);
            default:
                return Blocks(element, lines);
        }
    }

    /// <summary>Blocks inside a quotation or list item: every line after its mark.</summary>
    public static string Prefixed(IEnumerable<string> blocks, string prefix) =>
        string.Join('\n', string.Join("\n\n", blocks).Split('\n').Select(line => line.Length == 0 ? prefix.TrimEnd() : prefix + line));

    /// <summary>An embed as an address alone in its paragraph, its caption after it.</summary>
    private List<string> Embed(string? address, List<string> caption)
    {
        if (!EmbedAddress.IsWeb(address))
        {
            Reading.Dropped("embed without a web address");
            return caption;
        }
        return [EmbedAddress.Bare(address!), .. caption.Where(block => block.Trim() != address!.Trim())];
    }

    private List<string> File(IElement element)
    {
        var source = element.GetAttribute("src") ?? element.QuerySelector("source")?.GetAttribute("src");
        var address = source is null || source.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? null : Reading.Link(source);
        if (address is null)
        {
            Reading.Dropped($"{element.LocalName} without an address");
            return [];
        }
        var name = Uri.UnescapeDataString(address.Split('?', '#')[0].TrimEnd('/').Split('/')[^1]);
        return [$"[{MarkdownText.Inline(name, '[')}]({MarkdownText.Destination(address)})"];
    }

    private List<string> Quote(IElement element, bool lines)
    {
        if (element.HasClass("twitter-tweet") && element.QuerySelectorAll("a[href]") is [.., var last] && last.GetAttribute("href") is { } status
            && status.Contains("/status/", StringComparison.Ordinal))
            return [Prefixed(Blocks(element, lines), "> "), EmbedAddress.Bare(status)];
        var said = element.Children.LastOrDefault(child => child.LocalName is "cite" or "footer");
        said?.Remove();
        var blocks = Blocks(element, lines);
        if (said is not null && Inline.OneLine(said) is { Length: > 0 } who) blocks.Add($"<cite>{who}</cite>");
        return blocks.Count == 0 ? [] : [Prefixed(blocks, "> ")];
    }

    private List<string> PullQuote(IElement element, bool lines)
    {
        var said = element.QuerySelector("cite, figcaption");
        said?.Remove();
        var quote = element.QuerySelector("blockquote") ?? element;
        var blocks = Blocks(quote, lines);
        if (blocks.Count == 0) return [];
        var text = string.Join("\n\n", blocks);
        if (said is not null && Inline.OneLine(said) is { Length: > 0 } who) text += "\n-- " + who;
        return ["::: pull-quote\n" + text + "\n:::"];
    }

    private List<string> Preformatted(IElement element)
    {
        if (element.HasClass("wp-block-verse")) return Verse(element);
        foreach (var br in element.QuerySelectorAll("br").ToList()) br.Replace(element.Owner!.CreateTextNode("\n"));
        if (element.QuerySelectorAll("*").Any(child => child.LocalName is "strong" or "b" or "em" or "i" or "a" or "sup" or "sub" or "u"))
            return Kept.Block(element);
        var code = element.TextContent.Trim('\n', '\r').ReplaceLineEndings("\n").TrimEnd();
        if (code.Trim().Length == 0) return [];
        var fence = MarkdownText.Fence(code, 3);
        var language = Language().Match($"{element.GetAttribute("class")} {element.QuerySelector("code")?.GetAttribute("class")}");
        return [$"{fence}{language.Groups[1].Value}\n{code}\n{fence}"];
    }

    private List<string> Verse(IElement element)
    {
        foreach (var br in element.QuerySelectorAll("br").ToList()) br.Replace(element.Owner!.CreateTextNode("\n"));
        foreach (var text in element.GetDescendants().OfType<IText>().ToList())
            text.Data = Indent().Replace(text.Data.ReplaceLineEndings("\n"), match => new string('\u00A0', match.Length));
        return Blocks(element, lines: true);
    }

    // "# C #" would lose its last sign: a closing run of # belongs to the heading's own syntax.
    private static string ClosedHeading(string text) => text.EndsWith('#') ? text[..^1] + "\\#" : text;

    [GeneratedRegex(@"(?:language-|lang-|brush:\s*)([A-Za-z0-9#+-]{1,20})")]
    private static partial Regex Language();

    [GeneratedRegex(@"(?<=^|\n)[ \t]+(?=\S)")]
    private static partial Regex Indent();

    [GeneratedRegex(@"^[A-Za-z][\w:.-]{0,100}$")]
    private static partial Regex PlainId();
}
