using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The front of the desk: goes on to what the person works at.</summary>
[Needs(Permission.EnterDesk)]
public sealed class IndexModel : PageModel
{
    /// <summary>Goes on to the comments, for who may decide about them.</summary>
    public IActionResult OnGet() =>
        DeskPerson.Of(User)!.Role.May(Permission.ModerateComments) ? LocalRedirect("/admin/comments") : Page();
}
