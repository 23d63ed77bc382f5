using FanNews.Settings;

namespace FanNews.Web.Pages;

/// <summary>
/// Name and email in the reader's own browser, where the reader ticked "Save my name and email". No page is made from the cookie (law 2):
/// a script of the page fills the form from it.
/// </summary>
public static class SavedNames
{
    /// <summary>The cookie; not for the program, so a script may read it.</summary>
    public const string Cookie = "fannews-reader";

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    /// <summary>Keeps name and email where the reader wants it, and forgets them where not.</summary>
    public static void Keep(HttpContext http, ReplyForm form, Site site)
    {
        var options = new CookieOptions { Path = "/", SameSite = SameSiteMode.Strict, Secure = site.Url.Scheme == Uri.UriSchemeHttps, MaxAge = Life };
        if (form.Save)
            http.Response.Cookies.Append(Cookie, $"name={Uri.EscapeDataString(form.Author ?? "")}&email={Uri.EscapeDataString(form.Email ?? "")}", options);
        else if (http.Request.Cookies.ContainsKey(Cookie))
            http.Response.Cookies.Delete(Cookie, options);
    }
}
