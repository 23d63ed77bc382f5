using System.Globalization;
using FanNews.People;
using FanNews.Readers;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>Errors in stories that readers reported. Accepting one opens the story's editor at the words.</summary>
[Needs(Permission.EditAllStories)]
public sealed class CorrectionsModel(Reading reading, DeskFrame frame, CorrectionsList list) : PageModel
{
    /// <summary>The open ones.</summary>
    public IReadOnlyList<ErrorView> Reports { get; private set; } = [];

    /// <summary>Whether somebody else had decided first.</summary>
    public bool TooLate { get; private set; }

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>Shows the list.</summary>
    public Task OnGet() => Read();

    /// <summary>Takes a report up: on to the story.</summary>
    /// <param name="id">The report.</param>
    public async Task<IActionResult> OnPostAccept(long id)
    {
        if (await list.Decide(DeskPerson.Of(User)!.Actor, id, ErrorReportState.Accepted, HttpContext.RequestAborted) is not { } story)
            return await Late();
        Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{story}?report={id}#Body");
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Puts a report aside: it is no error.</summary>
    /// <param name="id">The report.</param>
    public async Task<IActionResult> OnPostDecline(long id)
    {
        if (await list.Decide(DeskPerson.Of(User)!.Actor, id, ErrorReportState.Declined, HttpContext.RequestAborted) is null)
            return await Late();
        Response.Headers.Location = "/admin/corrections";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IActionResult> Late()
    {
        await Read();
        TooLate = true;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task Read()
    {
        var ct = HttpContext.RequestAborted;
        Times = new(await frame.Site(ct), reading.Now);
        Reports = await CorrectionsList.Read(await reading.Db(ct), DeskPerson.Of(User)!.Sections, ct);
    }
}
