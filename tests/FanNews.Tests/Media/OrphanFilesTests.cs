using FanNews.Media;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Media;

public sealed class OrphanFilesTests
{
    [Fact]
    public async Task Files_without_a_picture_and_pictures_without_a_file_are_found_and_only_those()
    {
        await using var site = await TestSite.Start();
        var folder = site.Store.Options.MediaFolder;
        var files = new PictureFiles(folder);
        var (here, lost, nobodys) = (files.Keep(DrawnPictures.Jpeg(1), all: false).Picture!, files.Keep(DrawnPictures.Jpeg(2), all: false).Picture!, files.Keep(DrawnPictures.Jpeg(3), all: false).Picture!);
        await site.Store.Change(Actor.Program, change =>
        {
            foreach (var kept in (StoredPicture[])[here, lost])
            {
                var picture = new Picture { Address = $"/media/{kept.File}.jpg" };
                picture.Take(kept);
                change.Db.Pictures.Add(picture);
            }

            change.Record("added", "pictures");
            return Task.CompletedTask;
        });
        var sounds = new KeptFiles(folder);
        var (_, horn, _) = await sounds.Keep(new MemoryStream(MadeFiles.Mp3(1)));
        var (_, silent, _) = await sounds.Keep(new MemoryStream(MadeFiles.Mp3(2)));
        var captions = await sounds.KeepCaptions(MadeFiles.Captions);
        await site.Store.Change(Actor.Program, change =>
        {
            change.Db.MediaFiles.Add(new() { Address = "/media/horn.mp3", File = horn, Format = "mp3", Bytes = 1, AddedAt = change.Now, Captions = captions });
            change.Db.MediaFiles.Add(new() { Address = "/media/gone.mp3", File = "0123456789abcdef", Format = "mp3", Bytes = 1, AddedAt = change.Now });
            change.Record("added", "files");
            return Task.CompletedTask;
        });
        File.Delete(files.Original(lost.File, "jpg"));
        var left = Path.Combine(folder, "originals", $".{Guid.NewGuid():N}.png");
        var other = Path.Combine(folder, "notes.jpg");
        File.WriteAllText(left, "cut off");
        File.WriteAllText(other, "Somebody else's");

        // All of it was written just now, and may be about to get its picture.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var (young, later) = (await OrphanFiles.Find(site.Store, now), await OrphanFiles.Find(site.Store, now + OrphanFiles.OldEnough + TimeSpan.FromMinutes(1)));
        Assert.Empty(young.Files);
        Assert.Equal([lost.File, "0123456789abcdef"], young.Missing.Select(m => Path.GetFileNameWithoutExtension(m.Path)));
        Assert.Equal(3, later.Files.Count);
        Assert.All(later.Files, f => Assert.True(f.Path.Contains(nobodys.File, StringComparison.Ordinal) || f.Path.EndsWith(silent + ".mp3", StringComparison.Ordinal) || f.Path == "originals/" + Path.GetFileName(left), f.Path));

        // One of them gets its picture after all.
        await site.Store.Change(Actor.Program, change =>
        {
            var picture = new Picture { Address = "/media/late.jpg" };
            picture.Take(nobodys);
            change.Db.Pictures.Add(picture);
            change.Record("added", "picture");
            return Task.CompletedTask;
        });
        Assert.Equal(2, await later.Delete(site.Store));

        // A part around a focus that the picture has no more; that around the present one stays.
        var picture = await site.Store.Read(db => db.Pictures.AsNoTracking().SingleAsync(p => p.File == here.File));
        var (width, height) = PictureRole.All.First(r => r.IsCrop).Sizes(picture.Width, picture.Height)[0];
        var focus = Rendition.Focus(picture);
        var (former, present) = (new Rendition(here.File, width, height, 1, 2, "webp"), new Rendition(here.File, width, height, focus.X, focus.Y, "webp"));
        Directory.CreateDirectory(Path.GetDirectoryName(files.OnDisk(former))!);
        File.WriteAllText(files.OnDisk(former), "former");
        File.WriteAllText(files.OnDisk(present), "present");
        var crops = await OrphanFiles.Find(site.Store, now + OrphanFiles.OldEnough + TimeSpan.FromMinutes(1));
        Assert.Equal([former.Path[1..]], crops.Files.Select(f => f.Path).Where(path => path.Contains(here.File, StringComparison.Ordinal)));
        await crops.Delete(site.Store);
        Assert.Equal((false, true), (File.Exists(files.OnDisk(former)), File.Exists(files.OnDisk(present))));
        Assert.False(File.Exists(left));
        Assert.True(File.Exists(other) && File.Exists(files.Original(nobodys.File, "jpg")) && files.Has(here) && sounds.Has(horn, "mp3") && sounds.Has(captions, "vtt"));
    }
}
