using System.Text;
using FanNews.Media;
using FanNews.People;
using FanNews.Web.Admin;
using FanNews.Web.Files;
using FanNews.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace FanNews.Web;

/// <summary>
/// Reads what was posted before anybody asks for it, so that a form that cannot be read is the sender's mistake (400, 413) and not ours,
/// and so that NUL characters, which no field can hold, are left out instead of costing the whole text.
/// </summary>
public static class Forms
{
    // The desk's texts are longer than readers' comments, but its door is open to everybody. In bytes.
    private const int HeaviestStory = 8 << 20;

    // A picture or two. Only the fields stand in memory; files go to the disk as they come, and are gone with the request.
    private const int HeaviestUpload = 2 * PictureFiles.MostBytes;

    private const long LongestHeard = 2L << 30;

    /// <summary>Adds it before routing.</summary>
    public static void UseForms(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        // A page of trouble comes by a second time, when the body is read already.
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || http.Features.Get<IFormFeature>()?.Form is not null)
        {
            await next(http);
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            var mayUpload = Desk.IsDesk(http.Request.Path) && await MayUpload(http);
            limit.MaxRequestBodySize = mayUpload ? Upload(http) : Desk.IsDesk(http.Request.Path) ? HeaviestStory : ReplyForm.HeaviestPost;
            if (mayUpload && http.Request.ContentLength > limit.MaxRequestBodySize)
                await Refuse(http, limit);
        }

        try
        {
            if (http.Request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
                http.Features.Set<IFormFeature>(new FormFeature(await ReadEncoded(http)));
            else
                await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = long.MaxValue }, http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException || (e is IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, e);
        }

        await next(http);
    });

    // A browser that is still sending sees no answer, only a broken line: what colleagues send is heard out, and forgotten.
    private static async Task Refuse(HttpContext http, IHttpMaxRequestBodySizeFeature limit)
    {
        if (http.Request.ContentLength <= LongestHeard)
        {
            limit.MaxRequestBodySize = LongestHeard;
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }

        throw new BadHttpRequestException("The form is larger than it may be.", StatusCodes.Status413PayloadTooLarge);
    }

    private static long Upload(HttpContext http) => http.Request.Path.StartsWithSegments("/admin/media/files", StringComparison.OrdinalIgnoreCase)
        ? FileLimit.OfForm(http.RequestServices.GetRequiredService<IConfiguration>())
        : HeaviestUpload;

    // Files are for those who are signed in: nobody else fills the disk.
    private static async Task<bool> MayUpload(HttpContext http) =>
        http.Request.HasFormContentType && http.Request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
        && (http.Request.Path.StartsWithSegments("/admin/media", StringComparison.OrdinalIgnoreCase) || http.Request.Path.StartsWithSegments("/admin/stories", StringComparison.OrdinalIgnoreCase))
        && await http.AuthenticateAsync(IdentityConstants.ApplicationScheme) is { Succeeded: true, Principal: { } person }
        && DeskPerson.Of(person) is { Proven: true } writer && writer.May(Permission.WriteStories);

    private static async Task<FormCollection> ReadEncoded(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var body = (await reader.ReadToEndAsync(http.RequestAborted)).Replace("%00", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
        using var form = new FormReader(body) { ValueLengthLimit = int.MaxValue };
        return new FormCollection(await form.ReadFormAsync(http.RequestAborted));
    }
}
