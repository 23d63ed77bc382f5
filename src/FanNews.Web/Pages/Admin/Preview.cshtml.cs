using System.Globalization;
using FanNews.Articles;
using FanNews.Body;
using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The reader's page of a text that was not saved. Nothing is kept, nobody else sees it.</summary>
[Needs(Permission.WriteStories)]
public sealed class PreviewModel(Reading reading, PageHead head) : PageModel
{
    /// <summary>The story as it would be.</summary>
    public StoryView Story { get; private set; } = null!;

    /// <summary>Its body, as a reader would get it.</summary>
    public SafeHtml Html { get; private set; } = null!;

    /// <summary>A preview has no address: whoever opens one gets the editor.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    public IActionResult OnGet(string id) => StoryModel.Number(id) is not null ? LocalRedirect("/admin/stories/" + id) : NotFound();

    /// <summary>Sets what was typed.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    /// <param name="typed">The form.</param>
    public async Task<IActionResult> OnPost(string id, TypedStory typed)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (StoryModel.Number(id) is not { } number)
            return NotFound();
        var ct = HttpContext.RequestAborted;
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var story = number == 0 ? null : await DeskStory.Read(db, number, site, reading.Now, ct);
        if (number != 0 && story is null)
            return NotFound();
        if (story is not null && !DeskPerson.Of(User)!.Rights.Open(story.OwnerId))
            return StatusCode(StatusCodes.Status403Forbidden);
        Story = await StoryPreview.Of(db, story, typed, site, DeskPictures.Root, reading.Now, ct);
        Html = Story.Body.ToHtml(Story.Setting);
        SecurityHeaders.AllowFrames(Response, SecurityHeaders.FramesIn(Html));
        head.Title = string.Create(CultureInfo.InvariantCulture, $"Preview: {StoryWords.Headline(Story.Headline)}");
        head.NoIndex = true;
        head.Section = Story.Section is { } section ? (await reading.Sections(ct)).Line(section.Id)[0].Id : null;
        return Page();
    }
}
