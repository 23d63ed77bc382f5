using System.Globalization;
using System.Security.Claims;
using FanNews.Articles;
using FanNews.People;
using FanNews.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace FanNews.Web.Admin;

/// <summary>The two cookies of the desk: the session, and the one that pairs with a form's token. Readers get neither.</summary>
internal static class DeskCookie
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    public static bool IsHttps(IConfiguration configuration) =>
        configuration["FanNews:Site:Url"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    public static void Configure(CookieAuthenticationOptions options, IConfiguration configuration)
    {
        Name(options.Cookie, configuration, "fannews");
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = Idle;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = Validate;
        // A queue that stands open asks for news by itself: that keeps nobody signed in.
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= !Desk.AsksForNews(context.Request);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context =>
        {
            // Nobody types a text twice because a session ended: the sign-in page carries it through.
            if (CarriedForm.TakeUp(context.HttpContext))
                return Task.CompletedTask;
            // A local address: the one that the handler made carries the request's host. A form without a text is opened again, not sent again.
            var request = context.Request;
            var back = request.Path + (HttpMethods.IsGet(request.Method) ? request.QueryString.Value : "");
            context.Response.Redirect(Desk.SignInPath + QueryString.Create("ReturnUrl", back));
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    public static void Configure(AntiforgeryOptions options, IConfiguration configuration)
    {
        Name(options.Cookie, configuration, "fannews-form");
        options.FormFieldName = "form";
        // The content security policy says frame-ancestors 'none'; one rule is enough.
        options.SuppressXFrameOptionsHeader = true;
    }

    private static void Name(CookieBuilder cookie, IConfiguration configuration, string name)
    {
        var https = IsHttps(configuration);
        cookie.Name = https ? "__Host-" + name : name;
        cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
    }

    // On every request of the desk: whoever was disabled, reset or given another role is out with the next one.
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var person = DeskPerson.Of(context.Principal);
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (person is not null && await sessions.Holder(person.Id, person.Session, person.Stamp, context.HttpContext.RequestAborted) is { } name)
        {
            if (name != person.Name)
                context.ReplacePrincipal(DeskPerson.Renamed(context.Principal!, name));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}

/// <summary>Who is signed in, as their session says.</summary>
/// <param name="Id">Number of the person.</param>
/// <param name="Name">What colleagues call them.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Session">Secret of the session.</param>
/// <param name="Stamp">Security stamp at sign-in.</param>
public sealed record DeskPerson(long Id, string Name, Role Role, string Session, string Stamp)
{
    /// <summary>What they may do with stories.</summary>
    public StoryRights Rights => new(Id, Role);

    private const string NameClaim = "fannews:name";
    private const string RoleClaim = "fannews:role";
    private const string SessionClaim = "fannews:session";
    private static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    /// <summary>Reads the person out of their claims; null for nobody.</summary>
    public static DeskPerson? Of(ClaimsPrincipal? user) =>
        user?.Identity is { IsAuthenticated: true }
        && long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && RoleOf(user) is { } role
        && user.FindFirstValue(SessionClaim) is { } session
        && user.FindFirstValue(StampClaim) is { } stamp
            ? new(id, user.FindFirstValue(NameClaim) ?? "", role, session, stamp)
            : null;

    /// <summary>The role that the claims name; null for none.</summary>
    public static Role? RoleOf(ClaimsPrincipal user) => Enum.TryParse<Role>(user.FindFirstValue(RoleClaim), out var role) ? role : null;

    /// <summary>Who acts, for the trace of a change.</summary>
    public Actor Actor => new(Id, Name);

    /// <summary>The claims after a change of name, of which other sessions learn with their next request.</summary>
    public static ClaimsPrincipal Renamed(ClaimsPrincipal user, string name)
    {
        var identity = ((ClaimsIdentity)user.Identity!).Clone();
        identity.RemoveClaim(identity.FindFirst(NameClaim));
        identity.AddClaim(new(NameClaim, name));
        return new(identity);
    }

    /// <summary>What the session says besides the person's number and stamp.</summary>
    public static IEnumerable<Claim> Claims(Person person, string session) =>
        [new(NameClaim, person.Name), new(RoleClaim, person.Role.ToString()), new(SessionClaim, session)];
}
