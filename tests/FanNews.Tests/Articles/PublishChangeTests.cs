using FanNews.Articles;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Settings;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class PublishChangeTests
{
    private static readonly Site Berlin = new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

    [Theory, EveryEngine]
    public async Task A_change_of_what_readers_have_read_is_asked_about_until_somebody_answers(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground);
        var id = await desk.New(new() { Headline = "Bridge", Body = "The gap is 108 feet.\n\nIt leans." }, StoryAct.Publish);
        Assert.Null((await desk.Read(id)).Notice);
        await desk.Do(id, (await desk.Read(id)).Form with { Body = "The gap is 109 feet.\n\nIt leans." });
        var story = await desk.Read(id);
        Assert.Equal((false, new NoticedSign(ChangeSign.Number, "108", "109")), (story.NoteDue, Assert.Single(story.Notice!.Signs)));
        // The text is mended at once; the question stays until it is answered, also over later changes.
        await desk.Do(id, story.Form, StoryAct.Publish);
        story = await desk.Read(id);
        Assert.Equal((true, ChangeKind.Correction), (story.NoteDue, story.Notice!.Kind));
        await desk.Do(id, story.Form with { Body = story.Form.Body!.Replace("leans", "leaans", StringComparison.Ordinal) }, StoryAct.Publish);
        Assert.True((await desk.Read(id)).NoteDue);
        Assert.True((await ground.Store.Read(db => DeskList.Read(db, new(DeskTab.All), desk.Rights, ground.Clock.Now()))).Rows[0].NoteDue);
        // A note alone is an answer, and the text carries it.
        await desk.Do(id, (await desk.Read(id)).Form with { ChangeNote = "An earlier version gave the gap\nas 108 feet." }, StoryAct.Publish);
        story = await desk.Read(id);
        Assert.Equal((false, "The gap is 109 feet.\n\nIt leaans.\n\n::: correction 2026-11-24\nAn earlier version gave the gap as 108 feet.\n:::\n"), (story.NoteDue, story.Form.Body));
        Assert.Equal("revision 4, correction", await Said(ground, "published"));
        Assert.Equal([ChangeKind.Correction, ChangeKind.Typo, ChangeKind.Correction, null], await ground.Store.Read(db => db.Revisions.OrderByDescending(r => r.Number).Select(r => r.Change).ToListAsync()));
    }

    [Fact]
    public async Task Who_says_what_a_change_is_is_not_asked_and_a_correction_needs_its_note()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Writer.Of(ground);
        var id = await desk.New(new() { Headline = "Bridge", Body = "The gap is 108 feet." }, StoryAct.Publish);
        var form = (await desk.Read(id)).Form with { Body = "The gap is 109 feet." };
        await Writer.Refused("ChangeNote", desk.Do(id, form with { Change = "Correction" }, StoryAct.Publish));
        Assert.Equal("The gap is 108 feet.", (await desk.Read(id)).Form.Body);
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, form with { Change = "Typo" }, StoryAct.Publish));
        Assert.False((await desk.Read(id)).NoteDue);
        // The note may be saved before: it stands in the text, and says what the change is.
        await desk.Do(id, (await desk.Read(id)).Form with { Body = "The gap is 110 feet.", Change = "Clarification", ChangeNote = "At high water." });
        await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Publish);
        Assert.Equal((false, "clarification"), ((await desk.Read(id)).NoteDue, await Said(ground, "published")));
        // A draft that no reader knows is nobody's correction.
        var draft = await desk.New(new() { Headline = "Ferry", Body = "One.", ChangeNote = "Never." });
        Assert.Equal("One.", (await desk.Read(draft)).Form.Body);
    }

    [Fact]
    public async Task A_newsroom_may_insist_on_the_answer()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Writer.Of(ground, site: new Site { Publishing = new() { Notes = NotesMode.Require } });
        var id = await desk.New(new() { Headline = "Bridge", Body = "The gap is 108 feet." }, StoryAct.Publish);
        var form = (await desk.Read(id)).Form with { Body = "The gap is 109 feet." };
        await Writer.Refused("Change", desk.Do(id, form, StoryAct.Publish));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, form with { ChangeNote = "It was 108." }, StoryAct.Publish));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form with { Dek = "More." }, StoryAct.Publish));
    }

    [Theory, EveryEngine]
    public async Task A_changed_text_goes_before_readers_at_its_time_and_not_before(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground, site: Berlin);
        var id = await desk.New(new() { Headline = "Bridge", Body = "It stands." }, StoryAct.Publish);
        var form = (await desk.Read(id)).Form with { Body = "It leans.", ChangeAt = "2026-11-24T18:00" };
        await Writer.Refused("ChangeAt", desk.Do(id, form));
        await Writer.Refused("ChangeAt", desk.Do(id, form, StoryAct.Publish));
        await Writer.Refused("ChangeAt", desk.Do(id, form with { ChangeAt = "2026-11-24T12:00" }, StoryAct.ScheduleChange));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, form, StoryAct.ScheduleChange));
        var at = new DateTimeOffset(2026, 11, 24, 17, 0, 0, TimeSpan.Zero);
        Assert.Equal((at, "2026-11-24T18:00", DeskState.Published), ((await desk.Read(id)).ChangeAt!.Value, (await desk.Read(id)).Form.ChangeAt, (await desk.Read(id)).Stands));
        Assert.Equal(("It stands.", "It leans."), (await Live(ground, at.AddTicks(-10_000)), await Live(ground, at)));
        Assert.Equal(at, await ground.Store.Read(db => NextMoment.After(db, Berlin, ground.Clock.Now())));
        // Its words are part of the newest text: they do not slip out with another change.
        form = (await desk.Read(id)).Form with { Dek = "Still." };
        await Writer.Refused("ChangeAt", desk.Do(id, form, StoryAct.Publish));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, form));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form, StoryAct.CancelChange));
        Assert.Null((await desk.Read(id)).ChangeAt);
        Assert.Equal("It stands.", await Live(ground, at));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Publish));
        Assert.Equal("It leans.", await Live(ground, ground.Clock.Now()));
    }

    [Theory, EveryEngine]
    public async Task A_deleted_draft_lies_in_the_trash_and_comes_back_as_it_was(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Writer.Of(ground);
        var (kept, gone) = (await desk.New(new() { Headline = "Bridge", Tags = "Steel" }), await desk.New(new() { Headline = "Ferry" }));
        foreach (var id in (long[])[kept, gone])
            Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form, StoryAct.Delete));
        var lists = await ground.Store.Read(async db => (All: await DeskList.Read(db, new(DeskTab.All), desk.Rights, ground.Clock.Now()), Trash: await DeskList.Read(db, new(DeskTab.Trash), desk.Rights, ground.Clock.Now())));
        Assert.Equal((0, 2, 0, 2), (lists.All.Rows.Count, lists.Trash.Rows.Count, lists.All.Counts[DeskTab.All], lists.All.Counts[DeskTab.Trash]));
        var form = (await desk.Read(kept)).Form;
        await Writer.Refused("State", desk.Do(kept, form with { Headline = "Other" }));
        await Writer.Refused("State", desk.Do(kept, form, StoryAct.Publish));
        Assert.IsType<StoryAnswer.Done>(await desk.Do(kept, form, StoryAct.Restore));
        Assert.Equal((DeskState.Draft, "Bridge", "Steel"), ((await desk.Read(kept)).Stands, (await desk.Read(kept)).Form.Headline, (await desk.Read(kept)).Form.Tags));
        await Writer.Refused("State", desk.Do(kept, form, StoryAct.Destroy));
        // What nobody fetches goes after thirty days.
        ground.Clock.Advance(TimeSpan.FromDays(Trash.Days));
        Assert.Equal(0, await Trash.Empty(ground.Store));
        ground.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Trash.Empty(ground.Store));
        Assert.Equal([kept], await ground.Store.Read(db => db.Articles.Select(a => a.Id).ToListAsync()));
    }

    [Theory, EveryEngine]
    public async Task A_kill_tells_the_editors_and_other_systems_and_shows_what_became_of_each(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var site = new Site { Publishing = new() { KillHooks = [new("https://cache.example/purge"), new("https://partner.example/gone")] } };
        var desk = await Writer.Of(ground, site: site);
        await ground.Person(Role.Administrator, name: "Ruth Chief");
        await ground.Person(Role.Author);
        var id = await desk.New(new() { Headline = "Bridge" }, StoryAct.Publish);
        Assert.IsType<StoryAnswer.Done>(await desk.Do(id, (await desk.Read(id)).Form with { Reason = "Wrong bridge." }, StoryAct.Kill));
        Assert.Equal(["Web hook cache.example: Waiting", "Web hook partner.example: Waiting", "Mail to Ruth Chief: Waiting"], await Receipts());
        var called = new List<string>();
        var outbox = new EmptyOutbox(ground.Store, ground.Clock, new Dictionary<string, Deliver>
        {
            [CallHook.Kind] = (row, _) =>
            {
                called.Add(row.Payload);
                return Task.FromResult<Delivery>(row.Payload.Contains("cache", StringComparison.Ordinal) ? new Delivery.Done() : new Delivery.Never("It answered 410."));
            },
            [Mail.Kind] = (_, _) => Task.FromResult<Delivery>(new Delivery.Later("No mail server is set.")),
        });
        await outbox.Run();
        Assert.Equal(["Web hook cache.example: Done", "Web hook partner.example: Failed It answered 410.", "Mail to Ruth Chief: Retrying No mail server is set."], await Receipts());
        Assert.Contains("\"Event\":\"killed\",\"Url\":\"http://127.0.0.1:5080/2026/11/24/bridge/\"", called[0], StringComparison.Ordinal);

        async Task<IEnumerable<string>> Receipts() =>
            (await ground.Store.Read(db => Receipt.Read(db, $"article:{id}"))).Select(r => $"{r.Channel}: {r.State} {r.Trouble}".Trim());
    }

    [Fact]
    public async Task Readers_compare_published_versions_only_and_none_that_is_withheld()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Writer.Of(ground);
        var id = await desk.New(new() { Headline = "Bridge", Body = "It stands." }, StoryAct.Publish);
        await desk.Do(id, (await desk.Read(id)).Form with { Body = "It never was published." });
        foreach (var body in (string[])["It leans.", "It leans a lot."])
        {
            ground.Clock.Advance(TimeSpan.FromHours(1));
            await desk.Do(id, (await desk.Read(id)).Form with { Body = body, Change = "Update" }, StoryAct.Publish);
        }

        await desk.Do(id, (await desk.Read(id)).Form with { Body = "It is not to be known yet." });
        Assert.Equal(["It leans. → It leans a lot.", "It stands. → It leans."], await Versions());
        await desk.Do(id, (await desk.Read(id)).Form with { Body = "It rests.", Change = "Update", Withholds = true }, StoryAct.Publish);
        Assert.Empty(await Versions());
        await desk.Do(id, (await desk.Read(id)).Form with { Body = "It rests again.", Change = "Update" }, StoryAct.Publish);
        Assert.Equal(["It rests. → It rests again."], await Versions());

        async Task<IEnumerable<string>> Versions() => (await ground.Store.Read(db => PublishedVersion.Read(db, id, ground.Clock.Now())))
            .Select(v => v.Changes.Single(c => c.Part == "Text").Blocks).Select(b => $"{Side(b, Fate.Gone)} → {Side(b, Fate.New)}");

        static string Side(IReadOnlyList<BlockChange> blocks, Fate side) => string.Concat(blocks.SelectMany(b => b.Runs).Where(r => r.Fate == Fate.Kept || r.Fate == side).Select(r => r.Text));
    }

    private static Task<string> Live(TestStore ground, DateTimeOffset at) => ground.Store.Read(db => db.Visible(at).Select(l => l.Text.Body).SingleAsync());

    private static Task<string?> Said(TestStore ground, string verb) => ground.Store.Read(db => db.AuditLines.Where(l => l.Verb == verb).OrderByDescending(l => l.Id).Select(l => l.Detail).FirstAsync());
}
