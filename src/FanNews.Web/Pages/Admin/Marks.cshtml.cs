using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;

namespace FanNews.Web.Pages.Admin;

/// <summary>Takes what a moderator does with a comment besides deciding, and goes back to the queue.</summary>
[Needs(Permission.ModerateComments)]
public sealed class MarksModel(Reading reading, DeskFrame frame, MarkComment mark, StateReasons reasons, MendComment mend, BanSender ban) : QueueView(reading, frame)
{
    /// <summary>Pins or picks a comment, or undoes it.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="act"><c>pin</c>, <c>unpin</c>, <c>pick</c> or <c>unpick</c>.</param>
    public async Task<IActionResult> OnPostMark(long id, string? act)
    {
        var ct = HttpContext.RequestAborted;
        _ = act switch
        {
            "pin" or "unpin" => await mark.Pin(Me, id, act == "pin", ct),
            "pick" or "unpick" => await mark.Pick(Me, id, act == "pick", ct),
            _ => false,
        };
        return await BackTo(id, act switch { "pin" => "Pinned", "unpin" => "Not pinned any more", "pick" => "Picked", _ => "No pick any more" });
    }

    /// <summary>Keeps a comment that was reported.</summary>
    /// <param name="id">The comment.</param>
    public async Task<IActionResult> OnPostKeep(long id)
    {
        await mark.Keep(Me, id, HttpContext.RequestAborted);
        return await BackTo(id, "Kept, the reports are closed");
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
        return await Back(await reasons.Refuse(Me, id, seen, ReadAt, ground, text, HttpContext.RequestAborted));
    }

    /// <summary>Changes what a comment says, or puts its writer's words back.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="was">Tells the text that the moderator saw.</param>
    /// <param name="text">The text from now on.</param>
    /// <param name="meaning">Whether it says something else now.</param>
    /// <param name="original">Whether the writer's words are to come back.</param>
    public async Task<IActionResult> OnPostEdit(long id, string? was, string? text, bool meaning, bool original)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (original)
            await mend.Restore(Me, id, HttpContext.RequestAborted);
        else if ((await mend.Save(Me, id, was, text, meaning, HttpContext.RequestAborted)).Problem is { } problem)
            return await Again(QueuePanel.Edit, id, text, problem);
        return await BackTo(id, original ? "The writer’s words are back" : "Changed");
    }

    /// <summary>Leaves a note for colleagues.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="text">The note.</param>
    public async Task<IActionResult> OnPostNote(long id, string? text)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        return await mend.Note(Me, id, text, HttpContext.RequestAborted) is { } refusal ? await Again(QueuePanel.Note, id, text, refusal) : await BackTo(id, "Note left");
    }

    /// <summary>Bans the sender of a comment.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="kind">By what.</param>
    /// <param name="text">Why.</param>
    /// <param name="all">Whether the others of the sender that wait go to Spam too.</param>
    public async Task<IActionResult> OnPostBan(long id, BanKind kind, string? text, bool all)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(kind))
            return BadRequest();
        if (!MayBan)
            return StatusCode(StatusCodes.Status403Forbidden);
        var (outcome, refusal) = await ban.By(Me, id, kind, text, all, HttpContext.RequestAborted);
        return outcome is not null ? await Back(outcome) : await Again(QueuePanel.Ban, id, text, refusal!);
    }
}
