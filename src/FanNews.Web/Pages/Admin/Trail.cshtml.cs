using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Admin;

/// <summary>Who did what when: to read, to filter, to take along. A setting can be put back from here; nothing else is changed, and no line ever.</summary>
[Needs(Permission.ReadTrail)]
public sealed class TrailModel(Reading reading, DeskFrame frame, NewsroomStore store, SiteSettings settings) : PageModel
{
    /// <summary>By whom: a number, 0 for nobody with an account.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    /// <summary>How the action begins.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Action { get; set; }

    /// <summary>About which story: its number, or its address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Story { get; set; }

    /// <summary>From which day on, in the zone of the paper.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>To which day, itself included.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The page of the trail.</summary>
    public Trail Lines { get; private set; } = null!;

    /// <summary>Everybody with an account, by name.</summary>
    public IReadOnlyList<Person> Everybody { get; private set; } = [];

    /// <summary>Actions to choose from: those of this page.</summary>
    public IEnumerable<string> Actions => Lines.Lines.Select(l => l.Verb).Distinct().Order(StringComparer.Ordinal);

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    private Site Site { get; set; } = null!;

    private CancellationToken Cancelled => HttpContext.RequestAborted;

    /// <summary>Shows a page.</summary>
    public Task OnGet() => Read();

    /// <summary>Gives the lines that the filter finds as a file.</summary>
    /// <param name="kind"><c>json</c>, else CSV.</param>
    public async Task<IActionResult> OnPostExport(string? kind)
    {
        var json = kind == "json";
        var filter = await Filter();
        // What is taken along holds names: that is worth a line itself.
        await store.Change(DeskPerson.Of(User)!.Actor, change =>
        {
            change.Record("exported the trail", "trail", json ? "JSON" : "CSV");
            change.TouchesNothing();
            return Task.CompletedTask;
        }, Cancelled);
        Response.ContentType = json ? "application/json; charset=utf-8" : "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"trail-{Times.Date(reading.Now)}.{(json ? "json" : "csv")}\"";
        var lines = Trail.All(store, filter, Cancelled);
        await (json ? TrailFile.WriteJson(Response.Body, lines, Cancelled) : TrailFile.Csv(Response.Body, lines, Cancelled));
        return new EmptyResult();
    }

    /// <summary>Puts a setting back to what it was before a line.</summary>
    /// <param name="line">Number of the line.</param>
    public async Task<IActionResult> OnPostPutBack(long line)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        var found = await store.Read(db => db.AuditLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == line, Cancelled), Cancelled);
        if (found is null || Trail.Setting(found) is not { } setting || !SiteSettings.Keys.Contains(setting.Key))
            return NotFound();
        var refusals = await settings.Save(new Dictionary<string, string> { [setting.Key] = setting.Before }, DeskPerson.Of(User)!.Actor, Cancelled);
        if (refusals.Count == 0)
        {
            Response.Headers.Location = "/admin/trail?done=back";
            return StatusCode(StatusCodes.Status303SeeOther);
        }

        Problems = [refusals[0] with { Field = "trail" }];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Read();
        return Page();
    }

    /// <summary>Whether a setting can be put back to what it was before a line.</summary>
    public static bool CanPutBack(AuditLine line) => Trail.Setting(line) is { } setting && SiteSettings.Keys.Contains(setting.Key);

    /// <summary>The address of a part of the trail.</summary>
    /// <param name="before">Where it begins; null for the beginning.</param>
    /// <param name="handler">Where a form goes; null for the page.</param>
    public string Address(long? before = null, string? handler = null)
    {
        (string Name, string? Value)[] place = [("handler", handler), ("who", Who), ("action", Action), ("story", Story), ("from", From), ("to", To), ("before", before?.ToString(CultureInfo.InvariantCulture))];
        return "/admin/trail" + QueryString.Create(place.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => KeyValuePair.Create(p.Name, p.Value)));
    }

    /// <summary>What a line is about, in words, and where to find it; null for nowhere.</summary>
    public (string Words, string? Address) About(AuditLine line)
    {
        var subject = line.Subject;
        if (Trail.Number(subject, "article:") is { } story)
            return Lines.Stories.TryGetValue(story, out var headline) ? (StoryWords.Headline(headline), FormattableString.Invariant($"/admin/stories/{story}")) : (FormattableString.Invariant($"story {story}, which is gone"), null);
        if (Trail.Number(subject, "person:") is { } person)
            return person == line.ById ? ("", null) : (Lines.People.GetValueOrDefault(person) ?? FormattableString.Invariant($"person {person}"), FormattableString.Invariant($"/admin/people#person-{person}"));
        if (Trail.Number(subject, "comment:") is { } comment)
            return (FormattableString.Invariant($"comment {comment}"), FormattableString.Invariant($"/admin/comments?only={comment}"));
        if (Trail.Number(subject, "picture:") is { } picture)
            return (FormattableString.Invariant($"picture {picture}"), FormattableString.Invariant($"/admin/media/{picture}"));
        return subject.StartsWith("form:", StringComparison.Ordinal) ? ("a story", null) : (subject.Replace(":", " ", StringComparison.Ordinal), null);
    }

    /// <summary>The history of a story at the revision that a line made, from where an earlier text is restored; null for other lines.</summary>
    public static string? History(AuditLine line) =>
        Trail.Number(line.Subject, "article:") is { } story && line.Detail?.Split(' ', ',') is ["revision", var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? FormattableString.Invariant($"/admin/stories/{story}/history?to={number}")
            : null;

    private async Task Read()
    {
        var filter = await Filter();
        var db = await reading.Db(Cancelled);
        Everybody = await db.People.AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(Cancelled);
        Lines = await Trail.Read(db, filter, Number(Before), Cancelled);
    }

    private async Task<TrailFilter> Filter()
    {
        Site = await frame.Site(Cancelled);
        Times = new(Site, reading.Now);
        return new()
        {
            Person = Number(Who),
            Verb = string.IsNullOrWhiteSpace(Action) ? null : Action.Trim(),
            Story = string.IsNullOrWhiteSpace(Story) ? null : Number(Story.Trim()) ?? await AtAddress(Story.Trim()),
            From = Midnight(From, 0),
            Until = Midnight(To, 1),
        };
    }

    // 0 is no story: nothing is found, and nothing else is shown instead.
    private async Task<long> AtAddress(string address)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? Uri.UnescapeDataString(whole.AbsolutePath) : address;
        return await (await reading.Db(Cancelled)).Articles.Where(a => a.Permalink == path).Select(a => a.Id).FirstOrDefaultAsync(Cancelled);
    }

    private static long? Number(string? typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private DateTimeOffset? Midnight(string? day, int later)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1000 or > 9000)
            return null;
        return StoryList.Midnight(date.AddDays(later), Site.Zone);
    }
}
