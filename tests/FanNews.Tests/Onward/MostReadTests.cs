using FanNews.Articles;
using FanNews.Onward;
using FanNews.Storage;
using FanNews.Tests.PageCache;
using FanNews.Tests.Pages;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Onward;

public sealed class MostReadTests
{
    [Theory, EveryEngine]
    public async Task The_ranking_goes_by_the_last_day_and_shows_what_readers_may_see(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var stories = new List<Article>();
        for (var i = 0; i < 7; i++)
            stories.Add(await newsroom.Publish($"Story {i}", at: TestNewsroom.Noon.AddDays(-2)));
        await MostRead.Add(newsroom.Store, [(stories[6].Id, 1000)]);
        Assert.True(await Rank(newsroom));
        Assert.Empty(await Read(newsroom));

        newsroom.Clock.Advance(TimeSpan.FromHours(24));
        for (var i = 0; i < 6; i++)
            await MostRead.Add(newsroom.Store, [(stories[i].Id, 10 * (i + 1))]);
        await MostRead.Add(newsroom.Store, [(stories[0].Id, 45)]);
        Assert.True(await Rank(newsroom));
        Assert.Equal(["Story 5", "Story 0", "Story 4", "Story 3", "Story 2"], (await Read(newsroom)).Select(s => s.Headline));
        Assert.DoesNotContain(await newsroom.Store.Read(db => db.StoryHours.AsNoTracking().ToListAsync()), h => h.ArticleId == stories[6].Id);

        await newsroom.Store.Change(Actor.Program, change =>
        {
            change.Db.Articles.Single(a => a.Id == stories[5].Id).UnpublishAt = change.Now;
            change.Record("unpublished", "story");
            return Task.CompletedTask;
        });
        Assert.Equal(["Story 0", "Story 4", "Story 3", "Story 2", "Story 1"], (await Read(newsroom)).Select(s => s.Headline));
    }

    [Theory, EveryEngine]
    public async Task Of_several_processes_one_ranks_and_a_ranking_stands_for_its_time(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var stories = new List<Article>();
        for (var i = 0; i < 3; i++)
            stories.Add(await newsroom.Publish($"Story {i}"));
        Assert.False(await Rank(newsroom));
        await MostRead.Add(newsroom.Store, [.. stories.Select((s, i) => (s.Id, i + 1))]);
        Assert.Single(await Task.WhenAll(Rank(newsroom), Rank(newsroom), Rank(newsroom)), changed => changed);
        await MostRead.Add(newsroom.Store, [(stories[0].Id, 9)]);
        newsroom.Clock.Advance(MostRead.Round - TimeSpan.FromMilliseconds(1));
        Assert.False(await Rank(newsroom));
        Assert.Equal("Story 2", (await Read(newsroom))[0].Headline);
        newsroom.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await Rank(newsroom));
        Assert.Equal("Story 0", (await Read(newsroom))[0].Headline);
        newsroom.Clock.Advance(MostRead.Round);
        Assert.False(await Rank(newsroom));
        newsroom.Clock.Advance(MostRead.Window);
        Assert.True(await Rank(newsroom));
        Assert.Empty(await newsroom.Store.Read(db => db.MostReadStories.AsNoTracking().ToListAsync()));
    }

    [Fact]
    public async Task Kept_pages_show_a_new_ranking_and_last_where_it_is_the_same()
    {
        await using var site = await TestSite.Start();
        var stories = new List<Article>();
        for (var i = 0; i < 3; i++)
            stories.Add(await site.Publish($"Story {i}", section: "Harbour"));
        await site.Kept("/");
        await MostRead.Add(site.Store, [.. stories.Select((s, i) => (s.Id, i + 1))]);
        Assert.True(await MostRead.Rank(site.Store, TestNewsroom.Noon));
        foreach (var path in (string[])["/", "/section/harbour/"])
            Assert.Equal(["Story 2", "Story 1", "Story 0"], (await site.Read(path)).QuerySelectorAll(".most-read li a").Select(a => a.TextContent));
        await site.Kept("/");
        await MostRead.Add(site.Store, [(stories[2].Id, 5)]);
        Assert.False(await MostRead.Rank(site.Store, TestNewsroom.Noon + MostRead.Round));
        using var queries = new QueryCount(site);
        await site.Client.GetStringAsync("/");
        Assert.Empty(queries.Sql);
    }

    private static Task<bool> Rank(TestStore newsroom) => MostRead.Rank(newsroom.Store, newsroom.Clock.Now());

    private static Task<IReadOnlyList<ReadStory>> Read(TestStore newsroom) => newsroom.Store.Read(db => MostRead.Read(db, newsroom.Clock.Now()));
}
