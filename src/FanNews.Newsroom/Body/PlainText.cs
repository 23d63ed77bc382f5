using System.Text;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>Reads the words of a tree and leaves the markup.</summary>
internal static class PlainText
{
    /// <summary>Elements of raw HTML that end a line of text.</summary>
    private const string BlockElements = "p,div,li,dt,dd,h1,h2,h3,h4,h5,h6,tr,blockquote,figcaption,pre,summary,br,hr";

    /// <summary>All text, a line per block, for search: captions, tables and notes as well, addresses of embeds not.</summary>
    /// <param name="document">The tree.</param>
    /// <param name="notes">Whether what readers are told of changes is part of it.</param>
    internal static string Of(MarkdownDocument document, bool notes = true)
    {
        var text = new StringBuilder();
        Add(text, document, notes);
        return text.ToString().TrimEnd();
    }

    /// <summary>The text of one container, a line per block.</summary>
    internal static string Of(CustomContainer container)
    {
        var text = new StringBuilder();
        Add(text, container);
        return text.ToString().TrimEnd();
    }

    /// <summary>The text of inlines: no marks of footnotes, no HTML tags; pictures by what they show.</summary>
    internal static string Of(ContainerInline inlines)
    {
        var text = new StringBuilder();
        Add(text, inlines);
        return text.ToString();
    }

    /// <summary>The text of a leaf block.</summary>
    internal static string Of(LeafBlock leaf) => leaf switch
    {
        FigureBlock figure => string.Join(' ', new[] { CaptionOf(figure), Of(figure.Credit) }.Where(part => part.Length > 0)),
        EmbedBlock => "",
        HtmlBlock html => Dialect.IsCut(html) ? "" : OfHtml(html.Lines.ToString()),
        LinkReferenceDefinition => "",
        { Inline: { } inlines } => Of(inlines),
        CodeBlock code => code.Lines.ToString(),
        _ => "",
    };

    /// <summary>The text of a piece of raw HTML, without tables and figures where <paramref name="without"/> names them.</summary>
    internal static string OfHtml(string html, string? without = null)
    {
        if (html.AsSpan().TrimStart().StartsWith("<!--", StringComparison.Ordinal) && html.IndexOf("-->", StringComparison.Ordinal) is var end
            && end >= 0 && string.IsNullOrWhiteSpace(html[(end + 3)..]))
            return "";
        if (BoundedHtml.TryParse(html) is not { Body: { } body })
            return html;
        Sanitiser.DropWithContent(body);
        if (without is not null)
        {
            foreach (var element in body.QuerySelectorAll(without).ToList())
                element.Remove();
        }

        foreach (var element in body.QuerySelectorAll(BlockElements).ToList())
            element.AppendChild(body.Owner!.CreateTextNode("\n"));
        return body.TextContent.Trim();
    }

    private static string CaptionOf(FigureBlock figure) => figure.Caption.FirstChild is null ? figure.Title ?? "" : Of(figure.Caption);

    private static void Add(StringBuilder text, ContainerBlock container, bool notes = true)
    {
        foreach (var block in container)
        {
            if (!notes && block is CustomContainer box && Correction.KindOf(box.Info) is not null)
                continue;
            if (block is TableRow row)
                text.AppendJoin('\t', row.OfType<TableCell>().Select(OneLine)).Append('\n');
            else
                AddLine(text, block);
        }

        if (container is CustomContainer quote && quote.GetData(FigureReader.Speaker) is ContainerInline speaker)
            text.Append(Of(speaker)).Append('\n');
    }

    private static string OneLine(TableCell cell)
    {
        var text = new StringBuilder();
        Add(text, cell);
        return text.Replace('\n', ' ').ToString().Trim();
    }

    private static void AddLine(StringBuilder text, Block block)
    {
        var before = text.Length;
        if (block is ContainerBlock inner and not LinkReferenceDefinitionGroup)
            Add(text, inner);
        else if (block is LeafBlock leaf)
            text.Append(Of(leaf));
        if (text.Length > before && text[^1] is not '\n')
            text.Append('\n');
    }

    private static void Add(StringBuilder text, ContainerInline inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case FootnoteLink:
                    break;
                case HtmlInline { Tag: "<br>" or "<br/>" or "<br />" }:
                    text.Append('\n');
                    break;
                case ContainerInline inner:
                    Add(text, inner);
                    break;
            }
        }
    }
}
