using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>A picture alone in its paragraph, with the lines that followed it.</summary>
internal sealed class FigureBlock : LeafBlock
{
    internal FigureBlock(string address, string alt)
        : base(null)
    {
        Address = address;
        Alt = alt;
        Inline = new ContainerInline();
    }

    /// <summary>Where the picture is, as it was written.</summary>
    public string Address { get; }

    /// <summary>What the picture shows.</summary>
    public string Alt { get; }

    /// <summary>Where the picture links to; null for nowhere.</summary>
    public string? Link { get; init; }

    /// <summary>The image's title, which serves as caption where no line does.</summary>
    public string? Title { get; init; }

    /// <summary>The lines of the caption.</summary>
    public ContainerInline Caption => Inline!;

    /// <summary>The line of the credit, without its dashes.</summary>
    public ContainerInline Credit { get; } = new();
}

/// <summary>A web address alone in its paragraph.</summary>
internal sealed class EmbedBlock(string address) : LeafBlock(null)
{
    /// <summary>The address as it was written.</summary>
    public string Address { get; } = address;
}
