using FanNews.Articles;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Storage;

public sealed class StoreTests
{
    [Theory, EveryEngine]
    public async Task Model_and_migrations_agree(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await using var db = newsroom.Store.Open();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory, EveryEngine]
    public async Task A_change_is_stored_with_its_trace(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Store.Change(Actor.Program, change =>
        {
            change.Db.Settings.Add(new Setting { Key = "Site:Name", Value = "The Ferryman" });
            change.Record("set", "setting:Site:Name");
            change.Send("ping", "{}");
            return Task.CompletedTask;
        });

        var (line, sent) = await newsroom.Store.Read(async db => (await db.AuditLines.SingleAsync(), await db.Set<FanNews.Outbox.OutboxRow>().CountAsync()));
        Assert.Equal(("set", "FanNews", TestStore.Noon, 1), (line.Verb, line.By, line.At, sent));
    }

    [Theory, EveryEngine]
    public async Task A_change_without_a_trace_is_not_stored(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(() => newsroom.Store.Change(Actor.Program, async change =>
        {
            change.Db.Settings.Add(new Setting { Key = "Site:Name", Value = "The Ferryman" });
            await change.Db.SaveChangesAsync();
        }));
        Assert.Equal(0, await newsroom.Store.Read(db => db.Settings.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task An_abandoned_change_leaves_nothing(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var refusal = await newsroom.Store.Change(Actor.Program, async change =>
        {
            change.Db.Settings.Add(new Setting { Key = "Site:Name", Value = "The Ferryman" });
            change.Record("set", "setting:Site:Name");
            await change.Db.SaveChangesAsync();
            return change.Abandon(new Refusal("Name", "No."));
        });
        Assert.Equal("No.", refusal.Sentence);
        Assert.Equal(0, await newsroom.Store.Read(db => db.AuditLines.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task Sixty_four_writers_all_get_through(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await newsroom.Store.Change(Actor.Program, change =>
                {
                    change.Record("wrote", $"writer:{writer}");
                    return Task.CompletedTask;
                });
            }
        })));
        Assert.Equal(64 * 5, await newsroom.Store.Read(db => db.AuditLines.CountAsync()));
    }

    [Fact]
    public async Task Every_connection_of_SQLite_writes_through_to_the_disk()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            Assert.Equal([2L], await change.Db.Database.SqlQueryRaw<long>("PRAGMA synchronous").ToListAsync());
            Assert.Equal(["wal"], await change.Db.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync());
            Assert.Equal([1L], await change.Db.Database.SqlQueryRaw<long>("PRAGMA foreign_keys").ToListAsync());
            Assert.Equal([1L], await change.Db.Database.SqlQueryRaw<long>("PRAGMA secure_delete").ToListAsync());
        });
    }

    [PostgresFact]
    public async Task The_server_is_asked_for_nothing_that_only_long_questions_gain_by()
    {
        using var newsroom = await TestStore.Create(Engine.Postgres);
        await using var db = newsroom.Store.Open();
        Assert.Equal(["off 0"], await db.Database.SqlQueryRaw<string>("SELECT current_setting('jit') || ' ' || current_setting('max_parallel_workers_per_gather') AS \"Value\"").ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task A_database_newer_than_the_program_is_refused_and_left_alone(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await using (var db = newsroom.Store.Open())
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99')");
        var trouble = await Assert.ThrowsAsync<StoreTrouble>(() => newsroom.Store.Migrate());
        Assert.Contains("newer FanNews", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_with_a_sentence()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        newsroom.Store.LetGo();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await File.WriteAllBytesAsync(newsroom.Options.SqliteFile, [.. Enumerable.Range(0, 8192).Select(i => (byte)(i * 7))]);
        var trouble = await Assert.ThrowsAsync<StoreTrouble>(() => newsroom.Store.Migrate());
        Assert.Contains("Restore the last backup", trouble.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_story_and_its_text_come_back_as_they_were_stored(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            var story = new Article { Slug = "bridge", CreatedAt = change.Now };
            var text = story.Revise(new ArticleText { Headline = "Bridge", Body = "It stands." }, change.Now, by: null);
            Assert.Null(story.Publish(text, change.Now, "/2026/11/24/bridge/"));
            change.Db.Articles.Add(story);
            await change.Db.SaveChangesAsync();
            change.Record("published", $"article:{story.Id}");
        });
        var live = await newsroom.Store.Read(db => db.VisibleStories(TestStore.Noon).SingleAsync());
        Assert.Equal(("Bridge", TestStore.Noon, "/2026/11/24/bridge"), (live.Text.Headline, live.Article.PublishAt, live.Article.PermalinkKey));
    }
}
