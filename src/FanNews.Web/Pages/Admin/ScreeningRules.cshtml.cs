using FanNews.Comments;
using FanNews.People;
using FanNews.Screening;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;

namespace FanNews.Web.Pages.Admin;

/// <summary>Changes the rules of the screening, after trying them, and lets the model learn.</summary>
[Needs(Permission.ManageSettings)]
public sealed class ScreeningRulesModel(SiteSettings settings, TryRules tryRules, TeachModel teach, Reading reading) : ScreeningView(settings, tryRules, reading)
{
    private readonly TryRules tryRules = tryRules;
    private readonly SiteSettings settings = settings;
    private readonly Reading reading = reading;

    /// <summary>Shows what holds: whoever opens the address of a form that was sent.</summary>
    public Task OnGet() => Read([]);

    /// <summary>Stores the rules.</summary>
    public async Task<IActionResult> OnPost()
    {
        var typed = await Typed();
        Problems = [.. (await settings.Save(typed, Me, HttpContext.RequestAborted)).Select(r => r with { Field = SettingsModel.Field(r.Field) })];
        return Problems.Count == 0 ? Back("saved") : await Again(typed);
    }

    /// <summary>Shows what the typed rules would have done, and stores nothing.</summary>
    public async Task<IActionResult> OnPostTry()
    {
        var typed = await Typed();
        Problems = [.. typed.Where(t => t.Value.Length > 0 && ScreeningRules.Problem(t.Key, t.Value) is not null)
            .Select(t => new Refusal(SettingsModel.Field(t.Key), $"This cannot be used: {ScreeningRules.Problem(t.Key, t.Value)}"))];
        if (Problems.Count > 0)
            return await Again(typed);
        await Read(typed);
        Effect = await tryRules.Compare(await reading.Db(HttpContext.RequestAborted), Site.Screening, Rules, HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>Learns the models anew from what was decided.</summary>
    public async Task<IActionResult> OnPostLearn() =>
        Back((await teach.FromDecisions(Me, always: true, HttpContext.RequestAborted)).Count > 0 ? "learnt" : "nothing");

    /// <summary>Goes back to an older version of a model.</summary>
    /// <param name="id">Its number.</param>
    public async Task<IActionResult> OnPostGoBack(long id)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        return Back(await teach.GoBack(Me, id, HttpContext.RequestAborted) ? "back" : "no-version", "#versions");
    }

    private async Task<Dictionary<string, string>> Typed()
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        // A box that is not ticked is not sent; a hidden field beside it says that it was there.
        return ScreeningRules.Keys.Where(key => !IsLocked(key) && form.ContainsKey("is-" + SettingsModel.Field(key)))
            .ToDictionary(key => key, key => form[SettingsModel.Field(key)] is { Count: > 0 } value ? value[0]!.Trim().ReplaceLineEndings("\n") : "false");
    }
}
