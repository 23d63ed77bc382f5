using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The links by which people without an account see a story that is not out.</summary>
[Needs(Permission.WriteStories)]
public sealed class LinksModel(Reading reading, DeskFrame frame, SharePreview share) : PageModel
{
    /// <summary>The story.</summary>
    public DeskStory Story { get; private set; } = null!;

    /// <summary>The links that lead somewhere.</summary>
    public IReadOnlyList<SharedPreview> Links { get; private set; } = [];

    /// <summary>What may not be.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>The choices of the newsroom.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>What was done just now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>Shows them.</summary>
    /// <param name="id">Number of the story.</param>
    public async Task<IActionResult> OnGet(string id) => await Find(id) ?? await Shown();

    /// <summary>Makes one.</summary>
    /// <param name="id">Number of the story.</param>
    /// <param name="days">For how many days it holds.</param>
    public async Task<IActionResult> OnPostMake(string id, int days)
    {
        if (await Find(id) is { } elsewhere)
            return elsewhere;
        if (await share.Make(DeskPerson.Of(User)!.Actor, Story.Id, days, HttpContext.RequestAborted) is not { } refusal)
            return Seen("made");
        Problems = [refusal];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await Shown();
    }

    /// <summary>Takes one back.</summary>
    /// <param name="id">Number of the story.</param>
    /// <param name="link">Number of the link.</param>
    public async Task<IActionResult> OnPostRevoke(string id, long link)
    {
        if (await Find(id) is { } elsewhere)
            return elsewhere;
        await share.Revoke(DeskPerson.Of(User)!.Actor, Story.Id, link, HttpContext.RequestAborted);
        return Seen("revoked");
    }

    private StatusCodeResult Seen(string done)
    {
        Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{Story.Id}/links?done={done}");
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<PageResult> Shown()
    {
        Links = await share.Of(await reading.Db(HttpContext.RequestAborted), Story.Id, reading.Now, HttpContext.RequestAborted);
        return Page();
    }

    private async Task<IActionResult?> Find(string id)
    {
        var ct = HttpContext.RequestAborted;
        Site = await frame.Site(ct);
        Times = new(Site, reading.Now);
        if (StoryModel.Number(id) is not (> 0 and var number) || await DeskStory.Read(await reading.Db(ct), number, Site, reading.Now, ct) is not { } story)
            return NotFound();
        Story = story;
        return DeskPerson.Of(User)!.Rights.Open(story.Place) ? story.Stands is DeskState.Killed or DeskState.Trashed ? NotFound() : null : StatusCode(StatusCodes.Status403Forbidden);
    }
}
