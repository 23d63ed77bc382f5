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

/// <summary>How comments are screened: the rules, the model and the bans. Moderators see all of it and keep the bans; the rules are the administrators'.</summary>
[Needs(Permission.ModerateComments)]
public sealed class ScreeningModel(SiteSettings settings, TryRules tryRules, TeachModel teach, KeepBans bans, Reading reading) : PageModel
{
    private const int MostBans = 500;

    private Dictionary<string, string> values = [];

    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>What is wrong, by the fields of the page.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What the typed rules would have done; null where nobody asked.</summary>
    public RulesEffect? Effect { get; private set; }

    /// <summary>What thresholds would have done with the newest comments.</summary>
    public IReadOnlyList<ThresholdEffect> Thresholds { get; private set; } = [];

    /// <summary>The versions of the models, the newest first, without their bytes.</summary>
    public IReadOnlyList<VersionLine> Versions { get; private set; } = [];

    /// <summary>Who is banned, the newest first.</summary>
    public IReadOnlyList<Ban> Bans { get; private set; } = [];

    /// <summary>An address or a domain that was typed and refused.</summary>
    public string? Value { get; private set; }

    /// <summary>The reason that was typed with it.</summary>
    public string? Why { get; private set; }

    /// <summary>The site.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>From which per cent on the model decides, as it found safe itself.</summary>
    public int SafePercent { get; private set; }

    /// <summary>Whether the person may change the rules.</summary>
    public bool MayChange => DeskPerson.Of(User)!.Role.May(Permission.ManageSettings);

    /// <summary>Shows what holds.</summary>
    public Task OnGet() => Read([]);

    /// <summary>Stores the rules.</summary>
    public async Task<IActionResult> OnPost()
    {
        if (!MayChange)
            return StatusCode(StatusCodes.Status403Forbidden);
        var typed = await Typed();
        Problems = [.. (await settings.Save(typed, Me, HttpContext.RequestAborted)).Select(r => r with { Field = SettingsModel.Field(r.Field) })];
        return Problems.Count == 0 ? Back("saved") : await Again(typed);
    }

    /// <summary>Shows what the typed rules would have done, and stores nothing.</summary>
    public async Task<IActionResult> OnPostTry()
    {
        if (!MayChange)
            return StatusCode(StatusCodes.Status403Forbidden);
        var typed = await Typed();
        Problems = [.. typed.Where(t => t.Value.Length > 0 && ScreeningRules.Problem(t.Key, t.Value) is not null)
            .Select(t => new Refusal(SettingsModel.Field(t.Key), $"This cannot be used: {ScreeningRules.Problem(t.Key, t.Value)}"))];
        if (Problems.Count > 0)
            return await Again(typed);
        await Read(typed);
        Effect = await tryRules.Compare(await reading.Db(HttpContext.RequestAborted), Site.Screening, ScreeningRules.From(key => values[key]), HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>Learns the models anew from what was decided.</summary>
    public async Task<IActionResult> OnPostLearn()
    {
        if (!MayChange)
            return StatusCode(StatusCodes.Status403Forbidden);
        return Back((await teach.FromDecisions(Me, always: true, HttpContext.RequestAborted)).Count > 0 ? "learnt" : "nothing");
    }

    /// <summary>Bans an address or a domain.</summary>
    /// <param name="value">As it was typed.</param>
    /// <param name="why">The reason; may be empty.</param>
    public async Task<IActionResult> OnPostBan(string? value, string? why)
    {
        if (await bans.Add(Me, value, why, HttpContext.RequestAborted) is not { } refusal)
            return Back("banned", "#bans");
        (Value, Why, Problems) = (value, why, [refusal]);
        return await Again([]);
    }

    /// <summary>Takes a ban back.</summary>
    /// <param name="id">Its number.</param>
    public async Task<IActionResult> OnPostUnban(long id)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        return Back(await bans.Remove(Me, id, HttpContext.RequestAborted) ? "unbanned" : "gone", "#bans");
    }

    /// <summary>What stands in the field of a rule.</summary>
    public string At(string key) => values[key];

    /// <summary>Whether a rule is set from outside.</summary>
    public bool IsLocked(string key) => settings.IsLocked(key);

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? Problem(string field) => Problems.FirstOrDefault(p => p.Field == field)?.Sentence;

    /// <summary>A time in the zone of the paper.</summary>
    public string Time(DateTimeOffset at) => Site.Local(at).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private Storage.Actor Me => DeskPerson.Of(User)!.Actor;

    private async Task<Dictionary<string, string>> Typed()
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        // A box that is not ticked is not sent; a hidden field beside it says that it was there.
        return ScreeningRules.Keys.Where(key => !IsLocked(key) && form.ContainsKey("is-" + SettingsModel.Field(key)))
            .ToDictionary(key => key, key => form[SettingsModel.Field(key)] is { Count: > 0 } value ? value[0]!.Trim().ReplaceLineEndings("\n") : "false");
    }

    private async Task<IActionResult> Again(Dictionary<string, string> typed)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Read(typed);
        return Page();
    }

    // 303: the browser asks for the page anew, and a reload sends nothing again.
    private StatusCodeResult Back(string done, string part = "")
    {
        Response.Headers.Location = $"/admin/screening?done={done}{part}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task Read(Dictionary<string, string> typed)
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
