using System.Globalization;
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

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Shows the form; who is signed in goes on.</summary>
    public async Task<IActionResult> OnGet() =>
        (await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Succeeded ? LocalRedirect(Door.Onward(ReturnUrl)) : Page();

    /// <summary>Tries what was typed.</summary>
    public async Task<IActionResult> OnPost()
    {
        Problems = [.. Missing()];
        if (Problems.Count > 0)
            return Refused();
        var (entered, wait) = await door.Try(HttpContext, Email!, Password!);
        if (entered)
            return LocalRedirect(Door.Onward(ReturnUrl));
        if (wait is not { } time)
        {
            Problems = [new("Email", Wrong)];
            return Refused();
        }

        var seconds = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
        Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        Problems = [new("Email", $"Too many tries. Wait {(seconds < 120 ? $"{seconds} second{(seconds == 1 ? "" : "s")}" : $"{(seconds + 59) / 60} minutes")}, then try again")];
        return Refused(StatusCodes.Status429TooManyRequests);
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
