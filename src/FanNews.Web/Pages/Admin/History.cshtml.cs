using System.Globalization;
using FanNews.Articles;
using FanNews.Body;
using FanNews.Media;
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

    /// <summary>Shows the part of the list that began before the revision of this number.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Before { get; set; }

    /// <summary>Number of the first revision of a sitting whose revisions are all listed.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Unfold { get; set; }

    /// <summary>The list, newest first, and those of the sitting that is unfolded.</summary>
    public IReadOnlyList<RevisionLine> Lines { get; private set; } = [];

    /// <summary>The revision before which the next page begins; null where there is none.</summary>
    public int? OlderThan { get; private set; }

    /// <summary>Pictures of the body that only one of the two shows, in the order of reading: each with whether it is new.</summary>
    public IReadOnlyList<(PictureView? Picture, string Address, bool New)> Pictures { get; private set; } = [];

    /// <summary>The story.</summary>
    public DeskStory Story { get; private set; } = null!;

    /// <summary>The older of the two; null where the story has one text only.</summary>
    public Revision? Older { get; private set; }

    /// <summary>The newer of the two.</summary>
    public Revision Newer { get; private set; } = null!;

    /// <summary>What changed between them.</summary>
    public IReadOnlyList<(string Part, IReadOnlyList<BlockChange> Blocks)> Changes { get; private set; } = [];

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
        if (!me.Rights.Open(story.Place))
            return StatusCode(StatusCodes.Status403Forbidden);
        Story = story;
        MayRestore = story.Stands is not (DeskState.Killed or DeskState.Trashed) && me.Rights.May(StoryAct.Save, story.Place, story.State);
        var to = To ?? story.Form.Base;
        var from = From ?? to - 1;
        var two = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == id && (r.Number == from || r.Number == to)).OrderBy(r => r.Number).ToListAsync(ct);
        if (two.Count == 0)
            return NotFound();
        (Older, Newer) = (two.Count == 2 ? two[0] : null, two[^1]);
        await List(db, id, ct);
        if (Older is not null)
        {
            Changes = WordDiff.Between(TypedStory.Of(Older).Text, TypedStory.Of(Newer).Text);
            Pictures = await ChangedPictures(db, BodyText.Parse(Older.Body), BodyText.Parse(Newer.Body), ct);
        }

        return Page();
    }

    // The two that are compared stand in the list wherever they are, so that another can be compared with them.
    private async Task List(NewsroomDb db, long id, CancellationToken ct)
    {
        var (lines, hasOlder) = await RevisionHistory.Read(db, id, RevisionHistory.Page, Before, ct);
        OlderThan = hasOlder ? lines[^1].First : null;
        var unfolded = Unfold is { } first ? await RevisionHistory.Unfold(db, id, first, ct) : [];
        var all = lines.Where(l => unfolded.All(u => u.Number != l.Number)).Concat(unfolded).ToList();
        foreach (var chosen in new[] { Older, Newer }.OfType<Revision>().Where(r => all.TrueForAll(l => l.Number != r.Number)))
            all.Add(new(chosen.Number, chosen.Number, 1, chosen.At, await db.People.Where(p => p.Id == chosen.ById).Select(p => p.Name).FirstOrDefaultAsync(ct), chosen.Released, chosen.Words, chosen.Named));
        Lines = [.. all.OrderByDescending(l => l.Number)];
    }

    private static async Task<IReadOnlyList<(PictureView? Picture, string Address, bool New)>> ChangedPictures(NewsroomDb db, BodyText older, BodyText newer, CancellationToken ct)
    {
        var changed = older.Pictures.Except(newer.Pictures).Select(a => (Address: a, New: false)).Concat(newer.Pictures.Except(older.Pictures).Select(a => (Address: a, New: true))).ToList();
        var addresses = changed.ConvertAll(c => c.Address);
        var known = await db.Pictures.AsNoTracking().Where(p => addresses.Contains(p.Address)).ToListAsync(ct);
        return [.. changed.Select(c => (known.Find(p => p.Address == c.Address)?.View(DeskPictures.Root), c.Address, c.New))];
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
