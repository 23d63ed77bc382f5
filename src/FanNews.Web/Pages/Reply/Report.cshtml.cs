using FanNews.Articles;
using FanNews.Comments;
using FanNews.Readers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Reply;

/// <summary>Takes a report of a comment.</summary>
public sealed class ReportModel(Reading reading, PageHead head, TakeReport take, IConfiguration configuration) : ReaderPage(reading, head, "Report a comment")
{
    /// <summary>Number of the comment.</summary>
    [BindProperty(SupportsGet = true, Name = "comment")]
    public long Comment { get; set; }

    /// <summary>The reason as chosen.</summary>
    public string? Reason { get; private set; }

    /// <summary>The words as typed.</summary>
    public string? Text { get; private set; }

    /// <summary>The comment.</summary>
    public ReportedComment Said { get; private set; } = null!;

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct) => await Find(ct) ? Page() : NotFound();

    /// <summary>Takes the report.</summary>
    public async Task<IActionResult> OnPost(string? reason, string? text, CancellationToken ct)
    {
        (Reason, Text) = (reason, text);
        if (!await Find(ct))
            return NotFound();
        if (await Foreign(ct) is { } foreign)
            return foreign;
        switch (await take.OfComment(Comment, reason, text, HttpContext.Connection.RemoteIpAddress, configuration.GetValue("FanNews:Limits:Enabled", true), ct))
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
        var db = await Read.Db(ct);
        var stories = db.Visible(Read.Now);
        var found = await db.Comments.Where(c => c.Id == Comment && c.Status == CommentStatus.Approved)
            .SelectMany(c => stories.Where(l => l.Article.Id == c.ArticleId), (c, l) => new ReportedComment(c.Name, c.Text, l.Article.Permalink!)).SingleOrDefaultAsync(ct);
        Said = found!;
        return found is not null;
    }
}

/// <summary>A comment that is to be reported.</summary>
/// <param name="Name">Who wrote it.</param>
/// <param name="Text">What it says.</param>
/// <param name="Permalink">Decoded path of its story.</param>
public sealed record ReportedComment(string Name, string Text, string Permalink);
