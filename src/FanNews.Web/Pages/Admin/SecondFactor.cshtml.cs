using System.Globalization;
using FanNews.People;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>
/// Where people set up and take away their second factors. The one page, with signing out, for those who still owe the one that their role asks for.
/// Whoever signed in longer ago types the password again first: a desk that was left open is not enough.
/// </summary>
[Needs(Permission.EnterDesk, beforeSecondFactor: true)]
public sealed class SecondFactorModel(SecondFactor second, PasskeyDoor passkeys, OwnAccount account, Accounts accounts, Sessions sessions, Door door, DeskFrame frame, TimeProvider clock) : PageModel
{
    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>What the person has.</summary>
    public Factors Factors { get; private set; } = null!;

    /// <summary>Whether they may change it now, or must type the password first.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>A key for an app that was made just now; null for none.</summary>
    public OfferedKey? Offer { get; private set; }

    /// <summary>What the browser is asked to add a passkey; null where it cannot be.</summary>
    public PasskeyAsk? Ask { get; private set; }

    /// <summary>Whether passkeys can work on this site.</summary>
    public bool CanHavePasskeys => passkeys.IsPossible;

    /// <summary>Recovery codes that were made just now.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>The address of the person's account.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The address of the site.</summary>
    public string SiteAddress => Site.Absolute("/");

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What the page tells of the last change; null for nothing.</summary>
    public string? Told => told ?? Done switch
    {
        "app" => "The app is set up.",
        "passkey" => "The passkey is added.",
        "removed" => "It is removed.",
        _ => null,
    };

    private Site Site { get; set; } = null!;

    private string? told;

    private DeskPerson Me => DeskPerson.Of(User)!;

    private CancellationToken Cancelled => HttpContext.RequestAborted;

    /// <summary>Shows what the person has.</summary>
    public Task OnGet() => Read();

    /// <summary>Takes the password, and begins a new session in the place of this one.</summary>
    /// <param name="present">The password.</param>
    public async Task<IActionResult> OnPostSure(string? present)
    {
        var email = (await account.Read(Me.Id, Cancelled))!.Email!;
        if (string.IsNullOrEmpty(present))
            return await Refuse([new("Present", "Enter your present password")]);
        // Whoever finds a desk open must not try passwords faster here than at the door.
        if (await door.Pause(HttpContext, email) is { } wait)
            return await Refuse([new("Present", Door.Wait(Response, wait))], StatusCodes.Status429TooManyRequests);
        if (await accounts.Check(email, present, Cancelled) is not { } person)
            return await Refuse([new("Present", "The present password is not right")]);
        await door.Passed(HttpContext, email);
        await sessions.End(person, Me.Session, Cancelled);
        await door.Open(HttpContext, person, await IsProven());
        return Back(null);
    }

    /// <summary>Makes a key for an app.</summary>
    public async Task<IActionResult> OnPostApp()
    {
        if (!Me.IsFresh(clock.GetUtcNow()))
            return Back(null);
        await Read();
        var (secret, kept) = second.Offer(Me.Id);
        Show(secret, kept);
        return Page();
    }

    /// <summary>Sets the app up that shows its code.</summary>
    /// <param name="offer">The key, sealed.</param>
    /// <param name="code">The code.</param>
    public async Task<IActionResult> OnPostConfirm(string? offer, string? code)
    {
        if (!Me.IsFresh(clock.GetUtcNow()))
            return Back(null);
        var answer = await second.SetUpApp(Me.Actor, Me.Session, offer, code, Cancelled);
        if (answer.Refusal is null)
            return await Tell(answer, "app", "The app is set up.");
        await Read();
        if (second.ReadOffer(Me.Id, offer) is { } secret)
            Show(secret, offer!);
        return await Refuse([answer.Refusal]);
    }

    /// <summary>Adds a passkey.</summary>
    /// <param name="state">What was asked, sealed.</param>
    /// <param name="answer">The browser's answer.</param>
    /// <param name="passkeyName">What the person calls it.</param>
    public async Task<IActionResult> OnPostPasskey(string? state, string? answer, string? passkeyName)
    {
        if (!Me.IsFresh(clock.GetUtcNow()))
            return Back(null);
        var added = await passkeys.Add(HttpContext, Me, state, answer, passkeyName);
        return added.Refusal is null ? await Tell(added, "passkey", "The passkey is added.") : await Refuse([added.Refusal]);
    }

    /// <summary>Takes the app away.</summary>
    public Task<IActionResult> OnPostRemoveApp() => Remove(() => second.RemoveApp(Me.Actor, Cancelled));

    /// <summary>Takes a passkey away.</summary>
    /// <param name="id">Its number.</param>
    public Task<IActionResult> OnPostRemovePasskey(long id) => Remove(() => second.RemovePasskey(Me.Actor, id, Cancelled));

    /// <summary>Makes new recovery codes.</summary>
    public async Task<IActionResult> OnPostCodes()
    {
        if (!Me.IsFresh(clock.GetUtcNow()))
            return Back(null);
        return await Tell(new(null, await second.NewCodes(Me.Actor, Cancelled)), null, "The earlier codes have ended.");
    }

    /// <summary>A day in the zone of the paper.</summary>
    public string Day(DateTimeOffset at) => Site.Local(at).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    // A role that asks for nothing has everybody proven, with or without: the session says which.
    private async Task<bool> IsProven() => (await sessions.Of(Me.Id, Me.Session, Cancelled)).Exists(s => s is { Mine: true, Proven: true });

    private async Task<IActionResult> Remove(Func<Task<Refusal?>> remove)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (!Me.IsFresh(clock.GetUtcNow()))
            return Back(null);
        return await remove() is { } refusal ? await Refuse([refusal]) : Back("removed");
    }

    // Codes stand on the answer to the form, once, and nowhere else.
    private async Task<IActionResult> Tell(FactorAnswer answer, string? done, string sentence)
    {
        if (answer.Codes.Count == 0)
            return Back(done);
        (Codes, told) = (answer.Codes, sentence);
        await Read();
        return Page();
    }

    private void Show(byte[] secret, string kept) => Offer = OfferedKey.Of(secret, kept, Site.Name, Email);

    private StatusCodeResult Back(string? done)
    {
        Response.Headers.Location = Desk.SecondFactorPath + (done is null ? "" : "?done=" + done);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IActionResult> Refuse(IReadOnlyList<Refusal> problems, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Problems = problems;
        Response.StatusCode = status;
        await Read();
        return Page();
    }

    private async Task Read()
    {
        var person = (await account.Read(Me.Id, Cancelled))!;
        (Email, Site, Factors) = (person.Email!, await frame.Site(Cancelled), await second.Of(Me.Id, Cancelled));
        IsFresh = Me.IsFresh(clock.GetUtcNow());
        if (IsFresh)
            Ask = await passkeys.AskToAdd(HttpContext, person);
    }
}
