using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>A heading of a body.</summary>
/// <param name="Level">Its level for readers, from 2: the headline is 1.</param>
/// <param name="Text">What it says.</param>
internal sealed record BodyHeading(int Level, string Text);

/// <summary>A picture that a body sets.</summary>
/// <param name="Address">As it was written.</param>
/// <param name="Alt">What it says that the picture shows; blank where the picture's own words stand.</param>
/// <param name="Credited">Whether it says whose the picture is.</param>
internal sealed record BodyFigure(string Address, string Alt, bool Credited);

/// <summary>Parts of a body that are looked at one by one. Headings and links within HTML are not among them.</summary>
/// <param name="Headings">The headings.</param>
/// <param name="Links">Where it links to.</param>
/// <param name="Figures">The pictures.</param>
internal sealed record BodyParts(IReadOnlyList<BodyHeading> Headings, IReadOnlyList<string> Links, IReadOnlyList<BodyFigure> Figures)
{
    internal static BodyParts Of(MarkdownDocument document)
    {
        var (headings, links, figures) = (new List<BodyHeading>(), new List<string>(), new List<BodyFigure>());
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case HeadingBlock heading:
                    // "#" and "##" are both the first level under the headline.
                    headings.Add(new(Math.Max(2, heading.Level), heading.Inline is null ? "" : PlainText.Of(heading)));
                    break;
                case FigureBlock figure:
                    figures.Add(new(figure.Address, figure.Alt, figure.Credit.FirstChild is not null));
                    if (figure.Link is { } to)
                        links.Add(to);
                    break;
                case LinkInline { IsImage: true, Url: { Length: > 0 } address } image:
                    figures.Add(new(address, PlainText.Of(image), Credited: false));
                    break;
                case LinkInline { Url: { Length: > 0 } url }:
                    links.Add(url);
                    break;
                case AutolinkInline { Url: { Length: > 0 } url }:
                    links.Add(url);
                    break;
                case EmbedBlock embed:
                    links.Add(embed.Address);
                    break;
            }
        }

        return new(headings, links, figures);
    }
}
