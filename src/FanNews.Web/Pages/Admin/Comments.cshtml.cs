using FanNews.Comments;
using FanNews.People;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Admin;

/// <summary>The moderator's queue: what waits, in its context, and what may be decided about it.</summary>
[Needs(Permission.ModerateComments)]
public sealed class CommentsModel(Reading reading, DeskFrame frame, ModerationQueue queue, NewsroomStore store) : QueueView(reading, frame)
{
    /// <summary>Shows a page of the queue.</summary>
    /// <param name="undo">The action that the page tells of and may take back.</param>
    /// <param name="undone">The undo that the page tells of.</param>
    /// <param name="late">A comment that somebody else decided first.</param>
    /// <param name="missed">How many such comments there were.</param>
    /// <param name="reply">The comment that is being answered.</param>
    /// <param name="edit">The comment whose text is being changed.</param>
    /// <param name="ban">The comment whose sender is to be banned.</param>
    /// <param name="note">The comment that a note is written about.</param>
    /// <param name="filter">Whether the fields of the filter are shown.</param>
    /// <param name="none">Whether an action was asked for without a comment to do it to.</param>
    public async Task OnGet(Guid? undo, Guid? undone, long? late, int missed, long? reply, long? edit, long? ban, long? note, bool filter, bool none)
    {
        (Late, Missed, Filtering, NoneTicked) = (late, missed, filter, none);
        Panel = (reply, edit, ban, note) switch
        {
            ({ } id, _, _, _) => (QueuePanel.Reply, id),
            (_, { } id, _, _) => (QueuePanel.Edit, id),
            (_, _, { } id, _) => (QueuePanel.Ban, id),
            (_, _, _, { } id) => (QueuePanel.Note, id),
            _ => null,
        };
        await Read(undo, undone);
    }

    /// <summary>Tells a screen which of its comments are not in the tab any more, and who decided so.</summary>
    /// <param name="ids">The comments that it shows, by commas.</param>
    public async Task<IActionResult> OnGetNews(string? ids)
    {
        var shown = (ids ?? "").Split(',').Select(id => long.TryParse(id, out var number) ? number : 0).Where(id => id > 0).ToList();
        var news = await QueueNews.Of(await Db, Open, shown, Me.Sections, HttpContext.RequestAborted);
        // Numbers only where something happened: each count reads an index of all comments.
        var told = news.Gone.Count > 0 || shown.Count == 0 ? await Tell(new(null, 0)) : null;
        return new JsonResult(new
        {
            gone = news.Gone.Select(id => new { id, told = news.Decided.FirstOrDefault(d => d.CommentId == id) is { } d ? $"{QueueWords.Decided(d)} the comment by {d.Name}" : null }),
            counts = told?.Counts,
            waiting = told?.Waiting,
        });
    }

    /// <summary>Decides about one comment.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="seen">Where it stood on the screen.</param>
    /// <param name="to">Where it is to stand.</param>
    /// <param name="next">The comment to go on with.</param>
    public async Task<IActionResult> OnPostDecide(long id, CommentStatus seen, CommentStatus to, long? next)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        return await Back(await queue.Decide(Me, [id], seen, to, ReadAt, HttpContext.RequestAborted), next);
    }

    /// <summary>Decides about all comments that were ticked.</summary>
    /// <param name="ids">The comments.</param>
    /// <param name="seen">Where they stood on the screen.</param>
    /// <param name="to">Where they are to stand.</param>
    public async Task<IActionResult> OnPostBulk(List<long> ids, CommentStatus seen, CommentStatus to)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (ids.Count == 0 && !IsScript)
            return Redirect(QueryHelpers.AddQueryString(Address(after: After), "none", "true"));
        return await Back(await queue.Decide(Me, ids, seen, to, ReadAt, HttpContext.RequestAborted));
    }

    /// <summary>Decides about all comments that the filter finds and that had come when the page was made.</summary>
    /// <param name="to">Where they are to stand.</param>
    public async Task<IActionResult> OnPostAll(CommentStatus to)
    {
        // Without a filter it would be the whole tab: nobody means that.
        if (!ModelState.IsValid || !Filter.IsAny || ReadAt is not { } until)
            return BadRequest();
        return await Back(await queue.DecideAll(Me, Open, Filter, until, to, HttpContext.RequestAborted));
    }

    /// <summary>Takes an action back.</summary>
    /// <param name="batch">The action.</param>
    public async Task<IActionResult> OnPostUndo(Guid batch)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        return await Back(await queue.Undo(Me, batch, HttpContext.RequestAborted));
    }

    /// <summary>Answers a comment in public.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="text">The answer.</param>
    /// <param name="once">Makes one reply of a form that is sent twice.</param>
    /// <param name="next">The comment to go on with.</param>
    public async Task<IActionResult> OnPostReply(long id, string? text, Guid once, long? next)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        var me = await store.Read(db => db.People.AsNoTracking().SingleAsync(p => p.Id == Me.PersonId), HttpContext.RequestAborted);
        var (outcome, refusal) = await queue.Reply(me, id, text, once, ReadAt, Me.Sections, HttpContext.RequestAborted);
        return outcome is not null ? await Back(outcome, next) : await Again(QueuePanel.Reply, id, text, refusal!);
    }
}
