using System.IO.Compression;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Search;
using FanNews.Storage;
using FanNews.Storage.Backups;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Storage;

public sealed class BackupTests : IDisposable
{
    private readonly BackupGround ground = new();

    public void Dispose() => ground.Dispose();

    public static TheoryData<Engine, Engine> FromAndTo()
    {
        var pairs = new TheoryData<Engine, Engine>();
        Engine[] here = Needs.SkipFor(PostgresServer.Missing) is null ? [Engine.Sqlite, Engine.Postgres] : [Engine.Sqlite];
        foreach (var from in here)
        {
            foreach (var to in here)
                pairs.Add(from, to);
        }

        return pairs;
    }

    [Theory, MemberData(nameof(FromAndTo))]
    public async Task A_newsroom_comes_back_from_its_backup_on_either_engine(Engine from, Engine to)
    {
        using var newsroom = await BackupGround.Fill(from);
        var made = await new MakeBackup(newsroom.Store, newsroom.Clock).To(ground.File());
        var place = await ground.EmptyPlace(to);
        var restored = await new RestoreBackup(place).From(ground.File());

        using var store = new NewsroomStore(place, newsroom.Clock);
        Assert.Equal(await BackupGround.Tables(newsroom.Store), await BackupGround.Tables(store));
        Assert.Equal((made.Rows, 2, 20_003L), (restored.Rows, restored.MediaFiles, restored.MediaBytes));
        Assert.Equal(["media/ab/abcdef0123456789-2.jpg", "media/originals/ab/abcdef0123456789.png"], Media(place));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(newsroom.Options.MediaFolder, "ab", "abcdef0123456789-2.jpg")), await File.ReadAllBytesAsync(Path.Combine(place.MediaFolder, "ab", "abcdef0123456789-2.jpg")));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(place.DataFolder), p => Path.GetFileName(p).StartsWith('.'));
        Assert.Empty(await store.Migrate());
    }

    [Theory, EveryEngine]
    public async Task A_restored_newsroom_reads_and_writes_on(Engine engine)
    {
        using var newsroom = await BackupGround.Fill(engine);
        var place = await ground.EmptyPlace(engine);
        await new RestoreBackup(place).From(await ground.Backup(newsroom));

        using var store = new NewsroomStore(place, newsroom.Clock);
        var found = await store.Read(db => FindStories.Find(db, new SearchQuestion("brucke"), TestNewsroom.Noon));
        Assert.Equal("Bridge \"re-opens\"", Assert.Single(found.Stories).Story.Headline);
        var story = await store.Read(db => db.VisibleStories(TestNewsroom.Noon).SingleAsync());
        Assert.Equal(("Bridge \"re-opens\"", "Zur Brücke 🌉\r\n\r\n<b>It</b> stands."), (story.Text.Headline, story.Text.Body));
        var remark = await store.Read(db => db.Comments.AsNoTracking().Where(c => c.Name == "Cy").Select(c => c.Remarks).SingleAsync());
        Assert.Equal([new Remark("links", "Has 3 links: \"a\" < b")], remark);
        var person = await new Accounts(store).All();
        Assert.Equal(["editor@example.org"], person.Select(p => p.Email));
        var last = (await newsroom.Store.Read(db => db.Set<FanNews.Sections.Tag>().MaxAsync(t => t.Id))) + 1;
        var tag = await store.Change(Actor.Program, async change =>
        {
            var added = new FanNews.Sections.Tag { Slug = "new", Name = "New" };
            change.Db.Add(added);
            await change.Db.SaveChangesAsync();
            change.Record("added", "tag");
            return added;
        });
        Assert.Equal(last + 1, tag.Id);
    }

    [Theory, EveryEngine]
    public async Task The_key_of_the_day_is_in_no_backup(Engine engine)
    {
        using var newsroom = await BackupGround.Fill(engine);
        var file = await ground.Backup(newsroom);
        await using (var zip = await ZipFile.OpenReadAsync(file))
            Assert.DoesNotContain(zip.Entries, e => e.FullName.Contains("SenderKeys", StringComparison.Ordinal));
        var place = await ground.EmptyPlace(engine);
        await new RestoreBackup(place).From(file);
        using var store = new NewsroomStore(place, newsroom.Clock);
        Assert.Equal((1, 0), (await newsroom.Store.Read(db => db.SenderKeys.CountAsync()), await store.Read(db => db.SenderKeys.CountAsync())));
    }

    [Theory, EveryEngine]
    public async Task A_backup_made_while_eight_write_holds_whole_changes_only(Engine engine)
    {
        using var newsroom = await BackupGround.Fill(engine);
        using var stop = new CancellationTokenSource();
        var busy = new TaskCompletionSource();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await newsroom.Store.Change(Actor.Program, async change =>
                {
                    change.Record("half", $"pair:{writer}-{i}");
                    await change.Db.SaveChangesAsync();
                    change.Record("half", $"pair:{writer}-{i}");
                });
                BackupGround.PutMedia(newsroom.Options, $"cd/{writer}-{i % 5}.jpg", [1]);
                File.Delete(Path.Combine(newsroom.Options.MediaFolder, "cd", $"{writer}-{(i + 2) % 5}.jpg"));
                if (i == 3)
                    busy.TrySetResult();
            }
        })).ToList();
        await busy.Task;
        var file = await ground.Backup(newsroom);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        await new VerifyBackup().Of(file);
        var place = await ground.EmptyPlace(engine);
        await new RestoreBackup(place).From(file);
        using var store = new NewsroomStore(place, newsroom.Clock);
        var pairs = await store.Read(db => db.AuditLines.Where(l => l.Verb == "half").GroupBy(l => l.Subject).Select(g => g.Count()).ToListAsync());
        Assert.NotEmpty(pairs);
        Assert.All(pairs, count => Assert.Equal(2, count));
    }

    [Fact]
    public async Task A_backup_is_for_its_owner_only_and_overwrites_nothing()
    {
        using var newsroom = await BackupGround.Fill(Engine.Sqlite);
        await File.WriteAllTextAsync(ground.File() + ".part", "left by a killed one, much longer than nothing");
        var file = await ground.Backup(newsroom);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.False(File.Exists(file + ".part"));
        var before = await File.ReadAllBytesAsync(file);
        var trouble = await Assert.ThrowsAsync<BackupTrouble>(() => ground.Backup(newsroom));
        Assert.Contains("exists already", trouble.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_nothing()
    {
        using var newsroom = await BackupGround.Fill(Engine.Sqlite);
        BackupGround.PutMedia(newsroom.Options, "a\\b.jpg", [1]);
        await Assert.ThrowsAsync<BackupTrouble>(() => ground.Backup(newsroom));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(ground.File())!));
    }

    [Theory, EveryEngine]
    public async Task A_place_that_is_not_empty_is_refused_and_left_alone(Engine engine)
    {
        using var newsroom = await BackupGround.Fill(engine);
        var file = await ground.Backup(newsroom);
        var trouble = await Assert.ThrowsAsync<BackupTrouble>(() => new RestoreBackup(newsroom.Options).From(file));
        Assert.Contains("is not empty", trouble.Message, StringComparison.Ordinal);
        if (engine == Engine.Postgres)
        {
            var place = (await ground.EmptyPlace(engine)) with { Database = newsroom.Options.Database };
            trouble = await Assert.ThrowsAsync<BackupTrouble>(() => new RestoreBackup(place).From(file));
            Assert.Contains("The database is not empty", trouble.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(place.DataFolder));
        }
    }

    [Theory, EveryEngine]
    public async Task A_backup_of_the_first_format_restores_for_ever(Engine engine)
    {
        var file = Checkout.Path("tests", "FanNews.Tests", "Storage", "Fixtures", "first.fannews");
        Assert.Equal(["First"], await Migrations(file));
        await new VerifyBackup().Of(file);
        var place = await ground.EmptyPlace(engine);
        await new RestoreBackup(place).From(file);
        using var store = new NewsroomStore(place, TimeProvider.System);
        Assert.Empty(await store.Migrate());
        var story = await store.Read(db => db.VisibleStories(TestNewsroom.Noon).SingleAsync());
        Assert.Equal("Bridge \"re-opens\"", story.Text.Headline);
        Assert.Equal(4, await store.Read(db => db.Comments.CountAsync()));
        Assert.Equal(2, Media(place).Count());
    }

    [Fact]
    public void Both_engines_have_the_same_migrations_by_name()
    {
        using var sqlite = new NewsroomStore(new StoreOptions("."), TimeProvider.System);
        using var postgres = new NewsroomStore(new StoreOptions(".", "Host=nowhere"), TimeProvider.System);
        using var one = sqlite.Open();
        using var other = postgres.Open();
        Assert.Equal(one.Database.GetMigrations().Select(BackupMigrations.NameOf), other.Database.GetMigrations().Select(BackupMigrations.NameOf));
    }

    private static async Task<IReadOnlyList<string>> Migrations(string file)
    {
        using var backup = await BackupFile.Open(file, default);
        return backup.Manifest.Migrations;
    }

    private static IEnumerable<string> Media(StoreOptions options) =>
        Directory.EnumerateFiles(options.MediaFolder, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(options.DataFolder, p)).Order(StringComparer.Ordinal);
}
