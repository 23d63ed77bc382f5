using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Storage;

public sealed class MarkTests
{
    [Theory, EveryEngine]
    public async Task A_change_that_says_nothing_makes_a_new_edition(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Change(newsroom, _ => { });
        var before = await Marks(newsroom);
        Assert.Equal([Mark.Edition], before.Keys);
        Assert.Equal(before[Mark.Edition], newsroom.Store.Marks.Edition);
        await Change(newsroom, _ => { });
        Assert.True(newsroom.Store.Marks.Edition > before[Mark.Edition]);
    }

    [Theory, EveryEngine]
    public async Task A_change_writes_the_marks_that_it_names_and_no_others(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Change(newsroom, change => change.TouchesNothing());
        await Change(newsroom, change => change.Abandon(0));
        Assert.Empty(await Marks(newsroom));
        await Change(newsroom, change => { change.Touches(7); change.Touches(8); });
        Assert.Equal([Mark.Comments, "story:7", "story:8"], (await Marks(newsroom)).Keys.Order(StringComparer.Ordinal));
        await Change(newsroom, change => Enumerable.Range(0, 100).ToList().ForEach(i => change.Touches(i)));
        Assert.Equal([Mark.Comments, Mark.Edition, "story:7", "story:8"], (await Marks(newsroom)).Keys.Order(StringComparer.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task What_a_page_saw_holds_until_something_on_it_changes(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Change(newsroom, _ => { });
        var (story, list) = (await Seen(newsroom, 7), await Seen(newsroom, null));
        await Change(newsroom, change => change.Touches(8));
        Assert.Equal((true, false), (newsroom.Store.Marks.Holds(story), newsroom.Store.Marks.Holds(list)));
        await Change(newsroom, change => change.Touches(7));
        Assert.False(newsroom.Store.Marks.Holds(story));
        story = await Seen(newsroom, 7);
        await Change(newsroom, _ => { });
        Assert.False(newsroom.Store.Marks.Holds(story));
        Assert.True(newsroom.Store.Marks.Holds(await Seen(newsroom, 7)));
    }

    [Theory, EveryEngine]
    public async Task Who_has_seen_a_version_has_seen_all_before_it(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await using var watch = MarkWatch.On(newsroom.Store);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await Change(newsroom, change => change.Touches(writer));
                Assert.True(newsroom.Store.Marks.Holds(await Seen(newsroom, writer)));
            }
        })));
        Assert.Equal(120, (await Marks(newsroom)).Values.Max());
    }

    [Theory, EveryEngine]
    public async Task Another_process_learns_of_a_change(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        using var command = new NewsroomStore(newsroom.Options, newsroom.Clock);
        await using var watch = MarkWatch.On(newsroom.Store);
        for (var i = 1; i <= 3; i++)
        {
            await command.Change(Actor.Command("import"), change => { change.Record("imported", "article:1"); return Task.CompletedTask; });
            await Until(() => watch.Trust() is not null && newsroom.Store.Marks.Edition == command.Marks.Edition);
        }
    }

    [PostgresFact]
    public async Task A_listener_that_was_lost_voids_what_was_kept_and_comes_back()
    {
        using var newsroom = await TestStore.Create(Engine.Postgres);
        using var command = new NewsroomStore(newsroom.Options, newsroom.Clock);
        await using var watch = MarkWatch.On(newsroom.Store);
        await Until(() => watch.Trust() is not null);
        var life = watch.Trust();
        await command.Read(db => db.Database.SqlQueryRaw<bool>("SELECT pg_terminate_backend(pid) AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'FanNews marks'").ToListAsync());
        await command.Change(Actor.Command("import"), change => { change.Record("imported", "article:1"); return Task.CompletedTask; });
        await Until(() => watch.Trust() is { } now && now != life && newsroom.Store.Marks.Edition == command.Marks.Edition);
    }

    [Fact]
    public async Task A_store_that_cannot_be_asked_is_not_relied_on()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        using var nowhere = new NewsroomStore(new StoreOptions(Path.Combine(newsroom.Options.DataFolder, "none")), newsroom.Clock);
        await using var watch = MarkWatch.On(nowhere);
        Assert.Null(watch.Trust());
    }

    private static async Task Until(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!holds())
            await Task.Delay(20, late.Token);
    }

    private static Task Change(TestStore newsroom, Action<Change> work) => newsroom.Store.Change(Actor.Program, change =>
    {
        change.Record("changed", "something");
        work(change);
        return Task.CompletedTask;
    });

    private static Task<Dictionary<string, long>> Marks(TestStore newsroom) => newsroom.Store.Read(db => db.Marks.ToDictionaryAsync(m => m.Name, m => m.Version));

    private static Task<SeenMarks> Seen(TestStore newsroom, long? story) => newsroom.Store.Read(db => SeenMarks.Read(db, story));
}
