using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>Signs people in. What it answers tells nobody who has an account.</summary>
[AllowAnonymous]
public sealed class SignInModel(Door door, PasskeyDoor passkeys, SecondFactor second) : PageModel
{
    private const string Wrong = "The email address or the password is not right";

    /// <summary>The address as typed.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The password as typed; never given back.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Where the person was going.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What was typed into another page of the desk when the session had ended; null for nothing.</summary>
    public CarriedForm? Carried { get; private set; }

    /// <summary>Whether the person is signed in now.</summary>
    public bool IsIn { get; private set; }

    /// <summary>Whether what was typed may be sent again from here.</summary>
    public bool MaySend { get; private set; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What the browser's passkeys are asked; null where passkeys cannot work.</summary>
    public PasskeyAsk? Passkey { get; private set; }

    /// <summary>The second step, once the password was right; null before.</summary>
    public SecondStep? Second { get; private set; }

    /// <summary>The page that was left, as it is.</summary>
    public string Back => Door.Onward(Carried?.Address.Split('?')[0]);

    /// <summary>Shows the form; who is signed in goes on.</summary>
    public async Task<IActionResult> OnGet()
    {
        Carried = CarriedForm.Of(HttpContext);
        if (Carried is null && (await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Succeeded)
            return LocalRedirect(Door.Onward(ReturnUrl));
        if (Carried is not null)
        {
            ReturnUrl = Back;
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            // RFC 9110, 11.6.1 wants one; browsers know none of this name and show the page.
            Response.Headers.WWWAuthenticate = "Form";
        }

        Passkey = await passkeys.Ask(HttpContext);
        return Page();
    }

    /// <summary>Tries what was typed.</summary>
    public async Task<IActionResult> OnPost()
    {
        Carried = CarriedForm.Read(Request.Form);
        Problems = [.. Missing()];
        if (Problems.Count > 0)
            return await Refused();
        var entry = await door.Try(HttpContext, Email!, Password!);
        if (entry.In)
            return await Enter();
        if (entry.Next is { } next)
            return await Ask(next, []);
        if (entry.Wait is not { } time)
        {
            Problems = [new("Email", Wrong)];
            return await Refused();
        }

        Problems = [new("Email", Door.Wait(Response, time))];
        return await Refused(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Tries a code as second factor.</summary>
    /// <param name="next">Who waits, sealed.</param>
    /// <param name="code">The code.</param>
    public async Task<IActionResult> OnPostCode(string? next, string? code)
    {
        Carried = CarriedForm.Read(Request.Form);
        if (await door.Waiting(next, HttpContext.RequestAborted) is not { } person)
            return await BeginAgain();
        if (string.IsNullOrWhiteSpace(code))
            return await Ask(next!, [new("Code", "Enter a code")]);
        var entry = await door.TryCode(HttpContext, person, code);
        return entry.In ? await Enter()
            : entry.Wait is { } wait ? await Ask(next!, [new("Code", Door.Wait(Response, wait))], StatusCodes.Status429TooManyRequests)
            : await Ask(next!, [new("Code", "The code is not right, or was used already")]);
    }

    /// <summary>Lets in whoever shows a passkey.</summary>
    /// <param name="state">What was asked, sealed.</param>
    /// <param name="answer">The browser's answer.</param>
    /// <param name="next">Who waits for the second step, sealed; null at the first.</param>
    public async Task<IActionResult> OnPostPasskey(string? state, string? answer, string? next)
    {
        Carried = CarriedForm.Read(Request.Form);
        var waiting = next is null ? null : await door.Waiting(next, HttpContext.RequestAborted);
        if (next is not null && waiting is null)
            return await BeginAgain();
        if (await passkeys.Enter(HttpContext, state, answer, waiting))
            return await Enter();
        const string refused = "The passkey was not taken. Try again, or sign in another way";
        if (next is not null)
            return await Ask(next, [new("Code", refused)]);
        Problems = [new("Email", refused)];
        return await Refused();
    }

    private async Task<IActionResult> Enter()
    {
        if (Carried is null)
            return LocalRedirect(Door.Onward(ReturnUrl));
        (IsIn, MaySend) = (true, await Carried.MayBeSent(HttpContext, User));
        return Page();
    }

    private IEnumerable<Refusal> Missing()
    {
        if (string.IsNullOrWhiteSpace(Email))
            yield return new("Email", "Enter your email address");
        if (string.IsNullOrEmpty(Password))
            yield return new("Password", "Enter your password");
    }

    private async Task<IActionResult> Ask(string next, IReadOnlyList<Refusal> problems, int? status = null)
    {
        if (await door.Waiting(next, HttpContext.RequestAborted) is not { } person)
            return await BeginAgain();
        Problems = problems;
        Second = await SecondStep.Of(HttpContext, next, person, problems, second, passkeys) with { ReturnUrl = ReturnUrl, Carried = Carried };
        Response.StatusCode = status ?? (problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
        return Page();
    }

    private Task<IActionResult> BeginAgain()
    {
        Problems = [new("Email", "Too much time has passed. Sign in again")];
        return Refused();
    }

    private async Task<IActionResult> Refused(int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        Passkey = await passkeys.Ask(HttpContext);
        return Page();
    }
}
