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

    // Opened by itself a file is an image and nothing else.
    private const string Policy = "default-src 'none'; sandbox";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds them, and the old addresses of imported pictures.</summary>
    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/media/{**path}", Methods, File);
        routes.MapMethods("/wp-content/uploads/{**path}", Methods, OldAddress);
    }

    private static async Task<IResult> File(HttpContext http, Reading reading, NewsroomStore store, CancellationToken ct)
    {
        // Only what matches becomes a path on disk: no part of it is free.
        if (Name().Match(http.Request.Path.Value!) is not { Success: true } name || name.Groups["folder"].Value != name.Groups["file"].Value[..2])
            return Results.NotFound();
        var file = name.Groups["file"].Value;
        var db = await reading.Db(ct);
        if (!await PublicPicture.IsPublic(db, file, reading.Now, ct) && !await FurniturePicture.IsPublic(db, file, (await reading.Site(ct)).Furniture, reading.Now, ct))
            return Results.NotFound();
        var width = int.Parse(name.Groups["width"].ValueSpan, CultureInfo.InvariantCulture);
        var extension = name.Groups["extension"].Value;
        var path = Path.Combine(store.Options.MediaFolder, Rendition.Address(file, width, extension)["/media/".Length..]);
        var info = new FileInfo(path);
        if (!info.Exists)
            return Results.NotFound();
        http.Response.Headers.CacheControl = ForGood;
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        var tag = new EntityTagHeaderValue($"\"{file}-{width}\"");
        return Results.File(info.FullName, extension == "jpg" ? "image/jpeg" : "image/webp", lastModified: info.LastWriteTimeUtc, entityTag: tag, enableRangeProcessing: true);
    }

    private static async Task<IResult> OldAddress(HttpContext http, Reading reading, CancellationToken ct) =>
        await PublicPicture.AtOldAddress(await reading.Db(ct), http.Request.Path.Value!, reading.Now, ct) is { } address
            ? Results.Redirect(address, permanent: true)
            : Results.NotFound();

    [GeneratedRegex(@"^/media/(?<folder>[0-9a-f]{2})/(?<file>[0-9a-f]{16})-(?<width>[1-9][0-9]{0,4})\.(?<extension>webp|jpg)\z")]
    private static partial Regex Name();
}
