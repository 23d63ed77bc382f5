using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FanNews.Articles;

namespace FanNews.Media;

/// <summary>The words of a picture as a form sends them.</summary>
public sealed record TypedPicture
{
    /// <summary>The longest of its texts, in characters.</summary>
    public const int Longest = 1_000;

    /// <summary>The longest notes, in characters.</summary>
    public const int LongestNotes = 4_000;

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

    /// <summary>Where the credit leads.</summary>
    public string? CreditLink { get; init; }

    /// <summary>What it is called.</summary>
    public string? Title { get; init; }

    /// <summary>Who made it.</summary>
    public string? Creator { get; init; }

    /// <summary>The copyright notice.</summary>
    public string? Copyright { get; init; }

    /// <summary>How it may be used.</summary>
    public string? UsageTerms { get; init; }

    /// <summary>The licence.</summary>
    public string? Licence { get; init; }

    /// <summary>When the licence ends, local time of the site.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>Whether others may republish it; null where the form does not ask, which means yes.</summary>
    public bool? MaySyndicate { get; init; }

    /// <summary>The focal point from the left edge, in per cent.</summary>
    public string? FocusX { get; init; }

    /// <summary>The focal point from the top edge, in per cent.</summary>
    public string? FocusY { get; init; }

    /// <summary>When it was taken.</summary>
    public string? TakenAt { get; init; }

    /// <summary>Where it was taken.</summary>
    public string? Place { get; init; }

    /// <summary>How it came to be, one of IPTC's digital source types.</summary>
    public string? SourceType { get; init; }

    /// <summary>Words among colleagues.</summary>
    public string? Notes { get; init; }

    /// <summary>A fingerprint of the words: two forms with the same say the same.</summary>
    public string Said => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        Alternative ?? "?", Clean(Caption), Clean(Credit), Clean(CreditLink), Clean(Title), Clean(Creator), Clean(Copyright), Clean(UsageTerms), Clean(Licence), Clean(ExpiresAt),
        MaySyndicate ?? true ? "" : "kept", Clean(FocusX), Clean(FocusY), Clean(TakenAt), Clean(Place), Clean(SourceType), Lines(Notes)))))[..16];

    /// <summary>The alternative text as <see cref="Picture.Alt"/> keeps it.</summary>
    public string? Alternative => Decorative ? "" : Clean(Alt);

    /// <summary>Whether anything was typed beside what every picture needs.</summary>
    public bool SaysMore => new[] { CreditLink, Title, Creator, Copyright, UsageTerms, Licence, ExpiresAt, TakenAt, Place, SourceType, Notes }.Any(t => Clean(t) is not null) || MaySyndicate is false;

    /// <summary>The stored words as their form shows them.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="zone">The site's zone.</param>
    public static TypedPicture Of(Picture picture, TimeZoneInfo zone)
    {
        var form = new TypedPicture
        {
            Id = picture.Id,
            Alt = picture.Alt,
            Decorative = picture.Alt is "",
            Caption = picture.Caption,
            Credit = picture.Credit,
            CreditLink = picture.CreditLink,
            Title = picture.Title,
            Creator = picture.Creator,
            Copyright = picture.Copyright,
            UsageTerms = picture.UsageTerms,
            Licence = picture.Licence,
            ExpiresAt = picture.ExpiresAt is { } end ? LocalTime.Write(end, zone) : null,
            MaySyndicate = picture.MaySyndicate,
            FocusX = picture.FocusX?.ToString(CultureInfo.InvariantCulture),
            FocusY = picture.FocusY?.ToString(CultureInfo.InvariantCulture),
            TakenAt = picture.TakenAt,
            Place = picture.Place,
            SourceType = picture.SourceType,
            Notes = picture.Notes,
        };
        return form with { Was = form.Said };
    }

    /// <summary>The same words, with those of the file where nothing was typed.</summary>
    public TypedPicture Filled(EmbeddedText file) => this with
    {
        Alt = Decorative || Clean(Alt) is not null ? Alt : file.Alt,
        Caption = Clean(Caption) ?? file.Caption,
        // A credit that somebody typed has no link to a seller of whom they did not speak.
        CreditLink = Clean(CreditLink) ?? (Clean(Credit) is null || Clean(Credit) == file.Credit ? file.CreditLink : null),
        Credit = Clean(Credit) ?? file.Credit,
        Title = Clean(Title) ?? file.Title,
        Creator = Clean(Creator) ?? file.Creator,
        Copyright = Clean(Copyright) ?? file.Copyright,
        UsageTerms = Clean(UsageTerms) ?? file.UsageTerms,
        Licence = Clean(Licence) ?? file.Licence,
        TakenAt = Clean(TakenAt) ?? file.TakenAt,
        Place = Clean(Place) ?? file.Place,
        SourceType = Clean(SourceType) ?? file.SourceType,
        Notes = Lines(Notes) ?? file.Instructions,
    };

    /// <summary>What may not be.</summary>
    /// <param name="zone">The site's zone.</param>
    public IEnumerable<Refusal> Problems(TimeZoneInfo zone)
    {
        foreach (var (field, name, text) in ((string, string, string?)[])[
            ("Alt", "alternative text", Alt), ("Caption", "caption", Caption), ("Credit", "credit", Credit), ("CreditLink", "credit link", CreditLink), ("Title", "title", Title),
            ("Creator", "creator", Creator), ("Copyright", "copyright notice", Copyright), ("UsageTerms", "terms of use", UsageTerms), ("Licence", "licence", Licence),
            ("TakenAt", "date", TakenAt), ("Place", "place", Place)])
        {
            if (text?.Length > Longest)
                yield return new(field, string.Create(CultureInfo.InvariantCulture, $"The {name} must have {Longest:#,0} characters or fewer"));
        }

        if (Notes?.Length > LongestNotes)
            yield return new("Notes", string.Create(CultureInfo.InvariantCulture, $"The notes must have {LongestNotes:#,0} characters or fewer"));
        if (Decorative && Clean(Alt) is not null)
            yield return new("Alt", "Say what the picture shows, or tick Decorative; not both");
        if (Clean(CreditLink) is { } link && !IsWebAddress(link))
            yield return new("CreditLink", "The credit link must be an address that begins with https:// or http://");
        if (End(zone) is { Problem: { } problem })
            yield return new("ExpiresAt", problem);
        foreach (var (field, name, text) in ((string, string, string?)[])[("FocusX", "from the left", FocusX), ("FocusY", "from the top", FocusY)])
        {
            if (Clean(text) is { } percent && Percent(percent) is null)
                yield return new(field, $"The focal point {name} must be a whole number from 0 to 100");
        }

        if (Clean(FocusX) is null != Clean(FocusY) is null)
            yield return new(Clean(FocusX) is null ? "FocusX" : "FocusY", "The focal point needs both numbers, or none");
        if (Clean(TakenAt) is { } taken && EmbeddedText.Instant(taken) is null)
            yield return new("TakenAt", "Write when it was taken like 2026-11-24, or 2026-11-24T18:00");
        if (Clean(SourceType) is { } type && (type.Length > 60 || !type.All(char.IsAsciiLetter)))
            yield return new("SourceType", "Choose from the list how the picture came to be");
    }

    /// <summary>Gives a picture these words.</summary>
    internal void WriteTo(Picture picture, TimeZoneInfo zone)
    {
        (picture.Alt, picture.Caption, picture.Credit) = (Alternative, Clean(Caption), Clean(Credit));
        (picture.CreditLink, picture.Title, picture.Creator, picture.Copyright, picture.UsageTerms) = (Clean(CreditLink), Clean(Title), Clean(Creator), Clean(Copyright), Clean(UsageTerms));
        // The form shows minutes: one that was not touched leaves the second as it was.
        var untouched = picture.ExpiresAt is { } end && LocalTime.Write(end, zone) == Clean(ExpiresAt);
        (picture.Licence, picture.ExpiresAt, picture.MaySyndicate) = (Clean(Licence), untouched ? picture.ExpiresAt : End(zone).At, MaySyndicate ?? true);
        (picture.FocusX, picture.FocusY) = (Percent(Clean(FocusX)), Percent(Clean(FocusY)));
        (picture.TakenAt, picture.Place, picture.SourceType, picture.Notes) = (EmbeddedText.Instant(Clean(TakenAt)), Clean(Place), Clean(SourceType), Lines(Notes));
    }

    /// <summary>A line of text: blanks squeezed; null for none.</summary>
    internal static string? Clean(string? text) =>
        string.Join(' ', (text ?? "").Replace("\0", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } clean ? clean : null;

    /// <summary>Whether a text is an absolute http or https address without a name or password in it.</summary>
    internal static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.Host.Length > 0 && uri.UserInfo.Length == 0
        && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or '"');

    // A time that happens twice is the earlier one: a licence is never stretched.
    private LocalTime End(TimeZoneInfo zone) =>
        LocalTime.Read(ExpiresAt, null, zone) is { Choices: [var first, ..] } ? LocalTime.Read(ExpiresAt, LocalTime.Name(first), zone) : LocalTime.Read(ExpiresAt, null, zone);

    private static int? Percent(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100 ? percent : null;

    private static string? Lines(string? text) => (text ?? "").Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim() is { Length: > 0 } lines ? lines : null;
}
