using AngleSharp.Dom;

namespace FanNews.Interchange;

/// <summary>Writes pictures: alone with caption and credit, in galleries, inside a line.</summary>
internal sealed class HtmlFigures(HtmlConversion conversion)
{
    /// <summary>Whether an image is a picture of its own and not a smiley or a counter's dot.</summary>
    public static bool IsPicture(IElement image) =>
        !IsSmiley(image) && Source(image) is { Length: > 0 } && !(image.GetAttribute("width") is "1" or "0" && image.GetAttribute("height") is "1" or "0");

    /// <summary>Whether a picture inside a paragraph stood beside its text rather than in it.</summary>
    public static bool Floats(IElement image) =>
        image.HasClass("align") || image.HasClass("size-") || image.HasClass("wp-image-") || image.GetAttribute("align") is "left" or "right";

    /// <summary>A <c>figure</c> or one of its elder relatives.</summary>
    public List<string> Write(IElement element, bool lines)
    {
        if (element.QuerySelector("table") is { } table && element.LocalName == "figure")
            return new HtmlTable(conversion).Write(table, Caption(element));
        if (element.HasClass("pullquote") && element.QuerySelector("blockquote") is not null)
        {
            var quote = element.Owner!.CreateElement("fan-pullquote");
            quote.InnerHtml = element.InnerHtml;
            return conversion.Block(quote, lines);
        }
        var pictures = element.QuerySelectorAll("img").Where(IsPicture).ToList();
        if (element.LocalName == "fan-gallery" || element.HasClass("gallery")) return Gallery(element, pictures, lines);
        if (pictures.Count != 1 || element.QuerySelector("figure, fan-embed, iframe, blockquote, video, audio, pre, ul, ol, h1, h2, h3, h4") is not null)
            return conversion.Blocks(element, lines);
        return Picture(pictures[0], Caption(element) ?? Rest(element, pictures[0]));
    }

    /// <summary>One picture as a figure. Without a name for it, what its caption says is kept as a paragraph.</summary>
    public List<string> Picture(IElement image, IElement? caption)
    {
        var name = NameOf(image);
        var credit = caption is null ? null : TakeCredit(caption);
        var text = caption is null ? "" : conversion.Inline.OneLine(caption);
        credit ??= name?.Credit is { } known && !text.Contains(known, StringComparison.OrdinalIgnoreCase) ? known : null;
        List<string> rows = [];
        if (name is not null) rows.Add(Linked(image, name));
        else if (text.Length == 0 && image.GetAttribute("alt") is { } alt && alt.Trim().Length > 0) rows.Add(MarkdownText.Paragraph(alt));
        if (text.Length > 0) rows.Add(text);
        if (credit is not null && rows.Count > 0) rows.Add("-- " + MarkdownText.Inline(string.Join(' ', credit.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), ' '));
        return rows.Count == 0 ? [] : [string.Join('\n', rows)];
    }

    /// <summary>An image inside a line; a smiley is the sign that it stands for.</summary>
    public string Image(IElement image)
    {
        if (IsSmiley(image)) return MarkdownText.Inline(image.GetAttribute("alt") ?? "", ' ');
        return NameOf(image) is { } name ? Sign(image, name) : MarkdownText.Inline(image.GetAttribute("alt")?.Trim() ?? "", ' ');
    }

    /// <summary>An image inside HTML that stays HTML.</summary>
    public string Tag(IElement image) => NameOf(image) is { } name
        ? $"<img src=\"{KeptHtml.Encode(name.Address)}\" alt=\"{KeptHtml.Encode(AltOf(image, name))}\">"
        : KeptHtml.Encode(image.GetAttribute("alt") ?? "");

    private List<string> Gallery(IElement element, List<IElement> pictures, bool lines)
    {
        if (pictures.Count == 0) return conversion.Blocks(element, lines);
        List<string> figures = [];
        foreach (var picture in pictures)
        {
            var item = picture.Ancestors<IElement>().TakeWhile(parent => parent != element)
                .FirstOrDefault(parent => parent.LocalName is "figure" or "li" or "dl" or "fan-item" || parent.HasClass("gallery-item"));
            var caption = item?.QuerySelector("figcaption, fan-caption, .gallery-caption, .wp-caption-text");
            figures.AddRange(Picture(picture, caption));
        }
        List<string> blocks = ["::: gallery\n" + string.Join("\n\n", figures) + "\n:::"];
        var whole = element.QuerySelectorAll("figcaption").LastOrDefault(caption => caption.HasClass("blocks-gallery-caption") || caption.ParentElement == element);
        if (whole is not null && conversion.Inline.Lines(whole) is { Length: > 0 } text) blocks.Add(text);
        return blocks;
    }

    private static IElement? Caption(IElement figure) => figure.QuerySelector("figcaption, .wp-caption-text");

    // An old caption has no element of its own: it is what stands beside the picture.
    private static IElement? Rest(IElement figure, IElement image)
    {
        if (figure.TextContent.Trim().Length == 0) return null;
        var rest = (IElement)figure.Clone();
        rest.QuerySelectorAll("img").FirstOrDefault(other => other.GetAttribute("src") == image.GetAttribute("src"))?.Remove();
        return rest;
    }

    private static string? TakeCredit(IElement caption)
    {
        if (PictureCredit.In(caption.TextContent) is not { } found) return null;
        var left = found.CaptionEnd;
        foreach (var text in caption.GetDescendants().OfType<IText>().ToList())
        {
            var keep = Math.Clamp(left, 0, text.Length);
            left -= text.Length;
            if (keep < text.Length) text.Data = text.Data[..keep];
        }
        return found.Credit;
    }

    private string Linked(IElement image, PictureName name)
    {
        var sign = Sign(image, name);
        if (image.Closest("a")?.GetAttribute("href") is not { } href || conversion.Reading.Link(href) is not { } link) return sign;
        // A link to the picture itself or to its own page said only "larger"; the page shows it large anyway.
        var path = Uri.UnescapeDataString(link.Split('?', '#')[0]);
        var own = path == name.Address || name.Pages?.Contains(path) == true || name.Pages?.Contains(link) == true || IsImageFile(path);
        return own ? sign : $"[{sign}]({MarkdownText.Destination(link)})";
    }

    private static bool IsImageFile(string path) =>
        path.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".gif", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".webp", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".avif", StringComparison.OrdinalIgnoreCase);

    private static string Sign(IElement image, PictureName name) =>
        $"![{MarkdownText.Inline(AltOf(image, name), '[')}]({MarkdownText.Destination(name.Address)})";

    private static string AltOf(IElement image, PictureName name)
    {
        var alt = image.GetAttribute("alt") is { Length: > 0 } own ? own : name.Alt ?? "";
        return string.Join(' ', alt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private PictureName? NameOf(IElement image)
    {
        if (Source(image) is not { } source)
        {
            conversion.Reading.Dropped("picture without an address");
            return null;
        }
        return conversion.Reading.Picture(new(source, image.GetAttribute("class") ?? ""));
    }

    // Loaders that wait for scrolling keep the real address beside a placeholder.
    private static string? Source(IElement image)
    {
        foreach (var attribute in (string[])["data-orig-file", "data-src", "data-lazy-src", "src"])
        {
            if (image.GetAttribute(attribute)?.Trim() is { Length: > 0 } address && !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return address;
        }
        return null;
    }

    private static bool IsSmiley(IElement image) => image.HasClass("wp-smiley") || image.HasClass("emoji");
}
