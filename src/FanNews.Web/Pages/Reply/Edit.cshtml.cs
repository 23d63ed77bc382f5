using FanNews.Articles;
using FanNews.Comments;
using FanNews.Readers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Reply;

/// <summary>Lets whoever wrote a comment change or withdraw it, by the private link that was shown after posting.</summary>
public sealed class EditModel(Reading reading, PageHead head, ReplyLinks links, EditReply edit) : ReaderPage(reading, head, "Your comment")
{
    /// <summary>The sealed link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    /// <summary>The text.</summary>
    public string? Comment { get; private set; }

    /// <summary>Decoded path of the story.</summary>
    public string Permalink { get; private set; } = "/";

    /// <summary>Whether the comment may still be changed.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Until when (UTC).</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct) => await Find(ct) is null ? NotFound() : Page();

    /// <summary>Keeps the new text.</summary>
    public async Task<IActionResult> OnPostSave(string? comment, CancellationToken ct)
    {
        if (await Find(ct) is not { } id)
            return NotFound();
        Comment = comment;
        if (await Foreign(ct) is { } foreign)
            return foreign;
        var (outcome, problems) = await edit.Save(id, comment, await Read.Site(ct), ct);
        switch (outcome)
        {
            case EditOutcome.Saved:
                Response.Headers.Location = $"{LocalRedirects.Local(Permalink)}?reply={await links.Posted(id, Read.Now, ct)}#posted";
                return StatusCode(StatusCodes.Status303SeeOther);
            case EditOutcome.Refused:
                return Refuse(StatusCodes.Status422UnprocessableEntity, [.. problems]);
            case EditOutcome.Repeated:
                return Refuse(StatusCodes.Status409Conflict, new Refusal("comment", "You have said this here already"));
            default:
                IsOpen = false;
                return Refuse(StatusCodes.Status409Conflict, new Refusal("", "The time to change this comment is over. Your words are below, for you to keep"));
        }
    }

    /// <summary>Takes the comment back.</summary>
    public async Task<IActionResult> OnPostWithdraw(CancellationToken ct)
    {
        if (await Find(ct) is not { } id)
            return NotFound();
        if (await Foreign(ct) is { } foreign)
            return foreign;
        if (await edit.Withdraw(id, ct) != EditOutcome.Withdrawn)
            return Refuse(StatusCodes.Status409Conflict, new Refusal("", "The time to withdraw this comment is over"));
        Done = true;
        return Page();
    }

    private async Task<long?> Find(CancellationToken ct)
    {
        if (await links.Editable(Link, ct) is not { } id)
            return null;
        var db = await Read.Db(ct);
        var stories = db.Visible(Read.Now);
        var found = await db.Comments.Where(c => c.Id == id && c.ErasedAt == null)
            .Select(c => new { c.Text, c.CreatedAt, c.Status, Path = stories.Where(l => l.Article.Id == c.ArticleId).Select(l => l.Article.Permalink).FirstOrDefault() })
            .SingleOrDefaultAsync(ct);
        if (found?.Path is null)
            return null;
        (Comment, Permalink, Until) = (found.Text, found.Path, found.CreatedAt + EditReply.Window);
        IsOpen = EditReply.IsOpen(found.CreatedAt, Read.Now) && found.Status is (CommentStatus.Pending or CommentStatus.Approved);
        return id;
    }
}
