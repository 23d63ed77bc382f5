using CsCheck;
using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class EditStoryTests
{
    private static readonly Site Berlin = new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

    [Theory, EveryEngine]
    public async Task Names_that_are_new_are_made_and_known_ones_found_in_any_case(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        await ground.Publish("Old", tags: ["Ferries", "C"], authors: ["Ines Halloran"], source: "Survey", section: "Harbour");
        var desk = await Writer.Of(ground, Role.Editor);
        var id = await desk.New(new() { Headline = "New", Tags = "ferries, Ärger, C++, Ferries, ärger", Authors = "Guest Pen, INES HALLORAN", Source = "survey", CommentsOpen = true });
        var story = (await desk.Read(id)).Form;
        Assert.Equal(("Ferries, C++, Ärger", "Guest Pen, Ines Halloran", "Survey"), (string.Join(", ", TypedStory.Names(story.Tags).Order(StringComparer.Ordinal).OrderBy(t => t[0] > 'Z').ThenBy(t => t != "Ferries")), story.Authors, story.Source));
        Assert.Equal((4, 2, 1), await ground.Store.Read(async db => (await db.Set<FanNews.Sections.Tag>().CountAsync(), await db.Set<Author>().CountAsync(), await db.Set<FanNews.Sections.Source>().CountAsync())));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, story with { Authors = "Ines Halloran", Tags = "" }));
        Assert.Equal(("", "Ines Halloran"), ((await desk.Read(id)).Form.Tags, (await desk.Read(id)).Form.Authors));
    }

    [Theory, EveryEngine]
    public async Task A_save_that_changes_nothing_makes_no_revision(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        var id = await desk.New(new() { Headline = " Bridge ", Body = "One.\r\n\r\nTwo.", Dek = "" });
        var form = (await desk.Read(id)).Form;
        await desk.Do(id, form with { Headline = "Bridge  ", Body = "One.\r\n\r\nTwo." });
        Assert.Equal(1, (await desk.Read(id)).Form.Base);
        await desk.Do(id, form with { Body = "One." });
        Assert.Equal(2, (await desk.Read(id)).Form.Base);
    }

    [Theory, EveryEngine]
    public async Task A_save_upon_somebody_elses_overwrites_nothing(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (ruth, ines) = (await Writer.Of(ground, Role.Editor), await Writer.Of(ground, Role.Administrator));
        var id = await ruth.New(new() { Headline = "Bridge", Body = "It stands.", Tags = "Old" });
        var form = (await ruth.Read(id)).Form;
        Assert.IsType<StoryAnswer.Done>(await ines.Do(id, form with { Body = "It leans." }));
        var clash = Assert.IsType<StoryAnswer.Conflict>(await ruth.Do(id, form with { Body = "It fell." }, StoryAct.Publish)).Story;
        Assert.Equal(new FieldClash("Body", "It stands.", "It fell.", "It leans."), Assert.Single(clash.Clashes));
        Assert.Equal(("It fell.", 2), (clash.Form.Body, clash.Form.Base));
        var story = await ruth.Read(id);
        Assert.Equal(("It leans.", 2, DeskState.Draft), (story.Form.Body, story.Form.Base, story.Stands));
        // Changes in other places are both kept, and the answer says since when.
        var second = await ruth.New(new() { Headline = "Ferry", Body = "It sails.\n\nIt is late.", Dek = "Again." });
        var old = (await ruth.Read(second)).Form;
        Assert.IsType<StoryAnswer.Done>(await ines.Do(second, old with { Body = "It sails at nine.\n\nIt is late.", Dek = "Once more." }));
        Assert.Equal(new StoryAnswer.Done(second, StoryAct.Save, Since: 1), await ruth.Do(second, old with { Headline = "Ferries", Body = "It sails.\n\nIt is never late." }));
        var both = (await ruth.Read(second)).Form;
        Assert.Equal(("Ferries", "Once more.", "It sails at nine.\n\nIt is never late."), (both.Headline, both.Dek, both.Body));
        // Who changed no word of the older text takes nothing back either.
        Assert.IsType<StoryAnswer.Done>(await ruth.Do(id, form with { Tags = "New" }));
        Assert.Equal(("It leans.", "New"), ((await ruth.Read(id)).Form.Body, (await ruth.Read(id)).Form.Tags));
        // In the sight of both: the form now starts from the newest.
        Assert.IsType<StoryAnswer.Done>(await ruth.Do(id, (await ruth.Read(id)).Form with { Body = "It fell." }));
        Assert.Equal("It fell.", (await ruth.Read(id)).Form.Body);
    }

    [Theory, EveryEngine]
    public async Task Nobody_releases_or_deletes_a_text_that_they_have_not_seen(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (ruth, ines) = (await Writer.Of(ground, Role.Editor), await Writer.Of(ground, Role.Administrator));
        var id = await ruth.New(new() { Headline = "Bridge", Body = "It stands." });
        var seen = (await ruth.Read(id)).Form;
        Assert.IsType<StoryAnswer.Done>(await ines.Do(id, seen with { Body = "It leans." }));
        var later = seen with { PublishAt = "2027-01-05T10:00" };
        foreach (var act in (StoryAct[])[StoryAct.Submit, StoryAct.Publish, StoryAct.Delete])
            Assert.Empty(Assert.IsType<StoryAnswer.Conflict>(await ruth.Do(id, seen, act)).Story.Clashes);
        Assert.Equal("It leans.", Assert.IsType<StoryAnswer.Conflict>(await ruth.Do(id, later, StoryAct.Schedule)).Story.Form.Body);
        Assert.Equal(("It leans.", DeskState.Draft), ((await ruth.Read(id)).Form.Body, (await ruth.Read(id)).Stands));
        // To take a story from readers nobody has to read it first.
        Assert.IsType<StoryAnswer.Done>(await ines.Do(id, (await ines.Read(id)).Form, StoryAct.Publish));
        Assert.IsType<StoryAnswer.Done>(await ruth.Do(id, seen with { Reason = "Libel" }, StoryAct.Kill));
    }

    [Theory, EveryEngine]
    public async Task Each_field_of_where_a_story_runs_is_merged_by_itself(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (ruth, ines) = (await Writer.Of(ground, Role.Editor), await Writer.Of(ground, Role.Administrator));
        var id = await ruth.New(new() { Headline = "Bridge", Tags = "Old, Steel", Source = "Survey", Authors = "Ruth", Series = "The river", CommentsOpen = true });
        var form = (await ruth.Read(id)).Form;
        Assert.IsType<StoryAnswer.Done>(await ines.Do(id, form with { Tags = "Steel, Theirs", Source = "Council", CommentsOpen = false }));
        Assert.IsType<StoryAnswer.Done>(await ruth.Do(id, form with { Tags = "Old, Steel, Mine", Authors = "Ruth, Hob", Headline = "Bridges" }));
        var story = (await ruth.Read(id)).Form;
        Assert.Equal(("Steel, Theirs, Mine", "Council", "Ruth, Hob", "The river", "1", false, "Bridges"), (story.Tags, story.Source, story.Authors, story.Series, story.Part, story.CommentsOpen, story.Headline));
        // The same field, changed by both, is a person's to decide.
        var clash = Assert.IsType<StoryAnswer.Conflict>(await ines.Do(id, form with { Source = "The mayor" })).Story;
        Assert.Equal(new FieldClash("Source", "Survey", "The mayor", "Council"), Assert.Single(clash.Clashes));
        Assert.IsType<StoryAnswer.Done>(await ines.Do(id, clash.Form));
        Assert.Equal(("The mayor", "Ruth, Hob"), ((await ruth.Read(id)).Form.Source, (await ruth.Read(id)).Form.Authors));
    }

    [Theory, EveryEngine]
    public async Task Whoever_decides_between_two_texts_loses_neither(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (ruth, ines) = (await Writer.Of(ground, Role.Editor), await Writer.Of(ground, Role.Administrator));
        var id = await ruth.New(new() { Headline = "Bridge", Body = "It stands.\n\nNobody crosses." });
        var form = (await ruth.Read(id)).Form;
        Assert.IsType<StoryAnswer.Done>(await ines.Do(id, form with { Body = "It leans.\n\nNobody crosses." }));
        var clash = Assert.IsType<StoryAnswer.Conflict>(await ruth.Do(id, form with { Body = "It fell.\n\nNobody ever crosses." })).Story;
        Assert.IsType<StoryAnswer.Done>(await ruth.Do(id, clash.Form.KeepYours() with { Body = "It leans.\n\nNobody crosses it." }));
        var texts = await ground.Store.Read(db => db.Revisions.OrderBy(r => r.Number).Select(r => r.Body).ToListAsync());
        Assert.Equal(["It stands.\n\nNobody crosses.", "It leans.\n\nNobody crosses.", "It fell.\n\nNobody ever crosses.", "It leans.\n\nNobody crosses it."], texts);
    }

    [Theory, EveryEngine]
    public async Task Of_sixteen_saves_at_once_one_wins_and_none_is_lost_unsaid(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        var id = await desk.New(new() { Headline = "Bridge" });
        var form = (await desk.Read(id)).Form;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => desk.Do(id, form with { Body = $"Text {i}", Tags = $"Tag {i % 3}" }))));
        Assert.Equal((1, 15), (answers.OfType<StoryAnswer.Done>().Count(), answers.OfType<StoryAnswer.Conflict>().Count()));
        Assert.Equal(2, (await desk.Read(id)).Form.Base);
    }

    [Theory, EveryEngine]
    public async Task A_scheduled_story_comes_out_at_its_minute_with_the_address_of_its_day(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor, Berlin);
        var id = await desk.New(new() { Headline = "Midnight", PublishAt = "2026-11-25T00:30" }, StoryAct.Schedule);
        var story = await desk.Read(id);
        Assert.Equal((DeskState.Scheduled, "/2026/11/25/midnight/", 0), (story.Stands, story.Permalink, story.NotLive));
        // Moved: nobody knows the old address, so it leaves none behind.
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, story.Form with { PublishAt = "2026-11-26T00:30" }, StoryAct.Schedule));
        Assert.Equal("/2026/11/26/midnight/", (await desk.Read(id)).Permalink);
        Assert.Equal(0, await ground.Store.Read(db => db.Redirects.CountAsync()));
        var out0 = new DateTimeOffset(2026, 11, 25, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal((0, 1), await ground.Store.Read(async db => (await db.Visible(out0.AddTicks(-10_000)).CountAsync(), await db.Visible(out0).CountAsync())));
        // Taken out of the schedule it is a draft without an address.
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Unpublish));
        story = await desk.Read(id);
        Assert.Equal((DeskState.Draft, null, null, false), (story.Stands, story.Permalink, story.PublishAt, story.WasOut));
        Assert.Equal(0, await ground.Store.Read(db => db.Visible(out0.AddYears(1)).CountAsync()));
    }

    [Fact]
    public async Task Only_a_time_to_come_is_scheduled_and_a_time_to_come_is_not_published()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Writer.Of(ground, Role.Editor, Berlin);
        await Writer.Refused("PublishAt", desk.Do(null, new() { Headline = "A" }, StoryAct.Schedule), "Say when");
        await Writer.Refused("PublishAt", desk.Do(null, new() { Headline = "A", PublishAt = "2026-11-24T12:59" }, StoryAct.Schedule), "That time is past");
        await Writer.Refused("PublishAt", desk.Do(null, new() { Headline = "A", PublishAt = "2026-11-24T14:00" }, StoryAct.Publish), "Press Schedule");
        await Writer.Refused("PublishAt", desk.Do(null, new() { Headline = "A", PublishAt = "2027-03-28T02:30" }, StoryAct.Schedule), "There is no 02:30");
        await Writer.Refused("PublishAt", desk.Do(null, new() { Headline = "A", PublishAt = "2027-10-31T02:30" }, StoryAct.Schedule), "happens twice");
        Assert.Equal(0, await ground.Store.Read(db => db.Articles.CountAsync()));
        var id = await desk.New(new() { Headline = "A", PublishAt = "2027-10-31T02:30", Offset = "UTC+1" }, StoryAct.Schedule);
        Assert.Equal(new DateTimeOffset(2027, 10, 31, 1, 30, 0, TimeSpan.Zero), (await desk.Read(id)).PublishAt);
        Assert.Equal("UTC+1", (await desk.Read(id)).Form.Offset);
        await Writer.Refused("PublishAt", desk.Do(id, (await desk.Read(id)).Form with { PublishAt = "2027-11-01T02:30" }), "Press Schedule to move");
        // The editor sees the time and presses Publish all the same: now.
        await Writer.Refused("PublishAt", desk.Do(id, (await desk.Read(id)).Form with { PublishAt = "2027-11-01T02:30" }, StoryAct.Publish), "Press Schedule");
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Publish));
        Assert.Equal((DeskState.Published, TestNewsroom.Noon, "/2026/11/24/a/"), ((await desk.Read(id)).Stands, (await desk.Read(id)).PublishAt, (await desk.Read(id)).Permalink));
        await Writer.Refused("PublishAt", desk.Do(id, (await desk.Read(id)).Form with { PublishAt = "2027-11-01T02:30" }, StoryAct.Schedule), "Unpublish it before");
        await Writer.Refused("PublishAt", desk.Do(id, (await desk.Read(id)).Form with { PublishAt = "2027-11-01T02:30" }), "Unpublish it first");
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form with { PublishAt = "2026-11-20T08:00" }));
        Assert.Equal((new DateTimeOffset(2026, 11, 20, 7, 0, 0, TimeSpan.Zero), "/2026/11/24/a/"), ((await desk.Read(id)).PublishAt!.Value, (await desk.Read(id)).Permalink!));
    }

    [Theory, EveryEngine]
    public async Task A_saved_change_of_a_story_that_is_out_waits_for_Publish(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        var id = await desk.New(new() { Headline = "Bridge", Body = "It stands." }, StoryAct.Publish);
        ground.Clock.Advance(TimeSpan.FromHours(1));
        await desk.Do(id, (await desk.Read(id)).Form with { Body = "It leans." });
        await desk.Do(id, (await desk.Read(id)).Form with { Body = "It fell." });
        Assert.Equal(("It stands.", 2), (await Live(ground), (await desk.Read(id)).NotLive));
        await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Publish);
        Assert.Equal(("It fell.", 0, TestNewsroom.Noon), (await Live(ground), (await desk.Read(id)).NotLive, (await desk.Read(id)).PublishAt));
        Assert.IsType<StoryAnswer.Done>(await new EditStory(ground.Store).Restore(desk.Actor, desk.Rights, id, 1));
        Assert.Equal(("It fell.", "It stands.", 4), (await Live(ground), (await desk.Read(id)).Form.Body, (await desk.Read(id)).Form.Base));
    }

    [Theory, EveryEngine]
    public async Task Another_slug_moves_a_story_that_is_out_and_leaves_a_redirect(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        var id = await desk.New(new() { Headline = "Bridge" }, StoryAct.Publish);
        var other = await desk.New(new() { Headline = "Ferry" }, StoryAct.Publish);
        await Writer.Refused("Slug", desk.Do(id, (await desk.Read(id)).Form with { Slug = "ferry" }), "Another story has the address /2026/11/24/ferry/");
        await desk.Do(id, (await desk.Read(id)).Form with { Slug = "The Bridge!" });
        Assert.Equal(("/2026/11/24/the-bridge/", "the-bridge"), ((await desk.Read(id)).Permalink, (await desk.Read(id)).Form.Slug));
        Assert.Equal(new ArticleAnswer.Moved("/2026/11/24/the-bridge/"), await ground.Store.Read(db => ReadArticle.At(db, "/2026/11/24/bridge/", ground.Clock.Now(), Berlin)));
        await Writer.Refused("Slug", desk.Do(other, (await desk.Read(other)).Form with { Slug = "bridge" }), "was another story’s");
        // And back: the address is its own again, and no redirect turns in a circle.
        await desk.Do(id, (await desk.Read(id)).Form with { Slug = "bridge" });
        Assert.IsType<ArticleAnswer.Found>(await ground.Store.Read(db => ReadArticle.At(db, "/2026/11/24/bridge/", ground.Clock.Now(), Berlin)));
        Assert.Equal(["/2026/11/24/the-bridge"], await ground.Store.Read(db => db.Redirects.Select(r => r.FromKey).ToListAsync()));
    }

    [Fact]
    public async Task Two_stories_of_a_day_may_have_one_headline_and_a_draft_follows_its_headline()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Writer.Of(ground, Role.Editor);
        await desk.New(new() { Headline = "Bridge" }, StoryAct.Publish);
        var second = await desk.New(new() { Headline = "Working title" });
        await desk.Do(second, (await desk.Read(second)).Form with { Headline = "Bridge" }, StoryAct.Publish);
        Assert.Equal(("/2026/11/24/bridge-2/", "bridge-2"), ((await desk.Read(second)).Permalink, (await desk.Read(second)).Form.Slug));
        await ground.Choose("Site:Permalinks", "/{slug}/");
        var rooted = await Writer.Of(ground, Role.Administrator, new Site { PermalinkPattern = "/{slug}/" });
        await Writer.Refused("Slug", rooted.Do(null, new() { Headline = "News", Slug = "feed" }, StoryAct.Publish), "The program itself answers /feed/");
    }

    [Theory, EveryEngine]
    public async Task A_killed_story_stays_killed_and_a_draft_that_nobody_saw_can_be_deleted(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        var draft = await desk.New(new() { Headline = "Draft", Tags = "One", Authors = "A, B" });
        Assert.IsType<StoryAnswer.Done>(await desk.Do(draft, (await desk.Read(draft)).Form, StoryAct.Delete));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(draft, (await desk.Read(draft)).Form, StoryAct.Destroy));
        Assert.Equal(0, await ground.Store.Read(db => db.Articles.CountAsync()));
        var id = await desk.New(new() { Headline = "Bridge" }, StoryAct.Publish);
        await Writer.Refused("State", desk.Do(id, (await desk.Read(id)).Form, StoryAct.Delete), "Only drafts are deleted");
        await Writer.Refused("Reason", desk.Do(id, (await desk.Read(id)).Form, StoryAct.Kill), "Say why");
        await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Unpublish);
        Assert.Equal((DeskState.Draft, "/2026/11/24/bridge/", true), ((await desk.Read(id)).Stands, (await desk.Read(id)).Permalink, (await desk.Read(id)).WasOut));
        await Writer.Refused("State", desk.Do(id, (await desk.Read(id)).Form, StoryAct.Delete), "Only drafts are deleted");
        ground.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.Do(id, (await desk.Read(id)).Form with { Reason = "Wrong bridge." }, StoryAct.Kill);
        Assert.IsType<ArticleAnswer.Gone>(await ground.Store.Read(db => ReadArticle.At(db, "/2026/11/24/bridge/", ground.Clock.Now(), Berlin)));
        foreach (var act in Enum.GetValues<StoryAct>())
            await Writer.Refused("State", desk.Do(id, (await desk.Read(id)).Form with { Headline = "Other", Reason = "x" }, act), "The story is killed");
        Assert.Equal(["killed", "published", "unpublished"], await ground.Store.Read(db => db.AuditLines.Where(l => l.Subject == $"article:{id}").Select(l => l.Verb).OrderBy(v => v).ToListAsync()));
    }

    [Theory, EveryEngine]
    public async Task What_was_never_written_is_written_and_nothing_else(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        foreach (var act in Enum.GetValues<StoryAct>().Except([StoryAct.Save, StoryAct.Submit, StoryAct.Publish, StoryAct.Schedule]))
            Assert.IsNotType<StoryAnswer.Done>(await desk.Do(null, new() { Headline = "Bridge", Reason = "x" }, act));
        Assert.Equal(0, await ground.Store.Read(db => db.Articles.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task What_readers_ever_saw_is_gone_when_it_is_killed_whatever_was_planned_after(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        var held = await desk.New(new() { Headline = "Held back" }, StoryAct.Publish);
        var moved = await desk.New(new() { Headline = "Moved" }, StoryAct.Publish);
        var never = await desk.New(new() { Headline = "Never", EmbargoUntil = "2026-11-24T22:00" }, StoryAct.Publish);
        var draft = await desk.New(new() { Headline = "Draft" });
        ground.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(held, (await desk.Read(held)).Form with { EmbargoUntil = "2026-11-24T22:00" }));
        await desk.Do(moved, (await desk.Read(moved)).Form, StoryAct.Unpublish);
        Assert.IsType<StoryAnswer.Done>(await desk.Do(moved, (await desk.Read(moved)).Form with { PublishAt = "2026-11-24T22:00" }, StoryAct.Schedule));
        foreach (var (id, gone) in new[] { (held, true), (moved, true), (never, false) })
        {
            Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form with { Reason = "Wrong." }, StoryAct.Kill));
            var path = (await desk.Read(id)).Permalink!;
            Assert.Equal((id, gone), (id, await ground.Store.Read(db => ReadArticle.At(db, path, ground.Clock.Now(), new Site())) is ArticleAnswer.Gone));
        }

        await Writer.Refused("State", desk.Do(draft, (await desk.Read(draft)).Form with { Reason = "Wrong." }, StoryAct.Kill), "Delete it instead");
    }

    [Theory, EveryEngine]
    public async Task A_change_is_planned_only_by_who_has_seen_its_words(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (ruth, ines) = (await Writer.Of(ground, Role.Editor), await Writer.Of(ground, Role.Administrator));
        var id = await ruth.New(new() { Headline = "Bridge", Body = "It stands.\n\nIt is old." }, StoryAct.Publish);
        ground.Clock.Advance(TimeSpan.FromMinutes(1));
        var form = (await ruth.Read(id)).Form;
        Assert.IsType<StoryAnswer.Done>(await ines.Do(id, form with { Body = "It stands.\n\nIt is rotten." }));
        Assert.IsType<StoryAnswer.Conflict>(await ruth.Do(id, form with { Headline = "Bridge again", ChangeAt = "2026-11-24T18:00" }, StoryAct.ScheduleChange));
    }

    [Theory, EveryEngine]
    public async Task No_end_comes_before_what_is_to_come(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        await Writer.Refused("ExpiresAt", desk.Do(null, new() { Headline = "Late", PublishAt = "2026-11-24T15:00", ExpiresAt = "2026-11-24T13:00" }, StoryAct.Schedule), "before readers may see it");
        await Writer.Refused("ExpiresAt", desk.Do(null, new() { Headline = "Past", PublishAt = "2026-11-24T09:00", ExpiresAt = "2026-11-24T11:00" }, StoryAct.Publish), "no reader would see");
        var id = await desk.New(new() { Headline = "Bridge", Body = "It stands." }, StoryAct.Publish);
        ground.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form with { Body = "It leans.", ChangeAt = "2026-11-24T18:00" }, StoryAct.ScheduleChange));
        await Writer.Refused("ExpiresAt", desk.Do(id, (await desk.Read(id)).Form with { ExpiresAt = "2026-11-24T17:00" }), "A change is scheduled");
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form with { ExpiresAt = "2026-11-24T19:00" }));
    }

    [Theory, EveryEngine]
    public async Task In_the_trash_nothing_is_written_and_links_for_outsiders_end_for_good(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, Role.Editor);
        var id = await desk.New(new() { Headline = "Bridge", Body = "One." });
        await ground.Store.Change(Actor.Program, change =>
        {
            change.Db.Set<PreviewLink>().Add(new() { ArticleId = id, At = change.Now, EndsAt = change.Now.AddDays(7) });
            change.Record("shared", $"article:{id}");
            return Task.CompletedTask;
        });
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Delete));
        Assert.IsType<StoryAnswer.Forbidden>(await new EditStory(ground.Store).Restore(desk.Actor, desk.Rights, id, 1));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Restore));
        Assert.NotNull((await ground.Store.Read(db => db.Set<PreviewLink>().SingleAsync())).RevokedAt);
    }

    [Fact]
    public void Lists_of_names_are_read_as_they_were_written() => Gen.String[Gen.Char["ab \",،、"], 1, 8].Array[1, 4].Sample(names =>
    {
        var clean = names.Select(TypedStory.Clean).Where(n => n.Length > 0).DistinctBy(n => n.ToUpperInvariant()).ToList();
        Assert.Equal(clean, TypedStory.Names(TypedStory.List(clean)));
    });

    private static Task<string> Live(TestStore ground) => ground.Store.Read(db => db.Visible(ground.Clock.Now()).Select(l => l.Text.Body).SingleAsync());
}
