using System.IO.Compression;
using System.Text;
using CsCheck;
using FanNews.Storage;
using FanNews.Storage.Backups;

namespace FanNews.Tests.Storage;

public sealed class DamagedBackupTests : IDisposable
{
    private readonly BackupGround ground = new();

    public void Dispose() => ground.Dispose();

    [Fact]
    public async Task A_flipped_byte_is_found_and_its_entry_named()
    {
        using var newsroom = await BackupGround.Fill(Engine.Sqlite);
        var file = await ground.Backup(newsroom);
        await new VerifyBackup().Of(file);
        var bytes = await File.ReadAllBytesAsync(file);
        foreach (var entry in (string[])["media/ab/abcdef0123456789-2.jpg", "tables/Articles.jsonl", "manifest.json"])
        {
            var damaged = (byte[])bytes.Clone();
            damaged[Find(bytes, entry) + entry.Length + 40] ^= 1;
            await File.WriteAllBytesAsync(file, damaged);
            var trouble = await Assert.ThrowsAsync<BackupTrouble>(() => new VerifyBackup().Of(file));
            Assert.Contains(entry, trouble.Message, StringComparison.Ordinal);
            var place = await ground.EmptyPlace(Engine.Sqlite);
            await Assert.ThrowsAsync<BackupTrouble>(() => new RestoreBackup(place).From(file));
            Assert.False(Directory.Exists(place.DataFolder));
        }
    }

    [Fact]
    public async Task No_byte_of_a_backup_changes_unseen()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        await newsroom.Publish("Bridge");
        BackupGround.PutMedia(newsroom.Options, "ab/a.jpg", [1, 2, 3]);
        var bytes = await File.ReadAllBytesAsync(await ground.Backup(newsroom));
        await Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[0, 7]).SampleAsync(async flip =>
        {
            var damaged = (byte[])bytes.Clone();
            damaged[flip.Item1] ^= (byte)(1 << flip.Item2);
            var file = ground.File(Guid.NewGuid().ToString("N"));
            await File.WriteAllBytesAsync(file, damaged);
            await Assert.ThrowsAsync<BackupTrouble>(() => new VerifyBackup().Of(file));
            File.Delete(file);
        }, iter: 300);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task A_backup_cut_off_is_refused(double kept)
    {
        using var newsroom = await BackupGround.Fill(Engine.Sqlite);
        var file = await ground.Backup(newsroom);
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..(int)(bytes.Length * kept)]);
        var trouble = await Assert.ThrowsAsync<BackupTrouble>(() => new VerifyBackup().Of(file));
        Assert.Contains(file, trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_backup_is_refused()
    {
        await Assert.ThrowsAsync<BackupTrouble>(() => new VerifyBackup().Of(ground.File("missing")));
        await File.WriteAllTextAsync(ground.File("text"), "Dear editor,");
        await Assert.ThrowsAsync<BackupTrouble>(() => new VerifyBackup().Of(ground.File("text")));
        await using (var zip = await ZipFile.OpenAsync(ground.File("zip"), ZipArchiveMode.Create))
        await using (var entry = await zip.CreateEntry("hello").OpenAsync())
            entry.WriteByte(1);
        var trouble = await Assert.ThrowsAsync<BackupTrouble>(() => new VerifyBackup().Of(ground.File("zip")));
        Assert.Contains("no FanNews backup", trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("media/../../evil.jpg")]
    [InlineData("media//etc/passwd")]
    [InlineData("/media/evil.jpg")]
    [InlineData("media/a\\..\\evil.jpg")]
    [InlineData("media/c:evil.jpg")]
    [InlineData("media/./evil.jpg")]
    [InlineData("newsroom.db")]
    public async Task An_entry_that_would_leave_the_media_folder_is_refused(string name)
    {
        using var newsroom = await BackupGround.Fill(Engine.Sqlite);
        var forged = await ground.Forge(await ground.Backup(newsroom), rename: n => n.EndsWith(".png", StringComparison.Ordinal) ? name : n);
        var place = await ground.EmptyPlace(Engine.Sqlite);
        await Assert.ThrowsAsync<BackupTrouble>(() => new RestoreBackup(place).From(forged));
        Assert.False(Directory.Exists(place.DataFolder));
    }

    [Theory, EveryEngine]
    public async Task Rows_that_do_not_fit_together_leave_nothing_behind(Engine engine)
    {
        using var newsroom = await BackupGround.Fill(engine);
        var forged = await ground.Forge(await ground.Backup(newsroom), table: "Articles");
        var place = await ground.EmptyPlace(engine);
        var trouble = await Assert.ThrowsAsync<BackupTrouble>(() => new RestoreBackup(place).From(forged));
        Assert.Contains("does not fit", trouble.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.DataFolder));
        await Assert.ThrowsAsync<BackupTrouble>(() => new VerifyBackup().Of(forged));

        // The place is as empty as before: the honest one goes in.
        await new RestoreBackup(place).From(ground.File());
        using var store = new NewsroomStore(place, newsroom.Clock);
        Assert.Equal(await BackupGround.Tables(newsroom.Store), await BackupGround.Tables(store));
    }

    [Theory, EveryEngine]
    public async Task A_backup_from_a_newer_program_is_refused(Engine engine)
    {
        using var newsroom = await BackupGround.Fill(engine);
        var forged = await ground.Forge(await ground.Backup(newsroom), adjust: m => m with { Migrations = [.. m.Migrations, "FromTheFuture"] });
        var place = await ground.EmptyPlace(engine);
        var trouble = await Assert.ThrowsAsync<BackupTrouble>(() => new RestoreBackup(place).From(forged));
        Assert.Contains("another FanNews", trouble.Message, StringComparison.Ordinal);
        forged = await ground.Forge(ground.File(), adjust: m => m with { Format = 2 });
        trouble = await Assert.ThrowsAsync<BackupTrouble>(() => new RestoreBackup(place).From(forged));
        Assert.Contains("has format 2", trouble.Message, StringComparison.Ordinal);
    }

    // The first place of a name is the entry's own header, before its bytes.
    private static int Find(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
}
