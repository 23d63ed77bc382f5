using System.Text.Json.Serialization;

namespace FanNews.Media;

/// <summary>What the site asks of a picture process: one line of JSON on its standard input.</summary>
/// <param name="Source">The file to read.</param>
/// <param name="Format">What <see cref="PictureFormat"/> takes it for.</param>
/// <param name="Files">What to make of it; empty to have it looked at, null to have it measured by its header alone.</param>
internal sealed record PictureJob(string Source, string Format, IReadOnlyList<FileToMake>? Files)
{
    /// <summary>Whether it takes so much memory that no other such job may run beside it.</summary>
    [JsonIgnore]
    public bool Heavy { get; init; }

    /// <summary>What the files say of themselves; null for nothing.</summary>
    public PictureNotice? Notice { get; init; }
}

/// <summary>One file to make.</summary>
/// <param name="Path">Where to write it.</param>
/// <param name="Name">What it is.</param>
/// <param name="Moves">Whether a moving picture keeps moving in it.</param>
internal sealed record FileToMake(string Path, Rendition Name, bool Moves);

/// <summary>What a picture process answers: one line of JSON on its standard output.</summary>
internal sealed record PictureAnswered
{
    /// <summary>Why it could not be done; null when it was.</summary>
    public string? Refusal { get; init; }

    /// <summary>Width of the picture in pixels, upright.</summary>
    public int Width { get; init; }

    /// <summary>Height of the picture in pixels, upright.</summary>
    public int Height { get; init; }

    /// <summary>Whether to decode it takes so much memory that it is done alone.</summary>
    public bool Heavy { get; init; }

    /// <summary>How many pictures a moving one consists of; 1 for a still.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>What draws the eye, from the left edge, in per cent.</summary>
    public int? FocusX { get; init; }

    /// <summary>The same from the top edge.</summary>
    public int? FocusY { get; init; }

    /// <summary>The colour of <see cref="PictureColour"/>; null where something shines through.</summary>
    public int? Colour { get; init; }
}

/// <summary>What files say of themselves when they are found without their page: who is to be named, whose they are, how they came to be.</summary>
/// <param name="Credit">XMP <c>photoshop:Credit</c>.</param>
/// <param name="Creator">XMP <c>dc:creator</c>.</param>
/// <param name="Copyright">XMP <c>dc:rights</c>.</param>
/// <param name="SourceType">The last part of IPTC's digital source type.</param>
public sealed record PictureNotice(string? Credit, string? Creator, string? Copyright, string? SourceType)
{
    /// <summary>What is known of a picture now; null for nothing.</summary>
    public static PictureNotice? Of(Picture picture) => Of(picture.Credit, picture.Creator, picture.Copyright, picture.SourceType);

    /// <summary>What is said of a picture that comes in; null for nothing.</summary>
    public static PictureNotice? Of(string? credit, string? creator, string? copyright, string? sourceType) =>
        (credit, creator, copyright, sourceType) is (null, null, null, null) ? null : new(credit, creator, copyright, sourceType);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PictureJob))]
[JsonSerializable(typeof(PictureAnswered))]
internal sealed partial class PictureJson : JsonSerializerContext;
