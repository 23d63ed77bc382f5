using System.Globalization;
using FanNews.Comments;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Admin;

/// <summary>The moderator's queue: what waits, in its context, and what may be done about it.</summary>
[Needs(Permission.ModerateComments)]
public sealed class CommentsModel(Reading reading, DeskFrame frame, ModerationQueue queue, NewsroomStore store) : PageModel
{
    /// <summary>The tab: <c>pending</c>, <c>approved</c>, <c>spam</c> or <c>trash</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>The comment that is current; the first when it is not on the page.</summary>
    [BindProperty(SupportsGet = true)]
    public long? At { get; set; }

    /// <summary>The comment whose reply is being written.</summary>
    [BindProperty(SupportsGet = true, Name = "reply")]
    public long? Replying { get; set; }

    /// <summary>The action that the page tells of and may take back.</summary>
    [BindProperty(SupportsGet = true, Name = "undo")]
    public Guid? Batch { get; set; }

    /// <summary>The undo that the page tells of.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Undone { get; set; }

    /// <summary>A comment that somebody else decided first.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Late { get; set; }

    /// <summary>How many comments somebody else decided first.</summary>
    [BindProperty(SupportsGet = true)]
    public int Missed { get; set; }

    /// <summary>The reply as typed.</summary>
    public string? Text { get; private set; }

    /// <summary>What is wrong with the reply.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What stands on the page.</summary>
    public QueuePage Queue { get; private set; } = null!;

    /// <summary>The choices of the newsroom.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>The tab as a status.</summary>
    public CommentStatus Status => Enum.TryParse<CommentStatus>(Tab, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : CommentStatus.Pending;

    /// <summary>When the page was made (UTC).</summary>
    public DateTimeOffset Now => reading.Now;

    /// <summary>The number of the current comment.</summary>
    public long? Current => Queue.Comments.FirstOrDefault(c => c.Id == (Replying ?? At))?.Id ?? (Queue.Comments.Count > 0 ? Queue.Comments[0].Id : null);

    /// <summary>Shows a page of the queue.</summary>
    public Task OnGet() => Read();

    /// <summary>Decides about one comment.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="seen">Where it stood on the screen.</param>
    /// <param name="to">Where it is to stand.</param>
    /// <param name="next">The comment to go on with.</param>
    public async Task<IActionResult> OnPostDecide(long id, CommentStatus seen, CommentStatus to, long? next)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        return Back(await queue.Decide(Me(), [id], seen, to, HttpContext.RequestAborted), next);
    }

    /// <summary>Decides about all comments that were ticked.</summary>
    /// <param name="ids">The comments.</param>
    /// <param name="seen">Where they stood on the screen.</param>
    /// <param name="to">Where they are to stand.</param>
    public async Task<IActionResult> OnPostBulk(List<long> ids, CommentStatus seen, CommentStatus to)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        return Back(await queue.Decide(Me(), ids, seen, to, HttpContext.RequestAborted), null);
    }

    /// <summary>Takes an action back.</summary>
    /// <param name="batch">The action.</param>
    public async Task<IActionResult> OnPostUndo(Guid batch)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        return Back(await queue.Undo(Me(), batch, HttpContext.RequestAborted), null);
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
        var me = await store.Read(db => db.People.AsNoTracking().SingleAsync(p => p.Id == DeskPerson.Of(User)!.Id), HttpContext.RequestAborted);
        var (outcome, refusal) = await queue.Reply(me, id, text, once, HttpContext.RequestAborted);
        if (outcome is not null)
            return Back(outcome, next);
        (Replying, Text, Problems) = (id, text, [refusal!]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Read();
        return Page();
    }

    /// <summary>The address of a part of the queue.</summary>
    public string Address(CommentStatus? tab = null, string? after = null, long? at = null)
    {
        var query = new QueryString();
        if ((tab ?? Status) is not CommentStatus.Pending and var other)
            query = query.Add("tab", other.ToString().ToLowerInvariant());
        if (after is not null)
            query = query.Add("after", after);
        if (at is { } id)
            query = query.Add("at", id.ToString(CultureInfo.InvariantCulture));
        return "/admin/comments" + query;
    }

    /// <summary>Where a form of this page is sent, so that its answer leads back here.</summary>
    public string Post(string handler) => QueryHelpers.AddQueryString(Address(after: After), "handler", handler);

    /// <summary>A time as the desk prints it, in the zone of the paper: today's by the clock, others with their day.</summary>
    public string Time(DateTimeOffset at)
    {
        var (then, today) = (Site.Local(at), Site.Local(Now));
        var format = then.Date == today.Date ? "HH:mm" : then.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm";
        return then.ToString(format, CultureInfo.InvariantCulture);
    }

    private Actor Me() => DeskPerson.Of(User) is { } me ? new(me.Id, me.Name) : throw new InvalidOperationException("Nobody is signed in.");

    private async Task Read()
    {
        var ct = HttpContext.RequestAborted;
        Site = await frame.Site(ct);
        Queue = await QueuePage.Read(await reading.Db(ct), new(Status, After, Batch, Late, Undone), await frame.Counts(ct), ct);
    }

    // 303: the browser asks for the page anew, and a reload sends nothing again.
    private StatusCodeResult Back(QueueOutcome outcome, long? next)
    {
        var (at, missed) = (next?.ToString(CultureInfo.InvariantCulture), outcome.Missed > 0 ? outcome.Missed.ToString(CultureInfo.InvariantCulture) : null);
        var told = new (string Key, string? Value)[]
        {
            ("undo", (outcome.Earlier ?? outcome.Batch)?.ToString("N")), ("undone", outcome.Earlier is null ? null : outcome.Batch?.ToString("N")),
            ("late", outcome.Late?.ToString(CultureInfo.InvariantCulture)), ("missed", missed), ("at", at),
        };
        var place = Address(after: After);
        foreach (var (key, value) in told.Where(t => t.Value is not null))
            place = QueryHelpers.AddQueryString(place, key, value!);
        Response.Headers.Location = place + (at is null ? "" : "#comment-" + at);
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
