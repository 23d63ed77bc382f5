using System.Globalization;
using System.Text.RegularExpressions;
using FanNews.Media;
using FanNews.Storage;
using FanNews.Web.Pages;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Files;

/// <summary>The files of pictures. A file never changes under its name; it is there for readers only while something visible shows it (law 1).</summary>
public static partial class MediaEndpoints
{
    private const string ForGood = "public, max-age=31536000, immutable";

    private const int AYear = 31_536_000;

    private const string Policy = "default-src 'none'; sandbox";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds them, and the old addresses of imported pictures.</summary>
    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/media/{**path}", Methods, File);
        routes.MapMethods("/wp-content/uploads/{**path}", Methods, OldAddress);
    }

    /// <summary>The file that a path names, whether or not readers may have it; null for none.</summary>
    /// <param name="path">The path behind <c>/media/</c>.</param>
    /// <param name="store">Knows the folder.</param>
    internal static PictureOnDisk? Find(string path, NewsroomStore store)
    {
        // Only what matches becomes a path on disk: no part of it is free.
        if (Name().Match(path) is not { Success: true } name || name.Groups["folder"].Value != name.Groups["file"].Value[..2])
            return null;
        var (file, extension) = (name.Groups["file"].Value, name.Groups["extension"].Value);
        var width = int.Parse(name.Groups["width"].ValueSpan, CultureInfo.InvariantCulture);
        var info = new FileInfo(Path.Combine(store.Options.MediaFolder, Rendition.Address(file, width, extension)["/media/".Length..]));
        return info.Exists ? new(file, info, extension == "jpg" ? "image/jpeg" : "image/" + extension, new($"\"{file}-{width}\"")) : null;
    }

    /// <summary>Answers with a file, which opened by itself is an image and nothing else.</summary>
    internal static IResult Send(HttpContext http, PictureOnDisk found)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.File(found.Info.FullName, found.Type, lastModified: found.Info.LastWriteTimeUtc, entityTag: found.Tag, enableRangeProcessing: true);
    }

    private static async Task<IResult> File(HttpContext http, string? path, Reading reading, NewsroomStore store, CancellationToken ct)
    {
        if (Find(path ?? "", store) is not { } found)
            return Results.NotFound();
        var db = await reading.Db(ct);
        if (!await PublicPicture.IsPublic(db, found.File, reading.Now, ct) && !await FurniturePicture.IsPublic(db, found.File, (await reading.Site(ct)).Furniture, reading.Now, ct))
            return Results.NotFound();
        // What readers' browsers and networks keep ends with the licence too.
        http.Response.Headers.CacheControl = await PublicPicture.End(db, found.File, reading.Now, ct) is { } end && (end - reading.Now).TotalSeconds is < AYear and var left
            ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)left}, immutable")
            : ForGood;
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Send(http, found);
    }

    private static async Task<IResult> OldAddress(HttpContext http, Reading reading, CancellationToken ct) =>
        await PublicPicture.AtOldAddress(await reading.Db(ct), http.Request.Path.Value!, reading.Now, ct) is { } address
            ? Results.Redirect(address, permanent: true)
            : Results.NotFound();

    [GeneratedRegex(@"^(?<folder>[0-9a-f]{2})/(?<file>[0-9a-f]{16})-(?<width>[1-9][0-9]{0,4})\.(?<extension>avif|webp|jpg)\z")]
    private static partial Regex Name();
}

/// <summary>A file of a picture.</summary>
/// <param name="File"><see cref="Picture.File"/>.</param>
/// <param name="Info">Where it lies.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Tag">Names its content.</param>
internal sealed record PictureOnDisk(string File, FileInfo Info, string Type, EntityTagHeaderValue Tag);
