using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>Lets whoever has a link out of a mail choose a password, and signs them in. Looking at the page uses nothing up: robots open links too.</summary>
[AllowAnonymous]
public sealed class LinkModel(PasswordByLink link, DeskFrame frame, Door door, SecondFactor second, PasskeyDoor passkeys) : PageModel
{
    /// <summary>From the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>The password as typed; never given back.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whose account it is; null when the link does not hold.</summary>
    public Person? Person { get; private set; }

    /// <summary>The second step, for whoever has a second factor: a new password does not stand for it. Null before the password is chosen.</summary>
    public SecondStep? Second { get; private set; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Shows the form to who has a link that holds.</summary>
    public async Task<IActionResult> OnGet()
    {
        Person = await link.Opens(Token, HttpContext.RequestAborted);
        return Person is null ? Ended() : Page();
    }

    /// <summary>Sets the password and signs the person in; whoever has a second factor must show it first.</summary>
    public async Task<IActionResult> OnPost()
    {
        var ct = HttpContext.RequestAborted;
        var chosen = await link.Choose(Token, Password, (await frame.Site(ct)).Name, ct);
        if (chosen is null)
            return Ended();
        if (chosen.Person is { } person)
        {
            if ((await door.Enter(HttpContext, person)).Next is not { } next)
                return LocalRedirect("/admin/");
            Second = await SecondStep.Of(HttpContext, next, person, [], second, passkeys);
            return Page();
        }

        await OnGet();
        Problems = chosen.Refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private PageResult Ended()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
