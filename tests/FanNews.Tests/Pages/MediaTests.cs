using System.Net;
using FanNews.Media;
using FanNews.Storage;
using FanNews.Tests.Media;

namespace FanNews.Tests.Pages;

public sealed class MediaTests
{
    [Fact]
    public async Task A_picture_is_public_while_something_visible_shows_it()
    {
        await using var site = await TestSite.Start();
        var lead = await Add(site, "/media/lead.jpg", 1);
        var inText = await Add(site, "/media/text.jpg", 2);
        var unused = await Add(site, "/media/unused.jpg", 3);
        await site.Publish("Later", "![In the text](/media/text.jpg)", slug: "later", at: TestNewsroom.Noon.AddHours(1), adjust: a => a.LeadPictureId = lead.Id);
        foreach (var picture in (Picture[])[lead, inText, unused])
            Assert.Equal(HttpStatusCode.NotFound, await Status(site, Address(picture)));

        site.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var picture in (Picture[])[lead, inText])
        {
            using var answer = await site.Client.GetAsync(Address(picture));
            Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal(["public, max-age=31536000, immutable"], answer.Headers.NonValidated["Cache-Control"]);
            Assert.Equal(["default-src 'none'; sandbox"], answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            using var better = await site.Client.GetAsync(Rendition.Address(picture.File!, 480, "avif"));
            Assert.Equal((HttpStatusCode.OK, "image/avif"), (better.StatusCode, better.Content.Headers.ContentType?.MediaType));
            Assert.Equal(HttpStatusCode.NotFound, await Status(site, $"/media/originals/{picture.File![..2]}/{picture.File}.jpg"));
        }

        Assert.Equal(HttpStatusCode.NotFound, await Status(site, Address(unused)));
    }

    [Fact]
    public async Task No_address_asks_for_a_size_that_no_role_has()
    {
        await using var site = await TestSite.Start();
        var picture = await Add(site, "/media/lead.jpg", 1, all: false);
        await site.Publish("Ferry", slug: "ferry", adjust: a => a.LeadPictureId = picture.Id);
        var (begin, focus) = ($"/media/{picture.File![..2]}/{picture.File}", FormattableString.Invariant($"-{picture.FocusX}-{picture.FocusY}"));
        var other = FormattableString.Invariant($"-{(picture.FocusX + 1) % 100}-{picture.FocusY}");
        foreach (var ending in (string[])["-481.jpg", "-960.jpg", "-2000.webp", $"-100x100{focus}.jpg", $"-240x240{other}.jpg", $"-240x241{focus}.jpg", $"-1000x525{focus}.avif", "-240x240.jpg", ".jpg", "-480.png", "-480.jpg/x"])
            Assert.Equal((ending, HttpStatusCode.NotFound), (ending, await Status(site, begin + ending)));
        var folder = Path.Combine(site.Store.Options.MediaFolder, picture.File[..2]);
        Assert.False(Directory.Exists(folder));

        // What a role has is made when it is asked for, and stays.
        foreach (var ending in (string[])["-480.jpg", "-1000.webp", "-720.avif", $"-240x240{focus}.avif", $"-1000x525{focus}.jpg"])
            Assert.Equal((ending, HttpStatusCode.OK), (ending, await Status(site, begin + ending)));
        Assert.Equal(5, Directory.GetFiles(folder).Length);
        using var answer = await site.Client.GetAsync(begin + "-720.avif");
        using var again = new HttpRequestMessage(HttpMethod.Get, begin + "-720.avif") { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var unchanged = await site.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        // Where the focus was before, what is there stays, and nothing new is made.
        await site.Store.Change(Actor.Program, async change =>
        {
            (await change.Db.Pictures.FindAsync(picture.Id))!.FocusX = (picture.FocusX + 1) % 100;
            change.Record("described", "picture");
        });
        Assert.Equal(HttpStatusCode.OK, await Status(site, $"{begin}-240x240{focus}.avif"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(site, $"{begin}-240x240{focus}.webp"));
        Assert.Equal(HttpStatusCode.OK, await Status(site, $"{begin}-240x240{other}.webp"));
    }

    [Fact]
    public async Task The_old_address_of_an_upload_leads_to_its_file()
    {
        await using var site = await TestSite.Start();
        var picture = await Add(site, "/wp-content/uploads/2020/01/ferry.jpg", 1);
        Assert.Equal(HttpStatusCode.NotFound, await Status(site, "/wp-content/uploads/2020/01/ferry.jpg"));
        await site.Publish("Ferry", adjust: a => a.LeadPictureId = picture.Id);
        foreach (var (old, width) in ((string, int)[])[("ferry.jpg", 1000), ("ferry-300x200.jpg", 480), ("ferry-scaled.jpg", 1000), ("ferry-768x512.jpg", 1000), ("ferry-600x400.jpg", 720)])
        {
            using var answer = await site.Client.GetAsync("/wp-content/uploads/2020/01/" + old);
            Assert.Equal((HttpStatusCode.MovedPermanently, Rendition.Address(picture.File!, width, "jpg")), (answer.StatusCode, answer.Headers.Location?.OriginalString));
            Assert.Equal(HttpStatusCode.OK, await Status(site, answer.Headers.Location!.OriginalString));
        }
    }

    [Fact]
    public async Task A_story_shows_its_picture_with_room_kept_for_it()
    {
        await using var site = await TestSite.Start();
        var picture = await Add(site, "/media/lead.jpg", 1);
        await site.Publish("Ferry", slug: "ferry", adjust: a => a.LeadPictureId = picture.Id);
        var page = await site.Read("/2026/11/24/ferry/");
        var img = page.QuerySelector("article figure.lead img")!;
        Assert.Equal(("1000", "667", "high", null), (img.GetAttribute("width"), img.GetAttribute("height"), img.GetAttribute("fetchpriority"), img.GetAttribute("loading")));
        Assert.Equal(["image/avif", "image/webp"], page.QuerySelectorAll("article figure.lead source").Select(s => s.GetAttribute("type")));
        Assert.Equal((PictureColour.Class(picture.Colour), "high"), (img.ClassName, img.GetAttribute("fetchpriority")));
        string Property(string name) => page.QuerySelector($"meta[property='{name}']")!.GetAttribute("content")!;
        Assert.Equal(new Uri(site.Address, FormattableString.Invariant($"/media/{picture.File![..2]}/{picture.File}-1000x525-{picture.FocusX}-{picture.FocusY}.jpg")).ToString(), Property("og:image"));
        Assert.Equal(("1000", "525"), (Property("og:image:width"), Property("og:image:height")));

        // Whole, and in the ratios that search engines show: files that are there when one asks.
        var data = System.Text.Json.Nodes.JsonNode.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent)!;
        Assert.Equal(["1000x667", "1000x562", "889x667", "667x667"], data["image"]!.AsArray().Select(i => $"{i!["width"]}x{i["height"]}"));
        foreach (var image in data["image"]!.AsArray())
        {
            using var file = await site.Client.GetAsync((string)image!["url"]!);
            Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        }

        var embed = "/oembed?url=" + Uri.EscapeDataString(site.Address + "2026/11/24/ferry/");
        foreach (var (room, width) in ((string, int?)[])[("", 1000), ("&maxwidth=800", 720), ("&maxwidth=800&maxheight=330", 480), ("&maxwidth=100", null)])
            Assert.Equal((room, width), (room, (int?)System.Text.Json.Nodes.JsonNode.Parse(await site.Client.GetStringAsync(embed + room))!["thumbnail_width"]));
        using var refused = await site.Client.GetAsync(embed + "&maxwidth=wide");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Who_made_a_picture_is_named_with_it_everywhere()
    {
        await using var site = await TestSite.Start();
        var picture = await Add(site, "/media/lead.jpg", 1, adjust: p =>
        {
            (p.Alt, p.Credit, p.CreditLink, p.Creator) = ("A ferry", "Ada Quill / Wire", "https://wire.example/ada?a=1&b=2", "Ada Quill");
            (p.Copyright, p.Licence, p.SourceType) = ("© Wire", "https://licence.example/by", "trainedAlgorithmicMedia");
        });
        await site.Publish("Ferry", slug: "ferry", adjust: a => a.LeadPictureId = picture.Id);
        await site.Publish("In the text", "![](/media/lead.jpg)", slug: "text");
        foreach (var slug in (string[])["ferry", "text"])
        {
            var page = await site.Read($"/2026/11/24/{slug}/");
            var caption = page.QuerySelector("article figure figcaption")!;
            var link = caption.QuerySelector(".credit a")!;
            Assert.Equal(("Ada Quill / Wire", "https://wire.example/ada?a=1&b=2", "nofollow"), (link.TextContent, link.GetAttribute("href"), link.GetAttribute("rel")));
            Assert.Equal("AI-generated", caption.QuerySelector(".made")!.TextContent);
            var img = page.QuerySelector("article figure img")!;
            Assert.Equal(("high", null, PictureColour.Class(picture.Colour)), (img.GetAttribute("fetchpriority"), img.GetAttribute("loading"), img.ClassName));
            var data = System.Text.Json.Nodes.JsonNode.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent)!["image"]![0]!;
            Assert.Equal(
                ["Ada Quill / Wire", "Ada Quill", "© Wire", "https://licence.example/by", "https://wire.example/ada?a=1&b=2", "https://schema.org/TrainedAlgorithmicMediaDigitalSource"],
                [.. ((string[])["creditText", "creator", "copyrightNotice", "license", "acquireLicensePage", "digitalSourceType"]).Select(name => (string)(name == "creator" ? data[name]!["name"]! : data[name]!)!)]);
        }

        var card = (await site.Read("/2026/11/24/ferry/")).QuerySelector("meta[property='og:image:alt']")!;
        Assert.Equal("A ferry (Ada Quill / Wire)", card.GetAttribute("content"));
        var feed = System.Xml.Linq.XDocument.Parse(await site.Client.GetStringAsync("/feed/"));
        System.Xml.Linq.XNamespace media = "http://search.yahoo.com/mrss/";
        Assert.All(feed.Descendants(media + "content"), c => Assert.Equal(("Ada Quill / Wire", "© Wire"), ((string?)c.Element(media + "credit"), (string?)c.Element(media + "copyright"))));
        Assert.Equal(2, feed.Descendants(media + "content").Count());
    }

    [Fact]
    public async Task What_an_earlier_version_kept_is_served_and_gains_what_it_lacks()
    {
        await using var site = await TestSite.Start();
        var picture = await Add(site, "/media/lead.jpg", 1, all: false, adjust: p => (p.Avif, p.FocusX, p.FocusY, p.Colour) = (false, null, null, null));
        await site.Publish("Ferry", "![](/media/lead.jpg)", slug: "ferry", adjust: a => a.LeadPictureId = picture.Id);
        var folder = Path.Combine(site.Store.Options.MediaFolder, picture.File![..2]);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, picture.File + "-960.jpg"), "An old file");
        Assert.Equal("An old file", await site.Client.GetStringAsync(Rendition.Address(picture.File, 960, "jpg")));

        var page = await site.Read("/2026/11/24/ferry/");
        foreach (var address in page.QuerySelectorAll("article source, article img").SelectMany(e => e.GetAttribute("srcset")!.Split(", ")).Select(c => c.Split(' ')[0]).Distinct())
            Assert.Equal((address, HttpStatusCode.OK), (address, await Status(site, address)));
    }

    private static async Task<HttpStatusCode> Status(TestSite site, string path)
    {
        using var answer = await site.Client.GetAsync(path);
        return answer.StatusCode;
    }

    private static string Address(Picture picture) => Rendition.Address(picture.File!, 480, "jpg");

    private static Task<Picture> Add(TestSite site, string address, int shade, bool all = true, Action<Picture>? adjust = null)
    {
        var kept = new PictureFiles(site.Store.Options.MediaFolder).Keep(DrawnPictures.Large(shade), all).Picture!;
        return site.Store.Change(Actor.Program, async change =>
        {
            var picture = new Picture { Address = address };
            picture.Take(kept);
            adjust?.Invoke(picture);
            change.Db.Pictures.Add(picture);
            await change.Db.SaveChangesAsync();
            change.Record("added", "picture");
            return picture;
        });
    }
}
