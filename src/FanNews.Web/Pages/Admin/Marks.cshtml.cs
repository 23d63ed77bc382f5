using System.Globalization;
using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>Takes what a moderator does with a comment besides deciding, and goes back to the queue.</summary>
[Needs(Permission.ModerateComments)]
public sealed class MarksModel(MarkComment mark, StateReasons reasons) : PageModel
{
    private const string Place = "/admin/comments/marks";

    /// <summary>The tab of the queue to go back to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    /// <summary>Where the page before that one ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Where a form of the queue is sent.</summary>
    public static string Post(string handler, string? tab, string? after) => Place + Query(("handler", handler), ("tab", tab), ("after", after));

    /// <summary>Pins or picks a comment, or undoes it.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="act"><c>pin</c>, <c>unpin</c>, <c>pick</c> or <c>unpick</c>.</param>
    public async Task<IActionResult> OnPostMark(long id, string? act)
    {
        var ct = HttpContext.RequestAborted;
        _ = act switch
        {
            "pin" or "unpin" => await mark.Pin(Me(), id, act == "pin", ct),
            "pick" or "unpick" => await mark.Pick(Me(), id, act == "pick", ct),
            _ => false,
        };
        return Back(id);
    }

    /// <summary>Keeps a comment that was reported.</summary>
    /// <param name="id">The comment.</param>
    public async Task<IActionResult> OnPostKeep(long id)
    {
        await mark.Keep(Me(), id, HttpContext.RequestAborted);
        return Back(id);
    }

    /// <summary>Takes a comment away and tells its writer why.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="seen">Where it stood on the screen.</param>
    /// <param name="ground">On what ground.</param>
    /// <param name="text">In the moderator's words.</param>
    public async Task<IActionResult> OnPostRefuse(long id, CommentStatus seen, RefusalGround ground, string? text)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(ground))
            return BadRequest();
        var outcome = await reasons.Refuse(Me(), id, seen, ground, text, HttpContext.RequestAborted);
        Response.Headers.Location = "/admin/comments" + Query(
            ("tab", Tab), ("after", After), ("undo", outcome.Batch?.ToString("N")), ("late", outcome.Late?.ToString(CultureInfo.InvariantCulture)),
            ("missed", outcome.Missed > 0 ? outcome.Missed.ToString(CultureInfo.InvariantCulture) : null));
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private static QueryString Query(params (string Name, string? Value)[] parts) =>
        QueryString.Create(parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => KeyValuePair.Create(p.Name, p.Value)));

    private Actor Me() => DeskPerson.Of(User)!.Actor;

    private StatusCodeResult Back(long id)
    {
        Response.Headers.Location = "/admin/comments" + Query(("tab", Tab), ("after", After), ("at", id.ToString(CultureInfo.InvariantCulture))) + $"#comment-{id}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
