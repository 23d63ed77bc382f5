using System.Text;
using System.Text.RegularExpressions;

namespace FanNews.Media;

/// <summary>Looks whether a file holds captions as browsers take them (WebVTT, https://www.w3.org/TR/webvtt1/).</summary>
public static partial class CaptionsText
{
    /// <summary>The most bytes that captions may have; those of a film of three hours have a tenth.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why it is none; null for captions.</summary>
    public static string? Problem(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MostBytes)
            return "The captions are empty or larger than 2 MB";
        string text;
        try
        {
            text = Strict.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException)
        {
            return "The captions are not in UTF-8";
        }

        var first = text.Split('\n', 2)[0];
        if (!first.StartsWith("WEBVTT", StringComparison.Ordinal) || first is not ("WEBVTT" or ['W', 'E', 'B', 'V', 'T', 'T', ' ' or '\t', ..]))
            return "The captions are no WebVTT file: its first line is WEBVTT";
        return text.Contains('\0', StringComparison.Ordinal) || !Cue().IsMatch(text) ? "The captions hold no line with times, such as 00:01.000 --> 00:04.000" : null;
    }

    [GeneratedRegex(@"^(?:[0-9]{2,}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}[ \t]+-->[ \t]+(?:[0-9]{2,}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}(?:[ \t].*)?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Cue();
}
