namespace FanNews.Media;

/// <summary>A picture of the newsroom: what it shows, who made it, and the file, if there is one.</summary>
public sealed class Picture
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>The local address by which bodies name it, decoded; the old upload's path for imported pictures. Unique.</summary>
    public required string Address { get; init; }

    /// <summary>First 16 hex digits of the SHA-256 of the original, which begin the names of its files; null while the newsroom has no file.</summary>
    public string? File { get; set; }

    /// <summary>Width of the original in pixels, upright; 0 without a file.</summary>
    public int Width { get; set; }

    /// <summary>Height of the original in pixels, upright; 0 without a file.</summary>
    public int Height { get; set; }

    /// <summary>Whether its renditions are kept as AVIF too. Those of the first version were not.</summary>
    public bool Avif { get; set; }

    /// <summary>How the name of the untouched original ends, such as <c>jpg</c>; null where it was not kept.</summary>
    public string? Original { get; set; }

    /// <summary>When the newsroom got it (UTC); null for what came before that was noted.</summary>
    public DateTimeOffset? AddedAt { get; set; }

    /// <summary>The person who added it; null for an import.</summary>
    public long? AddedById { get; set; }

    /// <summary>What it shows, for those who cannot see it; empty for a decoration, null while nobody has said.</summary>
    public string? Alt { get; set; }

    /// <summary>The caption, plain text.</summary>
    public string? Caption { get; set; }

    /// <summary>Who made or owns it, plain text.</summary>
    public string? Credit { get; set; }

    /// <summary>The number of the attachment in WordPress; null for what was added here.</summary>
    public long? WordPressId { get; set; }

    /// <summary>Notes the files that were made of it.</summary>
    public void Take(StoredPicture kept) =>
        (File, Width, Height, Avif, Original) = (kept.File, kept.Width, kept.Height, kept.Avif, kept.Original);
}
