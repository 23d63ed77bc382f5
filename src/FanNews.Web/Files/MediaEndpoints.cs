using System.Globalization;
using FanNews.Media;
using FanNews.Storage;
using FanNews.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Files;

/// <summary>The files of pictures. A file never changes under its name; it is there for readers only while something visible shows it (law 1).</summary>
public static class MediaEndpoints
{
    /// <summary>For what never changes under its name.</summary>
    internal const string ForGood = "public, max-age=31536000, immutable";

    private const int AYear = 31_536_000;

    /// <summary>Opened by itself, a file runs nothing, whatever it holds.</summary>
    internal const string Policy = "default-src 'none'; sandbox";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds them, and the old addresses of imported pictures.</summary>
    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/media/{**path}", Methods, File);
        routes.MapMethods("/wp-content/uploads/{**path}", Methods, OldAddress);
    }

    /// <summary>Answers with a file, which opened by itself is an image and nothing else. One that is not there yet is made first.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The file.</param>
    /// <param name="db">The store.</param>
    /// <param name="files">The files.</param>
    /// <param name="lasts">How long anybody may keep it (<c>Cache-Control</c>); null for nobody.</param>
    /// <param name="ct">Ends the wait.</param>
    internal static async Task<IResult> Send(HttpContext http, Rendition name, NewsroomDb db, PictureFiles files, string? lasts = null, CancellationToken ct = default)
    {
        var info = new FileInfo(files.OnDisk(name));
        if (!info.Exists)
        {
            // Rows may share an original and differ in their focus.
            var picture = (await db.Pictures.AsNoTracking().Where(p => p.File == name.File).ToListAsync(ct)).Find(name.IsOf);
            try
            {
                if (picture is null || !await files.Make(picture, name).WaitAsync(ct))
                    return Results.NotFound();
            }
            catch (PictureQueueFull)
            {
                http.Response.Headers.RetryAfter = "5";
                http.Response.Headers.CacheControl = "no-store";
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            info.Refresh();
        }

        if (lasts is not null)
            MayKeep(http, lasts);
        http.Response.Headers.ContentSecurityPolicy = Policy;
        var type = name.Extension == "jpg" ? "image/jpeg" : "image/" + name.Extension;
        return Results.File(info.FullName, type, lastModified: info.LastWriteTimeUtc, entityTag: new($"\"{Path.GetFileNameWithoutExtension(name.Path)}\""), enableRangeProcessing: true);
    }

    private static async Task<IResult> File(HttpContext http, string? path, Reading reading, NewsroomStore store, CancellationToken ct)
    {
        if (Rendition.Named("/" + path) is not { } name)
            return await FileEndpoints.Answer(http, path ?? "", reading, store, ct) ?? Results.NotFound();
        var db = await reading.Db(ct);
        if (!await PublicPicture.IsPublic(db, name.File, reading.Now, ct) && !await FurniturePicture.IsPublic(db, name.File, (await reading.Site(ct)).Furniture, reading.Now, ct))
            return Results.NotFound();
        // What readers' browsers and networks keep ends with the licence too.
        var lasts = await PublicPicture.End(db, name.File, reading.Now, ct) is { } end && (end - reading.Now).TotalSeconds is < AYear and var left
            ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)left}, immutable")
            : ForGood;
        return await Send(http, name, db, new(store.Options.MediaFolder), lasts, ct);
    }

    /// <summary>Lets anybody keep and show what is answered, unless it turns out to be a refusal (412, 416), which is nobody's file.</summary>
    internal static void MayKeep(HttpContext http, string lasts) => http.Response.OnStarting(() =>
    {
        if (http.Response.StatusCode < StatusCodes.Status400BadRequest)
            (http.Response.Headers.CacheControl, http.Response.Headers["Cross-Origin-Resource-Policy"]) = (lasts, "cross-origin");
        return Task.CompletedTask;
    });

    private static async Task<IResult> OldAddress(HttpContext http, Reading reading, CancellationToken ct) =>
        await PublicPicture.AtOldAddress(await reading.Db(ct), http.Request.Path.Value!, reading.Now, ct) is { } address
            ? Results.Redirect(address, permanent: true)
            : await FileEndpoints.Moved(http, reading, ct) ?? Results.NotFound();
}
