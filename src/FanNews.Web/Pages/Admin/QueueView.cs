using System.Globalization;
using FanNews.Comments;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace FanNews.Web.Pages.Admin;

/// <summary>What can be opened under a comment of the queue; one at a time.</summary>
public enum QueuePanel
{
    /// <summary>An answer in public.</summary>
    Reply,

    /// <summary>Its text.</summary>
    Edit,

    /// <summary>A ban of its sender.</summary>
    Ban,

    /// <summary>A note for colleagues.</summary>
    Note,
}

/// <summary>Where a moderator stands in the queue, and how an action leads back there: as a page, or as a few words for the script that keeps the page.</summary>
public abstract class QueueView(Reading reading, DeskFrame frame) : PageModel
{
    /// <summary>The tab: <c>pending</c>, <c>reported</c>, <c>approved</c>, <c>spam</c> or <c>trash</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>The comment that is current; the first when it is not on the page.</summary>
    [BindProperty(SupportsGet = true)]
    public long? At { get; set; }

    /// <summary>What is looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>One comment alone.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Only { get; set; }

    /// <summary>Under one story.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Story { get; set; }

    /// <summary>In one section.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Section { get; set; }

    /// <summary>By one sender, or from a domain.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sender { get; set; }

    /// <summary>From the network of a comment.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Network { get; set; }

    /// <summary>Held for one reason.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    /// <summary>How old: a <see cref="QueueAge"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Age { get; set; }

    /// <summary>When the page was made from which a form comes, in milliseconds since 1970.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Until { get; set; }

    /// <summary>When the comments were read about which a form decides (UTC).</summary>
    protected DateTimeOffset? ReadAt => Until is >= 0 and <= 253_402_300_799_999 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>The open tab.</summary>
    public QueueTab Open => Enum.TryParse<QueueTab>(Tab, ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : QueueTab.Pending;

    /// <summary>Where the comments of the tab stand.</summary>
    public CommentStatus Status => Open.Status();

    /// <summary>How old, as a word that is known.</summary>
    public QueueAge Aged => Enum.TryParse<QueueAge>(Age, ignoreCase: true, out var age) && Enum.IsDefined(age) ? age : QueueAge.Any;

    /// <summary>Which comments of the tab.</summary>
    public QueueFilter Filter => new()
    {
        Within = Me.Sections,
        Only = Only,
        Story = Story,
        Section = Blank(Section),
        Sender = Blank(Sender),
        Network = Network,
        Reason = Blank(Reason),
        Age = Aged,
        Words = Blank(Q),
    };

    /// <summary>What stands on the page.</summary>
    public QueuePage Queue { get; private set; } = null!;

    /// <summary>The choices of the newsroom.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>When the page was made (UTC).</summary>
    public DateTimeOffset Now => reading.Now;

    /// <summary>The panel that is open, and under which comment.</summary>
    public (QueuePanel Kind, long Id)? Panel { get; protected set; }

    /// <summary>What was typed into the open panel.</summary>
    public string? Text { get; protected set; }

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Refusal> Problems { get; protected set; } = [];

    /// <summary>A comment that somebody else decided first.</summary>
    public long? Late { get; protected set; }

    /// <summary>Whether an action was asked for without a comment to do it to.</summary>
    public bool NoneTicked { get; protected set; }

    /// <summary>How many comments somebody else decided first.</summary>
    public int Missed { get; protected set; }

    /// <summary>The fields of the filter are shown.</summary>
    public bool Filtering { get; protected set; }

    /// <summary>The number of the current comment.</summary>
    public long? Current => Queue.Comments.FirstOrDefault(c => c.Id == (Panel?.Id ?? At))?.Id ?? (Queue.Comments.Count > 0 ? Queue.Comments[0].Id : null);

    /// <summary>The address of a part of the queue: of this one, or of another tab or filter.</summary>
    public string Address(QueueTab? tab = null, string? after = null, long? at = null, QueueFilter? filter = null)
    {
        var (part, which) = (tab ?? Open, filter ?? (tab is null ? Filter : new()));
        (string Name, string? Value)[] place = [.. Query(part, which, after), ("at", Number(at))];
        return "/admin/comments" + QueryString.Create(place.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
    }

    /// <summary>What the address of a part of the queue says.</summary>
    public static IEnumerable<(string Name, string? Value)> Query(QueueTab tab, QueueFilter filter, string? after = null) =>
    [
        ("tab", tab == QueueTab.Pending ? null : tab.ToString().ToLowerInvariant()), ("only", Number(filter.Only)), ("story", Number(filter.Story)), ("section", filter.Section),
        ("sender", filter.Sender), ("network", Number(filter.Network)), ("reason", filter.Reason), ("age", filter.Age == QueueAge.Any ? null : filter.Age.ToString().ToLowerInvariant()), ("q", filter.Words), ("after", after),
    ];

    /// <summary>The address of one comment alone, wherever it stands.</summary>
    public string Alone(long id, QueueTab? tab = null) => Address(tab, filter: new() { Only = id });

    /// <summary>What the search keeps of the filter: what it has no field for.</summary>
    public QueueFilter Held => Filtering ? new() { Story = Story, Network = Network } : Filter with { Words = null, Only = null };

    /// <summary>Where a form of the queue is sent, so that its answer leads back here, and that it is known what was read.</summary>
    public string Post(string handler, string page = "") => QueryHelpers.AddQueryString(
        Address(after: After).Replace("/admin/comments", "/admin/comments" + page, StringComparison.Ordinal),
        [KeyValuePair.Create("handler", (string?)handler), KeyValuePair.Create("until", Number(Now.ToUnixTimeMilliseconds()))]);

    /// <summary>A time as the desk prints it, in the zone of the paper: today's by the clock, others with their day.</summary>
    public string Time(DateTimeOffset at) => new DeskTimes(Site, Now).Time(at);

    /// <summary>Who is signed in.</summary>
    protected Actor Me => DeskPerson.Of(User)!.Actor;

    /// <summary>Whether they may ban senders.</summary>
    public bool MayBan => DeskPerson.Of(User)!.May(FanNews.People.Permission.ScreenComments);

    /// <summary>The store, as the page reads it.</summary>
    protected ValueTask<NewsroomDb> Db => reading.Db(HttpContext.RequestAborted);

    /// <summary>An action in the words of the page.</summary>
    protected async Task<QueueTold> Tell(QueueOutcome outcome) => await QueueTold.Of(await Db, frame, Open, outcome, Me.Sections, HttpContext.RequestAborted);

    /// <summary>Whether a script asks, which keeps the page and only wants to know what became of the action.</summary>
    protected bool IsScript => Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);

    /// <summary>Reads what the page shows.</summary>
    protected async Task Read(Guid? batch = null, Guid? undone = null)
    {
        var ct = HttpContext.RequestAborted;
        Site = await frame.Site(ct);
        (ViewData["Title"], ViewData["Place"], ViewData["Keys"]) = ((Problems.Count > 0 ? "Error: " : "") + "Comments", "Comments", DeskKeys.Queue(Open));
        Queue = await QueuePage.Read(await reading.Db(ct), new(Open, Filter, After, batch, Late, undone), await frame.Counts(Me.Sections, ct), Now, ct);
    }

    /// <summary>Tells what became of an action, and leads back to the queue. 303: the browser asks for the page anew, and a reload sends nothing again.</summary>
    protected async Task<IActionResult> Back(QueueOutcome outcome, long? next = null)
    {
        if (IsScript)
            return new JsonResult(await Tell(outcome));
        var told = new (string Key, string? Value)[]
        {
            ("undo", outcome.Next?.ToString("N")), ("undone", outcome.Undone?.ToString("N")),
            ("late", Number(outcome.Late)), ("missed", outcome.Missed > 0 ? Number(outcome.Missed) : null), ("at", Number(next)),
        };
        var place = Address(after: After);
        foreach (var (key, value) in told.Where(t => t.Value is not null))
            place = QueryHelpers.AddQueryString(place, key, value!);
        Response.Headers.Location = place + (next is { } at ? $"#comment-{Number(at)}" : "");
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Leads back to a comment that stays where it is, but looks different.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="told">What was done, for a script.</param>
    protected async Task<IActionResult> BackTo(long id, string told)
    {
        if (IsScript)
            return new JsonResult(await Tell(new(null, 0)) with { Changed = id, Told = told });
        Response.Headers.Location = $"{Address(after: After, at: id)}#comment-{Number(id)}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Shows the panel again with what was typed and what is wrong.</summary>
    protected async Task<IActionResult> Again(QueuePanel kind, long id, string? text, Refusal refusal)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (IsScript)
            return new JsonResult(new { problem = refusal.Sentence });
        (Panel, Text, Problems) = ((kind, id), text, [refusal]);
        await Read();
        return Page();
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
