using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>Takes the wish for a link with which to choose another password. What it answers tells nobody who has an account.</summary>
[AllowAnonymous]
public sealed class ForgottenModel(ForgottenPassword forgotten, Door door) : PageModel
{
    // More than any address has; what is longer names nobody.
    private const int Longest = 254;

    /// <summary>The address as typed.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>What was done, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>Whether links can be mailed at all.</summary>
    public bool IsPossible { get; private set; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task OnGet() => IsPossible = await forgotten.IsPossible(HttpContext.RequestAborted);

    /// <summary>Takes the wish.</summary>
    public async Task<IActionResult> OnPost()
    {
        await OnGet();
        var email = Email?.Trim() ?? "";
        if (!IsPossible)
            return Page();
        if (email.Length is 0 or > Longest)
            return Refuse(email.Length == 0 ? "Enter your email address" : "This address is too long", StatusCodes.Status422UnprocessableEntity);
        // Counted apart from tries at the door: asking for links must not shut anybody out of it.
        if (await door.Pause(HttpContext, "forgotten " + email) is { } wait)
            return Refuse(Door.Wait(Response, wait), StatusCodes.Status429TooManyRequests);
        await forgotten.Ask(email, HttpContext.RequestAborted);
        Response.Headers.Location = "/admin/forgotten?done=asked";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private PageResult Refuse(string sentence, int status)
    {
        Problems = [new("Email", sentence)];
        Response.StatusCode = status;
        return Page();
    }
}
