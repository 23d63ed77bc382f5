using System.Globalization;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>Writes a tree as HTML that is right but neither dressed nor cleaned: <see cref="BodyHtml"/> does both.</summary>
internal static class Markup
{
    /// <summary>The HTML of a tree.</summary>
    internal static string Of(MarkdownDocument document, BodySetting setting)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Dialect.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new Tables());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlFootnoteGroupRenderer>(new Footnotes());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlFootnoteLinkRenderer>(new FootnoteMarks());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlCustomContainerRenderer>(new Boxes());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlInlineRenderer>(new UnclosedTags.Inlines());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlBlockRenderer>(new UnclosedTags.Blocks());
        renderer.ObjectRenderers.Insert(0, new Figures());
        renderer.ObjectRenderers.Insert(0, new Embeds(setting));
        renderer.Render(document);
        return writer.ToString();
    }

    private sealed class Figures : HtmlObjectRenderer<FigureBlock>
    {
        protected override void Write(HtmlRenderer renderer, FigureBlock figure)
        {
            renderer.EnsureLine();
            renderer.Write("<figure>");
            if (figure.Link is not null)
                renderer.Write("<a href=\"").WriteEscapeUrl(figure.Link).Write("\">");
            renderer.Write("<img src=\"").WriteEscapeUrl(figure.Address).Write("\" alt=\"").WriteEscape(figure.Alt).Write("\">");
            if (figure.Link is not null)
                renderer.Write("</a>");
            WriteCaption(renderer, figure);
            renderer.WriteLine("</figure>");
        }

        private static void WriteCaption(HtmlRenderer renderer, FigureBlock figure)
        {
            var hasCaption = figure.Caption.FirstChild is not null || !string.IsNullOrWhiteSpace(figure.Title);
            var hasCredit = figure.Credit.FirstChild is not null;
            if (!hasCaption && !hasCredit)
                return;
            renderer.Write("<figcaption>");
            if (figure.Caption.FirstChild is not null)
                renderer.WriteChildren(figure.Caption);
            else if (hasCaption)
                renderer.WriteEscape(figure.Title);
            if (hasCredit)
            {
                renderer.Write(hasCaption ? " " : "").Write("<span class=\"credit\">");
                renderer.WriteChildren(figure.Credit);
                renderer.Write("</span>");
            }

            renderer.Write("</figcaption>");
        }
    }

    private sealed class Embeds(BodySetting setting) : HtmlObjectRenderer<EmbedBlock>
    {
        protected override void Write(HtmlRenderer renderer, EmbedBlock block)
        {
            renderer.EnsureLine();
            if (Embed.Of(block.Address) is not { } embed || setting.IsOwn(embed.Address))
            {
                renderer.Write("<p><a href=\"").WriteEscapeUrl(block.Address).Write("\">").WriteEscape(block.Address).WriteLine("</a></p>");
                return;
            }

            renderer.Write("<div class=\"embed\"");
            if (embed.Frame is not null)
                renderer.Write(" data-embed=\"").WriteEscape(embed.Frame).Write("\"");
            renderer.Write(">");
            if (embed.Video is { } video && setting.Picture(video.Thumbnail) is { Src: not null })
                renderer.Write("<img src=\"").WriteEscape(video.Thumbnail).Write("\" alt=\"\">");
            renderer.Write("<a href=\"").WriteEscape(embed.Address.AbsoluteUri).Write("\">").WriteEscape(embed.Label)
                .Write("</a>");
            if (!embed.Label.StartsWith(embed.Host, StringComparison.Ordinal))
                renderer.Write(" <span class=\"embed-host\">").WriteEscape(embed.Host).Write("</span>");
            renderer.WriteLine("</div>");
        }
    }

    private sealed class Boxes : HtmlObjectRenderer<CustomContainer>
    {
        protected override void Write(HtmlRenderer renderer, CustomContainer box)
        {
            renderer.EnsureLine();
            switch (box.Info)
            {
                case "gallery":
                    renderer.WriteLine("<div class=\"gallery\">");
                    renderer.WriteChildren(box);
                    renderer.WriteLine("</div>");
                    break;
                case "pull-quote":
                    WriteQuote(renderer, box);
                    break;
                default:
                    WriteCorrection(renderer, box);
                    break;
            }
        }

        private static void WriteQuote(HtmlRenderer renderer, CustomContainer box)
        {
            renderer.Write("<figure class=\"pull-quote\"><blockquote>");
            renderer.WriteChildren(box);
            renderer.Write("</blockquote>");
            if (box.GetData(FigureReader.Speaker) is ContainerInline speaker)
            {
                renderer.Write("<figcaption>");
                renderer.WriteChildren(speaker);
                renderer.Write("</figcaption>");
            }

            renderer.WriteLine("</figure>");
        }

        private static void WriteCorrection(HtmlRenderer renderer, CustomContainer box)
        {
            var name = (Correction.KindOf(box.Info) ?? NoteKind.Correction).ToString();
            renderer.Write($"<aside class=\"correction\" aria-label=\"{name}\"><p class=\"correction-date\"><b>{name}");
            if (DateOnly.TryParseExact(box.Arguments?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                renderer.Write(string.Create(CultureInfo.InvariantCulture, $", <time datetime=\"{date:yyyy-MM-dd}\">{date:d MMMM yyyy}</time>"));
            }
            else if (!string.IsNullOrWhiteSpace(box.Arguments))
            {
                renderer.Write(", ").WriteEscape(box.Arguments.Trim());
            }

            renderer.WriteLine("</b></p>");
            renderer.WriteChildren(box);
            renderer.WriteLine("</aside>");
        }
    }

    private sealed class Tables : HtmlObjectRenderer<Table>
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.EnsureLine();
            renderer.WriteLine("<table>");
            var isInBody = false;
            foreach (var row in table.OfType<TableRow>())
            {
                if (row.IsHeader)
                    renderer.Write("<thead>");
                else if (!isInBody)
                    renderer.Write("<tbody>");
                isInBody |= !row.IsHeader;
                WriteRow(renderer, table, row);
                renderer.WriteLine(row.IsHeader ? "</thead>" : "");
            }

            renderer.WriteLine(isInBody ? "</tbody></table>" : "</table>");
        }

        private static void WriteRow(HtmlRenderer renderer, Table table, TableRow row)
        {
            var cellName = row.IsHeader ? "th" : "td";
            renderer.Write("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                var cell = (TableCell)row[i];
                renderer.Write("<").Write(cellName);
                if (row.IsHeader)
                    renderer.Write(" scope=\"col\"");
                if (AlignOf(table, cell.ColumnIndex < 0 ? i : cell.ColumnIndex) is { } align)
                    renderer.Write(" class=\"").Write(align).Write("\"");
                renderer.Write(">");
                var wasImplicit = renderer.ImplicitParagraph;
                renderer.ImplicitParagraph = cell.Count == 1;
                renderer.WriteChildren(cell);
                renderer.ImplicitParagraph = wasImplicit;
                renderer.Write("</").Write(cellName).Write(">");
            }

            renderer.Write("</tr>");
        }

        private static string? AlignOf(Table table, int column) =>
            column >= table.ColumnDefinitions.Count ? null : table.ColumnDefinitions[column].Alignment switch
            {
                TableColumnAlign.Left => "align-start",
                TableColumnAlign.Center => "align-center",
                TableColumnAlign.Right => "align-end",
                _ => null,
            };
    }

    private sealed class Footnotes : HtmlObjectRenderer<FootnoteGroup>
    {
        protected override void Write(HtmlRenderer renderer, FootnoteGroup group)
        {
            renderer.EnsureLine();
            renderer.WriteLine("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\"><ol>");
            foreach (var footnote in group.OfType<Footnote>())
            {
                renderer.Write(string.Create(CultureInfo.InvariantCulture, $"<li id=\"s-fn-{footnote.Order}\">"));
                renderer.WriteChildren(footnote);
                renderer.WriteLine("</li>");
            }

            renderer.WriteLine("</ol></section>");
        }
    }

    private sealed class FootnoteMarks : HtmlObjectRenderer<FootnoteLink>
    {
        private readonly Dictionary<Footnote, (int Marks, int Written)> backLinks = [];

        protected override void Write(HtmlRenderer renderer, FootnoteLink link)
        {
            var order = link.Footnote.Order;
            if (!link.IsBackLink)
            {
                renderer.Write(string.Create(CultureInfo.InvariantCulture,
                    $"<sup><a id=\"s-fnref-{link.Index}\" class=\"footnote-ref\" role=\"doc-noteref\" href=\"#s-fn-{order}\">{order}</a></sup>"));
                return;
            }

            if (!backLinks.TryGetValue(link.Footnote, out var ways))
                ways = (link.Footnote.Links.Count(other => !other.IsBackLink), 0);
            backLinks[link.Footnote] = ways = (ways.Marks, ways.Written + 1);
            var name = ways.Marks < 2 ? $"{order}" : $"{order}, {ways.Written}";
            renderer.Write(string.Create(CultureInfo.InvariantCulture,
                $" <a class=\"footnote-back\" role=\"doc-backlink\" href=\"#s-fnref-{link.Index}\" aria-label=\"Back to reference {name}\">↩</a>"));
        }
    }
}
