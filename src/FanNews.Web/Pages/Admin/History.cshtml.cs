using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Admin;

/// <summary>Every text a story had, what changed between any two, and the way back to one.</summary>
[Needs(Permission.WriteStories)]
public sealed class HistoryModel(Reading reading, DeskFrame frame, EditStory edit) : PageModel
{
    /// <summary>Number of the older revision; without one, that before <see cref="To"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public int? From { get; set; }

    /// <summary>Number of the newer revision; without one, the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public int? To { get; set; }

    /// <summary>The story.</summary>
    public DeskStory Story { get; private set; } = null!;

    /// <summary>The older of the two; null where the story has one text only.</summary>
    public Revision? Older { get; private set; }

    /// <summary>The newer of the two.</summary>
    public Revision Newer { get; private set; } = null!;

    /// <summary>What changed between them.</summary>
    public IReadOnlyList<(string Part, IReadOnlyList<WordRun> Runs)> Changes { get; private set; } = [];

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>Whether the person may make an earlier text the newest.</summary>
    public bool MayRestore { get; private set; }

    /// <summary>Shows the history.</summary>
    /// <param name="id">Number of the story.</param>
    public async Task<IActionResult> OnGet(long id)
    {
        if (!ModelState.IsValid)
            return NotFound();
        var ct = HttpContext.RequestAborted;
        Site site = await frame.Site(ct);
        Times = new(site, reading.Now);
        var (db, me) = (await reading.Db(ct), DeskPerson.Of(User)!);
        if (await DeskStory.Read(db, id, site, reading.Now, ct) is not { } story)
            return NotFound();
        if (!me.Rights.Open(story.OwnerId))
            return StatusCode(StatusCodes.Status403Forbidden);
        Story = story;
        MayRestore = story.Stands != DeskState.Killed && me.Rights.May(StoryAct.Save, story.OwnerId, story.State);
        var to = To ?? story.Form.Base;
        var from = From ?? to - 1;
        var two = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == id && (r.Number == from || r.Number == to)).OrderBy(r => r.Number).ToListAsync(ct);
        if (two.Count == 0)
            return NotFound();
        (Older, Newer) = (two.Count == 2 ? two[0] : null, two[^1]);
        if (Older is not null)
            Changes = WordDiff.Between(TypedStory.Of(Older).Text, TypedStory.Of(Newer).Text);
        return Page();
    }

    /// <summary>Makes an earlier text the newest again.</summary>
    /// <param name="id">Number of the story.</param>
    /// <param name="number">Number of the revision.</param>
    public async Task<IActionResult> OnPostRestore(long id, int number)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        var me = DeskPerson.Of(User)!;
        switch (await edit.Restore(new Actor(me.Id, me.Name), me.Rights, id, number, HttpContext.RequestAborted))
        {
            case StoryAnswer.Done:
                Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{id}?done={StoryAct.Save}");
                return StatusCode(StatusCodes.Status303SeeOther);
            case StoryAnswer.Forbidden:
                return StatusCode(StatusCodes.Status403Forbidden);
            default:
                return NotFound();
        }
    }
}
