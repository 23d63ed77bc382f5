using FanNews.Media;
using FanNews.People;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The choices of the newsroom for the whole site.</summary>
[Needs(Permission.ManageSettings)]
public sealed class SettingsModel(SiteSettings settings, Reading reading) : PageModel
{
    private Dictionary<string, string> values = [];
    private Dictionary<string, string> before = [];
    private IReadOnlyList<Picture> pictures = [];

    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>What is wrong, by the fields of the page.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Where a story that is published now would stand; null while the pattern cannot be used.</summary>
    public string? Example { get; private set; }

    /// <summary>Shows what holds.</summary>
    public Task OnGet() => Read([]);

    /// <summary>Stores what was typed.</summary>
    public async Task<IActionResult> OnPost()
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        var typed = SiteSettings.Keys.Where(key => form.ContainsKey(Field(key))).ToDictionary(key => key, key => PicturePick.Chosen(form, Field(key))!);
        // What the person left alone stays as a colleague may have set it meanwhile.
        var changed = typed.Where(t => !form.TryGetValue("was-" + Field(t.Key), out var was) || was.ToString().ReplaceLineEndings() != t.Value.ReplaceLineEndings()).ToDictionary();
        var refusals = await settings.Save(changed, DeskPerson.Of(User)!.Actor, HttpContext.RequestAborted);
        if (refusals.Count == 0)
        {
            Response.Headers.Location = "/admin/settings?done=saved";
            return StatusCode(StatusCodes.Status303SeeOther);
        }

        Problems = [.. refusals.Select(r => r with { Field = Field(r.Field) })];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Read(typed);
        return Page();
    }

    /// <summary>Name and id of a setting's field.</summary>
    public static string Field(string key) => key.Replace(':', '-');

    /// <summary>What stands in the field: what was typed, else what holds.</summary>
    public string Value(string key) => values[key];

    /// <summary>What held when the form was shown.</summary>
    public string Before(string key) => before[key];

    /// <summary>Whether the setting is set from outside.</summary>
    public bool IsLocked(string key) => settings.IsLocked(key);

    /// <summary>What is wrong with a setting; null for nothing.</summary>
    public string? Problem(string key) => Problems.FirstOrDefault(p => p.Field == Field(key))?.Sentence;

    /// <summary>The choice of a picture.</summary>
    public PicturePick Pick(string key, string label, string hint, string none) =>
        new(Field(key), label, hint, Value(key), pictures, none, Problem(key), IsLocked(key) ? key : null);

    private async Task Read(Dictionary<string, string> typed)
    {
        var site = await reading.Site(HttpContext.RequestAborted);
        before = SiteSettings.Values(site);
        values = before.ToDictionary(v => v.Key, v => IsLocked(v.Key) ? v.Value : typed.GetValueOrDefault(v.Key, v.Value));
        pictures = await PictureList.ToChoose(await reading.Db(HttpContext.RequestAborted), [values[Furniture.LogoKey], values[Furniture.SocialPictureKey]], PicturePick.Most, reading.Now, HttpContext.RequestAborted);
        Example = SiteSettings.Example(values["Site:Permalinks"], values["Site:TimeZone"], reading.Now) is { } path ? site.Absolute(path) : null;
    }
}
