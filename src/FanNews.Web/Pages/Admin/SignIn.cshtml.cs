using FanNews.Web.Admin;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>Signs people in. What it answers tells nobody who has an account.</summary>
[AllowAnonymous]
public sealed class SignInModel(Door door) : PageModel
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

    /// <summary>The page that was left, as it is.</summary>
    public string Back => Door.Onward(Carried?.Address.Split('?')[0]);

    /// <summary>Shows the form; who is signed in goes on.</summary>
    public async Task<IActionResult> OnGet()
    {
        Carried = CarriedForm.Of(HttpContext);
        if (Carried is null)
            return (await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Succeeded ? LocalRedirect(Door.Onward(ReturnUrl)) : Page();
        ReturnUrl = Back;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        // RFC 9110, 11.6.1 wants one; browsers know none of this name and show the page.
        Response.Headers.WWWAuthenticate = "Form";
        return Page();
    }

    /// <summary>Tries what was typed.</summary>
    public async Task<IActionResult> OnPost()
    {
        Carried = CarriedForm.Read(Request.Form);
        Problems = [.. Missing()];
        if (Problems.Count > 0)
            return Refused();
        var (entered, wait) = await door.Try(HttpContext, Email!, Password!);
        if (entered)
            return await Enter();
        if (wait is not { } time)
        {
            Problems = [new("Email", Wrong)];
            return Refused();
        }

        Problems = [new("Email", Door.Wait(Response, time))];
        return Refused(StatusCodes.Status429TooManyRequests);
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

    private PageResult Refused(int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return Page();
    }
}
