using System.Globalization;
using FanNews.Media;
using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Pages.Admin;

/// <summary>The pictures of the paper, and the way to add some. A script may send the form too and is answered in JSON.</summary>
[Needs(Permission.WriteStories)]
public sealed class MediaModel(Reading reading, DeskFrame frame, EditPictures edit) : PageModel
{
    // The form asks no more of anybody, and a page can describe no more.
    private const int MostFiles = 50;

    /// <summary>Words that the pictures' texts hold.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    /// <summary>What was done just now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The words of the upload, as typed.</summary>
    public TypedPicture Words { get; private set; } = new();

    /// <summary>What may not be.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What was added by a form of which other files were refused.</summary>
    public IReadOnlyList<Picture> Kept { get; private set; } = [];

    /// <summary>What stands on the page.</summary>
    public PictureList List { get; private set; } = null!;

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>What the page tells of the last form; null for nothing.</summary>
    public string? Told => Kept.Count > 0 ? (Kept.Count == 1 ? "One picture was added." : $"{Kept.Count} pictures were added.") : Done switch
    {
        "added" => "The picture is added.",
        "saved" => "Saved.",
        "deleted" => "The picture is deleted.",
        _ => null,
    };

    /// <summary>The address of a part of the list.</summary>
    public string Address(long? before)
    {
        var query = new QueryString();
        if (!string.IsNullOrWhiteSpace(Q))
            query = query.Add("q", Q);
        return "/admin/media" + (before is { } id ? query.Add("before", id.ToString(CultureInfo.InvariantCulture)) : query);
    }

    /// <summary>Where pictures get their words.</summary>
    public string Describe(IReadOnlyList<Picture> pictures) => "/admin/media/" + string.Join(',', pictures.Select(p => p.Id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Shows a page of the list.</summary>
    public Task OnGet() => Read();

    /// <summary>Adds pictures.</summary>
    /// <param name="files">The files.</param>
    /// <param name="words">What they show and who made them.</param>
    public async Task<IActionResult> OnPost(List<IFormFile>? files, TypedPicture words)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        var sent = (files ?? []).Where(f => f.Length > 0 || f.FileName.Length > 0).ToList();
        Words = words;
        var (kept, problems) = sent.Count switch
        {
            0 => ([], [new Refusal("Files", "Choose a picture")]),
            > MostFiles => ([], [new Refusal("Files", $"Choose at most {MostFiles} pictures at once")]),
            _ => await Add(sent, words),
        };
        (Kept, Problems) = (kept, problems);
        if (problems.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "application/json"))
            return new JsonResult(new { pictures = kept.Where(p => p.File is not null).Select(PictureChoice.Of), problems });
        if (problems.Count > 0)
        {
            await Read();
            return Page();
        }

        Response.Headers[HeaderNames.Location] = kept.Count == 1 && kept[0].Missing() is null ? "/admin/media?done=added" : Describe(kept);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<(List<Picture> Kept, List<Refusal> Problems)> Add(List<IFormFile> sent, TypedPicture words)
    {
        var me = DeskPerson.Of(User)!;
        List<Picture> kept = [];
        List<Refusal> problems = [];
        foreach (var file in sent)
        {
            await using var content = file.OpenReadStream();
            var (picture, refused) = await edit.Add(me.Actor, content, file.FileName, words, HttpContext.RequestAborted);
            if (picture is not null)
                kept.Add(picture);
            problems.AddRange(refused.Select(r => r.Field == "File" ? new Refusal("Files", $"{file.FileName}: {r.Sentence}") : r));
            if (refused.Any(r => r.Field != "File"))
                break;
        }

        return (kept, problems);
    }

    private async Task Read()
    {
        var ct = HttpContext.RequestAborted;
        Times = new(await frame.Site(ct), reading.Now);
        List = await PictureList.Read(await reading.Db(ct), Q, Before, reading.Now, ct);
    }
}
