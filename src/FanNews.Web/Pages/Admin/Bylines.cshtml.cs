using System.Globalization;
using FanNews.Media;
using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The names in bylines, and what readers see of each: job, biography, portrait.</summary>
[Needs(Permission.RunPaper)]
public sealed class BylinesModel(EditByline edit, Reading reading) : PageModel
{
    /// <summary>Everybody, by name.</summary>
    public IReadOnlyList<Author> Everybody { get; private set; } = [];

    /// <summary>Pictures that may be chosen, newest first.</summary>
    public IReadOnlyList<Picture> Pictures { get; private set; } = [];

    /// <summary>The author whose form is open; null for none.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Open { get; set; }

    /// <summary>Whether a change was stored just now.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    /// <summary>What was typed; null where nothing was.</summary>
    public TypedByline? Typed { get; private set; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>The form of the author who is open.</summary>
    public TypedByline Form(Author author) =>
        (Typed ?? new(author.Name, author.Desk, author.Biography, author.Portrait?.Address)) with { Seen = EditByline.Mark(author) };

    /// <summary>Shows everybody.</summary>
    public Task OnGet() => Read();

    /// <summary>Stores an author.</summary>
    /// <param name="author">Number of the author.</param>
    /// <param name="typed">The form.</param>
    public async Task<IActionResult> OnPost(long? author, TypedByline typed)
    {
        typed = typed with { Portrait = PicturePick.Chosen(Request.Form, "Portrait") };
        var answer = await edit.Save(DeskPerson.Of(User)!.Actor, author ?? 0, typed, HttpContext.RequestAborted);
        if (!answer.Found)
            return NotFound();
        if (!answer.Conflict && answer.Problems.Count == 0)
        {
            Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/admin/bylines?saved=true&open={author}#byline-{author}");
            return StatusCode(StatusCodes.Status303SeeOther);
        }

        (Open, Typed) = (author, typed);
        Problems = answer.Conflict ? [new("Name", "Somebody else changed this author meanwhile. Nothing of yours was stored: save again to have yours")] : answer.Problems;
        Response.StatusCode = answer.Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        await Read();
        return Page();
    }

    private async Task Read()
    {
        Everybody = await edit.All(HttpContext.RequestAborted);
        if (Open is not null)
            Pictures = await PictureList.ToChoose(await reading.Db(HttpContext.RequestAborted), [Typed?.Portrait, Everybody.FirstOrDefault(a => a.Id == Open)?.Portrait?.Address], PicturePick.Most, reading.Now, HttpContext.RequestAborted);
    }
}
