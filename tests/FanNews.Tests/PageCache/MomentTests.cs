using FanNews.Articles;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.PageCache;

/// <summary>Time alone: to the tick, without any job.</summary>
public sealed class MomentTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Theory, EveryEngine]
    public async Task A_kept_page_changes_at_the_very_instant(Engine engine)
    {
        await using var site = await TestSite.Start(engine, ("Site:TimeZone", "Europe/Berlin"));
        var now = TestNewsroom.Noon;
        var bridge = await site.Publish("Bridge closes", at: now.AddMinutes(-5), adjust: a => a.UnpublishAt = now.AddMinutes(30));
        await site.Publish("Ferry sails", at: now.AddMinutes(10));
        await site.Publish("Mayor speaks", at: now.AddMinutes(-5), adjust: a => a.EmbargoUntil = now.AddMinutes(20));
        await site.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == bridge.Id);
            article.Revise(new ArticleText { Headline = "Bridge opens" }, change.Now, by: null).Release(now.AddMinutes(15));
            change.Record("scheduled", $"article:{article.Id}");
        });

        await Turns("Ferry sails", now.AddMinutes(10), shows: true);
        await Turns("Bridge opens", now.AddMinutes(15), shows: true);
        await Turns("Mayor speaks", now.AddMinutes(20), shows: true);
        await Turns("Bridge opens", now.AddMinutes(30), shows: false);
        // Berlin is an hour ahead.
        await Turns("Wednesday 25 November 2026", now.AddHours(11), shows: true);

        async Task Turns(string text, DateTimeOffset at, bool shows)
        {
            site.Clock.SetUtcNow(at - Tick);
            foreach (var path in (string[])["/", "/2026/11/"])
                Assert.Equal(!shows, (await site.Kept(path)).Contains(text, StringComparison.Ordinal));
            site.Clock.Advance(Tick);
            foreach (var path in (string[])["/", "/2026/11/"])
                Assert.Equal(shows, (await site.Client.GetStringAsync(path)).Contains(text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_correction_leaves_the_front_page_after_its_week()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge closes", "It stands.\n\n::: correction\nIt was the other bridge.\n:::\n", at: TestNewsroom.Noon.AddDays(-6));
        site.Clock.SetUtcNow(TestNewsroom.Noon.AddDays(1) - Tick);
        Assert.Contains("It was the other bridge.", await site.Kept("/"), StringComparison.Ordinal);
        site.Clock.Advance(Tick);
        Assert.DoesNotContain("It was the other bridge.", await site.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_of_a_kept_page_can_still_be_sent()
    {
        await using var site = await TestSite.Start();
        var path = (await site.Publish("Bridge closes")).Permalink!;
        site.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));
        var early = await site.Kept(path);
        site.Clock.Advance(TimeSpan.FromHours(6) - Tick);
        Assert.Equal(early, await site.Kept(path));
        site.Clock.Advance(Tick);
        Assert.NotEqual(early, await site.Client.GetStringAsync(path));
    }

    [Theory, EveryEngine]
    public async Task The_next_moment_is_the_first_of_all_that_are_to_come(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var now = TestNewsroom.Noon;
        Assert.Equal(now.AddHours(12), await Next(now));
        Assert.Equal(now.AddHours(11), await Next(now, "Europe/Berlin"));
        // Clocks go forward at midnight: the day begins at one.
        Assert.Equal(new(2026, 4, 23, 22, 0, 0, TimeSpan.Zero), await Next(new(2026, 4, 23, 10, 0, 0, TimeSpan.Zero), "Africa/Cairo"));
        var story = await newsroom.Publish("Bridge closes", at: now.AddMinutes(50), adjust: a => (a.UnpublishAt, a.EmbargoUntil) = (now.AddMinutes(80), now.AddMinutes(70)));
        await newsroom.Publish("About", kind: ArticleKind.Page, path: "/about/", at: now.AddMinutes(40));
        await newsroom.Store.Change(Actor.Program, change =>
        {
            change.Db.FrontPins.Add(new FrontPin { ArticleId = story.Id, EndsAt = now.AddMinutes(30) });
            change.Db.BreakingLines.Add(new BreakingLine { Text = "It moves", StartsAt = now.AddMinutes(10), EndsAt = now.AddMinutes(20) });
            change.Record("pinned", "front");
            return Task.CompletedTask;
        });
        foreach (var minutes in (int[])[10, 20, 30, 40, 50, 70, 80, 720])
        {
            var next = await Next(now);
            Assert.Equal(TestNewsroom.Noon.AddMinutes(minutes), next);
            now = next;
        }

        Task<DateTimeOffset> Next(DateTimeOffset at, string zone = "UTC") =>
            newsroom.Store.Read(db => NextMoment.After(db, new Site { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) }, at));
    }
}
