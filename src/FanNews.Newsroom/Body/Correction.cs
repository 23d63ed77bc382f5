using System.Globalization;
using Markdig.Extensions.CustomContainers;
using Markdig.Syntax;

namespace FanNews.Body;

/// <summary>What a story's correction box says.</summary>
/// <param name="Text">What was wrong, plain text.</param>
/// <param name="Date">When it was corrected; null where the box has no date.</param>
public sealed record Correction(string Text, DateOnly? Date)
{
    /// <summary>Reads the boxes of a body, in order.</summary>
    internal static IReadOnlyList<Correction> In(MarkdownDocument document) => [.. document.Descendants<CustomContainer>()
        .Where(box => box.Info == "correction")
        .Select(box => new Correction(PlainText.Of(box).Trim(), DateOf(box.Arguments)))
        .Where(correction => correction.Text.Length > 0)];

    private static DateOnly? DateOf(string? words) =>
        DateOnly.TryParseExact(words?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
