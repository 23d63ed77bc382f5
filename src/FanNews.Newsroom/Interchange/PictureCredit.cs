using System.Text.RegularExpressions;

namespace FanNews.Interchange;

/// <summary>Finds the credit at the end of a caption. Careful: what is not surely a credit stays in the caption.</summary>
public static partial class PictureCredit
{
    /// <summary>Where the caption ends and what the credit is; null when the text ends in no recognisable credit.</summary>
    /// <param name="CaptionEnd">Length of the caption within the text, trailing white space left out.</param>
    /// <param name="Credit">Who made or owns the picture, without "Photo by" and brackets.</param>
    public sealed record Found(int CaptionEnd, string Credit);

    /// <summary>
    /// Recognises a last sentence "Name | agency | agency", "Photo: Name", "Photo by Name", "Credit: Name"
    /// and the bracketed "(Photo by Name)" and "(AP Photo/Name)".
    /// </summary>
    public static Found? In(string text)
    {
        // A credit is short; looking only at the end keeps the search linear for captions of any length.
        var from = Math.Max(0, text.Length - 400);
        var tail = text[from..];
        var match = Bracketed().Match(tail);
        if (!match.Success) match = Labelled().Match(tail);
        if (!match.Success) match = Agencies().Match(tail);
        if (!match.Success) return null;
        var credit = Blank().Replace(match.Groups["credit"].Value, " ").Trim();
        if (credit.Length is 0 or > 160) return null;
        return new(text[..(from + match.Groups["all"].Index)].TrimEnd().Length, credit);
    }

    /// <summary>Parts a plain text into caption and credit.</summary>
    public static (string Caption, string? Credit) Split(string text) =>
        In(text) is { } found ? (text[..found.CaptionEnd], found.Credit) : (text.Trim(), null);

    private const string Label = @"(?:Photo(?:graph|s)?|Picture|Image|Foto|Bild)";

    [GeneratedRegex(@"(?<all>\(\s*(?:" + Label + @"\s*(?:by|:|courtesy of)\s*(?<credit>[^()]{2,160})|(?<credit>AP Photo\s*/\s*[^()]{2,120}))\))\s*$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"(?<=^\s*|[.!?…""”’»)]\s+)(?<all>(?:" + Label + @"\s*(?::|by\s)|(?:Photo )?[Cc]redit\s*:|Courtesy:)\s*(?<credit>\p{Lu}[^.!?()]{1,118}[^.!?()\s])\.?)\s*$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Labelled();

    // Parts of a few words, the first and last with a capital; at least one bar; no sentence inside.
    [GeneratedRegex(@"(?<=[.!?…""”’»)]\s+)(?<all>(?<credit>\p{Lu}[^|.!?]{1,50}(?:\s\|\s\p{L}[^|!?]{1,40}){0,3}\s\|\s[\p{Lu}\p{Nd}][^|!?]{1,40}))\s*$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Agencies();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
