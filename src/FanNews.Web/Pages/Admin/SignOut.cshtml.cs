using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>Ends the session, in the store and in the browser.</summary>
[Needs(Permission.EnterDesk, beforeSecondFactor: true)]
public sealed class SignOutModel(Door door) : PageModel
{
    /// <summary>A link cannot sign anybody out.</summary>
    public IActionResult OnGet() => LocalRedirect("/admin/");

    /// <summary>Ends the session.</summary>
    public async Task<IActionResult> OnPost()
    {
        await door.Leave(DeskPerson.Of(User)!, HttpContext.RequestAborted);
        return LocalRedirect(Desk.SignInPath);
    }
}
