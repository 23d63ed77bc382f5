namespace FanNews.Interchange;

/// <summary>A picture as imported HTML mentions it.</summary>
/// <param name="Src">Its address there, possibly of a sized file or on a CDN.</param>
/// <param name="Class">The class attribute, which in WordPress carries the picture's number.</param>
public sealed record PictureMention(string Src, string Class);

/// <summary>What the newsroom calls a mentioned picture.</summary>
/// <param name="Address">The stable address that the Markdown names.</param>
/// <param name="Alt">The alternative text known for it, used where the HTML gives none.</param>
/// <param name="Credit">The credit known for it, used where the caption gives none.</param>
/// <param name="Pages">Addresses (local) that a link around the picture may have without being worth keeping: the file itself, its own page.</param>
public sealed record PictureName(string Address, string? Alt = null, string? Credit = null, IReadOnlyList<string>? Pages = null);

/// <summary>How HTML is to be read: what its lines, links and pictures mean where it comes from.</summary>
public sealed record HtmlReading
{
    /// <summary>Whether a new line is a break and an empty line a new paragraph, as in WordPress's classic editor.</summary>
    public bool Lines { get; init; }

    /// <summary>Gives the address for a link; null takes the link away and leaves its text.</summary>
    public Func<string, string?> Link { get; init; } = address => address;

    /// <summary>Gives the newsroom's name for a picture; null leaves only its caption.</summary>
    public Func<PictureMention, PictureName?> Picture { get; init; } = mention => new(mention.Src);

    /// <summary>The text (HTML) of a footnote by its mark.</summary>
    public IReadOnlyDictionary<string, string> Footnotes { get; init; } = new Dictionary<string, string>();

    /// <summary>Told of every element that could not be carried, by name.</summary>
    public Action<string> Dropped { get; init; } = _ => { };
}
