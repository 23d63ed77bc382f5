using System.Globalization;
using Markdig.Extensions.CustomContainers;
using Markdig.Syntax;

namespace FanNews.Body;

/// <summary>What a note in a body says that it is.</summary>
public enum NoteKind
{
    /// <summary>More, or newer, than was known.</summary>
    Update,

    /// <summary>What was said could be misread.</summary>
    Clarification,

    /// <summary>What was said was wrong.</summary>
    Correction,
}

/// <summary>What a note to readers says: a box in the body that tells what was changed.</summary>
/// <param name="Kind">What it says that it is.</param>
/// <param name="Text">What was changed, plain text.</param>
/// <param name="Date">When; null where the box has no date.</param>
public sealed record Correction(NoteKind Kind, string Text, DateOnly? Date)
{
    /// <summary>Reads the boxes of a body, in order.</summary>
    internal static IReadOnlyList<Correction> In(MarkdownDocument document) => [.. document.Descendants<CustomContainer>()
        .Select(box => (Box: box, Kind: KindOf(box.Info)))
        .Where(found => found.Kind is not null)
        .Select(found => new Correction(found.Kind!.Value, PlainText.Of(found.Box).Trim(), DateOf(found.Box.Arguments)))
        .Where(correction => correction.Text.Length > 0)];

    /// <summary>What a container is by its name; null where it is no note.</summary>
    internal static NoteKind? KindOf(string? info) => info switch
    {
        "update" => NoteKind.Update,
        "clarification" => NoteKind.Clarification,
        "correction" => NoteKind.Correction,
        _ => null,
    };

    private static DateOnly? DateOf(string? words) =>
        DateOnly.TryParseExact(words?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
