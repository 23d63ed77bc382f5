using FanNews.Media;
using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Pages.Admin;

/// <summary>One file: what it is called, who made it, its captions, where it is used.</summary>
[Needs(Permission.WriteStories)]
public sealed class FileModel(Reading reading, DeskFrame frame, EditFiles edit) : PageModel
{
    /// <summary>The file.</summary>
    public MediaFile Stored { get; private set; } = null!;

    /// <summary>What the fields show: what was typed, else what is stored.</summary>
    public TypedFile Typed { get; private set; } = null!;

    /// <summary>Who added it; null for an import.</summary>
    public string? AddedBy { get; private set; }

    /// <summary>The first of those who use it.</summary>
    public IReadOnlyList<FileUse> Uses { get; private set; } = [];

    /// <summary>How many use it.</summary>
    public int Count { get; private set; }

    /// <summary>What may not be.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>What was done just now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The file as the page plays it.</summary>
    public FileView View => Stored.View(DeskPictures.Root);

    /// <summary>Whether whoever looks may change it.</summary>
    public bool May => Me.PictureRights.Change(Stored.AddedById);

    private DeskPerson Me => DeskPerson.Of(User)!;

    /// <summary>Shows it.</summary>
    /// <param name="id">Its number.</param>
    public async Task<IActionResult> OnGet(long id) => await Find(id) ? Page() : NotFound();

    /// <summary>Gives it other words, other captions or none.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="words">Its words.</param>
    /// <param name="captions">Its new captions; null to leave those that are there.</param>
    public async Task<IActionResult> OnPost(long id, TypedFile words, IFormFile? captions)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        await using var said = captions is { Length: 0, FileName.Length: 0 } ? null : captions?.OpenReadStream();
        var (answer, problems) = await edit.Describe(Me.Actor, Me.PictureRights, id, words, said, HttpContext.RequestAborted);
        return await Answer(answer, problems, id, "saved", words);
    }

    /// <summary>Deletes it.</summary>
    /// <param name="id">Its number.</param>
    public async Task<IActionResult> OnPostDelete(long id)
    {
        var (answer, problems) = await edit.Delete(Me.Actor, Me.PictureRights, id, HttpContext.RequestAborted);
        return await Answer(answer, problems, id, "deleted", null);
    }

    private async Task<IActionResult> Answer(PictureAnswer answer, IReadOnlyList<Refusal> problems, long id, string done, TypedFile? words)
    {
        switch (answer)
        {
            case PictureAnswer.Done:
                Response.Headers[HeaderNames.Location] = "/admin/media/files?done=" + done;
                return StatusCode(StatusCodes.Status303SeeOther);
            case PictureAnswer.Forbidden:
                return StatusCode(StatusCodes.Status403Forbidden);
            case PictureAnswer.Missing:
                return NotFound();
        }

        if (!await Find(id))
            return NotFound();
        if (words is not null)
            Typed = words with { Was = TypedFile.Of(Stored).Was };
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Find(long id)
    {
        var ct = HttpContext.RequestAborted;
        var db = await reading.Db(ct);
        if (await db.MediaFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
            return false;
        (Stored, Typed, Times) = (file, TypedFile.Of(file), new(await frame.Site(ct), reading.Now));
        AddedBy = await db.People.Where(p => p.Id == file.AddedById).Select(p => p.Name).SingleOrDefaultAsync(ct);
        Count = (await FileUse.Count(db, [id], reading.Now, ct)).GetValueOrDefault(id);
        Uses = await FileUse.Of(db, id, Me.Rights, reading.Now, ct);
        return true;
    }
}
