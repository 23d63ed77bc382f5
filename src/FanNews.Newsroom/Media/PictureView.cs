namespace FanNews.Media;

/// <summary>A picture as a page shows it. Without a file (<see cref="Src"/> null) only its caption and credit are shown.</summary>
public sealed record PictureView
{
    /// <summary>The address by which bodies name the picture; stable, local, begins with a slash.</summary>
    public required string Address { get; init; }

    /// <summary>Whether it must not be shown, nor what is said about it: its licence has ended, or it may not be in what is asked for.</summary>
    public bool Withheld { get; init; }

    /// <summary>Address of the fallback file under <c>/media/</c>; null when the newsroom has no file for it.</summary>
    public string? Src { get; init; }

    /// <summary>Width of the original in pixels; 0 without a file.</summary>
    public int Width { get; init; }

    /// <summary>Height of the original in pixels; 0 without a file.</summary>
    public int Height { get; init; }

    /// <summary>The better formats, best first, each with its <c>srcset</c>.</summary>
    public IReadOnlyList<PictureSource> Sources { get; init; } = [];

    /// <summary>The <c>srcset</c> of the fallback format.</summary>
    public string? SrcSet { get; init; }

    /// <summary>What the picture shows, for those who cannot see it; empty for a decorative one.</summary>
    public string Alt { get; init; } = "";

    /// <summary>The caption, plain text.</summary>
    public string? Caption { get; init; }

    /// <summary>Who made or owns it, plain text.</summary>
    public string? Credit { get; init; }
}

/// <summary>One format of a picture.</summary>
/// <param name="Type">Media type, such as <c>image/webp</c>.</param>
/// <param name="SrcSet">Addresses with widths, as the <c>srcset</c> attribute takes them.</param>
public sealed record PictureSource(string Type, string SrcSet);
