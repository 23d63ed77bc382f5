using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace FanNews.Web.Admin;

/// <summary>
/// A form with a text in it that was sent to the desk after the session had ended (law 4: nothing that a person typed is lost). It travels through the
/// sign-in page in hidden fields and is sent again by a button that the person presses in sight of it; the program keeps nothing.
/// It is offered to be sent only when it came from a page of this site: the sender says so, or the form's old token proves it for whoever signs in.
/// </summary>
/// <param name="Address">Path and query that it was sent to; always one of the desk.</param>
/// <param name="Fields">Its fields in order, without passwords and files.</param>
/// <param name="IsOwn">Whether the client said that it came from a page of this site.</param>
/// <param name="LeftOut">Whether something was not carried: a password or a file.</param>
public sealed record CarriedForm(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields, bool IsOwn, bool LeftOut)
{
    /// <summary>Begins the names of the carried fields in the form of the sign-in.</summary>
    public const string Prefix = "carried:";

    /// <summary>The field with the address in the form of the sign-in.</summary>
    public const string AddressField = "carried-to";

    /// <summary>The field that says where the form came from.</summary>
    public const string OwnField = "carried-own";

    /// <summary>The field that says that something was left out.</summary>
    public const string LeftOutField = "carried-less";

    /// <summary>The field of every form of the desk that holds its token.</summary>
    public const string Token = "form";

    // A story at its longest, and room for its other fields; in characters. A stranger could send more only to make us write it back.
    private const int Most = 1_500_000;

    // What a button or a hidden field says, not a person; a form of nothing else is not carried.
    private static readonly HashSet<string> Mechanical = new(StringComparer.OrdinalIgnoreCase)
    {
        Token, "Base", "Placed", "Yours", "Copy", "stamp", "Lead", "act", "once", "seen", "to", "next", "role", "person", "id", "ids", "batch", "username", "was", "kind", "all", "meaning", "until", "CommentsOpen", "AiAssisted", "how",
    };

    // Signing out needs no text; what these pages hold is secret.
    private static readonly string[] Never = [Desk.SignInPath, "/admin/sign-out", Desk.LinkPath, Desk.SecondFactorPath, "/admin/forgotten"];

    /// <summary>The form with everything a person wrote: what is shown of it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Typed => Fields.Where(f => IsTyped(f.Key, f.Value));

    /// <summary>The rest, which goes along unseen.</summary>
    public IEnumerable<KeyValuePair<string, string>> Unseen => Fields.Where(f => !IsTyped(f.Key, f.Value) && f.Key != Token);

    /// <summary>Reads the form of a request; null for one without a text.</summary>
    public static CarriedForm? From(HttpContext http)
    {
        var request = http.Request;
        // What is refused is shown by another page, under the address that was asked for.
        var asked = http.Features.Get<IStatusCodeReExecuteFeature>();
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return null;
        var form = request.Form;
        var fields = form.SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? ""))).ToList();
        var open = fields.Where(f => !IsSecret(f.Key)).ToList();
        var carried = new CarriedForm(asked is null ? request.Path + request.QueryString.Value : asked.OriginalPath + asked.OriginalQueryString, open, Judge(http) == Origin.Own, open.Count < fields.Count || form.Files.Count > 0);
        return carried.Typed.Any() && open.Sum(f => f.Key.Length + f.Value.Length) <= Most ? carried : null;
    }

    /// <summary>Keeps the form of a request for the sign-in page, which is shown instead of its answer.</summary>
    /// <returns>False for a request without a text, or to where none is sent again.</returns>
    public static bool TakeUp(HttpContext http)
    {
        if (From(http) is not { } carried || !MayGoTo(carried.Address))
            return false;
        http.Items[typeof(CarriedForm)] = carried;
        return true;
    }

    /// <summary>The form that this request keeps; null for none.</summary>
    public static CarriedForm? Of(HttpContext http) => http.Items[typeof(CarriedForm)] as CarriedForm;

    /// <summary>Reads it out of the form of the sign-in, whose own token was checked; null where there is none.</summary>
    public static CarriedForm? Read(IFormCollection signIn)
    {
        var address = signIn[AddressField].ToString();
        if (!MayGoTo(address))
            return null;
        var fields = signIn.Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal) && !IsSecret(f.Key[Prefix.Length..]))
            .SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key[Prefix.Length..], v ?? ""))).ToList();
        return fields.Count == 0 ? null : new(address, fields, signIn[OwnField] == "true", signIn[LeftOutField] == "true");
    }

    /// <summary>Whether the form may be sent again by whoever signed in: it came from a page that this site gave to a browser of theirs.</summary>
    public async Task<bool> MayBeSent(HttpContext http, ClaimsPrincipal person)
    {
        if (IsOwn)
            return true;
        // The old token is bound to the browser's cookie and to the person. A context of its own: this request's tokens were looked at already.
        var asked = new DefaultHttpContext { RequestServices = http.RequestServices, User = person };
        (asked.Request.Method, asked.Request.Scheme) = (HttpMethods.Post, http.Request.Scheme);
        asked.Request.Headers.Cookie = http.Request.Headers.Cookie;
        asked.Request.ContentType = "application/x-www-form-urlencoded";
        asked.Request.Form = new FormCollection(new Dictionary<string, StringValues> { [Token] = Fields.FirstOrDefault(f => f.Key == Token).Value });
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(asked);
    }

    /// <summary>
    /// Whether the form, which was refused for its token, may be sent again by the person who is in: it came from a page of this site, which was made
    /// for an earlier session or for somebody else.
    /// </summary>
    public async Task<bool> IsOfEarlierSession(HttpContext http) =>
        IsOwn && MayGoTo(Address) && DeskPerson.Of(http.User) is not null && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);

    private static Origin Judge(HttpContext http) =>
        Uri.TryCreate(http.RequestServices.GetRequiredService<IConfiguration>()["FanNews:Site:Url"], UriKind.Absolute, out var site) ? CrossSite.Judge(http.Request, site) : Origin.Unknown;

    private static bool MayGoTo(string address) =>
        address.StartsWith("/admin/", StringComparison.OrdinalIgnoreCase)
        && Door.Onward("/admin/" + address["/admin/".Length..]) == "/admin/" + address["/admin/".Length..]
        && !Never.Any(path => address.StartsWith(path, StringComparison.OrdinalIgnoreCase));

    private static bool IsTyped(string name, string value) =>
        value.Trim().Length > 0 && !Mechanical.Contains(name) && !name.StartsWith("was-", StringComparison.OrdinalIgnoreCase);

    private static bool IsSecret(string name) =>
        name.Contains("password", StringComparison.OrdinalIgnoreCase) || name.Equals("Token", StringComparison.OrdinalIgnoreCase) || name.Equals("Present", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Shows the sign-in page, with the form in it, as the answer to a form whose session had ended.</summary>
public static class SignInAgain
{
    /// <summary>Adds it before routing.</summary>
    public static void UseSignInAgain(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (CarriedForm.Of(http) is null || http.Response.HasStarted)
            return;
        var (path, query) = (http.Request.Path, http.Request.QueryString);
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = (HttpMethods.Get, Desk.SignInPath, QueryString.Empty);
        try
        {
            await next(http);
        }
        finally
        {
            (http.Request.Method, http.Request.Path, http.Request.QueryString) = (HttpMethods.Post, path, query);
        }
    });
}
