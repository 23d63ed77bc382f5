using System.Globalization;
using FanNews.Media;
using FanNews.People;
using FanNews.Web.Admin;
using FanNews.Web.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Pages.Admin;

/// <summary>Sound, video and documents of the paper, and the way to add one.</summary>
[Needs(Permission.WriteStories)]
public sealed class FilesModel(Reading reading, DeskFrame frame, EditFiles edit, IConfiguration configuration) : PageModel
{
    /// <summary>Words that the files' texts hold.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    /// <summary>What was done just now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The words of the upload, as typed.</summary>
    public TypedFile Words { get; private set; } = new();

    /// <summary>What may not be.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What stands on the page.</summary>
    public FileList List { get; private set; } = null!;

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>How large a file may be, for people.</summary>
    public string Largest => FileView.SizeOf(FileLimit.Bytes(configuration));

    /// <summary>What the page tells of the last form; null for nothing.</summary>
    public string? Told => Done switch
    {
        "saved" => "Saved.",
        "deleted" => "The file is deleted.",
        _ => null,
    };

    /// <summary>The address of a part of the list.</summary>
    public string Address(long? before)
    {
        var query = new QueryString();
        if (!string.IsNullOrWhiteSpace(Q))
            query = query.Add("q", Q);
        return "/admin/media/files" + (before is { } id ? query.Add("before", id.ToString(CultureInfo.InvariantCulture)) : query);
    }

    /// <summary>Shows a page of the list.</summary>
    public Task OnGet() => Read();

    /// <summary>Adds a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="captions">Its captions; null without.</param>
    /// <param name="words">What it is called and who made it.</param>
    public async Task<IActionResult> OnPost(IFormFile? file, IFormFile? captions, TypedFile words)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        Words = words;
        if (file is null || (file.Length == 0 && file.FileName.Length == 0))
        {
            Problems = [new("File", "Choose a file")];
        }
        else if (file.Length > FileLimit.Bytes(configuration))
        {
            Problems = [new("File", $"The file is larger than {Largest}")];
        }
        else
        {
            await using var content = file.OpenReadStream();
            await using var said = captions?.OpenReadStream();
            var (kept, problems) = await edit.Add(DeskPerson.Of(User)!.Actor, content, file.FileName, words, said, HttpContext.RequestAborted);
            if (kept is not null)
            {
                Response.Headers[HeaderNames.Location] = string.Create(CultureInfo.InvariantCulture, $"/admin/media/files/{kept.Id}?done=added");
                return StatusCode(StatusCodes.Status303SeeOther);
            }

            Problems = problems;
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Read();
        return Page();
    }

    private async Task Read()
    {
        var ct = HttpContext.RequestAborted;
        Times = new(await frame.Site(ct), reading.Now);
        List = await FileList.Read(await reading.Db(ct), Q, Before, reading.Now, ct);
    }
}
