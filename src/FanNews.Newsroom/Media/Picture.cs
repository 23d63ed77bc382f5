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

    /// <summary>Where the credit leads, an absolute http or https address; null for nowhere.</summary>
    public string? CreditLink { get; set; }

    /// <summary>What it is called, plain text (IPTC ObjectName, XMP <c>dc:title</c>). Readers do not see it.</summary>
    public string? Title { get; set; }

    /// <summary>Who made it, as the file itself says (IPTC By-line, XMP <c>dc:creator</c>); several with commas between them.</summary>
    public string? Creator { get; set; }

    /// <summary>Its copyright notice (IPTC, XMP <c>dc:rights</c>).</summary>
    public string? Copyright { get; set; }

    /// <summary>How it may be used, as its owner says (XMP <c>xmpRights:UsageTerms</c>).</summary>
    public string? UsageTerms { get; set; }

    /// <summary>The licence under which the newsroom has it: a name, or an absolute address that tells of it.</summary>
    public string? Licence { get; set; }

    /// <summary>When that licence ends (UTC). From this second no reader has it; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Whether it may be in what others republish: feeds, the API and exchange formats.</summary>
    public bool MaySyndicate { get; set; } = true;

    /// <summary>What matters most in it, from the left edge, in per cent of its width; null while nobody has said or guessed.</summary>
    public int? FocusX { get; set; }

    /// <summary>The same from the top edge, in per cent of its height.</summary>
    public int? FocusY { get; set; }

    /// <summary>When it was taken, as the file says: a date, or date and time, in the form of ISO 8601 (EXIF knows no zone).</summary>
    public string? TakenAt { get; set; }

    /// <summary>Where it was taken, in words (IPTC city, state, country). Coordinates are never kept.</summary>
    public string? Place { get; set; }

    /// <summary>How it came to be: the last part of IPTC's digital source type, such as <c>trainedAlgorithmicMedia</c>; null where the file does not say.</summary>
    public string? SourceType { get; set; }

    /// <summary>Words among colleagues; never public.</summary>
    public string? Notes { get; set; }

    /// <summary>Which colour of the fixed palette holds its place while it loads; null for the paper's own.</summary>
    public int? Colour { get; set; }

    /// <summary>Size of the original in bytes; 0 for what came before that was noted.</summary>
    public long Bytes { get; set; }

    /// <summary>The number of the attachment in WordPress; null for what was added here.</summary>
    public long? WordPressId { get; set; }

    /// <summary>The end of its licence of which the desk was told (UTC); null while it was not.</summary>
    public DateTimeOffset? ToldEnd { get; set; }

    /// <summary>Whether readers may have it at <paramref name="now"/> (UTC): its licence has not ended. The same as <see cref="PublicPicture.StillLicensed"/> says to a query.</summary>
    public bool MayBeShown(DateTimeOffset now) => ExpiresAt is not { } end || end > now;

    /// <summary>Notes the files that were made of it.</summary>
    public void Take(StoredPicture kept) =>
        (File, Width, Height, Avif, Original) = (kept.File, kept.Width, kept.Height, kept.Avif, kept.Original);
}
