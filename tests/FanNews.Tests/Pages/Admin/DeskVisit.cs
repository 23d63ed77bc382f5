using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FanNews.People;

namespace FanNews.Tests.Pages.Admin;

/// <summary>Somebody at the desk with a browser that keeps cookies, follows no redirect and runs no script.</summary>
internal sealed class DeskVisit : IDisposable
{
    private static readonly HtmlParser Html = new();
    private readonly TestSite site;
    private readonly HttpClient client;

    private DeskVisit(TestSite site)
    {
        this.site = site;
        client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = site.Address };
    }

    /// <summary>What the browser keeps.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>A browser that was never here.</summary>
    public static DeskVisit Stranger(TestSite site) => new(site);

    /// <summary>A person with the role, made where there is none, who has just signed in.</summary>
    public static async Task<DeskVisit> SignedIn(TestSite site, Role role = Role.Moderator)
    {
        var person = await site.Person(role);
        return await SignedIn(site, person.Email!);
    }

    /// <summary>Somebody who has an account, who has just signed in.</summary>
    public static async Task<DeskVisit> SignedIn(TestSite site, string email)
    {
        var visit = new DeskVisit(site);
        using var answer = await visit.SignIn(email);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visit;
    }

    /// <summary>Types an address and a password at the door.</summary>
    public Task<HttpResponseMessage> SignIn(string email, string password = TestNewsroom.Password, string? returnUrl = null) =>
        Post("/admin/sign-in", "/admin/sign-in", ("Email", email), ("Password", password), ("ReturnUrl", returnUrl ?? ""));

    /// <summary>From now on says where its requests come from, as browsers do (Sec-Fetch-Site).</summary>
    public void SayWhereFrom(string site) => client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);

    /// <summary>Asks for a page.</summary>
    public Task<HttpResponseMessage> Get(string path) => client.GetAsync(path);

    /// <summary>Reads a page that must answer as expected.</summary>
    public async Task<IDocument> Read(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await Get(path);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{path}: {(int)answer.StatusCode}\n{html}");
        return await Html.ParseDocumentAsync(html);
    }

    /// <summary>Reads the page that an answer is or leads to.</summary>
    public async Task<IDocument> Follow(HttpResponseMessage answer)
    {
        if (answer.Headers.Location is not { } location)
            return await Html.ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        return await Read(location.ToString());
    }

    /// <summary>Sends fields to an address, with the token of a form on a page.</summary>
    public async Task<HttpResponseMessage> Post(string page, string action, params (string Name, string Value)[] fields)
    {
        using var seen = await Get(page);
        var form = (await Html.ParseDocumentAsync(await seen.Content.ReadAsStringAsync())).QuerySelector("input[name=form]");
        return await Send(action, [.. fields, ("form", form?.GetAttribute("value") ?? "")]);
    }

    /// <summary>Sends fields as they are.</summary>
    public async Task<HttpResponseMessage> Send(string action, params (string Name, string Value)[] fields)
    {
        using var body = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(action, body);
    }

    /// <summary>Sends a form with files.</summary>
    public Task<HttpResponseMessage> SendParts(string action, MultipartFormDataContent parts) => client.PostAsync(action, parts);

    /// <summary>Sends fields and files to an address, with the token of a form on a page.</summary>
    public async Task<HttpResponseMessage> Upload(string page, string action, (string Name, string FileName, byte[] Bytes)[] files, params (string Name, string Value)[] fields)
    {
        using var seen = await Get(page);
        var token = (await Html.ParseDocumentAsync(await seen.Content.ReadAsStringAsync())).QuerySelector("input[name=form]")?.GetAttribute("value") ?? "";
        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[.. fields, ("form", token)])
            body.Add(new StringContent(value), name);
        foreach (var (name, file, bytes) in files)
            body.Add(new ByteArrayContent(bytes), name, file);
        // What is too much is refused before it is sent.
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = body };
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request);
    }

    /// <summary>Presses a button: sends its form as a browser would.</summary>
    public async Task<HttpResponseMessage> Press(IElement button, params (string Name, string Value)[] typed)
    {
        var form = button.Closest("form")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).ToList();
        if (button.GetAttribute("name") is { } name)
            fields.Add((name, button.GetAttribute("value") ?? ""));
        fields.AddRange(typed);
        var action = form.GetAttribute("action")!;
        if (form.GetAttribute("method") == "post")
            return await Send(action, [.. fields]);
        using var query = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await Get(action + "?" + await query.ReadAsStringAsync());
    }

    /// <summary>The cookie of the session, as a thief would take it.</summary>
    public string Session => Cookies.GetCookies(site.Address).Single(c => c.Name == "fannews").Value;

    /// <summary>Another browser with this one's session.</summary>
    public DeskVisit Stolen()
    {
        var thief = new DeskVisit(site);
        thief.Cookies.Add(site.Address, new Cookie("fannews", Session, "/"));
        return thief;
    }

    public void Dispose() => client.Dispose();
}

/// <summary>Finding one's way on the queue by what its parts are called.</summary>
internal static class QueueReading
{
    /// <summary>The comment by its author's name.</summary>
    public static IElement Comment(this IDocument page, string author) =>
        page.QuerySelectorAll("article").Single(a => page.GetElementById(a.GetAttribute("aria-labelledby")!)!.TextContent == author);

    /// <summary>The button by its name.</summary>
    public static IElement Button(this IParentNode parent, string name) => parent.QuerySelectorAll("button").Single(b => Name(b) == name);

    /// <summary>Names of all buttons.</summary>
    public static IEnumerable<string> Buttons(this IParentNode parent) => parent.QuerySelectorAll("button").Select(Name);

    /// <summary>Names of the tabs.</summary>
    public static string Tabs(this IDocument page) => string.Join(", ", page.QuerySelectorAll(".tabs a").Select(Name));

    /// <summary>What the page tells of the last action.</summary>
    public static string Status(this IDocument page) => string.Join(" | ", page.QuerySelectorAll("[role=status]").Select(s => s.QuerySelector("span")?.TextContent ?? s.TextContent));

    // What is hidden from assistive technology is no part of a name.
    internal static string Name(IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var hidden in copy.QuerySelectorAll("[aria-hidden=true]"))
            hidden.Remove();
        return copy.TextContent.Trim();
    }
}
