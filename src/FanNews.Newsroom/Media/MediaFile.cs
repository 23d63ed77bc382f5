namespace FanNews.Media;

/// <summary>What readers do with a file.</summary>
public enum FileKind
{
    /// <summary>They hear it.</summary>
    Sound,

    /// <summary>They see and hear it.</summary>
    Video,

    /// <summary>They read it.</summary>
    Document,
}

/// <summary>A file of the newsroom that is no picture: sound, video or a document. It is kept and given as it came.</summary>
public sealed class MediaFile
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>The local address by which bodies name it, decoded; the old upload's path for imported files. Unique.</summary>
    public required string Address { get; init; }

    /// <summary>First 16 hex digits of the SHA-256 of its content, which are the name of the file on disk.</summary>
    public required string File { get; init; }

    /// <summary>What its content is, which is how its name ends: <c>mp3</c>, <c>m4a</c>, <c>mp4</c>, <c>webm</c> or <c>pdf</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>Width of a video in pixels; 0 for what has none.</summary>
    public int Width { get; init; }

    /// <summary>Height of a video in pixels; 0 for what has none.</summary>
    public int Height { get; init; }

    /// <summary>What it is called, plain text; null while nobody has said.</summary>
    public string? Title { get; set; }

    /// <summary>Who made or owns it, plain text.</summary>
    public string? Credit { get; set; }

    /// <summary>First 16 hex digits of the SHA-256 of its captions (WebVTT), which are the name of their file; null without.</summary>
    public string? Captions { get; set; }

    /// <summary>When the newsroom got it (UTC).</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The person who added it; null for an import.</summary>
    public long? AddedById { get; init; }

    /// <summary>The number of the attachment in WordPress; null for what was added here.</summary>
    public long? WordPressId { get; init; }

    /// <summary>What readers do with it.</summary>
    public FileKind Kind => MediaFormat.Kind(Format, Width);

    /// <summary>What it is called: its title, else the end of its address.</summary>
    public string Name => Title ?? Address[(Address.LastIndexOf('/') + 1)..];
}
