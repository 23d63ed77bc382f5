using FanNews.People;
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
            // A form is refused where it was sent, with what was typed; a page can wait for the second factor.
            if (DeskPerson.Of(context.HttpContext.User) is { Proven: false } && HttpMethods.IsGet(context.Request.Method))
                context.Response.Redirect(Desk.SecondFactorPath);
            else
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

    // On every request of the desk: whoever was disabled, reset or given another role is out with the next one, and rights are those of now.
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var person = DeskPerson.Of(context.Principal);
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (person is not null && await sessions.Holder(person.Id, person.Session, person.Stamp, context.HttpContext.RequestAborted) is { } standing)
        {
            context.ReplacePrincipal(DeskPerson.With(context.Principal!, standing));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
