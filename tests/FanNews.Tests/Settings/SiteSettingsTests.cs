using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Tests.Settings;

public sealed class SiteSettingsTests
{
    private static readonly Actor By = Actor.Command("test");

    [Theory, EveryEngine]
    public async Task Each_key_that_changes_is_stored_with_its_line_and_no_other(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var settings = new SiteSettings(newsroom.Store, Outside());
        Assert.Empty(await settings.Save(
            Typed(("Site:Name", " The Ferryman "), ("Site:Motto", "News from both banks"), ("Site:Language", "de-at"), ("Site:TimeZone", "europe/vienna"), ("Site:Permalinks", "/{section}/{slug}/"), ("Comments:Moderation", "First")), By));
        var site = await newsroom.Store.Read(db => Site.Read(db, Outside()));
        Assert.Equal(("The Ferryman", "News from both banks", "de-AT", "Europe/Vienna", "/{section}/{slug}/", CommentsMode.First), (site.Name, site.Motto, site.Language, site.Zone.Id, site.PermalinkPattern, site.Comments));
        Assert.Equal(6, (await Lines(newsroom)).Count);

        Assert.Empty(await settings.Save(Typed(("Site:Name", "The Ferryman"), ("Site:Motto", "")), By));
        Assert.Null((await newsroom.Store.Read(db => Site.Read(db, Outside()))).Motto);
        var lines = await Lines(newsroom);
        Assert.Equal(7, lines.Count);
        Assert.Equal("set setting:Site:Motto \"News from both banks\" to \"\"", lines[^1]);
        Assert.Contains("set setting:Site:Name \"FanNews\" to \"The Ferryman\"", lines);
    }

    [Theory, EveryEngine]
    public async Task One_refusal_and_nothing_is_stored(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var refusals = await new SiteSettings(newsroom.Store, Outside()).Save(Typed(("Site:Name", "The Ferryman"), ("Site:TimeZone", "Mars/Olympus")), By);
        Assert.Equal([new FanNews.Refusal("Site:TimeZone", "Enter a time zone of the list, like Europe/Berlin")], refusals);
        Assert.Empty(await newsroom.Store.Read(db => db.Settings.Where(s => s.Key.StartsWith("Site:")).ToListAsync()));
        Assert.Empty(await Lines(newsroom));
    }

    [Theory, EveryEngine]
    public async Task What_is_set_from_outside_is_not_changed_here(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var outside = Outside(("FanNews:Site:Name", "The Ferryman"), ("FanNews:Site:TimeZone", "europe/berlin"));
        var settings = new SiteSettings(newsroom.Store, outside);
        Assert.True(settings.IsLocked("Site:Name"));
        Assert.False(settings.IsLocked("Site:Motto"));
        Assert.Equal("Site:Name", Assert.Single(await settings.Save(Typed(("Site:Name", "The Heron")), By)).Field);
        Assert.Empty(await settings.Save(Typed(("Site:Name", "The Ferryman"), ("Site:Motto", "Both banks")), By));
        Assert.Equal(["Site:Motto"], await newsroom.Store.Read(db => db.Settings.Where(s => s.Key.StartsWith("Site:")).Select(s => s.Key).ToListAsync()));
    }

    [Theory]
    [InlineData("Site:Name", " ", "Enter a name for the site")]
    [InlineData("Site:Name", "The\nFerryman", "The site name must be one line of 100 characters or fewer")]
    [InlineData("Site:Motto", "a\u2028b", "The motto must be one line of 200 characters or fewer")]
    [InlineData("Site:Language", "", "Enter a language, like en or de-AT")]
    [InlineData("Site:Language", "English", "Enter the language as a tag that is known, like en, de-AT or ar")]
    [InlineData("Site:Language", "en\" onload", "Enter the language as a tag that is known, like en, de-AT or ar")]
    [InlineData("Site:TimeZone", "", "Enter a time zone, like Europe/Berlin")]
    [InlineData("Site:TimeZone", "../../etc/passwd", "Enter a time zone of the list, like Europe/Berlin")]
    [InlineData("Site:Permalinks", "{slug}", "The pattern must begin with / and contain {slug}")]
    [InlineData("Site:Permalinks", "/{yyyy}/", "The pattern must begin with / and contain {slug}")]
    [InlineData("Site:Permalinks", "/{slug}/{slug}/", "The pattern may have {slug} only once")]
    [InlineData("Site:Crawlers", "ai, Bad Bot", "Write names of crawlers separated by commas, as in ai, +Applebot-Extended, BadBot")]
    [InlineData("Site:SecurityContact", "javascript:alert(1)", "Write an e-mail address, or an address that begins with https: or tel:")]
    [InlineData("Site:Permalinks", "/{year}/{slug}/", "Besides {yyyy}, {MM}, {dd}, {section} and {slug} the pattern may have small letters a to z, digits, / - and _")]
    [InlineData("Site:Permalinks", "/news/{slug}/?p=1", "Besides {yyyy}, {MM}, {dd}, {section} and {slug} the pattern may have small letters a to z, digits, / - and _")]
    [InlineData("Site:Permalinks", "/news//{slug}/", "The pattern must have 200 characters or fewer, and no part of it may be empty")]
    [InlineData("Site:Permalinks", "/admin/{slug}/", "Addresses of this form belong to the program. Choose another pattern")]
    [InlineData("Site:Permalinks", "/{slug}/feed/", "Addresses of this form belong to the program. Choose another pattern")]
    [InlineData("Comments:Moderation", "2", "Choose when a comment waits")]
    public async Task A_value_that_cannot_be_is_refused_with_its_key(string key, string typed, string sentence)
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        Assert.Equal([new FanNews.Refusal(key, sentence)], await new SiteSettings(newsroom.Store, Outside()).Save(Typed((key, typed)), By));
    }

    [Fact]
    public void What_the_desk_accepts_the_site_can_read()
    {
        foreach (var zone in SiteSettings.Zones)
            Assert.Equal(zone, Site.From(key => key == "Site:TimeZone" ? zone : null).Zone.Id);
        Assert.Contains("Europe/Berlin", SiteSettings.Zones);
        Assert.Equal(SiteSettings.Keys.Order(), SiteSettings.Values(new Site()).Keys.Order());
    }

    [Fact]
    public void The_example_is_where_a_story_of_now_would_stand()
    {
        var late = new DateTimeOffset(2026, 12, 31, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal("/2027/01/01/bridge-opens-early/", SiteSettings.Example("/{yyyy}/{MM}/{dd}/{slug}/", "Europe/Berlin", late));
        Assert.Null(SiteSettings.Example("/{year}/{slug}/", "Europe/Berlin", late));
        Assert.Null(SiteSettings.Example("/{slug}/", "Mars/Olympus", late));
    }

    private static Dictionary<string, string> Typed(params (string Key, string Value)[] values) => values.ToDictionary(v => v.Key, v => v.Value);

    private static IConfiguration Outside(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build();

    private static Task<List<string>> Lines(TestStore newsroom) =>
        newsroom.Store.Read(db => db.AuditLines.Where(l => l.Verb == "set").OrderBy(l => l.Id).Select(l => l.Verb + " " + l.Subject + " " + l.Detail).ToListAsync());
}
