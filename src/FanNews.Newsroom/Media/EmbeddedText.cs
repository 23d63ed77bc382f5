using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace FanNews.Media;

/// <summary>
/// What a picture's file says of itself, plain text, each no longer than <see cref="TypedPicture.Longest"/>. Read by our own code from bounded parts of
/// the file, so that whatever stands there costs little and breaks nothing. Coordinates, serial numbers and the camera's owner are never read.
/// <para>
/// Where its parts disagree, XMP wins over IPTC-IIM and that over EXIF, field by field (IPTC Photo Metadata User Guide); but IPTC-IIM comes first
/// where its digest (Photoshop image resource 1061) tells that a program which knows no XMP changed it later (Metadata Working Group 2.0, 3.3).
/// </para>
/// </summary>
public sealed partial record EmbeddedText
{
    /// <summary>A file that says nothing.</summary>
    public static readonly EmbeddedText None = new();

    /// <summary>What it is called: <c>dc:title</c>, IIM 2:05, else the headline (<c>photoshop:Headline</c>, IIM 2:105).</summary>
    public string? Title { get; init; }

    /// <summary>The caption: <c>dc:description</c>, IIM 2:120, EXIF ImageDescription.</summary>
    public string? Caption { get; init; }

    /// <summary>The line of credit: <c>photoshop:Credit</c>, IIM 2:110; else who made it.</summary>
    public string? Credit { get; init; }

    /// <summary>Who made it: <c>dc:creator</c>, IIM 2:80, EXIF Artist; several with commas between them.</summary>
    public string? Creator { get; init; }

    /// <summary>The copyright notice: <c>dc:rights</c>, IIM 2:116, EXIF Copyright.</summary>
    public string? Copyright { get; init; }

    /// <summary>How it may be used: <c>xmpRights:UsageTerms</c>.</summary>
    public string? UsageTerms { get; init; }

    /// <summary>Where a licence can be had: <c>plus:LicensorURL</c>, http or https.</summary>
    public string? CreditLink { get; init; }

    /// <summary>The page that tells of its licence: <c>xmpRights:WebStatement</c>, http or https.</summary>
    public string? Licence { get; init; }

    /// <summary>When it was taken, ISO 8601: <c>photoshop:DateCreated</c>, IIM 2:55 and 2:60, EXIF DateTimeOriginal.</summary>
    public string? TakenAt { get; init; }

    /// <summary>Where it was taken, in words: city, state, country.</summary>
    public string? Place { get; init; }

    /// <summary>The last part of <c>Iptc4xmpExt:DigitalSourceType</c>.</summary>
    public string? SourceType { get; init; }

    /// <summary>What it shows: <c>Iptc4xmpCore:AltTextAccessibility</c>, else <c>ExtDescrAccessibility</c>.</summary>
    public string? Alt { get; init; }

    /// <summary>Instructions of whoever sent it, such as an embargo: <c>photoshop:Instructions</c>, IIM 2:40.</summary>
    public string? Instructions { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="file">The file, JPEG, PNG, WebP, AVIF or GIF; read from its beginning.</param>
    /// <returns>What was found; nothing of a part that is damaged.</returns>
    public static EmbeddedText Read(Stream file)
    {
        var blocks = MetadataBlocks.Find(file);
        var xmp = XmpFields.Read(blocks.Xmp);
        var iptc = IptcFields.Read(blocks.Photoshop);
        var exif = ExifFields.Read(blocks.Exif);
        string? First(string? inXmp, string? inIptc, string? inExif = null) => Plain(iptc.IsNewer ? inIptc : inXmp) ?? Plain(iptc.IsNewer ? inXmp : inIptc) ?? Plain(inExif);
        var creator = First(xmp.All(XmpFields.Dc, "creator"), iptc.All(80), exif.Artist);
        return new()
        {
            Title = First(xmp.One(XmpFields.Dc, "title"), iptc.One(5)) ?? First(xmp.One(XmpFields.Photoshop, "Headline"), iptc.One(105)),
            Caption = First(xmp.One(XmpFields.Dc, "description"), iptc.One(120), exif.Description),
            Credit = First(xmp.One(XmpFields.Photoshop, "Credit"), iptc.One(110)) ?? creator,
            Creator = creator,
            Copyright = First(xmp.One(XmpFields.Dc, "rights"), iptc.One(116), exif.Copyright),
            UsageTerms = Plain(xmp.One(XmpFields.Rights, "UsageTerms")),
            CreditLink = Address(xmp.Within(XmpFields.Plus, "Licensor", XmpFields.Plus, "LicensorURL")),
            Licence = Address(xmp.One(XmpFields.Rights, "WebStatement")),
            TakenAt = iptc.IsNewer ? iptc.TakenAt ?? Instant(xmp.One(XmpFields.Photoshop, "DateCreated")) ?? exif.TakenAt
                : Instant(xmp.One(XmpFields.Photoshop, "DateCreated")) ?? iptc.TakenAt ?? exif.TakenAt,
            Place = string.Join(", ", new[]
            {
                First(xmp.Place("City"), iptc.One(90)), First(xmp.Place("State", "ProvinceState"), iptc.One(95)), First(xmp.Place("Country", "CountryName"), iptc.One(101)),
            }.OfType<string>()) is { Length: > 0 } place ? Cut(place) : null,
            SourceType = SourceWord().Match(xmp.One(XmpFields.Ext, "DigitalSourceType") ?? "") is { Success: true } word ? word.Value : null,
            Alt = Plain(xmp.One(XmpFields.Core, "AltTextAccessibility")) ?? Plain(xmp.One(XmpFields.Core, "ExtDescrAccessibility")),
            Instructions = First(xmp.One(XmpFields.Photoshop, "Instructions"), iptc.One(40)),
        };
    }

    /// <summary>A date and time of EXIF or ISO 8601 as this type writes it; null for what is neither.</summary>
    internal static string? Instant(string? text)
    {
        text = text?.Trim() ?? "";
        foreach (var (read, write) in ((string, string)[])[
            ("yyyy:MM:dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"), ("yyyy:MM:dd HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:sszzz"), ("yyyyMMddHHmmsszzz", "yyyy-MM-dd'T'HH:mm:sszzz"),
            ("yyyyMMddHHmmss", "yyyy-MM-dd'T'HH:mm:ss"), ("yyyyMMdd", "yyyy-MM-dd"), ("yyyy-MM-dd", "yyyy-MM-dd"), ("yyyy-MM", "yyyy-MM"), ("yyyy", "yyyy"),
            ("yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm"), ("yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"), ("yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:sszzz"),
            ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss"), ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:sszzz"), ("yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mmzzz")])
        {
            if (DateTimeOffset.TryParseExact(text, read, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year >= 1000)
                return at.ToString(write, CultureInfo.InvariantCulture);
        }

        return null;
    }

    // Some programs put HTML into captions. Only what looks like it is read as such: a name with an address in angle brackets stays.
    internal static string? Plain(string? text)
    {
        if (text is null)
            return null;
        text = text.Length > 8 * TypedPicture.Longest ? text[..(8 * TypedPicture.Longest)] : text;
        if (Markup().IsMatch(text))
        {
            var body = new HtmlParser().ParseDocument(text).Body!;
            foreach (var hidden in body.QuerySelectorAll("script,style,template,noscript").ToList())
                hidden.Remove();
            foreach (var block in body.QuerySelectorAll("br,p,div,li,td,h1,h2,h3").ToList())
                block.Insert(AdjacentPosition.BeforeBegin, " ");
            text = body.TextContent;
        }

        return TypedPicture.Clean(new string([.. text.Where(c => !char.IsControl(c) || char.IsWhiteSpace(c))])) is { } clean ? Cut(clean) : null;
    }

    private static string? Address(string? text) => TypedPicture.Clean(text) is { Length: <= TypedPicture.Longest } clean && TypedPicture.IsWebAddress(clean) ? clean : null;

    private static string Cut(string text)
    {
        if (text.Length <= TypedPicture.Longest)
            return text;
        var end = text.LastIndexOf(' ', TypedPicture.Longest - 2, 80);
        end = end > 0 ? end : TypedPicture.Longest - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    [GeneratedRegex(@"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>|&(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-zA-Z]{2,8});", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[A-Za-z]{3,60}\z", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex SourceWord();
}
