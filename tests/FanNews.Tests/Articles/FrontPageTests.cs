using CsCheck;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class FrontPageTests
{
    private static readonly Site Site = new();

    [Theory, EveryEngine]
    public async Task A_pinned_story_leads_until_its_pin_ends_by_itself(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var old = await newsroom.Publish("Old", at: TestNewsroom.Noon.AddDays(-3));
        await Days(newsroom, 6);
        await newsroom.Pin(old, 0, "2026-11-24T13:00");

        Assert.Equal("Old", (await Front(newsroom)).Lead!.Headline);
        newsroom.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("Old", (await Front(newsroom)).Lead!.Headline);
        newsroom.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("Story 1", (await Front(newsroom)).Lead!.Headline);
    }

    [Theory, EveryEngine]
    public async Task A_pin_waits_for_its_story_and_the_rule_fills_its_slot(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var coming = await newsroom.Publish("Coming", at: TestNewsroom.Noon.AddHours(2));
        await Days(newsroom, 6);
        await newsroom.Pin(coming, 1);

        Assert.Equal(["Story 2", "Story 3", "Story 4"], (await Front(newsroom)).Beside.Select(s => s.Headline));
        newsroom.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["Coming", "Story 2", "Story 3"], (await Front(newsroom)).Beside.Select(s => s.Headline));
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            var story = await change.Db.Articles.SingleAsync(a => a.Id == coming.Id);
            Assert.Null(story.Kill(change.Now, "Wrong."));
            change.Record("killed", "article");
        });
        Assert.Equal(["Story 2", "Story 3", "Story 4"], (await Front(newsroom)).Beside.Select(s => s.Headline));
    }

    [Theory, EveryEngine]
    public async Task Pinning_into_a_slot_replaces_what_was_pinned_there_and_leaves_a_trace(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var stories = await Days(newsroom, 6);
        await newsroom.Pin(stories[4], 1);
        await newsroom.Pin(stories[5], 1);
        await newsroom.Pin(stories[5], 2);
        var pin = (await Pins(newsroom)).Single();
        Assert.Equal((stories[5].Id, 2), (pin.ArticleId, pin.Place));
        var trail = await newsroom.Store.Read(db => db.AuditLines.Where(l => l.Verb == "pinned" || l.Verb == "unpinned").OrderBy(l => l.Id).Select(l => l.Verb + " " + l.Detail).ToListAsync());
        Assert.Equal(["pinned slot 1", "unpinned gave way", "pinned slot 1", "pinned slot 2"], trail);
    }

    [Theory, EveryEngine]
    public async Task Moving_changes_places_and_unpinning_gives_the_slot_back(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var stories = await Days(newsroom, 6);
        await newsroom.Pin(stories[4], 0);
        await newsroom.Pin(stories[5], 1);
        var front = new CurateFront(newsroom.Store);
        var pins = await Pins(newsroom);
        Assert.IsType<FrontAnswer.Done>(await front.Move(Actor.Program, pins.Single(p => p.Place == 1).Id, 0, CurateFront.Mark(pins)));
        var top = await Front(newsroom);
        Assert.Equal(("Story 6", "Story 5"), (top.Lead!.Headline, top.Beside[0].Headline));
        pins = await Pins(newsroom);
        Assert.IsType<FrontAnswer.Done>(await front.Unpin(Actor.Program, pins.Single(p => p.Place == 0).Id, CurateFront.Mark(pins)));
        Assert.Equal("Story 1", (await Front(newsroom)).Lead!.Headline);
        Assert.IsType<FrontAnswer.Missing>(await front.Unpin(Actor.Program, 4711, CurateFront.Mark(await Pins(newsroom))));
    }

    [Theory, EveryEngine]
    public async Task Of_two_editors_who_started_from_the_same_page_the_second_is_told(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var stories = await Days(newsroom, 6);
        var front = new CurateFront(newsroom.Store);
        var seen = CurateFront.Mark(await Pins(newsroom));
        var answers = await Task.WhenAll(stories.Take(4).Select((story, i) => front.Pin(Actor.Program, new(story.Id, i, Seen: seen), Site)));
        Assert.Single(answers.OfType<FrontAnswer.Done>());
        Assert.Equal(3, answers.OfType<FrontAnswer.Conflict>().Count());
        Assert.Single(await Pins(newsroom));
    }

    [Fact]
    public async Task What_cannot_stand_on_the_front_page_is_refused_with_its_field()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var story = await newsroom.Publish("Story");
        var page = await newsroom.Publish("About", kind: ArticleKind.Page, path: "/about/");
        var killed = await newsroom.Publish("Killed", adjust: a => a.Kill(TestNewsroom.Noon, "Wrong."));
        async Task<string> Why(TypedPin typed, Site? site = null) =>
            Assert.Single(Assert.IsType<FrontAnswer.Refused>(await new CurateFront(newsroom.Store).Pin(Actor.Program, typed with { Seen = CurateFront.Mark([]) }, site ?? Site)).Problems) is var problem ? $"{problem.Field}: {problem.Sentence}" : "";

        Assert.Equal("Slot: Choose a slot from the list", await Why(new(story.Id, 4)));
        Assert.Equal("Story: Choose a story", await Why(new(4711, 0)));
        Assert.StartsWith("Story: A page stands outside", await Why(new(page.Id, 0)), StringComparison.Ordinal);
        Assert.StartsWith("Story: The story is killed", await Why(new(killed.Id, 0)), StringComparison.Ordinal);
        Assert.StartsWith("EndsAt: That time is past", await Why(new(story.Id, 0, "2026-11-24T12:00")), StringComparison.Ordinal);
        Assert.StartsWith("EndsAt: Write the time like", await Why(new(story.Id, 0, "soon")), StringComparison.Ordinal);
        var berlin = Site with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        Assert.StartsWith("EndsAt: There is no 02:30", await Why(new(story.Id, 0, "2027-03-28T02:30"), berlin), StringComparison.Ordinal);
        Assert.StartsWith("EndsAt: 02:30 happens twice", await Why(new(story.Id, 0, "2027-10-31T02:30"), berlin), StringComparison.Ordinal);
        Assert.Empty(await Pins(newsroom));
    }

    [Fact]
    public async Task A_section_that_runs_little_keeps_its_place_among_hundreds_of_newer_stories()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        for (var i = 0; i < 7; i++)
            await newsroom.Publish($"Rare {i}", section: "Chess", at: TestNewsroom.Noon.AddDays(-30).AddHours(-i));
        for (var i = 0; i < 205; i++)
            await newsroom.Publish($"News {i}", section: "City", at: TestNewsroom.Noon.AddHours(-i));
        var front = await newsroom.Store.Read(async db => await FrontPage.Read(db, await SectionTree.Read(db, default), newsroom.Clock.Now()));
        var chess = Assert.Single(front.Sections, s => s.Section.Name == "Chess");
        Assert.Equal(["Rare 0", "Rare 1", "Rare 2", "Rare 3"], chess.Stories.Select(s => s.Headline));
        Assert.Equal(4, Assert.Single(front.Sections, s => s.Section.Name == "City").Stories.Count);
    }

    [Theory, EveryEngine]
    public async Task No_story_stands_twice_and_pins_cost_one_query(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        for (var i = 0; i < 24; i++)
            await newsroom.Publish($"Story {i}", section: $"Part {i % 3}", at: TestNewsroom.Noon.AddHours(-i));
        await newsroom.Pin(await newsroom.Publish("Old", section: "Part 0", at: TestNewsroom.Noon.AddDays(-9)), 2);
        using var queries = new QueryCount(newsroom);
        var front = await newsroom.Store.Read(async db => await FrontPage.Read(db, await SectionTree.Read(db, default), newsroom.Clock.Now()));
        // The tree, pins, newest, what is newest in each section, its teasers, corrections.
        Assert.Equal(6, queries.Sql.Count(sql => sql.Contains("SELECT", StringComparison.Ordinal)));
        var ids = front.Beside.Concat(front.Latest).Concat(front.Sections.SelectMany(s => s.Stories)).Append(front.Lead!).Select(s => s.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(22, ids.Count);
        Assert.Equal("Old", front.Beside[1].Headline);
    }

    [Fact]
    public void Whatever_is_pinned_nothing_stands_twice_every_pin_shows_and_a_lead_is_there_when_a_story_is()
    {
        var pins = Gen.Select(Gen.Int[0, 19], Gen.Int[0, 5]).Array[0, 6];
        Gen.Select(Gen.Int[0, 20], Gen.Bool.Array[20], pins).Sample((count, pictured, chosen) =>
        {
            var stories = Enumerable.Range(0, count).Select(i => Story(i, pictured[i])).ToList();
            var pinned = chosen.Where(c => c.Item1 < count).DistinctBy(c => c.Item1).Select(c => stories[c.Item1] with { Place = c.Item2 }).ToList();
            var top = FrontTop.Fill(pinned, [.. stories.Take(12)]);

            var ids = top.All.Select(s => s.Id).ToList();
            Assert.Equal(ids.Distinct(), ids);
            Assert.Equal(count > 0, top.Lead is not null);
            foreach (var first in pinned.Where(p => p.Place < FrontTop.Slots).GroupBy(p => p.Place).Select(g => g.First()))
                Assert.Contains(first.Id, top.InSlots.OfType<Teaser>().Select(s => s.Id));
            Assert.Equal(top.Latest.OrderBy(s => s.Id).Select(s => s.Id), top.Latest.Select(s => s.Id));
            Assert.True(top.InSlots.OfType<Teaser>().Count() >= Math.Min(Math.Min(count, 12), FrontTop.Slots));
        }, iter: 2000);
    }

    private static Teaser Story(int number, bool pictured) => new()
    {
        Id = number + 1,
        Permalink = $"/{number}/",
        Headline = $"Story {number}",
        Excerpt = "",
        PublishAt = TestNewsroom.Noon.AddHours(-number),
        Picture = pictured ? new PictureView { Address = "/p", Src = "/p" } : null,
    };

    private static async Task<List<Article>> Days(TestNewsroom newsroom, int count)
    {
        var stories = new List<Article>();
        for (var i = 1; i <= count; i++)
            stories.Add(await newsroom.Publish($"Story {i}", at: TestNewsroom.Noon.AddHours(-i)));
        return stories;
    }

    private static Task<FrontTop> Front(TestNewsroom newsroom) => newsroom.Store.Read(db => FrontTop.Read(db, newsroom.Clock.Now()));

    private static Task<List<FrontPin>> Pins(TestNewsroom newsroom) => newsroom.Store.Read(db => db.FrontPins.AsNoTracking().ToListAsync());
}

/// <summary>Pinning in a word.</summary>
internal static class Pinning
{
    /// <summary>Pins a story, in the sight of all pins.</summary>
    public static async Task Pin(this TestNewsroom newsroom, Article story, int slot, string? endsAt = null)
    {
        var pins = await newsroom.Store.Read(db => db.FrontPins.AsNoTracking().ToListAsync());
        Assert.IsType<FrontAnswer.Done>(await new CurateFront(newsroom.Store).Pin(Actor.Program, new(story.Id, slot, endsAt, Seen: CurateFront.Mark(pins)), new Site()));
    }
}
