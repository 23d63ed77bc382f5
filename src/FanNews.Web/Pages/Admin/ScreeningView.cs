using System.Globalization;
using FanNews.Comments;
using FanNews.People;
using FanNews.Screening;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Admin;

/// <summary>What the page of the screening shows: the rules, the model and the bans.</summary>
public abstract class ScreeningView(SiteSettings settings, TryRules tryRules, Reading reading) : PageModel
{
    private const int MostBans = 500;

    private Dictionary<string, string> values = [];

    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>What is wrong, by the fields of the page.</summary>
    public IReadOnlyList<Refusal> Problems { get; protected set; } = [];

    /// <summary>What the typed rules would have done; null where nobody asked.</summary>
    public RulesEffect? Effect { get; protected set; }

    /// <summary>What thresholds would have done with the newest comments.</summary>
    public IReadOnlyList<ThresholdEffect> Thresholds { get; protected set; } = [];

    /// <summary>The versions of the models, the newest first, without their bytes.</summary>
    public IReadOnlyList<VersionLine> Versions { get; protected set; } = [];

    /// <summary>Who is banned, the newest first.</summary>
    public IReadOnlyList<Ban> Bans { get; protected set; } = [];

    /// <summary>An address or a domain that was typed and refused.</summary>
    public string? Value { get; protected set; }

    /// <summary>The reason that was typed with it.</summary>
    public string? Why { get; protected set; }

    /// <summary>The site.</summary>
    public Site Site { get; protected set; } = null!;

    /// <summary>From which per cent on the model decides, as it found safe itself.</summary>
    public int SafePercent { get; protected set; }

    /// <summary>Whether the person may change the rules.</summary>
    public bool MayChange => DeskPerson.Of(User)!.Role.May(Permission.ManageSettings);

    /// <summary>What stands in the field of a rule.</summary>
    public string At(string key) => values[key];

    /// <summary>Whether a rule is set from outside.</summary>
    public bool IsLocked(string key) => settings.IsLocked(key);

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? Problem(string field) => Problems.FirstOrDefault(p => p.Field == field)?.Sentence;

    /// <summary>A time in the zone of the paper.</summary>
    public string Time(DateTimeOffset at) => Site.Local(at).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Who is signed in.</summary>
    protected Storage.Actor Me => DeskPerson.Of(User)!.Actor;

    /// <summary>The rules as they stand in the form.</summary>
    protected ScreeningRules Rules => ScreeningRules.From(key => values[key]);

    /// <summary>Shows the page with what is wrong.</summary>
    protected async Task<IActionResult> Again(Dictionary<string, string> typed)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Read(typed);
        return Page();
    }

    /// <summary>Leads back to the page: the browser asks for it anew (303), and a reload sends nothing again.</summary>
    protected IActionResult Back(string done, string part = "")
    {
        Response.Headers.Location = $"/admin/screening?done={done}{part}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Reads what the page shows.</summary>
    /// <param name="typed">What was typed, by key; the rest is what holds.</param>
    protected async Task Read(Dictionary<string, string> typed)
    {
        var (ct, db) = (HttpContext.RequestAborted, await reading.Db(HttpContext.RequestAborted));
        Site = await reading.Site(ct);
        values = Site.Screening.Values();
        foreach (var (key, value) in typed)
            values[key] = value;
        Bans = await db.Bans.AsNoTracking().Where(b => b.EndsAt == null || b.EndsAt > reading.Now).OrderByDescending(b => b.Id).Take(MostBans).ToListAsync(ct);
        Versions = await db.ModelVersions.OrderByDescending(v => v.Id).Select(v => new VersionLine(
            v.Id, v.Kind, v.LearntAt, v.Decisions, v.Examples, v.Refused, v.Passed, v.Precision, v.Recall, v.Auc, v.Threshold, v.Steps)).ToListAsync(ct);
        Thresholds = await tryRules.Thresholds(db, ct);
        SafePercent = (int)Math.Ceiling(await tryRules.SafeThreshold(db, ct) * 100);
    }
}

/// <summary>A version of a model as the page tells of it.</summary>
public sealed record VersionLine(
    long Id, ModelKind Kind, DateTimeOffset LearntAt, int Decisions, int Examples, int Refused, int Passed, double Precision, double Recall, double Auc, double Threshold, string Steps)
{
    /// <summary>How good it was, in words.</summary>
    public string Quality => string.Create(CultureInfo.InvariantCulture, $"Precision {Precision:0.0 %}, recall {Recall:0.0 %} on {Refused:N0} refused and {Passed:N0} approved comments that it had not seen");

    /// <summary>What it was learnt from, in words.</summary>
    public string Origin => string.Create(CultureInfo.InvariantCulture, $"from {Decisions:N0} decisions") + (Examples > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {Examples:N0} examples of a file") : "");

    /// <summary>What thresholds did on the comments that were held out.</summary>
    public IReadOnlyList<ThresholdStep> HeldOut() => ModelVersion.ReadSteps(Steps);
}
