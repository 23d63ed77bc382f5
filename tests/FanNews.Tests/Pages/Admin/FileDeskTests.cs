using System.Net;
using FanNews.Media;
using FanNews.People;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class FileDeskTests
{
    private const string List = "/admin/media/files";

    [Fact]
    public async Task A_writer_adds_a_film_describes_it_previews_it_and_deletes_it()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Contributor);
        using var added = await visit.Upload(List, List, [("File", "My Film.mov", MadeFiles.Mp4())], ("Title", "The crossing"), ("Credit", "Ada Quill"));
        Assert.Equal((HttpStatusCode.SeeOther, List + "/1?done=added"), (added.StatusCode, added.Headers.Location!.ToString()));
        var page = await visit.Follow(added);
        Assert.Equal("[The crossing](/media/my-film.mp4)", page.QuerySelector("#Markdown")!.TextContent.Trim());
        var video = page.QuerySelector("video")!.GetAttribute("src")!;
        Assert.Equal(HttpStatusCode.OK, (await visit.Get(video)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync(video["/admin/media/file".Length..].Insert(0, "/media"))).StatusCode);
        Assert.Equal(["It has no captions"], (await visit.Read(List)).QuerySelectorAll(".files .lacks").Select(l => l.TextContent));

        using var described = await visit.Upload(List + "/1", List + "/1", [("Captions", "c.txt", MadeFiles.Captions)], ("Title", "The crossing"), ("Credit", "Ada Quill"));
        Assert.Equal("Saved.", (await visit.Follow(described)).Status().Split(" | ")[0].Trim());
        page = await visit.Read(List + "?q=CROSSING");
        Assert.Equal(["The crossing"], page.QuerySelectorAll(".files h2").Select(h => h.TextContent));
        Assert.Empty(page.QuerySelectorAll(".lacks"));
        Assert.NotNull((await visit.Read(List + "/1")).QuerySelector("video > track[kind=captions]"));

        using (var wrong = await visit.Upload(List + "/1", List + "/1", [("Captions", "c.srt", "1\n"u8.ToArray())], ("Title", "Typed")))
        {
            page = await visit.Follow(wrong);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "Typed"), (wrong.StatusCode, page.QuerySelector("#Title")!.GetAttribute("value")));
            Assert.Contains("its first line is WEBVTT", page.QuerySelector("#Captions-problem")!.TextContent, StringComparison.Ordinal);
        }

        using var deleted = await visit.Post(List + "/1", List + "/1?handler=Delete");
        Assert.Equal(HttpStatusCode.SeeOther, deleted.StatusCode);
        Assert.Equal(0, await site.Store.Read(db => db.MediaFiles.CountAsync()));
        Assert.Empty(Directory.EnumerateFiles(site.Store.Options.MediaFolder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_in_words_and_nothing_of_it_is_left()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Media:LargestFile", "1"));
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        (string Field, byte[]? File, byte[]? Captions, string Sentence)[] bad =
        [
            ("File", null, null, "Choose a file"),
            ("File", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), null, "Send MP3, M4A, MP4, WebM or PDF"),
            ("File", [.. MadeFiles.Mp3(), .. new byte[1_000_000]], null, "The file is larger than 1 MB"),
            ("Captions", MadeFiles.Mp4(), "WEBVTT\n"u8.ToArray(), "hold no line with times"),
            ("Captions", MadeFiles.Pdf(), MadeFiles.Captions, "A PDF has no captions"),
        ];
        foreach (var (field, file, captions, sentence) in bad)
        {
            List<(string, string, byte[])> files = [];
            if (file is not null)
                files.Add(("File", "x.mp3", file));
            if (captions is not null)
                files.Add(("Captions", "x.vtt", captions));
            using var answer = await visit.Upload(List, List, [.. files], ("Title", "As typed"));
            var page = await visit.Follow(answer);
            Assert.Equal((sentence, HttpStatusCode.UnprocessableEntity, "As typed"), (sentence, answer.StatusCode, page.QuerySelector("#Title")!.GetAttribute("value")));
            Assert.Contains(sentence, page.QuerySelector($"#{field}-problem")!.TextContent, StringComparison.Ordinal);
        }

        using var huge = await visit.Upload(List, List, [("File", "x.mp3", new byte[6_000_000])]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        Assert.Contains("send fewer or smaller files", await huge.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.Store.Options.MediaFolder) && Directory.EnumerateFiles(site.Store.Options.MediaFolder, "*", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task Who_has_the_link_of_a_preview_hears_what_its_story_names_and_nothing_else()
    {
        await using var site = await TestSite.Start();
        var (named, other) = ((await site.File("/media/horn.mp3", MadeFiles.Mp3(1))).View(), (await site.File("/media/other.mp3", MadeFiles.Mp3(2))).View());
        var draft = await site.Draft("Horn", "/media/horn.mp3");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        (await visit.Post($"/admin/stories/{draft.Id}/links", $"/admin/stories/{draft.Id}/links?handler=Make", ("days", "1"))).Dispose();
        var link = (await visit.Read($"/admin/stories/{draft.Id}/links")).QuerySelectorAll("input, a, code").Select(e => e.GetAttribute("value") ?? e.GetAttribute("href") ?? e.TextContent).First(v => v.Contains("/preview/", StringComparison.Ordinal));
        var path = new Uri(site.Address, link).AbsolutePath;
        var src = (await site.Read(path)).QuerySelector("audio")!.GetAttribute("src")!;
        Assert.Equal(path + "/file" + named.Src["/media".Length..], src);
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync(src)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync(path + "/file" + other.Src["/media".Length..])).StatusCode);
    }
}
