namespace FanNews.Media;

/// <summary>How a picture came to be, in the words of IPTC's digital source types (https://cv.iptc.org/newscodes/digitalsourcetype/).</summary>
public static class PictureOrigin
{
    /// <summary>Those of which a model made the picture or a part of it.</summary>
    public static readonly IReadOnlyList<string> MadeByModel = ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"];

    /// <summary>Those that the desk offers, each with what it means. A file may bring others, which are kept.</summary>
    public static readonly IReadOnlyList<(string Type, string Words)> Offered =
    [
        ("digitalCapture", "Photograph"),
        ("negativeFilm", "Scan of a negative"),
        ("print", "Scan of a print"),
        ("humanEdits", "Photograph, altered by hand"),
        ("digitalCreation", "Drawing, made by hand"),
        ("screenCapture", "Picture of a screen"),
        ("composite", "Put together of several"),
        ("trainedAlgorithmicMedia", "Made by an AI model"),
        ("compositeWithTrainedAlgorithmicMedia", "Photograph, with parts made by an AI model"),
        ("compositeSynthetic", "Put together, with parts made by an AI model"),
        ("algorithmicMedia", "Made by a program, without AI"),
    ];

    /// <summary>Whether a model made it or a part of it.</summary>
    public static bool IsMadeByModel(string? type) => type is not null && MadeByModel.Contains(type);
}
