using FanNews.Interchange;
using FanNews.Media;
using FanNews.People;
using FanNews.Storage;
using FanNews.Web.Files;
using FanNews.Web.Pages;

namespace FanNews.Web.Admin;

/// <summary>Pictures as the desk sees them: also those that no reader may have.</summary>
public static class DeskPictures
{
    /// <summary>Where the desk finds the files.</summary>
    public const string Root = "/admin/media/file";

    // As many as one looks through without scrolling far.
    private const int Most = 24;

    // No story that anybody reads has more.
    private const int MostAddresses = 200;

    private static readonly string[] Methods = [HttpMethods.Get];

    /// <summary>Adds the files, and the list from which the editor's dialog chooses.</summary>
    public static void MapDeskPictures(this IEndpointRouteBuilder routes)
    {
        var needs = new NeedsAttribute(Permission.WriteStories);
        routes.MapMethods(Root + "/{**path}", Methods, File).RequireAuthorization(needs);
        routes.MapMethods("/admin/media/list", Methods, Choices).RequireAuthorization(needs);
    }

    private static async Task<IResult> File(HttpContext http, string? path, Reading reading, NewsroomStore store, CancellationToken ct)
    {
        var db = await reading.Db(ct);
        if (Rendition.Named("/" + path) is { } name)
            return await MediaEndpoints.Send(http, name, db, new(store.Options.MediaFolder), ct: ct);
        return FileEndpoints.Find(path ?? "", store) is { } found && await PublicFile.With(db, found.File, ct) is [var file, ..]
            ? FileEndpoints.Send(http, found, file) : Results.NotFound();
    }

    // Words find pictures to choose from; addresses find those that a text has.
    private static async Task<IResult> Choices(string? q, string[]? at, Reading reading, CancellationToken ct)
    {
        var db = await reading.Db(ct);
        return Results.Json((at is { Length: > 0 } ? await PictureList.At(db, at.Take(MostAddresses), ct) : await PictureList.Newest(db, q, Most, reading.Now, ct)).Select(PictureChoice.Of));
    }
}

/// <summary>A picture as the editor's script takes it.</summary>
/// <param name="Id">Number of the picture.</param>
/// <param name="Thumb">Address of its smallest file, for the desk.</param>
/// <param name="Width">Of the original in pixels.</param>
/// <param name="Height">Of the original in pixels.</param>
/// <param name="Alt">What it shows.</param>
/// <param name="Words">What it is called in a list.</param>
/// <param name="Missing">What nobody has said about it yet, as a sentence; null for nothing.</param>
/// <param name="Markdown">What shows it in a text.</param>
/// <param name="Address">What a text calls it.</param>
/// <param name="Caption">What readers find under it where the text says nothing else.</param>
/// <param name="Credit">Whose they are told it is where the text says nothing else.</param>
public sealed record PictureChoice(long Id, string Thumb, int Width, int Height, string Alt, string Words, string? Missing, string Markdown, string Address, string? Caption, string? Credit)
{
    /// <summary>A picture that has a file.</summary>
    public static PictureChoice Of(Picture picture) => new(
        picture.Id, picture.Thumb()!, picture.Width, picture.Height, picture.Alt ?? "", picture.Words(), picture.Missing(), picture.Markdown(), picture.Address, picture.Caption, picture.Credit);
}

/// <summary>How the desk speaks of pictures.</summary>
public static class PictureWords
{
    /// <summary>Address of the smallest file, for the desk; null without a file.</summary>
    public static string? Thumb(this Picture picture) => picture.File is { } file
        ? DeskPictures.Root + Rendition.Address(file, Rendition.Widths(picture)[0], "webp")[Rendition.Public.Length..]
        : null;

    /// <summary>
    /// What shows it in a text, in the Markdown of the house: without words, so that those of the picture stand there as they are on the day, and go with it
    /// where another takes its place.
    /// </summary>
    public static string Markdown(this Picture picture) => $"![]({MarkdownText.Destination(picture.Address)})";

    /// <summary>What it is called: its alternative text, else its title or caption, else its address.</summary>
    public static string Words(this Picture picture) =>
        picture.Alt is { Length: > 0 } alt ? alt : picture.Title is { Length: > 0 } title ? title : picture.Caption is { Length: > 0 } caption ? caption : picture.Address[(picture.Address.LastIndexOf('/') + 1)..];

    /// <summary>That its licence has ended, or ends soon; null for nothing to be said.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="times">Times in the zone of the paper, of now.</param>
    public static string? LicenceWords(this Picture picture, DeskTimes times) => picture.ExpiresAt is not { } end || end > times.Now + PictureList.Soon ? null
        : end <= times.Now ? $"The licence ended {times.Time(end)}: readers do not see it"
        : $"The licence ends {times.Time(end)}, {times.Until(end)}";

    /// <summary>How a picture may have come to be, to choose from, with one that only its file knows.</summary>
    /// <param name="own">What it says now.</param>
    public static IEnumerable<(string Type, string Words)> Origins(string? own)
    {
        IEnumerable<(string, string)> offered = [("", "Not said"), .. PictureOrigin.Offered];
        return string.IsNullOrEmpty(own) || PictureOrigin.Offered.Any(o => o.Type == own) ? offered : offered.Append((own, own));
    }

    /// <summary>What a filter of the list is called.</summary>
    public static string Words(this PictureFilter filter) => filter switch
    {
        PictureFilter.Uncredited => "No credit",
        PictureFilter.NoAlt => "No alternative text",
        PictureFilter.Ending => "Licence ends soon",
        PictureFilter.Ended => "Licence ended",
        PictureFilter.Unused => "Not used",
        PictureFilter.ByModel => "Made by AI",
        _ => "All",
    };

    /// <summary>What a filter is called in an address.</summary>
    public static string? Word(this PictureFilter filter) => filter switch
    {
        PictureFilter.Uncredited => "uncredited",
        PictureFilter.NoAlt => "no-alt",
        PictureFilter.Ending => "ending",
        PictureFilter.Ended => "ended",
        PictureFilter.Unused => "unused",
        PictureFilter.ByModel => "ai",
        _ => null,
    };

    /// <summary>Where a picture is used, as the desk says it.</summary>
    public static string Words(this UsedAs role) => string.Join(", ", new (UsedAs Role, string Word)[]
    {
        (UsedAs.Lead, "lead picture"), (UsedAs.Text, "in the text"), (UsedAs.Scheduled, "in a scheduled text"), (UsedAs.Portrait, "portrait"),
        (UsedAs.Logo, "logo of the paper"), (UsedAs.Social, "social picture of the paper"),
    }.Where(r => role.HasFlag(r.Role)).Select(r => r.Word));

    /// <summary>What nobody has said about it yet; null for nothing.</summary>
    public static string? Missing(this Picture picture) => (picture.Alt is null, string.IsNullOrEmpty(picture.Credit)) switch
    {
        (true, true) => "It has no alternative text and no credit",
        (true, false) => "It has no alternative text",
        (false, true) => "It has no credit",
        _ => null,
    };
}
