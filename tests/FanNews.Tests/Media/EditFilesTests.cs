using FanNews.Articles;
using FanNews.Body;
using FanNews.Media;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Media;

public sealed class EditFilesTests
{
    [Theory, EveryEngine]
    public async Task A_file_is_added_described_used_and_deleted(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        using var edit = new EditFiles(ground.Store);
        var (writer, other) = (await ground.Person(Role.Author), await ground.Person(Role.Contributor));
        var rights = new PictureRights(writer.Id, Role.Author);
        var files = new KeptFiles(ground.Options.MediaFolder);
        async Task<MediaFile> Add(byte[] bytes, string name, byte[]? captions = null)
        {
            using var upload = new MemoryStream(bytes);
            using var said = captions is null ? null : new MemoryStream(captions);
            var (file, problems) = await edit.Add(Actor.Of(writer), upload, name, new() { Title = " The  horn ", Credit = "Ada Quill" }, said);
            Assert.Empty(problems);
            return file!;
        }

        var sound = await Add(MadeFiles.Mp3(), "../The Horn.exe");
        var film = await Add(MadeFiles.Mp4(), "film.mp4", MadeFiles.Captions);
        // The same bytes are told, under whatever name; an import may have brought them twice.
        using (var same = new MemoryStream(MadeFiles.Mp3()))
            Assert.Equal([new Refusal("File", "The newsroom has this file already: “The horn”, /media/the-horn.mp3")], (await edit.Add(Actor.Of(writer), same, "other.mp3", new())).Problems);
        var again = await ground.Store.Change(Actor.Program, async change =>
        {
            var row = new MediaFile { Address = "/media/brought-over.mp3", File = sound.File, Format = sound.Format, Bytes = sound.Bytes, AddedAt = change.Now, AddedById = writer.Id };
            change.Db.MediaFiles.Add(row);
            await change.Db.SaveChangesAsync();
            change.Record("added", "file");
            return row;
        });
        Assert.Equal(("/media/the-horn.mp3", "The horn", "Ada Quill", FileKind.Sound), (sound.Address, sound.Title, sound.Credit, sound.Kind));
        Assert.Equal(("/media/film.mp4", 640, 360, FileKind.Video), (film.Address, film.Width, film.Height, film.Kind));
        Assert.True(files.Has(film.Captions!, "vtt"));

        // Where it was made is nobody's business: everything else is as it came.
        var came = MadeFiles.Mp4(place: true);
        var (format, placeless, _) = await files.Keep(new MemoryStream(came));
        var kept = await System.IO.File.ReadAllBytesAsync(files.OnDisk(placeless, format!.Name));
        Assert.Equal((came.Length, -1, -1), (kept.Length, kept.AsSpan().IndexOf("+54.1"u8), kept.AsSpan().IndexOf("ISO6709"u8)));
        Assert.Equal(came[^100..], kept[^100..]);
        using (var stream = new MemoryStream(kept))
            Assert.Equal(("mp4", 640, 0), (MediaFormat.Of(stream)!.Name, MediaFormat.Of(stream)!.Width, MediaFormat.Of(stream)!.Places.Count));
        files.Remove(placeless, format.Name);

        // Others may not; captions must be some.
        Assert.Equal(PictureAnswer.Forbidden, (await edit.Describe(Actor.Of(other), new(other.Id, Role.Contributor), film.Id, new() { Title = "Mine" })).Answer);
        using (var wrong = new MemoryStream("1\n00:00:01,000"u8.ToArray()))
            Assert.Equal(["Captions"], (await edit.Describe(Actor.Of(writer), rights, film.Id, new() { Title = "Film" }, wrong)).Problems.Select(p => p.Field));
        Assert.Equal(PictureAnswer.Done, (await edit.Describe(Actor.Of(writer), rights, film.Id, new() { Title = "A film", NoCaptions = true })).Answer);
        var told = await ground.Store.Read(db => db.MediaFiles.AsNoTracking().SingleAsync(f => f.Id == film.Id));
        Assert.Equal(("A film", null, null), (told.Title, told.Credit, told.Captions));
        Assert.False(files.Has(film.Captions!, "vtt"));
        // Somebody else's words do not go under unseen.
        Assert.Equal(["Title"], (await edit.Describe(Actor.Of(writer), rights, film.Id, new() { Title = "Another", Was = "The horn\nAda Quill" })).Problems.Select(p => p.Field));

        var story = await ground.Publish("Horn", "/media/the-horn.mp3\n\nAnd [a film](/media/film.mp4) in a line.");
        var uses = await ground.Store.Read(db => FileUse.Count(db, [sound.Id, film.Id, again.Id], TestNewsroom.Noon));
        Assert.Equal([(sound.Id, 1), (film.Id, 1)], uses.OrderBy(u => u.Key).Select(u => (u.Key, u.Value)));
        var (answer, problems) = await edit.Delete(Actor.Of(writer), rights, sound.Id);
        Assert.Equal((PictureAnswer.Refused, "The file is used: “Horn”. Take it out there before you delete it"), (answer, problems.Single().Sentence));
        Assert.Equal(PictureAnswer.Done, (await edit.Delete(Actor.Of(writer), rights, again.Id)).Answer);
        Assert.True(files.Has(sound.File, "mp3"));
        await ground.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == story.Id);
            article.Revise(new() { Headline = "Horn", Body = "Silence." }, change.Now, null).Release(change.Now);
            change.Record("saved", "article");
        });
        Assert.Equal(PictureAnswer.Done, (await edit.Delete(Actor.Of(writer), rights, sound.Id)).Answer);
        Assert.False(files.Has(sound.File, "mp3"));
        Assert.Equal(["A film"], (await ground.Store.Read(db => FileList.Read(db, "FILM", null, TestNewsroom.Noon))).Rows.Select(r => r.File.Name));
        Assert.Empty((await ground.Store.Read(db => FileList.Read(db, "horn", null, TestNewsroom.Noon))).Rows);
        Assert.DoesNotContain(Directory.EnumerateFiles(ground.Options.MediaFolder), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Theory, EveryEngine]
    public async Task What_stands_for_a_video_is_fetched_once_and_kept_here(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        using var hosts = new Hosts();
        using var fetch = new FetchThumbnail(ground.Store, ground.Clock, on: true, hosts);
        var asked = hosts.Asked;
        var body = BodyText.Parse("https://youtu.be/dQw4w9WgXcQ\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\nhttps://vimeo.com/76979871\n\nhttps://vimeo.com/666\n\nhttps://example.org/");
        Assert.Equal(["/media/video/youtube-dQw4w9WgXcQ.jpg", "/media/video/vimeo-76979871.jpg", "/media/video/vimeo-666.jpg"], body.Thumbnails);
        async Task<int> Ask()
        {
            await ground.Store.Change(Actor.Program, async change =>
            {
                await FetchThumbnail.Ask(change, body);
                change.Record("saved", "article:1");
            });
            return await ground.Store.Read(db => db.OutboxRows.CountAsync(r => r.Kind == FetchThumbnail.Kind && r.DoneAt == null));
        }

        Assert.Equal(3, await Ask());
        await new EmptyOutbox(ground.Store, ground.Clock, new Dictionary<string, Deliver> { [FetchThumbnail.Kind] = fetch.Deliver }).Run();
        Assert.Equal(
            ["https://i.ytimg.com/vi/dQw4w9WgXcQ/maxresdefault.jpg", "https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg", "https://vimeo.com/api/oembed.json?width=1280&url=https%3A%2F%2Fvimeo.com%2F76979871", "https://i.vimeocdn.com/video/1.jpg", "https://vimeo.com/api/oembed.json?width=1280&url=https%3A%2F%2Fvimeo.com%2F666"],
            asked);
        // Whoever answers for a host does not lead us to another one.
        Assert.DoesNotContain(asked, address => address.Contains("169.254", StringComparison.Ordinal));
        var kept = await ground.Store.Read(db => db.Pictures.AsNoTracking().OrderBy(p => p.Id).ToListAsync());
        Assert.Equal([("/media/video/youtube-dQw4w9WgXcQ.jpg", "YouTube", false), ("/media/video/vimeo-76979871.jpg", "Vimeo", false)], kept.Select(p => (p.Address, p.Credit, p.MaySyndicate)));
        Assert.All(kept, picture => Assert.NotNull(picture.File));
    }

    /// <summary>The hosts of the videos, as far as they matter.</summary>
    private sealed class Hosts : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!.AbsoluteUri;
            Asked.Add(address);
            return Task.FromResult(address switch
            {
                _ when address.EndsWith("maxresdefault.jpg", StringComparison.Ordinal) => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound),
                _ when address.EndsWith("666", StringComparison.Ordinal) => Json("http://169.254.169.254/latest"),
                _ when address.Contains("oembed", StringComparison.Ordinal) => Json("https://i.vimeocdn.com/video/1.jpg"),
                _ => new() { Content = new ByteArrayContent(DrawnPictures.Jpeg(Asked.Count)) },
            });
        }

        private static HttpResponseMessage Json(string thumbnail) => new() { Content = new StringContent($"{{\"thumbnail_url\":\"{thumbnail}\"}}") };
    }
}
