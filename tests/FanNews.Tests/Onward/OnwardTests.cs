using FanNews.Articles;
using FanNews.Onward;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Onward;

public sealed class OnwardTests
{
    [Theory, EveryEngine]
    public async Task Next_Post_is_the_next_newer_visible_story_of_the_section(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Publish(newsroom, "First", -5, "Harbour");
        await Publish(newsroom, "Elsewhere", -4, "Sport");
        await Publish(newsroom, "Second", -3, "Harbour");
        await Publish(newsroom, "Third", -2, "Harbour");
        await Publish(newsroom, "To come", 2, "Harbour");
        Assert.Equal("Second", (await Shown(newsroom, "/first/")).Next);
        Assert.Equal("Third", (await Shown(newsroom, "/second/")).Next);
        Assert.Equal("Second", (await Shown(newsroom, "/third/")).Next);
        Assert.Equal("Third", (await Shown(newsroom, "/elsewhere/")).Next);
    }

    [Theory, EveryEngine]
    public async Task You_May_Like_puts_shared_tags_first_and_never_repeats_Next_Post_or_the_story(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Tagged(newsroom, "Story", -50, "Harbour", "pier", "ferries");
        await Tagged(newsroom, "Next", -49, "Harbour", "pier");
        await Tagged(newsroom, "Both tags", -900, "Sport", "pier", "ferries");
        await Tagged(newsroom, "One tag", -900, "Sport", "pier");
        for (var i = 0; i < 8; i++)
            await Tagged(newsroom, $"Filler {i}", -10 - i, "Sport", "pier-less");
        await Tagged(newsroom, "Hidden", 5, "Harbour", "pier", "ferries");
        var (next, rail) = await Shown(newsroom, "/story/");
        Assert.Equal("Next", next);
        Assert.Equal(Journeys.Size, rail.Count);
        Assert.Equal("Both tags", rail[0].Headline);
        Assert.Equal("One tag", rail[1].Headline);
        Assert.StartsWith("shares '", rail[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(rail, r => r.Headline is "Story" or "Next" or "Hidden");
        Assert.Equal(rail.Count, rail.Distinct().Count());
    }

    [Theory, EveryEngine]
    public async Task A_newsroom_with_one_story_proposes_nothing(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Tagged(newsroom, "Alone", -1, "Harbour", "pier");
        var (next, rail) = await Shown(newsroom, "/alone/");
        Assert.Null(next);
        Assert.Empty(rail);
    }

    [Theory, EveryEngine]
    public async Task Stories_about_the_same_are_found_by_their_words_and_say_which(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Paper(newsroom);
        await Publish(newsroom, "Dredger returns", -40, "Harbour", "The dredger deepened the channel. The council paid for dredging.");
        await Publish(newsroom, "Channel deep enough", -30, "Sport", "After weeks of dredging the dredger left the channel.");
        var rail = (await Shown(newsroom, "/dredger-returns/")).Rail;
        Assert.Equal("Channel deep enough", rail[0].Headline);
        Assert.Matches("^shares '(channel|dredger|dredging)', '.*' and '.*'$", rail[0].Reason);
        // The older story learns of the newer one, and the newer one of the older.
        Assert.Equal("Dredger returns", (await Shown(newsroom, "/channel-deep-enough/")).Rail[0].Headline);
        // An edit is seen from both sides at once.
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.PermalinkKey == "/channel-deep-enough");
            article.Publish(article.Revise(new ArticleText { Headline = "Lighthouse painted", Body = "The lighthouse is white again." }, change.Now, by: null), change.Now, "/x/");
            change.Record("published", $"article:{article.Id}");
        });
        Assert.DoesNotContain((await Shown(newsroom, "/dredger-returns/")).Rail, r => r.Reason.StartsWith("shares", StringComparison.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task One_event_is_shown_once_and_one_source_three_times(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Paper(newsroom);
        await Publish(newsroom, "Whale in the harbour", -90, "Harbour", "A whale swam past the breakwater.");
        for (var i = 0; i < 4; i++)
            await Publish(newsroom, $"Whale swims past breakwater again {i}", -80 + i, "Wire", "The whale passed the breakwater at noon.");
        for (var i = 0; i < 5; i++)
            await newsroom.Publish($"{"Whale Breakwater Pilot Anchor Lantern".Split(' ')[i]} number {i}", $"A whale, the breakwater and {"oil rope salt tar coal".Split(' ')[i]}.", "Wire", TestNewsroom.Noon.AddHours(-70 + i), source: "The Wire", path: $"/wire-{i}/");
        var rail = (await Shown(newsroom, "/whale-in-the-harbour/")).Rail;
        Assert.Single(rail, r => r.Headline.StartsWith("Whale swims", StringComparison.Ordinal));
        Assert.Equal(3, rail.Count(r => r.Headline.Contains("number", StringComparison.Ordinal)));
        Assert.Equal(Journeys.Size, rail.Count);
    }

    [Theory, EveryEngine]
    public async Task Next_Post_is_the_next_part_of_the_series(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var series = new Series { Slug = "tides", Name = "Tides" };
        var first = await newsroom.Publish("Ebb", section: "Harbour", at: TestNewsroom.Noon.AddHours(-9), path: "/ebb/", adjust: a => (a.Series, a.SeriesPart) = (series, 1));
        await newsroom.Publish("Flood", section: "Sport", at: TestNewsroom.Noon.AddHours(-10), path: "/flood/", adjust: a => (a.SeriesId, a.SeriesPart) = (first.SeriesId, 2));
        await Publish(newsroom, "Newer", -1, "Harbour");
        var (next, rail) = await Shown(newsroom, "/ebb/");
        Assert.Equal("Flood", next);
        Assert.DoesNotContain(rail, r => r.Headline == "Flood");
        Assert.Equal(("Ebb", "also in the series 'Tides'"), (await Shown(newsroom, "/flood/")).Rail.Find(r => r.Headline == "Ebb"));
    }

    [Theory, EveryEngine]
    public async Task Pins_come_first_while_readers_see_them(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await Publish(newsroom, "Story", -50, "Harbour");
        await Publish(newsroom, "Newer", -49, "Harbour");
        var chosen = await Publish(newsroom, "Chosen", -900, "Sport");
        var later = await Publish(newsroom, "Later", 3, "Sport");
        var other = await Publish(newsroom, "Other", -800, "Sport");
        await newsroom.Store.Change(Actor.Program, change =>
        {
            change.Db.AddRange(
                new OnwardPin { ArticleId = story.Id, Place = OnwardPin.Next, TargetId = later.Id },
                new OnwardPin { ArticleId = story.Id, Place = 1, TargetId = chosen.Id },
                new OnwardPin { ArticleId = story.Id, Place = 2, TargetId = other.Id });
            change.Record("saved", $"article:{story.Id}");
            return Task.CompletedTask;
        });
        var (next, rail) = await Shown(newsroom, "/story/");
        Assert.Equal("Newer", next);
        Assert.Equal([("Chosen", "pinned"), ("Other", "pinned")], rail.Take(2));
        newsroom.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("Later", (await Shown(newsroom, "/story/")).Next);
    }

    [Theory, EveryEngine]
    public async Task What_is_read_on_a_story_costs_two_queries(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Paper(newsroom);
        var now = newsroom.Clock.GetUtcNow();
        using var count = new QueryCount(newsroom);
        await newsroom.Store.Read(async db =>
        {
            var story = Assert.IsType<ArticleAnswer.Found>(await ReadArticle.At(db, "/news-3/", now, new Site())).Story;
            var newest = await Journeys.ReadNewest(db, now);
            var before = count.Sql.Count;
            Assert.Equal(Journeys.Size, (await Journeys.Read(db, story, now, newest)).Rail.Count);
            // What was stored and what stands around it, and the teasers.
            Assert.Equal(2, count.Sql.Count - before);
            return 0;
        });
    }

    [Theory, EveryEngine]
    public async Task Many_stories_at_once_are_left_to_the_background_which_tells_the_pages_that_change(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Paper(newsroom);
        var apart = await Publish(newsroom, "Whale sighted", -300, "Sea", "It blew twice.");
        var old = await Publish(newsroom, "Dredger returns", -40, "Harbour", "The dredger deepened the channel. The council paid for dredging.");
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            for (var i = 0; i < 12; i++)
            {
                var article = new Article { Slug = $"i{i}", CreatedAt = change.Now };
                var text = article.Revise(new ArticleText { Headline = $"Report {"oil rope salt tar coal corn wool tea silk tin zinc jute".Split(' ')[i]}", Body = i < 6 ? "By dredging the dredger kept the channel open." : "Nothing of it." }, change.Now, by: null);
                Assert.Null(article.Publish(text, change.Now.AddHours(-100 - i), $"/i{i}/"));
                change.Db.Articles.Add(article);
            }

            await change.Db.SaveChangesAsync();
            change.Record("imported", "test");
        });
        Assert.DoesNotContain((await Shown(newsroom, "/dredger-returns/")).Rail, r => r.Headline.StartsWith("Report", StringComparison.Ordinal) && r.Reason.StartsWith("shares", StringComparison.Ordinal));
        var seen = await newsroom.Store.Read(db => SeenMarks.Read(db, old.Id));
        var far = await newsroom.Store.Read(db => SeenMarks.Read(db, apart.Id));
        while (await DueRelatives.Some(newsroom.Store) > 0)
        {
        }

        Assert.StartsWith("Report", (await Shown(newsroom, "/dredger-returns/")).Rail[0].Headline, StringComparison.Ordinal);
        Assert.False(newsroom.Store.Marks.Holds(seen));
        Assert.True(newsroom.Store.Marks.Holds(far));
        Assert.Equal(0, await DueRelatives.Some(newsroom.Store));
    }

    [Theory, EveryEngine]
    public async Task A_newsroom_whose_index_is_made_anew_finds_its_relatives_again(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Paper(newsroom);
        await Publish(newsroom, "Dredger returns", -40, "Harbour", "The dredger deepened the channel. The council paid for dredging.");
        await Publish(newsroom, "Channel deep enough", -30, "Sport", "After weeks of dredging the dredger left the channel.");
        var before = await Shown(newsroom, "/dredger-returns/");
        await newsroom.Choose("Site:Language", "de");
        await newsroom.Choose("Site:Language", "en");
        await newsroom.Store.Migrate();
        Assert.Equal(Journeys.Size, (await Shown(newsroom, "/dredger-returns/")).Rail.Count);
        while (await DueRelatives.Some(newsroom.Store) > 0)
        {
        }

        var after = await Shown(newsroom, "/dredger-returns/");
        Assert.Equal(before.Rail[0], after.Rail[0]);
    }

    // Enough else for words to be rare or not.
    private static async Task Paper(TestStore newsroom)
    {
        for (var i = 0; i < 12; i++)
            await Publish(newsroom, $"News {i}", -200 + i, "Town", $"The council met on item {"oil rope salt tar coal corn wool tea silk tin zinc jute".Split(' ')[i]}.");
    }

    private static Task<Article> Publish(TestStore newsroom, string headline, int hours, string section, string body = "It stands.") =>
        newsroom.Publish(headline, body, section, TestNewsroom.Noon.AddHours(hours), path: $"/{Slug.From(headline)}/");

    private static Task<Article> Tagged(TestStore newsroom, string headline, int hours, string section, params string[] tags) =>
        newsroom.Publish(headline, section: section, at: TestNewsroom.Noon.AddHours(hours), tags: tags, path: $"/{Slug.From(headline)}/");

    private static Task<(string? Next, List<(string Headline, string Reason)> Rail)> Shown(TestStore newsroom, string path) =>
        newsroom.Store.Read(async db =>
        {
            var story = Assert.IsType<ArticleAnswer.Found>(await ReadArticle.At(db, path, newsroom.Clock.GetUtcNow(), new Site())).Story;
            var (next, rail) = await Journeys.Read(db, story, newsroom.Clock.GetUtcNow(), await Journeys.ReadNewest(db, newsroom.Clock.GetUtcNow()));
            return (next?.Story.Headline, rail.Select(r => (r.Story.Headline, r.Reason)).ToList());
        });
}
