using System.Net;
using FanNews.People;
using FanNews.Tests.Pages.Admin;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Tests.Laws;

/// <summary>Who may do what, for every handler of the desk. A handler without a row fails, and so does a row without a handler.</summary>
public sealed class DeskLaws
{
    private static readonly Role[] Everybody = Enum.GetValues<Role>();
    private static readonly Role[] Writers = [Role.Contributor, Role.Author, Role.Editor, Role.Administrator];
    private static readonly Role[] Moderators = [Role.Editor, Role.Moderator, Role.Administrator];

    private static readonly Role[] Editors = [Role.Editor, Role.Administrator];
    private static readonly Role[] Administrators = [Role.Administrator];

    /// <summary>The handlers with an account needed, and the roles that may use them.</summary>
    private static readonly Dictionary<string, Role[]> Inside = new()
    {
        ["GET /admin"] = Everybody,
        ["GET /admin/account"] = Everybody,
        ["GET /admin/account/second-factor"] = Everybody,
        ["POST /admin/account/second-factor App"] = Everybody,
        ["POST /admin/account/second-factor Codes"] = Everybody,
        ["POST /admin/account/second-factor Confirm"] = Everybody,
        ["POST /admin/account/second-factor Passkey"] = Everybody,
        ["POST /admin/account/second-factor RemoveApp"] = Everybody,
        ["POST /admin/account/second-factor RemovePasskey"] = Everybody,
        ["POST /admin/account/second-factor Sure"] = Everybody,
        ["POST /admin/account End"] = Everybody,
        ["POST /admin/account Name"] = Everybody,
        ["POST /admin/account Others"] = Everybody,
        ["POST /admin/account Password"] = Everybody,
        ["GET /admin/bylines"] = Editors,
        ["POST /admin/bylines"] = Editors,
        ["GET /admin/front"] = Editors,
        ["POST /admin/front End"] = Editors,
        ["POST /admin/front Line"] = Editors,
        ["POST /admin/front Move"] = Editors,
        ["POST /admin/front Pin"] = Editors,
        ["POST /admin/front Unpin"] = Editors,
        ["GET /admin/people"] = Administrators,
        ["POST /admin/people Again"] = Administrators,
        ["POST /admin/people Ask"] = Administrators,
        ["POST /admin/people End"] = Administrators,
        ["POST /admin/people Unguard"] = Administrators,
        ["POST /admin/people Disable"] = Administrators,
        ["POST /admin/people Enable"] = Administrators,
        ["POST /admin/people Invite"] = Administrators,
        ["POST /admin/people Reset"] = Administrators,
        ["POST /admin/people Erase"] = Administrators,
        ["GET /admin/trail"] = Administrators,
        ["POST /admin/trail Export"] = Administrators,
        ["POST /admin/trail PutBack"] = Administrators,
        ["POST /admin/people Sections"] = Administrators,
        ["POST /admin/people Role"] = Administrators,
        ["POST /admin/people Withdraw"] = Administrators,
        ["GET /admin/settings"] = Administrators,
        ["POST /admin/settings"] = Administrators,
        ["GET /admin/settings/mail"] = Administrators,
        ["POST /admin/settings/mail"] = Administrators,
        ["POST /admin/settings/mail Test"] = Administrators,
        ["GET /admin/comments"] = Moderators,
        ["GET /admin/comments News"] = Moderators,
        ["GET /admin/comments/figures"] = Moderators,
        ["POST /admin/comments All"] = Moderators,
        ["POST /admin/comments Bulk"] = Moderators,
        ["POST /admin/comments Decide"] = Moderators,
        ["POST /admin/comments Reply"] = Moderators,
        ["POST /admin/comments Undo"] = Moderators,
        ["POST /admin/comments/marks Ban"] = Moderators,
        ["POST /admin/comments/marks Edit"] = Moderators,
        ["POST /admin/comments/marks Keep"] = Moderators,
        ["POST /admin/comments/marks Mark"] = Moderators,
        ["POST /admin/comments/marks Note"] = Moderators,
        ["POST /admin/comments/marks Refuse"] = Moderators,
        ["GET /admin/corrections"] = Editors,
        ["POST /admin/corrections Accept"] = Editors,
        ["POST /admin/corrections Decline"] = Editors,
        ["GET /admin/screening"] = Moderators,
        ["POST /admin/screening Ban"] = Moderators,
        ["POST /admin/screening Unban"] = Moderators,
        ["GET /admin/screening/rules"] = Administrators,
        ["POST /admin/screening/rules"] = Administrators,
        ["POST /admin/screening/rules GoBack"] = Administrators,
        ["POST /admin/screening/rules Learn"] = Administrators,
        ["POST /admin/screening/rules Try"] = Administrators,
        ["GET /admin/names"] = Writers,
        ["GET /admin/slug"] = Writers,
        ["GET /admin/media"] = Writers,
        ["POST /admin/media"] = Writers,
        ["GET /admin/media/file/{**path}"] = Writers,
        ["GET /admin/media/list"] = Writers,
        ["GET /admin/media/{ids}"] = Writers,
        ["POST /admin/media/{ids}"] = Writers,
        ["GET /admin/media Slice"] = Writers,
        ["POST /admin/media Slice"] = Writers,
        ["POST /admin/media/{ids} Delete"] = Writers,
        ["POST /admin/media/{ids} Replace"] = Writers,
        ["GET /admin/stories"] = Writers,
        ["GET /admin/stories/find"] = Writers,
        ["GET /admin/stories/{id}"] = Writers,
        ["POST /admin/stories/{id}"] = Writers,
        ["POST /admin/stories/{id} Back"] = Writers,
        ["POST /admin/stories/{id} Find"] = Writers,
        ["POST /admin/stories/{id} Drop"] = Writers,
        ["POST /admin/stories/{id} Keep"] = Writers,
        ["GET /admin/stories/{id}/others"] = Writers,
        ["GET /admin/stories/{id}/history"] = Writers,
        ["GET /admin/stories/{id}/links"] = Writers,
        ["POST /admin/stories/{id}/links Make"] = Writers,
        ["POST /admin/stories/{id}/links Revoke"] = Writers,
        ["POST /admin/stories/{id} Checks"] = Writers,
        ["GET /admin/stories/{id}/preview"] = Writers,
        ["POST /admin/stories/{id}/preview"] = Writers,
        ["POST /admin/stories/{id}/history Restore"] = Writers,
        ["GET /admin/sign-out"] = Everybody,
        ["POST /admin/sign-out"] = Everybody,
    };

    /// <summary>The handlers of one story, for whoever asks whose it is.</summary>
    internal static IEnumerable<string> OfOneStory => Inside.Keys.Where(h => h.Contains("/admin/stories/{id}", StringComparison.Ordinal));

    /// <summary>The handlers that anybody may use.</summary>
    private static readonly HashSet<string> Open =
    [
        "GET /admin/refused", "POST /admin/refused", "GET /admin/sign-in", "POST /admin/sign-in", "POST /admin/sign-in Code", "POST /admin/sign-in Passkey", "GET /setup", "POST /setup",
        "GET /admin/forgotten", "POST /admin/forgotten", "GET /admin/link", "POST /admin/link",
    ];

    [Fact]
    public async Task Every_handler_of_the_desk_has_a_row()
    {
        await using var site = await TestSite.Start();
        var handlers = Handlers(site).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Inside.Keys.Concat(Open).Order(StringComparer.Ordinal), handlers);
    }

    [Fact]
    public async Task Every_page_of_the_desk_names_its_policy_or_is_open_on_purpose()
    {
        await using var site = await TestSite.Start();
        foreach (var endpoint in Endpoints(site))
        {
            var path = "/" + endpoint.RoutePattern.RawText;
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var needs = endpoint.Metadata.GetMetadata<NeedsAttribute>() is not null;
            Assert.True(open != needs, $"{path} must have either [Needs(…)] or [AllowAnonymous].");
        }
    }

    [Fact]
    public async Task Every_role_may_use_what_its_row_says_and_nothing_else()
    {
        await using var site = await TestSite.Start();
        foreach (var role in Everybody)
        {
            using var visit = await DeskVisit.SignedIn(site, role);
            foreach (var (handler, allowed) in Inside.Where(row => !row.Key.Contains("sign-out", StringComparison.Ordinal)))
            {
                using var answer = await Ask(visit, handler);
                Assert.True(allowed.Contains(role) == (answer.StatusCode != HttpStatusCode.Forbidden), $"{role}: {handler} answers {(int)answer.StatusCode}");
            }

            using var left = await visit.Post("/admin/sign-in", "/admin/sign-out");
            Assert.NotEqual(HttpStatusCode.Forbidden, left.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_uses_anything_inside_without_signing_in()
    {
        await using var site = await TestSite.Start();
        using var visit = DeskVisit.Stranger(site);
        foreach (var handler in Inside.Keys)
        {
            using var answer = await Ask(visit, handler);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/admin/sign-in?ReturnUrl=%2Fadmin", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_uses_anything_but_the_set_up_before_the_second_factor_that_the_role_asks_for()
    {
        await using var site = await TestSite.Start();
        // Signed in before the rule: sessions that stand open are no way around it.
        using var visit = await DeskVisit.SignedIn(site, Role.Administrator);
        await site.Choose(SecondFactorRule.Key, "Administrator");
        foreach (var handler in Inside.Keys.Where(h => !h.Contains("second-factor", StringComparison.Ordinal) && !h.Contains("sign-out", StringComparison.Ordinal)))
        {
            using var answer = await Ask(visit, handler);
            var refused = answer.StatusCode == HttpStatusCode.Forbidden || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString() == Desk.SecondFactorPath);
            Assert.True(refused, $"{handler} answers {(int)answer.StatusCode} {answer.Headers.Location}");
        }

        var page = await visit.Read(Desk.SecondFactorPath);
        Assert.Contains("asks for a second factor", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".rail"));
    }

    [Theory]
    [InlineData(Role.Contributor, "EnterDesk WriteStories")]
    [InlineData(Role.Author, "EnterDesk WriteStories PublishOwnStories")]
    [InlineData(Role.Editor, "EnterDesk WriteStories PublishOwnStories EditAllStories RunPaper ManageMedia ModerateComments ScreenComments")]
    [InlineData(Role.Moderator, "EnterDesk ModerateComments ScreenComments")]
    [InlineData(Role.Administrator, "EnterDesk WriteStories PublishOwnStories EditAllStories RunPaper ManageMedia ModerateComments ScreenComments ManagePeople ManageSettings ReadTrail")]
    public void A_role_is_what_the_contract_says(Role role, string permissions) =>
        Assert.Equal(permissions, string.Join(' ', Enum.GetValues<Permission>().Where(p => role.May(p))));

    private static Task<HttpResponseMessage> Ask(DeskVisit visit, string handler)
    {
        var parts = handler.Split(' ');
        var path = parts[1] + (parts.Length > 2 ? "?handler=" + parts[2] : "");
        return parts[0] == "GET" ? visit.Get(path) : visit.Send(path);
    }

    private static IEnumerable<RouteEndpoint> Endpoints(TestSite site) =>
        site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => Desk.IsDesk("/" + e.RoutePattern.RawText!.TrimStart('/')));

    private static IEnumerable<string> Handlers(TestSite site)
    {
        var loader = site.Services.GetRequiredService<PageLoader>();
        foreach (var endpoint in Endpoints(site))
        {
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"])
                    yield return $"{method} {path}";
                continue;
            }

            var compiled = loader.LoadAsync(page, EndpointMetadataCollection.Empty).GetAwaiter().GetResult();
            foreach (var handler in compiled.HandlerMethods)
                yield return $"{handler.HttpMethod.ToUpperInvariant()} {path} {handler.Name}".Trim();
        }
    }
}
