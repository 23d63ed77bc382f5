using System.Globalization;

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

    /// <summary>The better formats of the whole picture, best first, each with its <c>srcset</c>.</summary>
    public IReadOnlyList<PictureSource> Sources { get; init; } = [];

    /// <summary>The <c>srcset</c> of the fallback format.</summary>
    public string? SrcSet { get; init; }

    /// <summary>What the picture shows, for those who cannot see it; empty for a decorative one.</summary>
    public string Alt { get; init; } = "";

    /// <summary>The caption, plain text.</summary>
    public string? Caption { get; init; }

    /// <summary>Who made or owns it, plain text.</summary>
    public string? Credit { get; init; }

    /// <summary>Where the credit leads, an absolute http or https address; null for nowhere.</summary>
    public string? CreditLink { get; init; }

    /// <summary>Who made it.</summary>
    public string? Creator { get; init; }

    /// <summary>Its copyright notice.</summary>
    public string? Copyright { get; init; }

    /// <summary>The licence: a name, or an absolute address that tells of it.</summary>
    public string? Licence { get; init; }

    /// <summary>How it came to be: the last part of IPTC's digital source type.</summary>
    public string? SourceType { get; init; }

    /// <summary>The class of the colour that holds its place while it loads; null for the paper's own.</summary>
    public string? Ground { get; init; }

    /// <summary>What readers are told of a picture that a trained machine made, or had a part in; null for all others.</summary>
    public string? MadeByMachine => SourceType switch
    {
        "trainedAlgorithmicMedia" => "AI-generated",
        "compositeWithTrainedAlgorithmicMedia" or "compositeSynthetic" => "Made with AI",
        _ => null,
    };

    internal Picture? Of { get; init; }

    internal string Root { get; init; } = Rendition.Public;

    /// <summary>The files of one role; null without any. Where a part of the picture cannot be had, the whole of it stands in.</summary>
    public PictureDrawing? As(PictureRole role)
    {
        if (Of is not { File: { } file } picture)
            return Src is null ? null : new(Src, Width, Height, Sources, SrcSet ?? "");
        var (x, y) = Rendition.Focus(picture);
        var cut = role.IsCrop && picture.Original is not null;
        IReadOnlyList<(int Width, int Height)> sizes = picture.Original is not null
            ? role.Sizes(picture.Width, picture.Height)
            : [.. Rendition.Widths(picture).Select(w => (w, 0))];
        string At((int Width, int Height) size, string extension) => Root + (cut ? new Rendition(file, size.Width, size.Height, x, y, extension) : new Rendition(file, size.Width, 0, 0, 0, extension)).Path;
        string Set(string extension) => string.Join(", ", sizes.Select(s => string.Create(CultureInfo.InvariantCulture, $"{At(s, extension)} {s.Width}w")));
        var webp = new PictureSource("image/webp", Set("webp"));
        var fallback = sizes.LastOrDefault(s => s.Width <= role.Fallback, sizes[0]);
        return new(
            At(fallback, "jpg"),
            cut ? sizes[^1].Width : picture.Width,
            cut ? sizes[^1].Height : picture.Height,
            cut && role.IsForOthers ? [] : Rendition.Avif(picture) ? [new("image/avif", Set("avif")), webp] : [webp],
            Set("jpg"));
    }
}

/// <summary>The files that draw a picture in one role.</summary>
/// <param name="Src">Address of the fallback file, a JPEG.</param>
/// <param name="Width">Its ratio's width, in pixels.</param>
/// <param name="Height">Its ratio's height, in pixels.</param>
/// <param name="Sources">The better formats, best first.</param>
/// <param name="SrcSet">The fallback's widths.</param>
public sealed record PictureDrawing(string Src, int Width, int Height, IReadOnlyList<PictureSource> Sources, string SrcSet);

/// <summary>One format of a picture.</summary>
/// <param name="Type">Media type, such as <c>image/webp</c>.</param>
/// <param name="SrcSet">Addresses with widths, as the <c>srcset</c> attribute takes them.</param>
public sealed record PictureSource(string Type, string SrcSet);

/// <summary>Showing pictures.</summary>
public static class PictureViews
{
    /// <summary>The picture as a page shows it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="root">Where the page's reader finds the files; <see cref="Rendition.Public"/>, but at the desk.</param>
    public static PictureView View(this Picture picture, string root = Rendition.Public)
    {
        var view = new PictureView
        {
            Address = picture.Address,
            Alt = picture.Alt ?? "",
            Caption = picture.Caption,
            Credit = picture.Credit,
            CreditLink = picture.CreditLink,
            Creator = picture.Creator,
            Copyright = picture.Copyright,
            Licence = picture.Licence,
            SourceType = picture.SourceType,
            Ground = PictureColour.Class(picture.Colour),
            Of = picture,
            Root = root,
        };
        return picture.File is null || view.As(PictureRole.Lead) is not { } whole
            ? view
            : view with { Src = whole.Src, Width = whole.Width, Height = whole.Height, Sources = whole.Sources, SrcSet = whole.SrcSet };
    }
}
