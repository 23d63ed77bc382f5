using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>Turns paragraphs that are pictures or web addresses into what the dialect says they are.</summary>
internal static class FigureReader
{
    private const string Dashes = "-- ";

    /// <summary>The key under which a pull quote keeps the line that says who said it.</summary>
    internal const string Speaker = "speaker";

    /// <summary>Shapes a freshly parsed tree, once. The tree is at most 128 levels deep.</summary>
    /// <param name="container">The tree, or a part of it.</param>
    /// <param name="source">The text that it was read from.</param>
    internal static void Shape(ContainerBlock container, string source)
    {
        for (var i = 0; i < container.Count; i++)
        {
            switch (container[i])
            {
                case ParagraphBlock paragraph when container is not TableCell:
                    i += Replace(container, i, paragraph, source) - 1;
                    break;
                case ContainerBlock inner:
                    Shape(inner, source);
                    if (inner is CustomContainer { Info: "pull-quote" } quote)
                        TakeSpeaker(quote);
                    break;
            }
        }
    }

    /// <returns>The number of blocks that stand where the paragraph stood.</returns>
    private static int Replace(ContainerBlock container, int at, ParagraphBlock paragraph, string source)
    {
        if (paragraph.Inline is null)
            return 1;
        if (container is MarkdownDocument && Embed.AddressAlone(paragraph, source) is { } address)
        {
            container.RemoveAt(at);
            container.Insert(at, new EmbedBlock(address) { Span = paragraph.Span });
            return 1;
        }

        if (!StartsWithPicture(paragraph.Inline))
            return 1;
        var figures = Figures(Lines(paragraph.Inline));
        if (figures.Count == 0)
            return 1;
        container.RemoveAt(at);
        for (var i = 0; i < figures.Count; i++)
            container.Insert(at + i, figures[i]);
        return figures.Count;
    }

    private static bool StartsWithPicture(ContainerInline inlines) => inlines.FirstChild is LinkInline link && PictureOf(link) is not null;

    private static List<FigureBlock> Figures(List<List<Inline>> lines)
    {
        var figures = new List<FigureBlock>();
        if (PictureAlone(lines[0]) is null)
            return figures;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (PictureAlone(line) is { } found)
            {
                figures.Add(new FigureBlock(found.Picture.Url ?? "", PlainText.Of(found.Picture)) { Title = found.Picture.Title, Link = found.Link });
                continue;
            }

            var figure = figures[^1];
            var isLast = i == lines.Count - 1 || PictureAlone(lines[i + 1]) is not null;
            if (isLast && TakeDashes(line))
            {
                Append(figure.Credit, line);
                continue;
            }

            if (figure.Caption.FirstChild is not null)
                figure.Caption.AppendChild(new LineBreakInline());
            Append(figure.Caption, line);
        }

        return figures;
    }

    private static (LinkInline Picture, string? Link)? PictureAlone(List<Inline> line)
    {
        var links = line.Where(inline => inline is not LiteralInline literal || !literal.Content.IsEmptyOrWhitespace()).Take(2).ToList();
        if (links is not [LinkInline link] || PictureOf(link) is not { } picture)
            return null;
        return (picture, link.IsImage ? null : link.Url);
    }

    private static LinkInline? PictureOf(LinkInline link) => link switch
    {
        { IsImage: true } => link,
        { FirstChild: LinkInline { IsImage: true } inner } when ReferenceEquals(inner, link.LastChild) => inner,
        _ => null,
    };

    private static void TakeSpeaker(CustomContainer quote)
    {
        if (quote.LastChild is not ParagraphBlock { Inline: { } inlines } paragraph)
            return;
        var line = Lines(inlines)[^1];
        if (!TakeDashes(line))
            return;
        var speaker = new ContainerInline();
        if (line[0].PreviousSibling is LineBreakInline before)
            before.Remove();
        Append(speaker, line);
        quote.SetData(Speaker, speaker);
        if (inlines.FirstChild is null)
            quote.Remove(paragraph);
    }

    private static bool TakeDashes(List<Inline> line)
    {
        if (line is not [LiteralInline first, ..] || !first.Content.AsSpan().StartsWith(Dashes, StringComparison.Ordinal))
            return false;
        first.Content = new Markdig.Helpers.StringSlice(first.Content.AsSpan()[Dashes.Length..].TrimStart().ToString());
        return true;
    }

    private static void Append(ContainerInline container, List<Inline> line)
    {
        foreach (var inline in line)
        {
            inline.Remove();
            container.AppendChild(inline);
        }
    }

    private static List<List<Inline>> Lines(ContainerInline inlines)
    {
        var lines = new List<List<Inline>> { new() };
        foreach (var inline in inlines)
        {
            if (inline is LineBreakInline)
                lines.Add([]);
            else
                lines[^1].Add(inline);
        }

        return lines;
    }
}
