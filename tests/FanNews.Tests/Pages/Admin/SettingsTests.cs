using System.Net;
using FanNews.People;
using FanNews.Settings;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class SettingsTests
{
    private const string Page = "/admin/settings";

    [Theory, EveryEngine]
    public async Task A_change_is_on_the_public_page_at_once(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Publish("The bridge stands");
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var answer = await boss.Post(
            Page, Page, ("Site-Name", "Der Fährmann"), ("Site-Motto", "Neues von beiden Ufern"), ("Site-Language", "de"), ("Site-TimeZone", "Europe/Berlin"), ("Site-Permalinks", "/{section}/{slug}/"), ("Comments-Moderation", "none"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = await boss.Follow(answer);
        Assert.Equal("The settings are saved.", page.Status());
        Assert.Equal("none", page.QuerySelector("input[name=Comments-Moderation][checked]")!.GetAttribute("value"));
        Assert.Contains("/news/bridge-opens-early/", page.QuerySelector(".example")!.TextContent, StringComparison.Ordinal);
        var front = await boss.Read("/");
        Assert.Contains("Der Fährmann", front.Title, StringComparison.Ordinal);
        Assert.Equal("de", front.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Neues von beiden Ufern", front.Body!.TextContent, StringComparison.Ordinal);
        using var old = await site.Client.GetAsync("/2026/11/24/the-bridge-stands/");
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        Assert.Equal(6, await site.Store.Read(db => db.AuditLines.CountAsync(l => l.By == "Administrator" && l.Subject.StartsWith("setting:"))));
    }

    [Fact]
    public async Task What_was_refused_comes_back_as_typed()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        using var answer = await boss.Post(
            Page, Page, ("Site-Name", ""), ("Site-Motto", "Both <banks>"), ("Site-Language", "English"), ("Site-TimeZone", "Mars"), ("Site-Permalinks", "/admin/{slug}/"), ("Comments-Moderation", "sometimes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await boss.Follow(answer);
        Assert.StartsWith("Error: Settings", page.Title, StringComparison.Ordinal);
        Assert.Equal(
            ["#Site-Name", "#Site-Language", "#Site-TimeZone", "#Site-Permalinks", "#Comments-Moderation"],
            page.QuerySelectorAll(".problems a").Select(a => a.GetAttribute("href")!));
        Assert.All(page.QuerySelectorAll(".problems a"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
        Assert.Equal("Both <banks>", page.QuerySelector("#Site-Motto")!.GetAttribute("value"));
        Assert.Equal("English", page.QuerySelector("#Site-Language")!.GetAttribute("value"));
        Assert.Equal("true", page.QuerySelector("#Site-Language")!.GetAttribute("aria-invalid"));
        Assert.Null(page.QuerySelector(".example"));
        Assert.Contains("FanNews", (await boss.Read("/")).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_from_outside_is_shown_locked_and_stays()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:Name", "The Ferryman"), ("Comments:Moderation", "first"), ("Site:MustPass", "none"));
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var page = await boss.Read(Page);
        Assert.True(page.QuerySelector("#Site-Name")!.HasAttribute("readonly"));
        Assert.Contains("FANNEWS__SITE__NAME", page.QuerySelector("#Site-Name-locked")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("input[name=Comments-Moderation]"), radio => Assert.True(radio.HasAttribute("disabled")));
        Assert.False(page.QuerySelector("#Site-Motto")!.HasAttribute("readonly"));
        using var refused = await boss.Post(Page, Page, ("Site-Name", "The Heron"), ("Site-Motto", "Both banks"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await boss.Follow(refused);
        Assert.Equal("The Ferryman", again.QuerySelector("#Site-Name")!.GetAttribute("value"));
        Assert.Equal("Both banks", again.QuerySelector("#Site-Motto")!.GetAttribute("value"));
        using var saved = await boss.Press(again.Button("Save settings"), ("Site-Name", "The Ferryman"), ("Site-Motto", "Both banks"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(["Site:Motto"], await site.Store.Read(db => db.Settings.Where(s => s.Key.StartsWith("Site:") || s.Key.StartsWith("Comments:")).Select(s => s.Key).ToListAsync()));
    }

    [Fact]
    public async Task What_visiting_programs_are_told_is_chosen_at_the_desk_or_locked()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:SecurityContact", "desk@ferryman.example"));
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var page = await boss.Read(Page);
        Assert.Equal("mailto:desk@ferryman.example", page.QuerySelector("#Site-SecurityContact")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("#Site-SecurityContact")!.HasAttribute("readonly"));
        using var answer = await boss.Press(page.Button("Save settings"), ("Site-Crawlers", "ai,  +CCBot"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var robots = await site.Client.GetStringAsync("/robots.txt");
        Assert.Contains("GPTBot", robots, StringComparison.Ordinal);
        Assert.DoesNotContain("CCBot", robots, StringComparison.Ordinal);
        Assert.Equal("ai, +CCBot", (await boss.Follow(answer)).QuerySelector("#Site-Crawlers")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_form_that_was_open_for_long_takes_nothing_back_that_it_left_alone()
    {
        await using var site = await TestSite.Start();
        using var boss = await DeskVisit.SignedIn(site, Role.Administrator);
        var open = await boss.Read(Page);
        await site.Choose("Site:Name", "The Ferryman");
        using var answer = await boss.Press(open.Button("Save settings"), ("Site-Name", "FanNews"), ("Site-Motto", "Both banks"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("The Ferryman", (await boss.Read(Page)).QuerySelector("#Site-Name")!.GetAttribute("value"));
    }
}
