using System.Net;
using FanNews.Comments;
using FanNews.People;
using FanNews.Settings;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class ScreeningPageTests
{
    private const string Page = "/admin/screening";
    private const string Rules = "/admin/screening/rules";

    [Theory, EveryEngine]
    public async Task Rules_are_tried_first_and_hold_once_they_are_saved(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        for (var i = 0; i < 3; i++)
            await site.Comment(story, $"The ferry, number {i}", email: $"reader{i}@example.org");
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        (string, string)[] typed = [("is-Comments-Moderation", "here"), ("Comments-Moderation", "none"), ("is-Comments-HoldWords", "here"), ("Comments-HoldWords", "ferry\r\nbridge"), ("is-Comments-Model", "here")];
        using var tried = await boss.Post(Page, Rules + "?handler=Try", typed);
        var page = await boss.Follow(tried);
        // Under the rules that hold every comment waits anyway: the list of words changes nothing, the mode would.
        Assert.Equal("These rules would have changed nothing", page.QuerySelector("#effect")!.TextContent);
        Assert.Equal("ferry\nbridge", page.QuerySelector("#Comments-HoldWords")!.TextContent);
        Assert.Null(page.QuerySelector("#Comments-Model[checked]"));
        Assert.Empty(await site.Store.Read(db => db.Settings.Where(s => s.Key.StartsWith("Comments:")).ToListAsync()));

        using var saved = await boss.Post(Page, Rules, typed);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("The rules are saved.", (await boss.Follow(saved)).Status());
        using var without = await boss.Post(Page, Rules + "?handler=Try", ("is-Comments-HoldWords", "here"), ("Comments-HoldWords", ""));
        Assert.Equal("Would have held 3 fewer, let through 3 more", (await boss.Follow(without)).QuerySelector("#effect")!.TextContent);
        var rules = (await site.Store.Read(db => Site.Read(db, new Microsoft.Extensions.Configuration.ConfigurationManager()))).Screening;
        Assert.Equal((CommentsMode.None, "ferry\nbridge", false, 2), (rules.Mode, rules.HoldWords, rules.Model, rules.Links));
    }

    [Fact]
    public async Task What_cannot_be_used_is_named_and_comes_back_as_typed()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        foreach (var handler in new[] { "", "?handler=Try" })
        {
            using var answer = await boss.Post(Page, Rules + handler, ("is-Comments-Links", "here"), ("Comments-Links", "many"), ("is-Comments-BanWords", "here"), ("Comments-BanWords", "fine\n***"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var page = await boss.Follow(answer);
            Assert.Equal(["#Comments-Links", "#Comments-BanWords"], page.QuerySelectorAll(".problems a").Select(a => a.GetAttribute("href")!).OrderByDescending(h => h));
            Assert.Equal("many", page.QuerySelector("#Comments-Links")!.GetAttribute("value"));
            Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_moderator_reads_the_rules_and_keeps_the_bans()
    {
        await using var site = await TestSite.Start();
        using var moderator = await DeskVisit.SignedIn(site, Role.Moderator);
        var page = await moderator.Read(Page);
        Assert.NotNull(page.QuerySelector("form fieldset[disabled] #Comments-Links"));
        Assert.DoesNotContain(page.QuerySelectorAll("button"), b => b.TextContent.Contains("Save", StringComparison.Ordinal));
        using var wrong = await moderator.Post(Page, Page + "?handler=Ban", ("value", "not an address"), ("why", "rude"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal("rude", (await moderator.Follow(wrong)).QuerySelector("#Why")!.GetAttribute("value"));
        using var banned = await moderator.Post(Page, Page + "?handler=Ban", ("value", "Pest@Example.org"), ("why", "rude"));
        page = await moderator.Follow(banned);
        Assert.Contains("pest@example.org", page.QuerySelector(".bans")!.TextContent, StringComparison.Ordinal);
        using var removed = await moderator.Press(page.QuerySelector(".bans button")!);
        Assert.Contains("Nobody is banned", (await moderator.Follow(removed)).QuerySelector("#bans")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(await site.Store.Read(db => db.AuditLines.Select(l => l.Subject + l.Detail).ToListAsync()), l => l.Contains("pest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_tells_what_the_model_knows_and_the_queue_why_a_comment_is_there()
    {
        await using var site = await TestSite.Start(settings: ("Comments:Moderation", "none"));
        var story = await site.Publish("Bridge closes");
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        Assert.Contains("only what it brought along", (await boss.Read(Page)).QuerySelector("section:has(#versions)")!.TextContent, StringComparison.Ordinal);
        var person = await site.Store.Read(db => db.People.SingleAsync());
        foreach (var (text, status) in new[] { ("The heron nests again, number {0}", CommentStatus.Approved), ("Zorbel tonic heals all, number {0}", CommentStatus.Spam) })
        {
            var ids = new List<long>();
            for (var i = 0; i < 12; i++)
                ids.Add((await site.Comment(story, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, i), CommentStatus.Pending)).Id);
            await new ModerationQueue(site.Store).Decide(FanNews.Storage.Actor.Of(person), ids, CommentStatus.Pending, status);
        }

        using var learnt = await boss.Post(Page, Rules + "?handler=Learn");
        var page = await boss.Follow(learnt);
        Assert.Equal("The model has learnt anew.", page.Status());
        Assert.Contains("learnt from 24 decisions", page.QuerySelector(".versions")!.TextContent, StringComparison.Ordinal);

        var first = await site.Store.Read(db => db.ModelVersions.SingleAsync());
        var more = new List<long>();
        for (var i = 0; i < TeachModel.FewestNew; i++)
            more.Add((await site.Comment(story, $"The tide table is right, number {i}", CommentStatus.Pending)).Id);
        await new ModerationQueue(site.Store).Decide(FanNews.Storage.Actor.Of(person), more, CommentStatus.Pending, CommentStatus.Approved);
        using var anew = await boss.Post(Page, Rules + "?handler=Learn");
        page = await boss.Follow(anew);
        using var back = await boss.Press(Assert.Single(page.QuerySelectorAll(".versions button")));
        page = await boss.Follow(back);
        Assert.Equal("The older version is in use again.", page.Status());
        Assert.Contains("learnt from 24 decisions", page.QuerySelector(".versions li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("in use", page.QuerySelector(".versions li")!.TextContent, StringComparison.Ordinal);
        var present = (await site.Store.Read(db => new PresentModels().Find(db)))[ModelKind.Spam];
        Assert.Equal((first.Threshold, true), (present.Threshold, present.Version > first.Id));
        // What was decided before is no reason to learn it again.
        Assert.Empty(await new TeachModel(site.Store, site.Clock).FromDecisions(FanNews.Storage.Actor.Program));

        using var posted = await site.Client.PostAsync("/2026/11/24/bridge-closes/", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["comment"] = "Buy zorbel tonic now, http://a.top http://b.top http://c.top",
            ["author"] = "Zorbel",
            ["email"] = "zorbel@example.org",
        }));
        var reasons = (await boss.Read("/admin/comments")).QuerySelector(".comment .about")!.TextContent;
        Assert.Contains("Has 3 links in it", reasons, StringComparison.Ordinal);
        Assert.Contains("Spam by its words", reasons, StringComparison.Ordinal);
        Assert.Contains("zorbel", reasons, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_from_outside_is_shown_locked_and_stays()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Comments:Links", "7"));
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        Assert.Contains("FANNEWS__COMMENTS__LINKS", (await boss.Read(Page)).QuerySelector("#Comments-Links-locked")!.TextContent, StringComparison.Ordinal);
        using var answer = await boss.Post(Page, Rules, ("is-Comments-Links", "here"), ("Comments-Links", "1"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("7", (await boss.Read(Page)).QuerySelector("#Comments-Links")!.GetAttribute("value"));
    }
}
