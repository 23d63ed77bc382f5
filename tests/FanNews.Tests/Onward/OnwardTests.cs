using FanNews.Articles;
using FanNews.Onward;
using FanNews.Settings;
using FanNews.Tests.Storage;

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
        Assert.Equal("Second", (await Journeys(newsroom, "/first/")).Next);
        Assert.Equal("Third", (await Journeys(newsroom, "/second/")).Next);
        Assert.Equal("Second", (await Journeys(newsroom, "/third/")).Next);
        Assert.Equal("Third", (await Journeys(newsroom, "/elsewhere/")).Next);
    }

    [Theory, EveryEngine]
    public async Task You_May_Like_puts_shared_tags_first_and_never_repeats_Next_Post_or_the_story(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Publish(newsroom, "Story", -50, "Harbour", "pier", "ferries");
        await Publish(newsroom, "Next", -49, "Harbour", "pier");
        await Publish(newsroom, "Both tags", -900, "Sport", "pier", "ferries");
        await Publish(newsroom, "One tag", -900, "Sport", "pier");
        for (var i = 0; i < 8; i++)
            await Publish(newsroom, $"Filler {i}", -10 - i, "Sport", "pier-less");
        await Publish(newsroom, "Hidden", 5, "Harbour", "pier", "ferries");
        var (next, rail) = await Journeys(newsroom, "/story/");
        Assert.Equal("Next", next);
        Assert.Equal(YouMayLike.Size, rail.Count);
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
        await Publish(newsroom, "Alone", -1, "Harbour", "pier");
        var (next, rail) = await Journeys(newsroom, "/alone/");
        Assert.Null(next);
        Assert.Empty(rail);
    }

    private static Task<Article> Publish(TestStore newsroom, string headline, int hours, string section, params string[] tags) =>
        newsroom.Publish(headline, section: section, at: TestNewsroom.Noon.AddHours(hours), tags: tags, path: $"/{Slug.From(headline)}/");

    private static Task<(string? Next, List<(string Headline, string Reason)> Rail)> Journeys(TestStore newsroom, string path) =>
        newsroom.Store.Read(async db =>
        {
            var story = Assert.IsType<ArticleAnswer.Found>(await ReadArticle.At(db, path, TestNewsroom.Noon, new Site())).Story;
            var next = await NextPost.Find(db, story, TestNewsroom.Noon);
            var rail = await YouMayLike.Find(db, story, next, TestNewsroom.Noon);
            return (next?.Story.Headline, rail.Select(r => (r.Story.Headline, r.Reason)).ToList());
        });
}
