using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The front of the desk: goes on to what the person works at.</summary>
[Needs(Permission.EnterDesk)]
public sealed class IndexModel : PageModel
{
    /// <summary>Goes on to the stories for those who write, to the comments for those who decide about them.</summary>
    public IActionResult OnGet()
    {
        var role = DeskPerson.Of(User)!.Role;
        return LocalRedirect(role.May(Permission.WriteStories) ? "/admin/stories" : role.May(Permission.ModerateComments) ? "/admin/comments" : "/");
    }
}
