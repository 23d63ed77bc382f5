using FanNews.Articles;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class BreakingNewsTests
{
    private static readonly Site Site = new() { Url = new Uri("https://news.example") };

    [Theory, EveryEngine]
    public async Task A_line_stands_until_its_time_without_any_job(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        Assert.Null(await Now(newsroom));
        await Set(newsroom, new("Barrier closes at noon", Hours: 2));
        Assert.Equal("Barrier closes at noon", (await Now(newsroom))!.Text);
        newsroom.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await Now(newsroom));
        newsroom.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await Now(newsroom));
    }

    [Theory, EveryEngine]
    public async Task A_new_line_takes_the_place_of_the_old_and_can_be_ended_early(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var news = new BreakingNews(newsroom.Store);
        await Set(newsroom, new("First"));
        var first = await Now(newsroom);
        newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        await Set(newsroom, new("Second", EndsAt: "2026-11-24T20:00", Seen: first!.Id));
        Assert.IsType<FrontAnswer.Conflict>(await news.Set(Actor.Program, new("Third", Seen: first.Id), Site));
        Assert.IsType<FrontAnswer.Conflict>(await news.EndNow(Actor.Program, first.Id));
        var second = await Now(newsroom);
        Assert.Equal(("Second", TestNewsroom.Noon.AddHours(8)), (second!.Text, second.EndsAt));
        Assert.IsType<FrontAnswer.Done>(await news.EndNow(Actor.Program, second.Id));
        Assert.Null(await Now(newsroom));
        Assert.IsType<FrontAnswer.Missing>(await news.EndNow(Actor.Program, 0));
        Assert.Equal(["ended", "set", "set"], await newsroom.Store.Read(db => db.AuditLines.Where(l => l.Subject == "breaking").Select(l => l.Verb).OrderBy(v => v).ToListAsync()));
    }

    [Theory, EveryEngine]
    public async Task A_line_leads_to_a_story_for_as_long_as_readers_see_it(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Barrier", adjust: a => a.UnpublishAt = TestNewsroom.Noon.AddHours(1));
        await Set(newsroom, new("Barrier closes", "https://news.example/2026/11/24/BARRIER", 3));
        Assert.Equal(story.Permalink, (await Now(newsroom))!.Address);
        newsroom.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(("Barrier closes", null), ((await Now(newsroom))!.Text, (await Now(newsroom))!.Address));
    }

    [Fact]
    public async Task What_cannot_stand_above_every_page_is_refused_with_its_field()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        await newsroom.Publish("Coming", at: TestNewsroom.Noon.AddHours(1));
        async Task<string> Why(TypedLine typed) =>
            string.Join(' ', Assert.IsType<FrontAnswer.Refused>(await new BreakingNews(newsroom.Store).Set(Actor.Program, typed, Site)).Problems.Select(p => p.Field));

        Assert.Equal("Text", await Why(new(" ")));
        Assert.Equal("Text", await Why(new(new string('x', 161))));
        Assert.Equal("Text Hours Address", await Why(new("", "https://other.example/", 25)));
        Assert.Equal("Hours", await Why(new("News", Hours: 0)));
        Assert.Equal("LineEndsAt", await Why(new("News", EndsAt: "2026-11-25T12:01")));
        Assert.Equal("LineEndsAt", await Why(new("News", EndsAt: "2026-11-24T12:00")));
        Assert.Equal("LineEndsAt", await Why(new("News", EndsAt: "noon")));
        Assert.Equal("Address", await Why(new("News", "//other.example/x")));
        Assert.Equal("Address", await Why(new("News", "/2026/11/24/coming/")));
        Assert.Equal("Address", await Why(new("News", "javascript:alert(1)")));
        Assert.Null(await Now(newsroom));
    }

    private static async Task Set(TestNewsroom newsroom, TypedLine typed) =>
        Assert.IsType<FrontAnswer.Done>(await new BreakingNews(newsroom.Store).Set(Actor.Program, typed, Site));

    private static Task<BreakingView?> Now(TestNewsroom newsroom) => newsroom.Store.Read(db => BreakingNews.Read(db, newsroom.Clock.Now()));
}
