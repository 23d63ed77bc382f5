using FanNews.Comments;
using FanNews.People;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;

namespace FanNews.Web.Pages.Admin;

/// <summary>How comments are screened. Moderators see all of it and keep the bans; the rules are the administrators' (<see cref="ScreeningRulesModel"/>).</summary>
[Needs(Permission.ScreenComments)]
public sealed class ScreeningModel(SiteSettings settings, TryRules tryRules, KeepBans bans, Reading reading) : ScreeningView(settings, tryRules, reading)
{
    /// <summary>Shows what holds.</summary>
    public Task OnGet() => Read([]);

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
}
