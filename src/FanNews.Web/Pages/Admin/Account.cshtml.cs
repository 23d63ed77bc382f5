using System.Globalization;
using FanNews.People;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>What everybody may change about themselves: name, password, where they are signed in.</summary>
[Needs(Permission.EnterDesk)]
public sealed class AccountModel(OwnAccount account, Sessions sessions, SecondFactor second, Door door, DeskFrame frame) : PageModel
{
    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The name as it is, or as typed.</summary>
    public string? Name { get; private set; }

    /// <summary>The address, with which the person signs in.</summary>
    public string Email { get; private set; } = "";

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Where the person is signed in, the newest first.</summary>
    public IReadOnlyList<OpenSession> Open { get; private set; } = [];

    /// <summary>What the person has besides the password.</summary>
    public Factors Factors { get; private set; } = null!;

    /// <summary>The same in a sentence.</summary>
    public string FactorWords => (Factors.App, Factors.Passkeys.Count) switch
    {
        (false, 0) => "Your password alone opens your account. With an authenticator app or a passkey, a stolen password does not.",
        (true, 0) => "An authenticator app.",
        (var app, var count) => (app ? "An authenticator app, and " : "") + (count == 1 ? "one passkey." : $"{count} passkeys."),
    };

    /// <summary>The choices of the newsroom.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>What the page tells of the last change; null for nothing.</summary>
    public string? Told => Done switch
    {
        "name" => "Your name is changed.",
        "password" => "Your password is changed. Other sessions have ended.",
        "others" => "Other sessions have ended.",
        "ended" => "The session has ended.",
        _ => null,
    };

    /// <summary>Shows the account.</summary>
    public Task OnGet() => Read();

    /// <summary>Changes the name.</summary>
    /// <param name="name">The new one.</param>
    public async Task<IActionResult> OnPostName(string? name)
    {
        if (await account.Rename(Me.Actor, name, HttpContext.RequestAborted) is not { } refusal)
            return Back("name");
        Name = name ?? "";
        return await Refuse([refusal]);
    }

    /// <summary>Changes the password, and ends every session but this one.</summary>
    /// <param name="present">The present password.</param>
    /// <param name="password">The new one.</param>
    public async Task<IActionResult> OnPostPassword(string? present, string? password)
    {
        var (ct, person) = (HttpContext.RequestAborted, (await account.Read(Me.Id, HttpContext.RequestAborted))!);
        // Whoever finds a desk open must not try passwords faster here than at the door.
        if (!string.IsNullOrEmpty(present) && await door.Pause(HttpContext, person.Email!) is { } wait)
            return await Wait(wait);
        var proven = (await sessions.Of(Me.Id, Me.Session, ct)).Exists(s => s is { Mine: true, Proven: true });
        var changed = await account.ChangePassword(Me.Actor, present, password, (await frame.Site(ct)).Name, ct);
        if (!changed.Refusals.Any(r => r.Field == "Present"))
            await door.Passed(HttpContext, person.Email!);
        if (changed.Person is null)
            return await Refuse(changed.Refusals);
        await door.Open(HttpContext, changed.Person, proven);
        return Back("password");
    }

    /// <summary>Signs the person out everywhere else.</summary>
    public async Task<IActionResult> OnPostOthers()
    {
        await sessions.EndOthers(Me.Id, Me.Session, Me.Actor, HttpContext.RequestAborted);
        return Back("others");
    }

    /// <summary>Signs the person out in one other place.</summary>
    /// <param name="session">Number of the session.</param>
    public async Task<IActionResult> OnPostEnd(long session)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        await sessions.End(Me.Id, session, Me.Actor, HttpContext.RequestAborted);
        return Back("ended");
    }

    /// <summary>A time in the zone of the paper.</summary>
    public string Time(DateTimeOffset at) => Site.Local(at).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private DeskPerson Me => DeskPerson.Of(User)!;

    private Task<PageResult> Wait(TimeSpan wait) => Refuse([new("Present", Door.Wait(Response, wait))], StatusCodes.Status429TooManyRequests);

    private async Task<PageResult> Refuse(IReadOnlyList<Refusal> problems, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Problems = problems;
        Response.StatusCode = status;
        await Read();
        return Page();
    }

    private StatusCodeResult Back(string done)
    {
        Response.Headers.Location = "/admin/account?done=" + done;
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task Read()
    {
        var ct = HttpContext.RequestAborted;
        var person = (await account.Read(Me.Id, ct))!;
        (Name, Email) = (Name ?? person.Name, person.Email!);
        Site = await frame.Site(ct);
        Open = await sessions.Of(Me.Id, Me.Session, ct);
        Factors = await second.Of(Me.Id, ct);
    }
}
