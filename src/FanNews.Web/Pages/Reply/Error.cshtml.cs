using FanNews.Articles;
using FanNews.Readers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Reply;

/// <summary>Takes a report of an error in a story, for the desk.</summary>
public sealed class ErrorModel(Reading reading, PageHead head, TakeReport take, IConfiguration configuration) : ReaderPage(reading, head, "Report an error")
{
    /// <summary>Number of the story.</summary>
    [BindProperty(SupportsGet = true, Name = "story")]
    public long Story { get; set; }

    /// <summary>The words that are meant, as typed.</summary>
    public string? Passage { get; private set; }

    /// <summary>What is wrong, as typed.</summary>
    public string? Text { get; private set; }

    /// <summary>The address as typed.</summary>
    public string? Email { get; private set; }

    /// <summary>The story.</summary>
    public string Headline { get; private set; } = "";

    /// <summary>Decoded path of the story.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct) => await Find(ct) ? Page() : NotFound();

    /// <summary>Takes the report.</summary>
    public async Task<IActionResult> OnPost(string? passage, string? text, string? email, CancellationToken ct)
    {
        (Passage, Text, Email) = (passage, text, email);
        if (!await Find(ct))
            return NotFound();
        if (await Foreign(ct) is { } foreign)
            return foreign;
        switch (await take.OfError(Story, passage, text, email, HttpContext.Connection.RemoteIpAddress, configuration.GetValue("FanNews:Limits:Enabled", true), ct))
        {
            case ReportAnswer.Taken:
                Done = true;
                return Page();
            case ReportAnswer.Invalid(var problems):
                return Refuse(StatusCodes.Status422UnprocessableEntity, [.. problems]);
            case ReportAnswer.TooSoon(var wait):
                return TooSoon(wait);
            default:
                return NotFound();
        }
    }

    private async Task<bool> Find(CancellationToken ct)
    {
        var found = await (await Read.Db(ct)).Visible(Read.Now).Where(l => l.Article.Id == Story).Select(l => new { l.Text.Headline, l.Article.Permalink }).SingleOrDefaultAsync(ct);
        if (found is null)
            return false;
        (Headline, Path) = (found.Headline, found.Permalink!);
        return true;
    }
}
