using FanNews.Articles;
using FanNews.Storage;
using FanNews.Tests.PageCache;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages;

/// <summary>What a story says of itself: its age, and whether a machine helped.</summary>
public sealed class StoryLabelTests
{
    [Fact]
    public async Task A_story_says_how_old_it_is_from_its_first_birthday_on()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes", at: TestNewsroom.Noon.AddYears(-1).AddMinutes(10));
        var page = await site.Publish("About us", at: TestNewsroom.Noon.AddYears(-3), kind: ArticleKind.Page, path: "/about/");
        Assert.Null((await site.Read(page.Permalink!)).QuerySelector(".age"));
        await Turns(TestNewsroom.Noon.AddMinutes(10), null, "This story is a year old");
        await Turns(TestNewsroom.Noon.AddYears(1).AddMinutes(10), "This story is a year old", "This story is 2 years old");

        async Task Turns(DateTimeOffset at, string? before, string after)
        {
            site.Clock.SetUtcNow(at.AddMilliseconds(-1));
            await site.Kept(story.Permalink!);
            Assert.Equal(before, (await site.Read(story.Permalink!)).QuerySelector(".age")?.TextContent);
            site.Clock.SetUtcNow(at);
            Assert.Equal(after, (await site.Read(story.Permalink!)).QuerySelector(".age")?.TextContent);
        }
    }

    [Theory, EveryEngine]
    public async Task What_a_machine_helped_to_write_says_so_to_people_and_machines(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        Assert.Null((await site.Read(story.Permalink!)).QuerySelector("[data-part=ai]"));
        await site.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == story.Id);
            article.Revise(new ArticleText { Headline = "Bridge opens", AiAssisted = true }, change.Now, by: null).Release(TestNewsroom.Noon.AddHours(1));
            change.Record("revised", "story");
        });
        Assert.Null((await site.Read(story.Permalink!)).QuerySelector("[data-part=ai]"));
        site.Clock.Advance(TimeSpan.FromHours(1));
        var page = await site.Read(story.Permalink!);
        Assert.Equal("AI-assisted", page.QuerySelector(".byline [data-part=ai]")!.TextContent);
        Assert.Contains("\"digitalSourceType\":\"https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource\"", page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
    }
}
