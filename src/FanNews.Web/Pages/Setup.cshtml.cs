using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages;

/// <summary>Makes the first administrator, once, for whoever has the link that the program printed.</summary>
[AllowAnonymous]
public sealed class SetupModel(SetUp setUp, DeskFrame frame, Door door) : PageModel
{
    /// <summary>From the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>The name as typed.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The address as typed.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The password as typed; never given back.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Shows the form to who has the link.</summary>
    public async Task<IActionResult> OnGet() => await setUp.Opens(Token, HttpContext.RequestAborted) ? Page() : NotFound();

    /// <summary>Makes the account and signs it in.</summary>
    public async Task<IActionResult> OnPost()
    {
        // Checked first, so that nobody without the link makes us hash passwords.
        if (!await setUp.Opens(Token, HttpContext.RequestAborted))
            return NotFound();
        var paper = (await frame.Site(HttpContext.RequestAborted)).Name;
        var added = await setUp.Claim(Token, new NewPerson(Name, Email, Password, Role.Administrator), paper, HttpContext.RequestAborted);
        if (added is null)
            return NotFound();
        if (added.Person is not { } person)
        {
            Problems = added.Refusals;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await door.Enter(HttpContext, person);
        return LocalRedirect("/admin/");
    }
}
