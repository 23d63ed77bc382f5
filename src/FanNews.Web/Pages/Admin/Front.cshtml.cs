using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>What stands on the front page, by pin or by rule, and the line of breaking news. It works without script.</summary>
[Needs(Permission.RunPaper)]
public sealed class FrontModel(Reading reading, CurateFront front, BreakingNews breaking) : PageModel
{
    private const int MostFound = 8;

    /// <summary>Words that the headline of a story to pin holds.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The slots.</summary>
    public FrontDesk Front { get; private set; } = null!;

    /// <summary>The line above every page; null for none.</summary>
    public BreakingView? Line { get; private set; }

    /// <summary>The stories whose headlines hold the words.</summary>
    public IReadOnlyList<DeskRow> Found { get; private set; } = [];

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Whether somebody else changed the page meanwhile.</summary>
    public bool Conflict { get; private set; }

    /// <summary>What the form for pins shows.</summary>
    public TypedPin Pin { get; private set; } = new(0, 0);

    /// <summary>What the form for breaking news shows.</summary>
    public TypedLine Typed { get; private set; } = new(null);

    /// <summary>The choices of the newsroom.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>The instant of the page (UTC).</summary>
    public DateTimeOffset Now => reading.Now;

    /// <summary>The two offsets of a typed time that happens twice; else empty.</summary>
    public IReadOnlyList<TimeSpan> Choices(string? typed) => LocalTime.Read(typed, null, Site.Zone).Choices;

    /// <summary>Shows the page.</summary>
    public Task OnGet() => Read();

    /// <summary>Pins a story.</summary>
    /// <param name="story">Number of the story.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="endsAt">When the pin ends, local time.</param>
    /// <param name="offset">Which of two, where that time happens twice.</param>
    /// <param name="seen">The mark of the pins.</param>
    public async Task<IActionResult> OnPostPin(long? story, int? slot, string? endsAt, string? offset, string? seen)
    {
        Pin = new(story ?? 0, slot ?? -1, endsAt, offset, seen);
        return await Answer(await front.Pin(Me.Actor, Pin, await reading.Site(Cancelled), Cancelled), "pinned");
    }

    /// <summary>Moves a pin.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="to">The slot.</param>
    /// <param name="seen">The mark of the pins.</param>
    public async Task<IActionResult> OnPostMove(long? pin, int? to, string? seen) =>
        await Answer(await front.Move(Me.Actor, pin ?? 0, to ?? -1, seen, Cancelled), "moved");

    /// <summary>Takes a pin off.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="seen">The mark of the pins.</param>
    public async Task<IActionResult> OnPostUnpin(long? pin, string? seen) =>
        await Answer(await front.Unpin(Me.Actor, pin ?? 0, seen, Cancelled), "unpinned");

    /// <summary>Puts a line above every page.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="address">Where it leads.</param>
    /// <param name="hours">For how long.</param>
    /// <param name="lineEndsAt">When it ends, local time, instead.</param>
    /// <param name="lineOffset">Which of two, where that time happens twice.</param>
    /// <param name="line">Number of the line that stood there.</param>
    public async Task<IActionResult> OnPostLine(string? text, string? address, int? hours, string? lineEndsAt, string? lineOffset, long? line)
    {
        Typed = new(text, address, hours ?? 0, lineEndsAt, lineOffset, line ?? 0);
        return await Answer(await breaking.Set(Me.Actor, Typed, await reading.Site(Cancelled), Cancelled), "line");
    }

    /// <summary>Takes the line down.</summary>
    /// <param name="line">Number of the line that stands there.</param>
    public async Task<IActionResult> OnPostEnd(long? line) => await Answer(await breaking.EndNow(Me.Actor, line ?? 0, Cancelled), "ended");

    private DeskPerson Me => DeskPerson.Of(User)!;

    private CancellationToken Cancelled => HttpContext.RequestAborted;

    private async Task<IActionResult> Answer(FrontAnswer answer, string done)
    {
        switch (answer)
        {
            case FrontAnswer.Done:
                Response.Headers.Location = $"/admin/front?done={done}";
                return StatusCode(StatusCodes.Status303SeeOther);
            case FrontAnswer.Missing:
                return NotFound();
            case FrontAnswer.Refused refused:
                Problems = refused.Problems;
                break;
            default:
                (Conflict, Problems) = (true, [new("slots", "Somebody else changed the front page meanwhile. Nothing of yours was stored: look at what stands there now, then send it again")]);
                break;
        }

        Response.StatusCode = Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        await Read();
        return Page();
    }

    private async Task Read()
    {
        var db = await reading.Db(Cancelled);
        Site = await reading.Site(Cancelled);
        Times = new(Site, Now);
        Front = await FrontDesk.Read(db, Now, Cancelled);
        Line = await BreakingNews.Read(db, Now, Cancelled);
        if (!string.IsNullOrWhiteSpace(Q))
            Found = [.. (await DeskList.Read(db, new(DeskTab.All, Q), Me.Rights, Now, Cancelled)).Rows.Where(r => r.Kind == ArticleKind.Story && r.State != DeskState.Killed).Take(MostFound)];
        // A refused pin keeps its story in the form, also where it came from the story's own page.
        if (Pin.Story > 0 && !Found.Any(r => r.Id == Pin.Story) && await DeskStory.Read(db, Pin.Story, Site, Now, Cancelled) is { Kind: ArticleKind.Story } story)
            Found = [Row(story), .. Found];
    }

    private static DeskRow Row(DeskStory story) => new()
    {
        Id = story.Id,
        Kind = story.Kind,
        State = story.Stands,
        Headline = story.Form.Headline ?? "",
        Words = story.Words,
        NotLive = story.NotLive,
        NoteDue = story.NoteDue,
        Pictured = false,
        Authors = [],
        At = story.PublishAt ?? story.History[0].At,
        Comments = 0,
    };
}
