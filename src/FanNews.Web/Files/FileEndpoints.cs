using System.Text.RegularExpressions;
using FanNews.Media;
using FanNews.Storage;
using FanNews.Web.Pages;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Files;

/// <summary>Sound, video, documents and captions under <c>/media/</c>: for readers only while something visible names them (law 1), whole or in parts.</summary>
public static partial class FileEndpoints
{
    /// <summary>Answers with the file at a path behind <c>/media/</c>, or leads the address that bodies name to it; null where it is none of these.</summary>
    internal static async Task<IResult?> Answer(HttpContext http, string path, Reading reading, NewsroomStore store, CancellationToken ct)
    {
        var db = await reading.Db(ct);
        if (Find(path, store) is { } found)
        {
            if (await PublicFile.Named(db, found.File, reading.Now, ct) is not { } file)
                return null;
            MediaEndpoints.MayKeep(http, MediaEndpoints.ForGood);
            return Send(http, found, file);
        }

        return await Moved(http, reading, ct);
    }

    /// <summary>Leads from the address by which bodies name a file to the file; null where readers may have none there.</summary>
    internal static async Task<IResult?> Moved(HttpContext http, Reading reading, CancellationToken ct)
    {
        if (await PublicFile.At(await reading.Db(ct), http.Request.Path.Value!, reading.Now, ct) is not { } file)
            return null;
        // Not for good: who may have it changes, and so may what it is.
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Redirect(FileView.At(file.File, file.Format));
    }

    /// <summary>The file that a path names, whether or not readers may have it; null for none.</summary>
    /// <param name="path">The path behind <c>/media/</c>.</param>
    /// <param name="store">Knows the folder.</param>
    internal static FileOnDisk? Find(string path, NewsroomStore store)
    {
        // Only what matches becomes a path on disk: no part of it is free.
        if (Name().Match(path) is not { Success: true } name || name.Groups["folder"].Value != name.Groups["file"].Value[..2])
            return null;
        var (file, extension) = (name.Groups["file"].Value, name.Groups["extension"].Value);
        var info = new FileInfo(new KeptFiles(store.Options.MediaFolder).OnDisk(file, extension));
        return info.Exists ? new(file, extension, info) : null;
    }

    /// <summary>Answers with a file, under the name that it has at the desk.</summary>
    internal static IResult Send(HttpContext http, FileOnDisk found, MediaFile file)
    {
        http.Response.Headers.ContentSecurityPolicy = MediaEndpoints.Policy;
        var name = Path.ChangeExtension(file.Address[(file.Address.LastIndexOf('/') + 1)..], found.Extension);
        return Results.File(
            found.Info.FullName, MediaFormat.Type(found.Extension, file.Width), name, found.Info.LastWriteTimeUtc, new EntityTagHeaderValue($"\"{found.File}\""), enableRangeProcessing: true);
    }

    [GeneratedRegex(@"^(?<folder>[0-9a-f]{2})/(?<file>[0-9a-f]{16})\.(?<extension>mp3|m4a|mp4|webm|pdf|vtt)\z")]
    private static partial Regex Name();
}

/// <summary>A file that is no picture.</summary>
/// <param name="File"><see cref="MediaFile.File"/> or <see cref="MediaFile.Captions"/>.</param>
/// <param name="Extension">How its name ends.</param>
/// <param name="Info">Where it lies.</param>
internal sealed record FileOnDisk(string File, string Extension, FileInfo Info);
