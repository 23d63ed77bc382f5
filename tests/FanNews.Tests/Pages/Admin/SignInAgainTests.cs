using System.Net;
using AngleSharp.Dom;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

/// <summary>Law 4: what was typed outlives a session that ended.</summary>
public sealed class SignInAgainTests
{
    private const string Text = "First line.\r\n\r\n  \"Second\" <line> & ünïcode — 'so'.\r\n";

    [Theory, EveryEngine]
    public async Task A_story_that_is_saved_after_the_session_ended_is_carried_through_the_sign_in(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await visit.Read("/admin/stories/new");
        site.Clock.Advance(TimeSpan.FromHours(13));
        using var ended = await visit.PressWith(page, "Save", ("Headline", "Ferry sails \"on\" time"), ("Body", Text), ("Tags", "Ferries, Orrin"));
        Assert.Equal((HttpStatusCode.Unauthorized, "no-store"), (ended.StatusCode, ended.Headers.CacheControl!.ToString()));
        var door = await visit.Follow(ended);
        Assert.StartsWith("Sign in – ", door.Title, StringComparison.Ordinal);
        Assert.Contains("nothing was saved", door.Status(), StringComparison.Ordinal);
        Assert.Equal(0, await Articles(site));

        using var wrong = await visit.Press(door.Button("Sign in"), ("Email", "editor@example.org"), ("Password", "not the right words"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var signed = await visit.Press((await visit.Follow(wrong)).Button("Sign in"), ("Email", "editor@example.org"), ("Password", TestNewsroom.Password));
        Assert.Equal(HttpStatusCode.OK, signed.StatusCode);
        var again = await visit.Follow(signed);
        Assert.StartsWith("You are signed in again – ", again.Title, StringComparison.Ordinal);
        Assert.Equal(0, await Articles(site));

        using var saved = await Send(visit, again, "Save what I typed");
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var editor = await visit.Follow(saved);
        Assert.Equal(("Ferry sails \"on\" time", "Ferries, Orrin"), (editor.ValueOf("Headline"), editor.ValueOf("Tags")));
        Assert.Equal(Text.ReplaceLineEndings("\n").TrimEnd(), (await site.Store.Read(db => db.Revisions.SingleAsync())).Body.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task A_reply_to_a_comment_is_carried_and_public_once()
    {
        await using var site = await TestSite.Start();
        await site.Comment(await site.Publish("Bridge closes"), "Who pays?");
        using var visit = await DeskVisit.SignedIn(site);
        var page = await visit.Read("/admin/comments?tab=approved&reply=1");
        site.Clock.Advance(TimeSpan.FromHours(13));
        using var ended = await visit.Press(page.Button("Reply"), ("text", "The county pays."));
        using var signed = await SignIn(visit, ended, "moderator@example.org");
        var again = await visit.Follow(signed);
        Assert.Equal("/admin/comments?tab=approved&handler=Reply&until=1795521600000", again.QuerySelector("form.again")!.GetAttribute("action"));
        Assert.Equal(["The county pays."], again.QuerySelectorAll("textarea").Select(t => t.TextContent));
        using var first = await Send(visit, again, "Save what I typed");
        using var second = await Send(visit, again, "Save what I typed");
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal(1, await site.Store.Read(db => db.Comments.CountAsync(c => c.Text == "The county pays.")));
    }

    [Fact]
    public async Task A_person_of_a_lesser_role_is_refused_by_the_page_itself_and_keeps_the_text()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Contributor);
        using var visit = await DeskVisit.SignedIn(site, Role.Administrator);
        // As a browser does; the old token proves nothing for another person.
        visit.SayWhereFrom("same-origin");
        var page = await visit.Read("/admin/people");
        site.Clock.Advance(TimeSpan.FromHours(13));
        using var ended = await visit.Press(page.QuerySelector("[aria-labelledby=add]")!.Button("Invite"), ("Name", "Ruth Amadi"), ("Email", "ruth@example.org"), ("Role", "Administrator"));
        using var signed = await SignIn(visit, ended, "contributor@example.org");
        var again = await visit.Follow(signed);
        using var refused = await Send(visit, again, "Save what I typed");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var shown = await visit.Follow(refused);
        Assert.Equal(["Ruth Amadi", "ruth@example.org"], shown.QuerySelectorAll("textarea").Select(t => t.TextContent));
        Assert.Equal(2, await site.Store.Read(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task What_no_page_of_this_desk_sent_is_shown_and_never_offered_to_be_sent()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Administrator);
        using var visit = DeskVisit.Stranger(site);
        // An old browser that says nothing of where a form comes from, with a forged form of another site.
        using var forged = await visit.Send("/admin/people?handler=Invite", ("Name", "Eve"), ("Email", "eve@example.net"), ("Role", "Administrator"), ("form", "forged"));
        using var signed = await SignIn(visit, forged, "administrator@example.org");
        var again = await visit.Follow(signed);
        Assert.Null(again.QuerySelector("form"));
        Assert.Equal(["Eve", "eve@example.net"], again.QuerySelectorAll("textarea").Select(t => t.TextContent));
        Assert.Equal(1, await site.Store.Read(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task A_form_of_an_earlier_session_is_sent_again_by_one_button_of_whoever_is_in()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Administrator);
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        visit.SayWhereFrom("same-origin");
        var page = await visit.Read("/admin/stories/new");
        using var left = await visit.Post("/admin/account", "/admin/sign-out");
        using var entered = await visit.SignIn("administrator@example.org");
        using var refused = await visit.PressWith(page, "Save", ("Headline", "Ferry sails"), ("Body", Text));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var again = await visit.Follow(refused);
        Assert.Equal("/admin/stories/new", again.QuerySelector("form.again")!.GetAttribute("action"));
        using var saved = await Send(visit, again, "Save what I typed");
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("Ferry sails", (await visit.Follow(saved)).ValueOf("Headline"));
        Assert.Equal("Administrator", await site.Store.Read(db => db.AuditLines.Where(l => l.Verb == "saved").Select(l => l.By).SingleAsync()));
    }

    [Fact]
    public async Task A_form_that_says_not_where_it_comes_from_is_only_shown()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        using var refused = await visit.Send("/admin/stories/new", ("Headline", "Eve"), ("act", "Publish"), ("form", "forged"));
        var shown = await visit.Follow(refused);
        Assert.Null(shown.QuerySelector("form.again"));
        Assert.Equal("Eve", shown.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public async Task The_token_of_another_person_or_another_browser_proves_nothing()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Administrator);
        using var author = await DeskVisit.SignedIn(site, Role.Author);
        var token = (await author.Read("/admin/account")).QuerySelector("input[name=form]")!.GetAttribute("value")!;
        using var elsewhere = DeskVisit.Stranger(site);
        foreach (var (visit, email) in new[] { (author, "administrator@example.org"), (elsewhere, "author@example.org") })
        {
            site.Clock.Advance(TimeSpan.FromHours(13));
            using var sent = await visit.Send("/admin/account?handler=Name", ("Name", "Eve"), ("form", token));
            using var signed = await SignIn(visit, sent, email);
            Assert.Null((await visit.Follow(signed)).QuerySelector("form"));
        }
    }

    [Theory]
    [InlineData("https://evil.example/admin/stories/new")]
    [InlineData("//evil.example/admin/")]
    [InlineData("/admin//evil.example")]
    [InlineData("/admin/\\evil.example")]
    [InlineData("/2026/11/24/bridge/")]
    [InlineData("/setup")]
    [InlineData("/admin/sign-out")]
    [InlineData("/admin/link")]
    [InlineData("")]
    public async Task Nothing_is_carried_to_where_it_did_not_come_from(string address)
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Editor);
        using var visit = DeskVisit.Stranger(site);
        using var signed = await visit.Post("/admin/sign-in", "/admin/sign-in", ("Email", "editor@example.org"), ("Password", TestNewsroom.Password), ("carried-to", address), ("carried-own", "true"), ("carried:Headline", "Eve was here"));
        Assert.Equal((HttpStatusCode.Redirect, "/admin/"), (signed.StatusCode, signed.Headers.Location!.ToString()));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    public async Task A_form_of_another_site_does_not_even_get_the_sign_in_page(string header, string value)
    {
        await using var site = await TestSite.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/stories/new") { Content = new FormUrlEncodedContent([new("Headline", "Eve was here")]) };
        request.Headers.Add(header, value);
        using var answer = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("Eve", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_are_not_carried_and_a_form_without_a_text_is_opened_again()
    {
        await using var site = await TestSite.Start();
        using var visit = DeskVisit.Stranger(site);
        using var password = await visit.Send("/admin/account?handler=Password", ("username", "a@example.org"), ("Present", "four plain words"), ("Password", "four other words"));
        Assert.Equal("/admin/sign-in?ReturnUrl=%2Fadmin%2Faccount", password.Headers.Location!.ToString());
        using var decided = await visit.Send("/admin/comments?handler=Decide", ("id", "1"), ("seen", "Pending"), ("to", "Spam"), ("next", "2"));
        Assert.Equal("/admin/sign-in?ReturnUrl=%2Fadmin%2Fcomments", decided.Headers.Location!.ToString());
        using var mail = await visit.Send("/admin/settings/mail", ("Smtp-Host", "mail.example.org"), ("Smtp-Password", "four plain words"));
        var html = await mail.Content.ReadAsStringAsync();
        Assert.Contains("mail.example.org", html, StringComparison.Ordinal);
        Assert.DoesNotContain("four plain words", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_left_out_and_the_page_says_so()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await visit.Read("/admin/stories/new");
        site.Clock.Advance(TimeSpan.FromHours(13));
        using var parts = new MultipartFormDataContent
        {
            { new StringContent("Ferry sails"), "Headline" },
            { new StringContent(page.QuerySelector("input[name=form]")!.GetAttribute("value")!), "form" },
            { new ByteArrayContent([1, 2, 3]), "Picture", "ferry.jpg" },
        };
        using var ended = await visit.SendParts("/admin/stories/new", parts);
        using var signed = await SignIn(visit, ended, "editor@example.org");
        var again = await visit.Follow(signed);
        Assert.Contains("Files and passwords are not kept", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Ferry sails", again.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public async Task A_form_that_is_too_old_to_be_taken_gives_the_text_back()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        using var refused = await visit.Send("/admin/stories/new", ("Headline", "Ferry sails"), ("act", "Save"), ("form", "old"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Ferry sails", (await visit.Follow(refused)).QuerySelector("textarea")!.TextContent);
    }

    private static Task<int> Articles(TestSite site) => site.Store.Read(db => db.Articles.CountAsync());

    private static async Task<HttpResponseMessage> SignIn(DeskVisit visit, HttpResponseMessage ended, string email) =>
        await visit.Press((await visit.Follow(ended)).Button("Sign in"), ("Email", email), ("Password", TestNewsroom.Password));

    private static Task<HttpResponseMessage> Send(DeskVisit visit, IDocument page, string button) =>
        visit.Press(page.Button(button), [.. page.QuerySelectorAll("form.again textarea").Select(t => (t.GetAttribute("name")!, t.TextContent))]);
}
