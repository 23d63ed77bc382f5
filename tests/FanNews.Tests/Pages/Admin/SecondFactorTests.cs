using System.Net;
using AngleSharp.Dom;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using FanNews.Web.Admin;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class SecondFactorTests
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    [Theory, EveryEngine]
    public async Task An_app_is_set_up_and_asked_for_and_each_code_is_taken_once(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var person = await site.Person(Role.Editor);
        using var visit = await DeskVisit.SignedIn(site, person.Email!);
        var (secret, codes) = await SetUp(site, visit);
        Assert.Equal(10, codes.Count);
        await visit.Read("/admin/stories");

        using var other = DeskVisit.Stranger(site);
        var step = await Step(other, person.Email!);
        // The code with which it was set up is spent.
        var again = await other.Follow(await other.Press(step.Button("Continue"), ("Code", TimeCodes.At(secret, site.Clock.GetUtcNow()))));
        Assert.Equal("Error: Second factor – FanNews", again.Title);
        await AssertOut(other);
        site.Clock.Advance(TimeCodes.Step);
        var code = TimeCodes.At(secret, site.Clock.GetUtcNow());
        using (var entered = await other.Press(again.Button("Continue"), ("Code", code)))
            Assert.Equal("/admin/", entered.Headers.Location?.ToString());
        await other.Read("/admin/stories");

        using var thief = DeskVisit.Stranger(site);
        var late = await Step(thief, person.Email!);
        using (var replayed = await thief.Press(late.Button("Continue"), ("Code", code)))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, replayed.StatusCode);
        await AssertOut(thief);
        using (var recovered = await thief.Press(late.Button("Continue"), ("Code", codes[3].ToUpperInvariant())))
            Assert.Equal("/admin/", recovered.Headers.Location?.ToString());
        using var second = DeskVisit.Stranger(site);
        using (var used = await second.Press((await Step(second, person.Email!)).Button("Continue"), ("Code", codes[3])))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, used.StatusCode);
        var kept = await site.Store.Read(db => db.UserTokens.Select(t => t.Name + t.Value).ToListAsync());
        Assert.DoesNotContain(kept, k => k.Contains(Convert.ToBase64String(secret), StringComparison.Ordinal) || codes.Any(c => k.Contains(c.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_password_alone_opens_nothing_whatever_is_sent_with_it()
    {
        await using var site = await TestSite.Start();
        var person = await site.Person(Role.Administrator);
        var editor = await site.Person(Role.Editor);
        using (var visit = await DeskVisit.SignedIn(site, person.Email!))
            await SetUp(site, visit);
        using var thief = DeskVisit.Stranger(site);
        var step = await Step(thief, person.Email!);
        Assert.DoesNotContain(thief.Cookies.GetCookies(site.Address), c => c.Name == "fannews");
        foreach (var code in new[] { "", "000000", "aaaa-aaaa-aaaa-aaaa", new string('1', 5_000) })
        {
            using var answer = await thief.Press(step.Button("Continue"), ("Code", code));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }

        using (var passkey = await thief.Post("/admin/sign-in", "/admin/sign-in?handler=Passkey", ("Next", step.QuerySelector("input[name=Next]")!.GetAttribute("value")!), ("State", "x"), ("Answer", "{}")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, passkey.StatusCode);
        using (var forged = await thief.Post("/admin/sign-in", "/admin/sign-in?handler=Code", ("Next", "CfDJ8forged"), ("Code", "123456")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.StatusCode);
        await AssertOut(thief);
        // What somebody waits with ends with a new password, and with time.
        Assert.Null(await new Accounts(site.Store).Reset(person.Email!, "another good long one", Actor.Of(editor)));
        using (var stale = await thief.Press(step.Button("Continue"), ("Code", "123456")))
            Assert.Contains("Too much time has passed", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_are_tried_as_slowly_as_passwords()
    {
        await using var site = await TestSite.Start();
        var person = await site.Person(Role.Editor);
        using (var visit = await DeskVisit.SignedIn(site, person.Email!))
            await SetUp(site, visit);
        using var thief = DeskVisit.Stranger(site);
        var step = await Step(thief, person.Email!);
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await thief.Press(step.Button("Continue"), ("Code", $"00000{i}"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var slow = await thief.Press(step.Button("Continue"), ("Code", "123456"));
        Assert.Equal(HttpStatusCode.TooManyRequests, slow.StatusCode);
        Assert.NotNull(slow.Headers.RetryAfter);
        // With the password again it is no faster.
        using var next = DeskVisit.Stranger(site);
        using var slower = await next.Press((await Step(next, person.Email!)).Button("Continue"), ("Code", "123456"));
        Assert.Equal(HttpStatusCode.TooManyRequests, slower.StatusCode);
    }

    [Fact]
    public async Task A_mailed_link_and_an_invitation_lead_to_the_second_factor_too()
    {
        await using var site = await TestSite.Start();
        var (person, chief) = (await site.Person(Role.Editor), await site.Person(Role.Administrator));
        using (var visit = await DeskVisit.SignedIn(site, person.Email!))
            await SetUp(site, visit);
        var token = await site.Store.Change(Actor.Program, async change =>
        {
            change.Record("sent a password link", $"person:{person.Id}");
            return await Links.Make(change, person.Id, LinkKind.Password, default);
        });
        using var thief = DeskVisit.Stranger(site);
        var page = await thief.Read("/admin/link?token=" + token);
        var step = await thief.Follow(await thief.Press(page.Button("Save and sign in"), ("Password", "four other plain words")));
        Assert.Equal("Second factor – FanNews", step.Title);
        await AssertOut(thief);

        await site.Choose(SecondFactorRule.Key, "Author");
        using var administrator = await DeskVisit.SignedIn(site, chief.Email!);
        var invited = await administrator.Follow(await administrator.Press((await administrator.Read("/admin/people")).Button("Invite"), ("Name", "Ines Dahl"), ("Email", "ines@example.org"), ("Role", "Author")));
        using var guest = DeskVisit.Stranger(site);
        var welcome = await guest.Read(new Uri(invited.QuerySelector(".fresh code")!.TextContent).PathAndQuery);
        using var entered = await guest.Press(welcome.Button("Save and sign in"), ("Password", "four plain words here"));
        Assert.Equal("/admin/", entered.Headers.Location?.ToString());
        using var desk = await guest.Get("/admin/stories");
        Assert.Equal(Desk.SecondFactorPath, desk.Headers.Location?.ToString());
        await SetUp(site, guest);
        await guest.Read("/admin/stories");
        var only = await guest.Read(Desk.SecondFactorPath);
        var kept = await guest.Follow(await guest.Press(only.Button("Remove the app")));
        Assert.Contains("this is your only one", kept.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_one_up_ends_the_sessions_that_did_not_show_it_and_later_the_password_is_asked_for_again()
    {
        await using var site = await TestSite.Start();
        var person = await site.Person(Role.Editor);
        using var thief = await DeskVisit.SignedIn(site, person.Email!);
        using var visit = await DeskVisit.SignedIn(site, person.Email!);
        await SetUp(site, visit);
        await AssertOut(thief);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await visit.Read(Desk.SecondFactorPath);
        Assert.Equal(["Sign out", "Go on"], page.Buttons().Where(b => b is "Go on" or "Remove the app" or "Make new codes" or "Sign out"));
        using (var direct = await visit.Post(Desk.SecondFactorPath, Desk.SecondFactorPath + "?handler=RemoveApp"))
            Assert.Equal(HttpStatusCode.SeeOther, direct.StatusCode);
        Assert.True(await site.Store.Read(db => db.UserTokens.AnyAsync(t => t.LoginProvider == "authenticator")));
        using (var wrong = await visit.Press(page.Button("Go on"), ("Present", "not the right words")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (var sure = await visit.Press(page.Button("Go on"), ("Present", TestNewsroom.Password)))
            Assert.Equal(HttpStatusCode.SeeOther, sure.StatusCode);
        var removed = await visit.Follow(await visit.Press((await visit.Read(Desk.SecondFactorPath)).Button("Remove the app")));
        Assert.Equal("It is removed.", removed.QuerySelector("[role=status]")!.TextContent.Trim());
        Assert.Equal(0, await site.Store.Read(db => db.UserTokens.CountAsync()));
    }

    [Fact]
    public async Task A_text_that_met_an_ended_session_goes_through_the_second_step()
    {
        await using var site = await TestSite.Start();
        var person = await site.Person(Role.Author);
        using var visit = await DeskVisit.SignedIn(site, person.Email!);
        var (secret, _) = await SetUp(site, visit);
        var editor = await visit.Read("/admin/stories/new");
        await site.Sessions().EndOthers(person.Id, secret: null, Actor.Program);
        visit.SayWhereFrom("same-origin");
        using var met = await visit.Press(editor.QuerySelectorAll("button[name=act]").First(b => b.GetAttribute("value") == "Save"), ("Headline", "Bridge opens"), ("Body", "It stands."));
        Assert.Equal(HttpStatusCode.Unauthorized, met.StatusCode);
        site.Clock.Advance(TimeCodes.Step);
        var step = await visit.Follow(await visit.Press((await visit.Follow(met)).Button("Sign in"), ("Email", person.Email!), ("Password", TestNewsroom.Password)));
        var again = await visit.Follow(await visit.Press(step.Button("Continue"), ("Code", TimeCodes.At(secret, site.Clock.GetUtcNow()))));
        Assert.Equal("You are signed in again – FanNews", again.Title);
        Assert.Contains("Bridge opens", again.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_are_listed_by_their_browser_and_ended_one_by_one_and_by_an_administrator()
    {
        await using var site = await TestSite.Start();
        await site.Person(Role.Administrator);
        var person = await site.Person(Role.Author);
        using var first = await DeskVisit.SignedIn(site, person.Email!);
        using var second = await DeskVisit.SignedIn(site, person.Email!);
        using var third = await DeskVisit.SignedIn(site, person.Email!);
        var account = await third.Read("/admin/account");
        Assert.Equal(3, account.QuerySelectorAll(".sessions li").Length);
        var end = account.QuerySelectorAll(".sessions button")[^1];
        using (var ended = await third.Press(end))
            Assert.Equal("/admin/account?done=ended", ended.Headers.Location!.ToString());
        await AssertOut(first);
        await second.Read("/admin/account");
        // Nobody ends another person's by its number.
        using var chief = await DeskVisit.SignedIn(site, "administrator@example.org");
        var mine = (await site.Sessions().Of(person.Id, ""))[0].Id;
        using (var foreign = await chief.Post("/admin/account", "/admin/account?handler=End", ("session", mine.ToString(System.Globalization.CultureInfo.InvariantCulture))))
            Assert.Equal(HttpStatusCode.SeeOther, foreign.StatusCode);
        await third.Read("/admin/account");
        using (var all = await chief.Post("/admin/people", "/admin/people?handler=End", ("person", person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))))
            Assert.Equal(HttpStatusCode.SeeOther, all.StatusCode);
        await AssertOut(second);
        await AssertOut(third);
        Assert.Equal("Firefox on Linux", Browsers.Words("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
        Assert.Equal("Safari on iPhone", Browsers.Words("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"));
        Assert.Null(Browsers.Words("something else"));
    }

    // Types the app's code, as the page asks for it.
    private static async Task<(byte[] Secret, List<string> Codes)> SetUp(TestSite site, DeskVisit visit)
    {
        var offered = await visit.Follow(await visit.Press((await visit.Read(Desk.SecondFactorPath)).Button("Set up an app")));
        Assert.NotNull(offered.QuerySelector("svg.qr path"));
        var secret = Decode(offered.QuerySelectorAll("code").Single().TextContent);
        var done = await visit.Follow(await visit.Press(offered.Button("Set up the app"), ("Code", TimeCodes.At(secret, site.Clock.GetUtcNow()))));
        return (secret, [.. done.QuerySelectorAll(".codes code").Select(c => c.TextContent)]);
    }

    private static async Task<IDocument> Step(DeskVisit visit, string email)
    {
        var page = await visit.Follow(await visit.SignIn(email));
        Assert.Equal("Second factor – FanNews", page.Title);
        return page;
    }

    private static async Task AssertOut(DeskVisit visit)
    {
        using var answer = await visit.Get("/admin/account");
        Assert.StartsWith("/admin/sign-in", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Decode(string words)
    {
        var bits = string.Concat(words.Where(c => c != ' ').Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
