using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FanNews.Media;

/// <summary>The words of a picture as a form sends them.</summary>
public sealed record TypedPicture
{
    /// <summary>The longest of its texts, in characters.</summary>
    public const int Longest = 1_000;

    /// <summary>Number of the picture; 0 for one that is being added.</summary>
    public long Id { get; init; }

    /// <summary>What <see cref="Said"/> was when the form was made.</summary>
    public string? Was { get; init; }

    /// <summary>What it shows.</summary>
    public string? Alt { get; init; }

    /// <summary>Whether it shows nothing that matters.</summary>
    public bool Decorative { get; init; }

    /// <summary>The caption.</summary>
    public string? Caption { get; init; }

    /// <summary>Who made or owns it.</summary>
    public string? Credit { get; init; }

    /// <summary>A fingerprint of the words: two forms with the same say the same.</summary>
    public string Said => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Alternative ?? "?", Clean(Caption), Clean(Credit)))))[..16];

    /// <summary>The alternative text as <see cref="Picture.Alt"/> keeps it.</summary>
    public string? Alternative => Decorative ? "" : Clean(Alt);

    /// <summary>The stored words as their form shows them.</summary>
    public static TypedPicture Of(Picture picture)
    {
        var form = new TypedPicture { Id = picture.Id, Alt = picture.Alt, Decorative = picture.Alt is "", Caption = picture.Caption, Credit = picture.Credit };
        return form with { Was = form.Said };
    }

    /// <summary>What may not be.</summary>
    public IEnumerable<Refusal> Problems()
    {
        foreach (var (field, name, text) in ((string, string, string?)[])[("Alt", "alternative text", Alt), ("Caption", "caption", Caption), ("Credit", "credit", Credit)])
        {
            if (text?.Length > Longest)
                yield return new(field, string.Create(CultureInfo.InvariantCulture, $"The {name} must have {Longest:#,0} characters or fewer"));
        }

        if (Decorative && Clean(Alt) is not null)
            yield return new("Alt", "Say what the picture shows, or tick Decorative; not both");
    }

    /// <summary>Gives a picture these words.</summary>
    internal void WriteTo(Picture picture) => (picture.Alt, picture.Caption, picture.Credit) = (Alternative, Clean(Caption), Clean(Credit));

    private static string? Clean(string? text) =>
        string.Join(' ', (text ?? "").Replace("\0", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } clean ? clean : null;
}
