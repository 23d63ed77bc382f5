using FanNews.Articles;
using FanNews.Media;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Demo;

/// <summary>
/// The Ferryman, news from both banks: a paper that was made up, so that an empty newsroom has something to show.
/// </summary>
public static class DemoNewsroom
{
    private const string Pictures = "FanNews.Web.Demo.pictures.";
    private const string Sounds = "FanNews.Web.Demo.sounds.";

    /// <summary>Fills a newsroom that has nothing in it; leaves any other alone.</summary>
    /// <returns>Whether it was filled.</returns>
    public static async Task<bool> Fill(NewsroomStore store, CancellationToken ct = default)
    {
        if (await store.Read(db => db.Articles.AnyAsync(ct), ct))
            return false;
        // Pictures take a second and no transaction: they are kept by their content, so a second try finds them. What pages ask for is made when they do.
        var files = new PictureFiles(store.Options.MediaFolder);
        var pictures = DemoStory.Names(Pictures).Select(name => name[Pictures.Length..^".jpg".Length])
            .AsParallel().Select(name => (name, Kept: files.Keep(DemoStory.PictureNamed(name), all: false).Picture!)).ToDictionary(p => p.name, p => p.Kept);
        var sounds = new Dictionary<string, (string File, long Bytes)>();
        foreach (var name in DemoStory.Names(Sounds))
        {
            await using var sound = typeof(DemoNewsroom).Assembly.GetManifestResourceStream(name)!;
            sounds[name[Sounds.Length..]] = ((await new KeptFiles(store.Options.MediaFolder).Keep(sound, ct)).File, sound.Length);
        }

        return await store.Change(Actor.Program, async change =>
        {
            if (await change.Db.Articles.AnyAsync(ct))
                return change.Abandon(false);
            foreach (var (name, (file, bytes)) in sounds)
                change.Db.MediaFiles.Add(new MediaFile { Address = "/media/" + name, File = file, Format = "mp3", Bytes = bytes, Title = "The Dunlin’s horn", Credit = DemoCast.Drawn.Split(" / ")[^1], AddedAt = change.Now });
            await new DemoFilling(change, pictures).Run(DemoStory.All(), ct);
            change.Record("filled", "newsroom", "the demo");
            return true;
        }, ct);
    }
}
