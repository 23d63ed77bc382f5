using AngleSharp.Dom;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>A body as it was written: Markdown in the one dialect of the house (docs/markdown.md), parsed once.</summary>
public sealed class BodyText
{
    private readonly MarkdownDocument document;
    private readonly bool hasHtml;
    private readonly bool hasImages;
    private readonly Lazy<string> plainText;
    private readonly Lazy<IReadOnlyList<Correction>> notes;
    private readonly Lazy<IReadOnlyList<string>> files;

    private BodyText(string markdown)
    {
        Markdown = markdown;
        document = Dialect.Read(CleanText.Of(markdown));
        // Where no tag can be, nothing needs the repair that tags may need; a footnote within a link nests links.
        hasHtml = markdown.AsSpan().IndexOfAny('<', '^') >= 0;
        hasImages = markdown.Contains("<img", StringComparison.OrdinalIgnoreCase);
        plainText = new(() => PlainText.Of(document));
        notes = new(() => Correction.In(document));
        files = new(() => FilePlaces.In(document, markdown));
        (Pictures, OpeningPicture) = hasImages ? PicturesInHtml() : PicturesInTree();
        Words = WordCount.Of(plainText.Value);
    }

    /// <summary>The text as it was written.</summary>
    public string Markdown { get; }

    /// <summary>Addresses of all pictures that the body shows, in order, each once.</summary>
    public IReadOnlyList<string> Pictures { get; }

    /// <summary>Address of the captioned or bare picture that opens the body; null when it opens with something else.</summary>
    public string? OpeningPicture { get; }

    /// <summary>Local addresses that may be those of sound, video or documents, decoded, in order, each once.</summary>
    public IReadOnlyList<string> Files => files.Value;

    /// <summary>Addresses of the pictures that stand for videos of other hosts until a reader plays them, each once.</summary>
    public IReadOnlyList<string> Thumbnails => [.. Videos.Select(v => v.Thumbnail).Distinct(StringComparer.Ordinal)];

    /// <summary>The videos of other hosts that it shows by their addresses alone, in order.</summary>
    public IReadOnlyList<HostedVideo> Videos => [.. document.OfType<EmbedBlock>().Select(block => Embed.Of(block.Address)?.Video).OfType<HostedVideo>()];

    /// <summary>What its notes to readers say, in order: corrections, clarifications, updates.</summary>
    public IReadOnlyList<Correction> Notes => notes.Value;

    /// <summary>Those notes that say what was wrong, or could be misread.</summary>
    public IEnumerable<Correction> Corrections => Notes.Where(note => note.Kind != NoteKind.Update);

    /// <summary>Number of words, for reading time; writing without spaces counts two characters as a word.</summary>
    public int Words { get; }

    /// <summary>Reads a body. Never throws on text: everything is a body.</summary>
    public static BodyText Parse(string markdown) => new(markdown);

    /// <summary>The story body as a reader gets it: safe HTML without inline style or code.</summary>
    public SafeHtml ToHtml(BodySetting setting) => BodyHtml.Of(document, Markdown, hasHtml, setting);

    /// <summary>
    /// The teaser's text where the editor wrote none: the text up to <c>&lt;!--more--&gt;</c>, else the first 50 words, as plain text;
    /// the caption and credit of a picture that opens the body count as its beginning; " […]" where text was cut.
    /// </summary>
    public string Teaser(string? dateline) => Body.Teaser.Of(document, dateline);

    /// <summary>The whole text without markup, for search and for counting.</summary>
    public string ToPlainText() => plainText.Value;

    /// <summary>What a desk looks at before it publishes: headings, links and figures, in order.</summary>
    internal BodyParts Parts()
    {
        var parts = BodyParts.Of(document);
        return !hasImages ? parts : parts with { Figures = [.. parts.Figures, .. FiguresInHtml().ExceptBy(parts.Figures.Select(f => f.Address), f => f.Address)] };
    }

    /// <summary>The text without markup and without its notes to readers.</summary>
    internal string ToPlainTextWithoutNotes() => Notes.Count == 0 ? plainText.Value : PlainText.Of(document, notes: false);

    private (IReadOnlyList<string> All, string? Opening) PicturesInTree()
    {
        var all = document.Descendants()
            .Select(node => node switch { FigureBlock figure => figure.Address, LinkInline { IsImage: true } image => image.Url, _ => null })
            .OfType<string>().Where(address => address.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return (all, document.FirstOrDefault() is FigureBlock { Address.Length: > 0 } first ? first.Address : null);
    }

    // What is written under a picture in HTML says whose it is in words of its own.
    private IEnumerable<BodyFigure> FiguresInHtml() => Html() is not { } body ? [] : body.QuerySelectorAll("img")
        .Select(image => new BodyFigure(
            image.GetAttribute("src")?.Trim() ?? "", image.GetAttribute("alt") ?? "", !string.IsNullOrWhiteSpace(image.Closest("figure")?.QuerySelector("figcaption")?.TextContent)))
        .Where(figure => figure.Address.Length > 0);

    private IElement? Html()
    {
        if (BoundedHtml.TryParse(Markup.Of(document, new BodySetting())) is not { Body: { } body })
            return null;
        Sanitiser.DropWithContent(body);
        return body;
    }

    private (IReadOnlyList<string> All, string? Opening) PicturesInHtml()
    {
        if (Html() is not { } body)
            return ([], null);
        var all = body.QuerySelectorAll("img").Select(image => image.GetAttribute("src")?.Trim())
            .OfType<string>().Where(address => address.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return (all, PicturePlaces.Opening(body)?.Address);
    }
}
