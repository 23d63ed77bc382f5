using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Sections;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Tests.Readers;

public sealed class DigestTests
{
    [Theory, EveryEngine]
    public async Task Moderators_are_told_at_seven_of_the_papers_zone_and_only_when_something_new_waits(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine, ("Site:TimeZone", "America/New_York"));
        await site.Person(Role.Moderator);
        await site.Person(Role.Editor);
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "Who pays?", CommentStatus.Pending);
        var digest = site.Services.GetRequiredService<QueueDigest>();
        Assert.Equal(0, await digest.Send());
        await site.Choose(QueueDigest.Key, "daily");
        Assert.Equal(1, await digest.Send());
        var letter = Assert.Single(await site.Mails());
        Assert.Equal(("moderator@example.org", "1 comment waits at FanNews"), (letter.To, letter.Subject));
        await site.Comment(story, "Who else?", CommentStatus.Pending, at: site.Clock.GetUtcNow().AddHours(2));
        // Noon of UTC is seven in New York.
        site.Clock.Advance(TimeSpan.FromHours(23) + TimeSpan.FromMinutes(59) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await digest.Send());
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await digest.Send());
        Assert.Contains("2 comments wait", Assert.Single(await site.Mails()).Subject, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await digest.Send());
    }

    [Theory, EveryEngine]
    public async Task Who_is_limited_to_sections_is_told_of_theirs(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var limited = await site.Person(Role.Moderator);
        var harbour = await site.Publish("Bridge closes", section: "Harbour");
        var elsewhere = await site.Publish("Quay opens", section: "Business");
        await site.Store.Change(Actor.Program, async change =>
        {
            change.Db.PersonSections.Add(new PersonSection { PersonId = limited.Id, SectionId = await change.Db.Sections.Where(s => s.Slug == "harbour").Select(s => s.Id).SingleAsync() });
            change.Record("limited", "people");
        });
        await site.Choose(QueueDigest.Key, "hourly");
        var digest = site.Services.GetRequiredService<QueueDigest>();
        await site.Comment(elsewhere, "Who pays?", CommentStatus.Pending);
        Assert.Equal(0, await digest.Send());
        await site.Comment(harbour, "Who else?", CommentStatus.Pending);
        Assert.Equal(1, await digest.Send());
        Assert.Equal("1 comment waits at FanNews", Assert.Single(await site.Mails()).Subject);
    }

    [Theory]
    [InlineData("weekly")]
    [InlineData("1")]
    [InlineData("")]
    public void Another_word_is_refused(string word) => Assert.Throws<FormatException>(() => QueueDigest.Time(word));
}
