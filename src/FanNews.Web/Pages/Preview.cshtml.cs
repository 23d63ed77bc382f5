using FanNews.Articles;
using FanNews.Storage;
using FanNews.Web.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages;

/// <summary>The newest text of a story for whoever has its link: never kept, in no index, and no other site is told of the address.</summary>
public sealed class PreviewModel(Reading reading, PageHead head, SharePreview share) : PageModel
{
    /// <summary>The story as its readers would see it.</summary>
    public StoryBox Box { get; private set; } = null!;

    /// <summary>When the link ends (UTC).</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Shows it.</summary>
    /// <param name="token">The last part of the link.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IActionResult> OnGet(string token, CancellationToken ct)
    {
        Hide(Response);
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        if (await share.Open(db, token, reading.Now, ct) is not var (id, end) || await DeskStory.Read(db, id, site, reading.Now, ct) is not { } story)
            return NotFound();
        EndsAt = end;
        var view = await StoryPreview.Of(db, story, story.Form, site, $"{SharePreview.Root}/{token}/file", reading.Now, ct);
        (head.Title, head.NoIndex, head.Preview) = ($"Preview: {view.Headline}", true, true);
        head.Section = view.Section is { } section ? (await reading.Sections(ct)).Line(section.Id)[0].Id : null;
        Box = new(view, view.Body.ToHtml(view.Setting));
        return Page();
    }

    internal static void Hide(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }
}

/// <summary>The pictures of a preview, for whoever has its link: those that its newest text shows, and its lead picture.</summary>
public static class PreviewFiles
{
    /// <summary>Adds them.</summary>
    public static void MapPreviewFiles(this IEndpointRouteBuilder routes) => routes.MapGet(SharePreview.Root + "/{token}/file/{**path}", File);

    private static async Task<IResult> File(HttpContext http, string token, string? path, Reading reading, SharePreview share, NewsroomStore store, CancellationToken ct)
    {
        PreviewModel.Hide(http.Response);
        var db = await reading.Db(ct);
        return MediaEndpoints.Find(path ?? "", store) is { } found && await share.Open(db, token, reading.Now, ct) is var (story, _) && await SharePreview.Shows(db, story, found.File, reading.Now, ct)
            ? MediaEndpoints.Send(http, found) : Results.NotFound();
    }
}
