using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;
using FanNews.Storage;
using FanNews.Storage.Backups;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Storage;

/// <summary>A folder for backups and for newsrooms that are made of them. Gone with the test.</summary>
public sealed class BackupGround : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fannews-backup-").FullName;

    /// <summary>A name for a backup that does not exist yet.</summary>
    public string File(string name = "newsroom.fannews") => Path.Combine(folder, name);

    /// <summary>An empty place for a newsroom.</summary>
    public async Task<StoreOptions> EmptyPlace(Engine engine) => new(
        Path.Combine(folder, "room-" + Guid.NewGuid().ToString("N")), engine == Engine.Postgres ? await PostgresServer.CreateEmptyDatabase() : null);

    /// <summary>Backs a newsroom up.</summary>
    public async Task<string> Backup(TestStore newsroom)
    {
        await new MakeBackup(newsroom.Store, newsroom.Clock).To(File());
        return File();
    }

    /// <summary>A small newsroom with something of everything.</summary>
    public static async Task<TestStore> Fill(Engine engine)
    {
        var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge \"re-opens\"", "Zur Brücke 🌉\r\n\r\n<b>It</b> stands.", section: "Town", tags: ["bridges", "money"], authors: ["Ada Quill", "Bo Reed"], source: "Wire");
        await newsroom.Draft("Not yet", section: "Town");
        var first = await newsroom.Comment(story, "First!\nSecond line");
        await newsroom.Comment(story, "An answer", parent: first);
        await newsroom.Comment(story, "Buy now", CommentStatus.Spam);
        await newsroom.Person(Role.Editor);
        await newsroom.Choose("Site:Name", "The Ferryman's 'Post'");
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            var db = change.Db;
            var town = await db.Sections.SingleAsync(s => s.Slug == "town");
            db.Sections.Add(new Section { Slug = "harbour", Name = "Harbour", Parent = town });
            db.Redirects.Add(new Redirect { FromKey = "/old", ArticleId = story.Id });
            db.Pictures.Add(new Picture { Address = "/a.jpg", File = "abcdef0123456789", Width = 2, Height = 1, Alt = "A bridge" });
            db.SenderKeys.Add(new SenderKey { Day = new DateOnly(2026, 11, 24), Key = [1, 2, 3] });
            db.Comments.Add(new Comment { ArticleId = story.Id, Name = "Cy", Email = "cy@example.org", Text = "Hm", CreatedAt = change.Now, Remarks = [new Remark("links", "Has 3 links: \"a\" < b")] });
            var gone = new Tag { Slug = "gone", Name = "Gone" };
            db.Tags.Add(gone);
            await db.SaveChangesAsync();
            db.Tags.Remove(gone);
            change.Record("set", "test");
        });
        PutMedia(newsroom.Options, "ab/abcdef0123456789-2.jpg", [.. Enumerable.Range(0, 20_000).Select(i => (byte)(i * 31))]);
        PutMedia(newsroom.Options, "originals/ab/abcdef0123456789.png", [1, 2, 3]);
        PutMedia(newsroom.Options, "ab/.half-written.jpg", [9]);
        return newsroom;
    }

    /// <summary>Puts a file into a media folder.</summary>
    public static void PutMedia(StoreOptions options, string path, byte[] bytes)
    {
        var full = Path.Combine(options.MediaFolder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllBytes(full, bytes);
    }

    /// <summary>Every table of a store: name, rows, last number, checksum.</summary>
    public static async Task<List<(string, long, long, string)>> Tables(NewsroomStore store) => await store.Read(async db =>
    {
        var tables = new List<(string, long, long, string)>();
        foreach (var shape in TableShape.All(db))
        {
            var table = await MakeBackup.Copy(db, shape, Stream.Null, default);
            tables.Add((shape.Name, table.Rows, table.LastId, table.Sha256));
        }

        return tables;
    });

    /// <summary>Writes a backup anew with other entries, all its checksums right: what somebody with bad intentions or a broken tool would hand over.</summary>
    /// <param name="source">An honest backup.</param>
    /// <param name="table">A table whose rows are to be replaced; null for none.</param>
    /// <param name="rows">Its rows, each with its line end.</param>
    /// <param name="adjust">Changes the manifest.</param>
    /// <param name="rename">Renames entries.</param>
    public async Task<string> Forge(string source, string? table = null, string rows = "", Func<BackupManifest, BackupManifest>? adjust = null, Func<string, string>? rename = null)
    {
        var forged = File("forged.fannews");
        await using var file = new FileStream(forged, FileMode.Create, FileAccess.ReadWrite);
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        await using (var from = await ZipFile.OpenReadAsync(source))
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(await Bytes(from.GetEntry(BackupManifest.Entry)!), BackupManifest.Json)!;
            foreach (var entry in from.Entries.Where(e => e.FullName != BackupManifest.Entry))
                await Put(zip, rename?.Invoke(entry.FullName) ?? entry.FullName, entry.FullName == $"tables/{table}.jsonl" ? Encoding.UTF8.GetBytes(rows) : await Bytes(entry));
            var content = Encoding.UTF8.GetBytes(rows);
            manifest = manifest with
            {
                Tables = [.. manifest.Tables.Select(t => t.Shape.Name != table ? t : t with { Rows = rows.Count(c => c == '\n'), Bytes = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) })],
                Media = [.. manifest.Media.Select(m => m with { Entry = rename?.Invoke(m.Entry) ?? m.Entry })],
            };
            var json = JsonSerializer.SerializeToUtf8Bytes(adjust?.Invoke(manifest) ?? manifest, BackupManifest.Json);
            await Put(zip, BackupManifest.Entry, json);
            zip.Comment = BackupSeal.Begin(Convert.ToHexStringLower(SHA256.HashData(json)));
        }

        await BackupSeal.Close(file, default);
        return forged;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<byte[]> Bytes(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        await using var stream = await entry.OpenAsync();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task Put(ZipArchive zip, string name, byte[] bytes)
    {
        await using var stream = await zip.CreateEntry(name).OpenAsync();
        await stream.WriteAsync(bytes);
    }
}
