using System.Diagnostics;
using System.Net;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages.Admin;

public sealed class SignInTests
{
    [Theory, EveryEngine]
    public async Task Signing_in_leads_to_where_one_was_going_and_signing_out_ends_it_everywhere(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Person(Role.Moderator);
        using var visit = DeskVisit.Stranger(site);
        using var sent = await visit.Get("/admin/comments?tab=spam");
        Assert.Equal("/admin/sign-in?ReturnUrl=%2Fadmin%2Fcomments%3Ftab%3Dspam", sent.Headers.Location!.ToString());
        using var signed = await visit.SignIn("MODERATOR@example.org", returnUrl: "/admin/comments?tab=spam");
        Assert.Equal("/admin/comments?tab=spam", signed.Headers.Location!.ToString());
        using var again = await visit.Get("/admin/sign-in");
        Assert.Equal("/admin/", again.Headers.Location!.ToString());

        using var thief = visit.Stolen();
        var page = await visit.Read("/admin/comments");
        Assert.Equal("Comments", page.QuerySelector(".rail nav a[aria-current=page]")!.TextContent.Trim());
        using var left = await visit.Press(page.Button("Sign out"));
        Assert.Equal("/admin/sign-in", left.Headers.Location!.ToString());
        await AssertOut(visit);
        await AssertOut(thief);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task What_another_sites_page_sends_never_gets_to_the_desk(string header, string value)
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:Url", "https://ferryman.example"));
        foreach (var path in new[] { "/admin/sign-in", "/admin/comments?handler=Decide", "/setup" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
            request.Headers.Add(header, value);
            using var answer = await site.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("another site", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_cookie_of_a_session_is_new_at_each_sign_in_and_out_of_reach()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Moderator);
        using var visit = DeskVisit.Stranger(site);
        using var first = await visit.SignIn("moderator@example.org");
        var before = visit.Session;
        var cookie = first.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("fannews=", StringComparison.Ordinal));
        foreach (var part in new[] { "path=/", "samesite=lax", "httponly" })
            Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        using var other = DeskVisit.Stranger(site);
        using var second = await other.SignIn("moderator@example.org");
        Assert.NotEqual(before, other.Session);
    }

    [Fact]
    public async Task Behind_https_the_cookies_are_bound_to_the_host()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:Url", "https://ferryman.example"));
        await site.Person(Role.Moderator);
        using var door = await site.Client.GetAsync("/admin/sign-in");
        var form = door.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-fannews-form=", form, StringComparison.Ordinal);
        Assert.Contains("secure", form, StringComparison.OrdinalIgnoreCase);
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await door.Content.ReadAsStringAsync()).QuerySelector("input[name=form]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/sign-in");
        request.Headers.Add("Cookie", form.Split(';')[0]);
        request.Content = new FormUrlEncodedContent([new("Email", "moderator@example.org"), new("Password", TestNewsroom.Password), new("form", token)]);
        using var signed = await site.Client.SendAsync(request);
        var session = signed.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-fannews=", session, StringComparison.Ordinal);
        Assert.Contains("secure", session, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/admin/", signed.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example")]
    [InlineData("https://evil.example/admin/")]
    [InlineData("/admin//evil.example")]
    [InlineData("/admin/sign-in?ReturnUrl=/admin/sign-in")]
    [InlineData("/2026/11/24/bridge/")]
    [InlineData("")]
    public async Task Signing_in_leads_nowhere_but_to_the_desk(string target)
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Moderator);
        using var visit = DeskVisit.Stranger(site);
        using var signed = await visit.SignIn("moderator@example.org", returnUrl: target);
        Assert.Equal("/admin/", signed.Headers.Location!.ToString());
    }

    public static TheoryData<string> Losses => ["disable", "reset", "demote"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Who_is_disabled_reset_or_given_another_role_is_out_with_the_next_request(string loss)
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Administrator);
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        using var thief = visit.Stolen();
        await thief.Read("/admin/comments");
        var accounts = new Accounts(site.Store);
        Assert.Null(loss switch
        {
            "disable" => await accounts.Disable("Editor@Example.org", Actor.Program),
            "reset" => await accounts.Reset("editor@example.org", "another good long one", Actor.Program),
            _ => await accounts.ChangeRole("editor@example.org", Role.Author, Actor.Program),
        });
        await AssertOut(visit);
        await AssertOut(thief);
        using var again = await visit.SignIn("editor@example.org");
        Assert.Equal(loss == "demote" ? HttpStatusCode.Redirect : HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_idle_hours_and_after_seven_days_in_any_case()
    {
        await using var site = await TestSite.Start();
        using var busy = await DeskVisit.SignedIn(site, Role.Moderator);
        using var idle = await DeskVisit.SignedIn(site, Role.Editor);
        for (var hours = 0; hours < 7 * 24 - 10; hours += 10)
        {
            site.Clock.Advance(TimeSpan.FromHours(10));
            await busy.Read("/admin/comments");
        }

        await AssertOut(idle);
        site.Clock.Advance(TimeSpan.FromHours(10));
        await AssertOut(busy);
    }

    [Fact]
    public async Task Whoever_cannot_come_in_learns_nothing_about_who_can()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Limits:Enabled", "false"));
        await site.Person(Role.Administrator);
        await site.Person(Role.Moderator);
        await site.Person(Role.Editor);
        Assert.Null(await new Accounts(site.Store).Disable("editor@example.org", Actor.Program));
        using var visit = DeskVisit.Stranger(site);
        var answers = new List<string>();
        foreach (var (email, password) in new[] { ("nobody@example.org", TestNewsroom.Password), ("moderator@example.org", "not the right words"), ("editor@example.org", TestNewsroom.Password), ("half \uD800", "half \uD800") })
        {
            using var answer = await visit.SignIn(email, password);
            var page = await visit.Follow(answer);
            answers.Add($"{(int)answer.StatusCode} {page.Title} {page.QuerySelector("[role=alert]")!.TextContent.Trim()} {answer.Headers.Contains("Set-Cookie")}");
            Assert.Equal(email.Contains('\uD800', StringComparison.Ordinal) ? "half \uFFFD" : email, page.GetElementById("Email")!.GetAttribute("value"));
            Assert.Null(page.GetElementById("Password")!.GetAttribute("value"));
        }

        Assert.StartsWith("422 Error: Sign in – FanNews There is a problem", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_takes_as_long_as_a_wrong_password()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var accounts = new Accounts(ground.Store);
        await accounts.Add(new NewPerson("Ada Quill", "ada@example.org", "four plain words here", Role.Author), "FanNews", Actor.Program);
        await accounts.Check("nobody@example.org", "warm up the hasher");
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < 15; i++)
        {
            known.Add(await Time("ada@example.org"));
            unknown.Add(await Time("nobody@example.org"));
        }

        // Medians under load wander; a missing hash would be a hundred times faster.
        var ratio = Median(unknown) / Median(known);
        Assert.InRange(ratio, 0.5, 2.0);

        async Task<double> Time(string email)
        {
            var watch = Stopwatch.StartNew();
            Assert.Null(await accounts.Check(email, "not the right words"));
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    [Fact]
    public async Task Too_many_tries_are_answered_with_a_time_to_wait_that_ends()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Moderator);
        using var visit = DeskVisit.Stranger(site);
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await visit.SignIn("moderator@example.org", "not the right words");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var early = await visit.SignIn("moderator@example.org");
        Assert.Equal(HttpStatusCode.TooManyRequests, early.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), early.Headers.RetryAfter!.Delta);
        Assert.Contains("Too many tries. Wait 1 second, then try again", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        using var later = await visit.SignIn("moderator@example.org");
        Assert.Equal(HttpStatusCode.Redirect, later.StatusCode);
    }

    [Fact]
    public async Task A_reader_is_never_asked_who_they_are()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        using var visit = await DeskVisit.SignedIn(site);
        var before = await site.Client.GetStringAsync(story.Permalink);
        using var answer = await visit.Get(story.Permalink!);
        Assert.Equal(before, await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Every_answer_of_the_desk_is_private()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Contributor);
        foreach (var (path, status) in new[] { ("/admin/", 302), ("/admin/stories", 200), ("/admin/comments", 403), ("/admin/nothing", 404), ("/ADMIN/comments.css", 404), ("/admin/sign-in", 302), ("/setup?token=x", 404), ("/setup", 404), ("/admin/refused", 404) })
        {
            using var answer = await visit.Get(path);
            Assert.True((int)answer.StatusCode == status, $"{path}: {(int)answer.StatusCode}");
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        }

        var refused = await visit.Read("/admin/comments", HttpStatusCode.Forbidden);
        Assert.Equal("Not for you", refused.QuerySelector("h1")!.TextContent);
        Assert.Contains("Contributor", refused.QuerySelector(".rail")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task AssertOut(DeskVisit visit)
    {
        using var answer = await visit.Get("/admin/comments");
        Assert.Equal((HttpStatusCode.Redirect, "/admin/sign-in?ReturnUrl=%2Fadmin%2Fcomments"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
