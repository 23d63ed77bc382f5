using FanNews.Articles;
using FanNews.People;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class StoryTimesTests
{
    // A time that the clocks skip, one that they show twice, and the two offsets of it. Lord Howe Island moves by half an hour.
    public static TheoryData<string, string, string, string, string> Zones => new()
    {
        { "Europe/Berlin", "2027-03-28T02:30", "2027-10-31T02:30", "UTC+2", "UTC+1" },
        { "America/New_York", "2027-03-14T02:30", "2027-11-07T01:30", "UTC−4", "UTC−5" },
        { "Australia/Lord_Howe", "2027-10-03T02:15", "2027-04-04T01:45", "UTC+11", "UTC+10:30" },
    };

    [Theory, MemberData(nameof(Zones))]
    public async Task Every_time_of_a_story_is_explained_and_never_guessed_where_the_clocks_change(string zone, string gap, string fold, string first, string second)
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Writer.Of(ground, zone);
        var id = await desk.New(new() { Headline = "Bridge", Body = "It stands." }, StoryAct.Publish);
        var form = (await desk.Read(id)).Form;
        var draft = await desk.New(new() { Headline = "Ferry" });
        (string Field, StoryAct Act, Func<string, string?, TypedStory> Type)[] fields =
        [
            ("PublishAt", StoryAct.Schedule, (time, offset) => new() { Headline = "Tram", PublishAt = time, Offset = offset }),
            ("EmbargoUntil", StoryAct.Save, (time, offset) => form with { EmbargoUntil = time, EmbargoOffset = offset }),
            ("ExpiresAt", StoryAct.Save, (time, offset) => form with { ExpiresAt = time, ExpiryOffset = offset }),
            ("Deadline", StoryAct.Save, (time, offset) => form with { Deadline = time, DeadlineOffset = offset }),
            ("ChangeAt", StoryAct.ScheduleChange, (time, offset) => form with { Body = "It leans.", ChangeAt = time, ChangeOffset = offset }),
        ];
        foreach (var (field, act, type) in fields)
        {
            long? story = field == "PublishAt" ? null : id;
            Assert.Contains("There is no", await Writer.Refused(field, desk.Do(story, type(gap, null), act)), StringComparison.Ordinal);
            Assert.Contains("happens twice", await Writer.Refused(field, desk.Do(story, type(fold, null), act)), StringComparison.Ordinal);
            var done = Assert.IsType<StoryAnswer.Done>(await desk.Do(story, type(fold, second), act)).Id;
            var stands = await desk.Read(done);
            var meant = new DateTimeOffset(DateTime.Parse(fold, System.Globalization.CultureInfo.InvariantCulture), Offset(second));
            Assert.Equal(meant, field switch { "PublishAt" => stands.PublishAt, "EmbargoUntil" => stands.EmbargoUntil, "ExpiresAt" => stands.ExpiresAt, "Deadline" => stands.Deadline, _ => stands.ChangeAt });
            // The form says which of the two, and saves as it stands. The first of them is another instant.
            Assert.IsType<StoryAnswer.Done>(await desk.Do(done, stands.Form));
            Assert.Equal(meant - TimeSpan.FromTicks(Offset(first).Ticks - Offset(second).Ticks), LocalTime.Read(fold, first, desk.Site.Zone).At);
            if (story == id)
                Assert.IsType<StoryAnswer.Done>(await desk.Do(id, stands.Form with { EmbargoUntil = "", ExpiresAt = "", Deadline = "" }));
        }

        Assert.NotEqual(draft, id);
    }

    [Theory, EveryEngine]
    public async Task An_embargo_and_an_end_hold_whatever_else_is_set(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, "Europe/Berlin");
        var id = await desk.New(new() { Headline = "Bridge", EmbargoUntil = "2026-11-24T18:00", ExpiresAt = "2026-11-25T06:00" }, StoryAct.Publish);
        var (embargo, end) = (new DateTimeOffset(2026, 11, 24, 17, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 25, 5, 0, 0, TimeSpan.Zero));
        foreach (var (at, seen) in new[] { (TestNewsroom.Noon, 0), (embargo.AddTicks(-10_000), 0), (embargo, 1), (end.AddTicks(-10_000), 1), (end, 0) })
            Assert.Equal(seen, await ground.Store.Read(db => db.Visible(at).CountAsync()));
        Assert.Equal(embargo, await ground.Store.Read(db => NextMoment.After(db, desk.Site, TestNewsroom.Noon)));
        // Nobody has read it yet: a change of it is nobody's correction, and a form that does not say keeps both times.
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form with { Headline = "Bridge 2", EmbargoUntil = null, ExpiresAt = null }, StoryAct.Publish));
        Assert.Equal((embargo, end, false), ((await desk.Read(id)).EmbargoUntil!.Value, (await desk.Read(id)).ExpiresAt!.Value, (await desk.Read(id)).NoteDue));
        await Writer.Refused("ExpiresAt", desk.Do(id, (await desk.Read(id)).Form with { ExpiresAt = "2026-11-24T17:00" }));
        await Writer.Refused("ExpiresAt", desk.Do(id, (await desk.Read(id)).Form with { EmbargoUntil = "", ExpiresAt = "2026-11-24T12:00" }));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form with { EmbargoUntil = "", ExpiresAt = "" }));
        Assert.Equal(1, await ground.Store.Read(db => db.Visible(TestNewsroom.Noon.AddYears(9)).CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task The_list_says_who_has_what_and_what_is_late(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, "Europe/Berlin");
        var (ines, hob, moderator) = (await ground.Person(Role.Administrator, name: "Ines"), await ground.Person(Role.Author, name: "Hob"), await ground.Person(Role.Moderator));
        var id = await desk.New(new() { Headline = "Bridge", Assignee = $"{ines.Id}", Deadline = "2026-11-24T14:00", Colleagues = "Ask the\nharbour." });
        foreach (var nobody in (string[])[$"{hob.Id}", $"{moderator.Id}", "99", "x"])
            await Writer.Refused("Assignee", desk.Do(id, (await desk.Read(id)).Form with { Assignee = nobody }));
        Assert.Equal(("Ines", false, 0), await Row());
        ground.Clock.Advance(TimeSpan.FromHours(1.5));
        Assert.Equal(("Ines", true, 1), await Row());
        var mine = await ground.Store.Read(db => DeskList.Read(db, new(DeskTab.Mine), new(ines.Id, Role.Administrator), ground.Clock.Now()));
        Assert.Equal((1, 1), (mine.Rows.Count, mine.Counts[DeskTab.Mine]));
        Assert.Equal("Ask the harbour.", Assert.Single((await desk.Read(id)).Notes).Text);
        await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Publish);
        Assert.Equal(("Ines", false, 0), await Row());

        async Task<(string?, bool, int)> Row()
        {
            var list = await ground.Store.Read(db => DeskList.Read(db, new(DeskTab.All), desk.Rights, ground.Clock.Now()));
            return (list.Rows[0].Assignee, list.Rows[0].IsLate(ground.Clock.Now()), list.Counts[DeskTab.Late]);
        }
    }

    [Fact]
    public async Task Two_people_set_different_times_and_both_are_kept()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Writer.Of(ground, "Europe/Berlin");
        var id = await desk.New(new() { Headline = "Bridge" });
        var form = (await desk.Read(id)).Form;
        await desk.Do(id, form with { EmbargoUntil = "2026-12-24T18:00" });
        await desk.Do(id, form with { Deadline = "2026-12-23T18:00" });
        Assert.Equal(("2026-12-24T18:00", "2026-12-23T18:00"), ((await desk.Read(id)).Form.EmbargoUntil, (await desk.Read(id)).Form.Deadline));
        Assert.Equal("EmbargoUntil", Assert.Single(Assert.IsType<StoryAnswer.Conflict>(await desk.Do(id, form with { EmbargoUntil = "2026-12-25T18:00" })).Story.Clashes).Field);
    }

    private static TimeSpan Offset(string name)
    {
        var (sign, rest) = (name[3] == '−' ? -1 : 1, name[4..].Split(':'));
        return sign * new TimeSpan(int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture), rest.Length > 1 ? int.Parse(rest[1], System.Globalization.CultureInfo.InvariantCulture) : 0, 0);
    }
}
