using System.Globalization;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The newsroom's way to its mail server, and a button that tries it.</summary>
[Needs(Permission.ManageSettings)]
public sealed class MailModel(MailSettings settings, OwnAccount account, NewsroomStore store, Reading reading, TimeProvider clock) : PageModel
{
    /// <summary>How long a test may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private Dictionary<string, string> typed = [];

    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>What the page tells; null for nothing.</summary>
    public string? Told { get; private set; }

    /// <summary>Whether the test mail was not sent.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What is wrong, by the fields of the page.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What holds.</summary>
    public MailChoices Choices { get; private set; } = null!;

    /// <summary>How it stands with the mails of the last days.</summary>
    public MailState State { get; private set; } = null!;

    /// <summary>Who sends where nobody chose a sender.</summary>
    public string DefaultSender { get; private set; } = "";

    /// <summary>Shows what holds.</summary>
    public async Task OnGet()
    {
        Told = Done == "saved" ? "The mail settings are saved." : null;
        await Read();
    }

    /// <summary>Stores what was typed.</summary>
    public async Task<IActionResult> OnPost()
    {
        Take();
        var refusals = await settings.Save(typed, Request.Form[SettingsModel.Field(MailSettings.Password)], Me.Actor, HttpContext.RequestAborted);
        if (refusals.Count == 0)
        {
            Response.Headers.Location = "/admin/settings/mail?done=saved";
            return StatusCode(StatusCodes.Status303SeeOther);
        }

        Problems = [.. refusals.Select(r => r with { Field = SettingsModel.Field(r.Field) })];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Read();
        return Page();
    }

    /// <summary>Sends a mail to the person who asks, and tells what the server said. What was typed stays in the fields, not saved.</summary>
    public async Task OnPostTest()
    {
        Take();
        var ct = HttpContext.RequestAborted;
        var me = (await account.Read(Me.Id, ct))!;
        var site = await reading.Site(ct);
        var sentence = await settings.Server(ct) is { } server ? await Try(server, me, site, ct) : "No mail server is set. Enter one and save.";
        await Read();
        var unsaved = typed.Any(t => t.Value.Trim() != Choices[t.Key] && !settings.IsLocked(t.Key)) || Request.Form[SettingsModel.Field(MailSettings.Password)].ToString().Length > 0;
        Told = sentence + (unsaved ? " What you changed in the fields is not saved yet and was not used." : "");
    }

    /// <summary>A field of the page.</summary>
    public MailField Field(string key)
    {
        var id = SettingsModel.Field(key);
        var value = key == MailSettings.Password ? "" : settings.IsLocked(key) ? Choices[key] : typed.GetValueOrDefault(key, Choices[key]);
        return new(key, value, settings.IsLocked(key), Problems.FirstOrDefault(p => p.Field == id)?.Sentence);
    }

    private DeskPerson Me => DeskPerson.Of(User)!;

    private async Task<string> Try(MailServer server, Person me, Site site, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        var id = string.Create(CultureInfo.InvariantCulture, $"fannews.test.{clock.Now().ToUnixTimeMilliseconds()}.{me.Id}");
        var trouble = await SendMail.Send(server, Letters.Test(me, site), id, clock.Now(), limit.Token, ct);
        HasFailed = trouble is not null;
        return trouble is null ? $"{server.Host} took the test mail for {me.Email}. It should be there in a minute." : "The test mail was not sent. " + trouble.Whole;
    }

    private void Take()
    {
        var form = Request.Form;
        typed = MailSettings.Shown.Where(key => form.ContainsKey(SettingsModel.Field(key))).ToDictionary(key => key, key => form[SettingsModel.Field(key)].ToString());
    }

    private async Task Read()
    {
        var ct = HttpContext.RequestAborted;
        Choices = await settings.Read(ct);
        State = await store.Read(db => MailState.Read(db, clock.Now(), ct), ct);
        DefaultSender = MailSettings.DefaultSender(await reading.Site(ct));
    }
}
