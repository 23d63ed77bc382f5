using FanNews.Comments;
using FanNews.Readers;
using Microsoft.AspNetCore.Mvc;

namespace FanNews.Web.Pages.Reply;

/// <summary>Takes an appeal against a refusal, by the link in the letter that gave its reasons (EU DSA, article 20).</summary>
public sealed class AppealModel(Reading reading, PageHead head, StateReasons reasons) : ReaderPage(reading, head, "Your appeal")
{
    /// <summary>The secret of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>The appeal as typed.</summary>
    public string? Text { get; private set; }

    /// <summary>What it is about.</summary>
    public AppealView About { get; private set; } = null!;

    /// <summary>Whether an appeal can be made.</summary>
    public bool IsOpen => About is { AppealedAt: null, Status: not CommentStatus.Approved };

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct) => await Find(ct) ? Page() : NotFound();

    /// <summary>Takes the appeal.</summary>
    public async Task<IActionResult> OnPost(string? text, CancellationToken ct)
    {
        Text = text;
        if (!await Find(ct))
            return NotFound();
        if (await Foreign(ct) is { } foreign)
            return foreign;
        if (await reasons.Appeal(Token, text, ct) is { } problem)
            return Refuse(problem.Field.Length == 0 ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity, problem);
        Done = true;
        return Page();
    }

    private async Task<bool> Find(CancellationToken ct)
    {
        var found = await StateReasons.Find(await Read.Db(ct), Token, Read.Now, ct);
        About = found!;
        return found is not null;
    }
}
