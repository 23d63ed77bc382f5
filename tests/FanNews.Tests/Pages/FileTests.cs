using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using FanNews.Media;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages;

public sealed class FileTests
{
    [Theory, EveryEngine]
    public async Task A_file_is_public_while_something_visible_names_it(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var horn = (await site.File("/media/horn.mp3", MadeFiles.Mp3(), "The horn")).View();
        var film = (await site.File("/media/film.mp4", MadeFiles.Mp4(), captions: MadeFiles.Captions)).View();
        var unused = (await site.File("/media/unused.pdf", MadeFiles.Pdf())).View();
        await site.Publish("Later", "/media/horn.mp3\n\n[Film](/media/film.mp4)", slug: "later", at: TestNewsroom.Noon.AddHours(1));
        await site.Draft("Draft", "/media/unused.pdf");
        string[] all = [horn.Src, film.Src, film.Captions!, unused.Src, horn.Address, unused.Address, "/media/originals/horn.mp3", horn.Src + "x", "/media/" + horn.Src[10..]];
        foreach (var path in all)
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await site.Client.GetAsync(path)).StatusCode));

        site.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var (path, type, name) in ((string, string, string)[])[(horn.Src, "audio/mpeg", "horn.mp3"), (film.Src, "video/mp4", "film.mp4"), (film.Captions!, "text/vtt", "film.vtt")])
        {
            using var answer = await site.Client.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, type, "attachment", name), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileName));
            Assert.Equal(["public, max-age=31536000, immutable"], answer.Headers.NonValidated["Cache-Control"]);
            Assert.Equal(["default-src 'none'; sandbox"], answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["bytes"], answer.Headers.AcceptRanges);
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await site.Client.SendAsync(again)).StatusCode);
        }

        foreach (var path in (string[])[unused.Src, unused.Address])
            Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync(path)).StatusCode);
        using var moved = await site.Client.GetAsync(horn.Address);
        Assert.Equal((HttpStatusCode.Found, horn.Src), (moved.StatusCode, moved.Headers.Location?.OriginalString));
        var page = await site.Read("/2026/11/24/later/");
        Assert.Equal([horn.Src, film.Src], page.QuerySelectorAll("article .media > :first-child").Select(e => e.GetAttribute("src")!));
    }

    [Fact]
    public async Task Players_get_the_parts_that_they_ask_for()
    {
        await using var site = await TestSite.Start();
        var bytes = MadeFiles.Mp3(7);
        var horn = (await site.File("/media/horn.mp3", bytes)).View();
        await site.Publish("Horn", "/media/horn.mp3");
        async Task<HttpResponseMessage> Ask(string range)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, horn.Src);
            request.Headers.Range = RangeHeaderValue.Parse(range);
            return await site.Client.SendAsync(request);
        }

        using var end = await Ask("bytes=-4");
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes {bytes.Length - 4}-{bytes.Length - 1}/{bytes.Length}"), (end.StatusCode, end.Content.Headers.ContentRange?.ToString()));
        Assert.Equal(bytes[^4..], await end.Content.ReadAsByteArrayAsync());
        using var beyond = await Ask("bytes=9999-");
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{bytes.Length}"), (beyond.StatusCode, beyond.Content.Headers.ContentRange?.ToString()));
        Assert.Equal((true, null), (end.Headers.CacheControl!.MaxAge > TimeSpan.FromDays(300), beyond.Headers.CacheControl?.MaxAge));
    }

    [Fact]
    public async Task An_old_upload_leads_to_its_file_and_programs_for_podcasts_find_the_sound()
    {
        await using var site = await TestSite.Start();
        var horn = (await site.File("/wp-content/uploads/2020/01/horn.mp3", MadeFiles.Mp3(), "The horn")).View();
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync(horn.Address)).StatusCode);
        await site.File("/media/film.mp4", MadeFiles.Mp4());
        await site.Publish("Horn", "/media/film.mp4\n\n[horn.mp3](/wp-content/uploads/2020/01/horn.mp3)");
        using var moved = await site.Client.GetAsync(horn.Address);
        Assert.Equal((HttpStatusCode.Found, horn.Src), (moved.StatusCode, moved.Headers.Location?.OriginalString));
        var whole = new Uri(site.Address, horn.Src).ToString();
        var rss = XDocument.Parse(await site.Client.GetStringAsync("/feed/")).Descendants("enclosure").Single();
        Assert.Equal((whole, "834", "audio/mpeg"), ((string?)rss.Attribute("url"), (string?)rss.Attribute("length"), (string?)rss.Attribute("type")));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        Assert.Equal(whole, (string?)XDocument.Parse(await site.Client.GetStringAsync("/feed/atom/")).Descendants(atom + "link").Single(l => (string?)l.Attribute("rel") == "enclosure").Attribute("href"));
        using var json = System.Text.Json.JsonDocument.Parse(await site.Client.GetStringAsync("/feed/json/"));
        Assert.Equal(whole, json.RootElement.GetProperty("items")[0].GetProperty("attachments")[0].GetProperty("url").GetString());
    }
}
