using System.Globalization;

namespace FanNews.Media;

/// <summary>The words of a file as a form sends them.</summary>
public sealed record TypedFile
{
    /// <summary>The longest of its texts, in characters.</summary>
    public const int Longest = 1_000;

    /// <summary>What <see cref="Title"/> and <see cref="Credit"/> were when the form was made; null for a new file.</summary>
    public string? Was { get; init; }

    /// <summary>What it is called.</summary>
    public string? Title { get; init; }

    /// <summary>Who made or owns it.</summary>
    public string? Credit { get; init; }

    /// <summary>Whether its captions are taken away.</summary>
    public bool NoCaptions { get; init; }

    /// <summary>The words, cleaned, as one text: two forms with the same say the same.</summary>
    public string Said => Clean(Title) + "\n" + Clean(Credit);

    /// <summary>The stored words as their form shows them.</summary>
    public static TypedFile Of(MediaFile file)
    {
        var form = new TypedFile { Title = file.Title, Credit = file.Credit };
        return form with { Was = form.Said };
    }

    /// <summary>What may not be.</summary>
    public IEnumerable<Refusal> Problems()
    {
        foreach (var (field, name, text) in ((string, string, string?)[])[("Title", "title", Title), ("Credit", "credit", Credit)])
        {
            if (text?.Length > Longest)
                yield return new(field, string.Create(CultureInfo.InvariantCulture, $"The {name} must have {Longest:#,0} characters or fewer"));
        }
    }

    /// <summary>A text with its blanks squeezed; null for nothing.</summary>
    internal static string? Clean(string? text) =>
        string.Join(' ', (text ?? "").Replace("\0", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } clean ? clean : null;
}
