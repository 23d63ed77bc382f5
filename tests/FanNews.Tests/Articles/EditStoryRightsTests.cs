using FanNews.Articles;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

/// <summary>Who may do what with whose story, and who is told of it.</summary>
public sealed class EditStoryRightsTests
{
    [Theory]
    [InlineData(Role.Contributor, true, ArticleState.Draft, "Save Submit Delete Restore Destroy")]
    [InlineData(Role.Contributor, true, ArticleState.Published, "")]
    [InlineData(Role.Contributor, false, ArticleState.Draft, "")]
    [InlineData(Role.Author, true, ArticleState.Draft, "Save Submit Publish Schedule Unpublish Delete Restore Destroy ScheduleChange CancelChange")]
    [InlineData(Role.Author, true, ArticleState.Published, "Save Submit Publish Schedule Unpublish Delete Restore Destroy ScheduleChange CancelChange")]
    [InlineData(Role.Author, false, ArticleState.Draft, "")]
    [InlineData(Role.Moderator, true, ArticleState.Draft, "")]
    [InlineData(Role.Editor, false, ArticleState.Published, "Save Submit Return Publish Schedule Unpublish Kill Delete Restore Destroy ScheduleChange CancelChange")]
    [InlineData(Role.Administrator, false, ArticleState.Published, "Save Submit Return Publish Schedule Unpublish Kill Delete Restore Destroy ScheduleChange CancelChange")]
    public async Task Each_role_may_do_its_own(Role role, bool own, ArticleState state, string allowed)
    {
        Assert.Equal(allowed, string.Join(' ', Enum.GetValues<StoryAct>().Where(act => new StoryRights(1, role).May(act, new(own ? 1 : 2, null, ArticleKind.Story), state))));
        using var ground = await TestStore.Create(Engine.Sqlite);
        var (desk, editor) = (await Writer.Of(ground, role), await Writer.Of(ground, Role.Editor, email: "chief@example.org"));
        foreach (var act in Enum.GetValues<StoryAct>())
        {
            var id = await (own && role != Role.Moderator ? desk : editor).New(new() { Headline = $"Story {act}" });
            if (state == ArticleState.Published)
                await editor.Do(id, (await editor.Read(id)).Form, StoryAct.Publish);
            var before = await editor.Read(id);
            var answer = await desk.Do(id, before.Form with { Headline = "Changed", Reason = "Because", PublishAt = act == StoryAct.Schedule ? "2027-01-01T00:00" : null }, act);
            Assert.Equal(!allowed.Split(' ').Contains(act.ToString()), answer is StoryAnswer.Forbidden);
            if (answer is StoryAnswer.Forbidden)
                Assert.Equal((before.Form, before.State), ((await editor.Read(id)).Form, (await editor.Read(id)).State));
        }
    }

    [Theory, EveryEngine]
    public async Task Pins_tell_nobody_of_stories_that_they_may_not_open(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Contributor);
        var out1 = await ground.Publish("Ferry sails");
        var hidden = await ground.Publish("Very secret", at: TestNewsroom.Noon.AddHours(1));
        var own = await desk.New(new() { Headline = "Own" });
        foreach (var name in new[] { $"/admin/stories/{hidden.Id}", hidden.Permalink!, "Very secret" })
            await Writer.Refused("NextPost", desk.Do(own, (await desk.Read(own)).Form with { NextPost = name }), "No story is called");
        Assert.IsType<StoryAnswer.Done>(await desk.Do(own, (await desk.Read(own)).Form with { NextPost = out1.Permalink }));
        // What an editor pinned stays when its writer saves.
        var editor = await Writer.Of(ground, Role.Editor);
        Assert.IsType<StoryAnswer.Done>(await editor.Do(own, (await editor.Read(own)).Form with { NextPost = hidden.Permalink }));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(own, (await desk.Read(own)).Form with { Headline = "Own 2" }));
        Assert.Equal(hidden.Permalink, (await desk.Read(own)).Form.NextPost);
    }

    [Theory, EveryEngine]
    public async Task Nobody_is_given_a_story_that_they_may_not_open(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (desk, limited) = (await Writer.Of(ground, Role.Administrator), await ground.Person(Role.Editor, "sport@example.org"));
        await ground.Publish("Other", section: "Sport");
        var story = await ground.Publish("Bridge", section: "Business");
        await Limit(ground, limited, "Sport");
        var form = (await desk.Read(story.Id)).Form;
        await Writer.Refused("Assignee", desk.Do(story.Id, form with { Assignee = limited.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) }), "Choose somebody");
        Assert.DoesNotContain((await desk.Read(story.Id)).Colleagues, c => c.Id == limited.Id);
    }

    [Theory, EveryEngine]
    public async Task A_kill_is_told_to_those_who_may_open_the_story(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        var (limited, told) = (await ground.Person(Role.Editor, "sport@example.org"), await ground.Person(Role.Administrator, "chief@example.org"));
        await ground.Publish("Other", section: "Sport");
        var story = await ground.Publish("Bridge", section: "Business");
        await Limit(ground, limited, "Sport");
        var invited = await ground.Person(Role.Administrator, "waits@example.org");
        await ground.Store.Change(Actor.Program, async change =>
        {
            await change.Db.People.Where(p => p.Id == invited.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.PasswordHash, (string?)null));
            change.Record("invited", "people");
        });
        Assert.IsType<StoryAnswer.Done>(await desk.Do(story.Id, (await desk.Read(story.Id)).Form with { Reason = "Wrong." }, StoryAct.Kill));
        var mails = await ground.Store.Read(db => db.Set<FanNews.Outbox.OutboxRow>().Select(r => r.Payload).ToListAsync());
        Assert.Contains(told.Email!, Assert.Single(mails), StringComparison.Ordinal);
    }

    private static Task Limit(TestStore ground, Person person, string section) => ground.Store.Change(Actor.Program, async change =>
    {
        var id = await change.Db.Set<FanNews.Sections.Section>().Where(s => s.Name == section).Select(s => s.Id).SingleAsync();
        change.Db.PersonSections.Add(new() { PersonId = person.Id, SectionId = id });
        change.Record("limited", "people");
    });
}
