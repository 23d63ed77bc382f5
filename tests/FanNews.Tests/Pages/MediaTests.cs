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
        Assert.Equal(HttpStatusCode.NotFound, await Status(site, Rendition.Address(lead.File!, 481, "jpg")));
    }

    [Fact]
    public async Task The_old_address_of_an_upload_leads_to_its_file()
    {
        await using var site = await TestSite.Start();
        var picture = await Add(site, "/wp-content/uploads/2020/01/ferry.jpg", 1);
        Assert.Equal(HttpStatusCode.NotFound, await Status(site, "/wp-content/uploads/2020/01/ferry.jpg"));
        await site.Publish("Ferry", adjust: a => a.LeadPictureId = picture.Id);
        foreach (var (old, width) in ((string, int)[])[("ferry.jpg", 1000), ("ferry-300x200.jpg", 480), ("ferry-scaled.jpg", 1000), ("ferry-768x512.jpg", 960)])
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
        Assert.Equal(new Uri(site.Address, Rendition.Address(picture.File!, 1000, "jpg")).ToString(), page.QuerySelector("meta[property='og:image']")!.GetAttribute("content"));
    }

    [Fact]
    public async Task AVIF_is_offered_only_where_it_was_made()
    {
        await using var site = await TestSite.Start();
        var picture = await Add(site, "/media/lead.jpg", 1, avif: false);
        await site.Publish("Ferry", "![](/media/lead.jpg)", slug: "ferry", adjust: a => a.LeadPictureId = picture.Id);
        var page = await site.Read("/2026/11/24/ferry/");
        Assert.All(page.QuerySelectorAll("article source"), s => Assert.Equal("image/webp", s.GetAttribute("type")));
        Assert.NotEmpty(page.QuerySelectorAll("article source"));
    }

    private static async Task<HttpStatusCode> Status(TestSite site, string path)
    {
        using var answer = await site.Client.GetAsync(path);
        return answer.StatusCode;
    }

    private static string Address(Picture picture) => Rendition.Address(picture.File!, 480, "jpg");

    private static Task<Picture> Add(TestSite site, string address, int shade, bool avif = true)
    {
        var kept = new PictureFiles(site.Store.Options.MediaFolder).Keep(DrawnPictures.Jpeg(shade), avif).Picture!;
        return site.Store.Change(Actor.Program, async change =>
        {
            var picture = new Picture { Address = address };
            picture.Take(kept);
            change.Db.Pictures.Add(picture);
            await change.Db.SaveChangesAsync();
            change.Record("added", "picture");
            return picture;
        });
    }
}
