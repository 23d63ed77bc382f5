using FanNews.Articles;
using FanNews.Comments;
using FanNews.Media;
using FanNews.People;
using FanNews.Readers;
using FanNews.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;

namespace FanNews.Web.Admin;

/// <summary>Puts the desk together: who may come in, with which cookie, and what every answer of it carries.</summary>
public static class Desk
{
    /// <summary>Where people sign in.</summary>
    public const string SignInPath = "/admin/sign-in";

    /// <summary>Where links in mails lead.</summary>
    public const string LinkPath = "/admin/link";

    /// <summary>Where people set up a second factor.</summary>
    public const string SecondFactorPath = "/admin/account/second-factor";

    /// <summary>The policy of the few pages for those who still have to set up the second factor that their role asks for.</summary>
    internal const string BeforeSecondFactor = "BeforeSecondFactor";

    private const string RefusedPath = "/admin/refused";

    /// <summary>Whether a request is one of a queue that stands open and keeps itself in step.</summary>
    internal static bool AsksForNews(HttpRequest request) =>
        request.Path == "/admin/comments" && string.Equals(request.Query["handler"], "News", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds accounts, sessions, permissions and the queue.</summary>
    /// <param name="services">What the site is made of.</param>
    /// <param name="configuration">Says whether the public address is https, which names the cookies.</param>
    public static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<Accounts>().AddScoped<Sessions>().AddScoped<SetUp>().AddScoped<ModerationQueue>().AddScoped<KeepBans>().AddScoped<TryRules>().AddScoped<EditStory>().AddScoped<DeskFrame>().AddScoped<Door>();
        services.AddSingleton<SignInThrottle>().AddSingleton<SecondFactorRule>().AddSingleton<SecondFactor>().AddSingleton<EditPictures>().AddSingleton<FetchPicture>().AddSingleton<PendingUploads>().AddSingleton<OpenStories>().AddSingleton<KeepTyping>();
        services.AddSingleton<IHttpContextAccessor, DeskRequest>();
        services.AddScoped<MarkComment>().AddScoped<CorrectionsList>();
        services.AddScoped<CurateFront>().AddScoped<BreakingNews>().AddScoped<EditByline>();
        services.AddScoped<OwnAccount>().AddScoped<SiteSettings>().AddScoped<Invitations>().AddScoped<PasswordByLink>();
        services.AddIdentityCore<Person>(identity => identity.User.RequireUniqueEmail = true).AddUserStore<PasskeyReading>().AddSignInManager();
        services.AddPasskeys();
        // A reader's page must not even look at a cookie (law 2): only pages that name a policy authenticate.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);
        services.AddAuthentication()
            .AddCookie(IdentityConstants.ApplicationScheme, cookie => DeskCookie.Configure(cookie, configuration));
        services.AddAntiforgery(form => DeskCookie.Configure(form, configuration));
        services.AddAuthorization(authorization =>
        {
            foreach (var permission in Enum.GetValues<Permission>())
                authorization.AddPolicy(permission.ToString(), policy => policy
                    .AddAuthenticationSchemes(IdentityConstants.ApplicationScheme)
                    .RequireAuthenticatedUser()
                    .RequireAssertion(context => DeskPerson.Of(context.User) is { Proven: true } person && person.May(permission)));
            authorization.AddPolicy(BeforeSecondFactor, policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser());
        });
        return services;
    }

    /// <summary>Puts the desk's checks in the way of a request. Stands before the pages are mapped.</summary>
    public static void UseDesk(this WebApplication app)
    {
        app.UseWhen(context => IsDesk(context.Request.Path), desk => desk.Use(Guard));
        // Re-executing inside UseWhen would not find its page: a branch does not know the site's routes.
        app.UseStatusCodePagesWithReExecute(RefusedPath);
        app.Use((context, next) =>
        {
            if (!IsDesk(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } refused)
                refused.Enabled = false;
            return next(context);
        });
        app.UseAuthorization();
    }

    /// <summary>Whether the path belongs to the desk, whatever is behind it.</summary>
    public static bool IsDesk(PathString path) => path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/setup", StringComparison.OrdinalIgnoreCase);

    private static Task Guard(HttpContext context, RequestDelegate next)
    {
        // Behind a proxy that ends https the address that people use is the configured one.
        if (DeskCookie.IsHttps(context.RequestServices.GetRequiredService<IConfiguration>()))
            context.Request.Scheme = Uri.UriSchemeHttps;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            // Their addresses let somebody in: no other page is told of them.
            if (context.Request.Path.StartsWithSegments("/setup", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments(LinkPath, StringComparison.OrdinalIgnoreCase))
                context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return IsForged(context) ? Refuse(context) : next(context);
    }

    // The second wall beside the token in the form: what another site's page sends never gets as far as the desk.
    // A client that does not say where it comes from is a program or an old browser; the token stands alone against it.
    private static bool IsForged(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && Uri.TryCreate(context.RequestServices.GetRequiredService<IConfiguration>()["FanNews:Site:Url"], UriKind.Absolute, out var site)
        && CrossSite.Judge(context.Request, site) == Origin.Foreign;

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This was sent from a page of another site. Nothing was done.", context.RequestAborted);
    }
}

/// <summary>Names the permission that a page of the desk needs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Permission permission, bool beforeSecondFactor = false) : AuthorizeAttribute(beforeSecondFactor ? Desk.BeforeSecondFactor : permission.ToString())
{
    /// <summary>What whoever opens the page must be allowed.</summary>
    public Permission Permission { get; } = permission;
}
