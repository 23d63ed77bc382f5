using System.Net;
using FanNews.Articles;
using FanNews.Media;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.PageCache;

/// <summary>The end of a licence is law 1 for pictures: to the tick, on every page, kept or not.</summary>
public sealed class LicenceTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Theory, EveryEngine]
    public async Task A_picture_leaves_every_public_page_and_its_files_at_the_very_instant(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var end = TestNewsroom.Noon.AddMinutes(10);
        // Lead, text, portrait, logo, social picture; and one that stays.
        string[] names = ["lead", "text", "portrait", "logo", "social", "stays"];
        var pictures = new List<Picture>();
        foreach (var (name, i) in names.Select((n, i) => (n, i)))
            pictures.Add(await Add(site, i == 0 ? "/wp-content/uploads/2020/lead.jpg" : $"/media/{name}.jpg", i + 1, i < 5 ? end : null));
        await site.Choose(Furniture.LogoKey, "/media/logo.jpg");
        await site.Choose(Furniture.SocialPictureKey, "/media/social.jpg");
        await site.Publish("Ferry sails", "It sails.\n\n![In the text](/media/text.jpg)\nThe caption under it.\n\n![Stays](/media/stays.jpg)", section: "Harbour", tags: ["Ferries"], authors: ["Ada Quill"], slug: "ferry", adjust: a => a.LeadPictureId = pictures[0].Id);
        await site.Publish("Bridge closes", section: "Harbour", slug: "bridge");
        await site.Store.Change(Actor.Program, async change =>
        {
            (await change.Db.Authors.SingleAsync()).PortraitId = pictures[2].Id;
            change.Record("changed", "author:1");
        });
        string[] pages =
        [
            "/", "/2026/11/24/ferry/", "/2026/11/24/bridge/", "/section/harbour/", "/tag/ferries/", "/author/ada-quill/", "/2026/11/24/", "/search?q=ferry",
            "/feed/", "/feed/atom/", "/feed/json/", "/sitemap.xml", "/news-sitemap.xml", "/oembed?format=json&url=" + Uri.EscapeDataString(site.Address + "2026/11/24/ferry/"),
        ];
        site.Clock.SetUtcNow(end - Tick);
        var shown = new HashSet<string>();
        foreach (var page in pages)
        {
            var text = await site.Client.GetStringAsync(page);
            shown.UnionWith(pictures.Where(p => text.Contains(p.File!, StringComparison.Ordinal)).Select(p => p.File!));
        }

        Assert.Equal(pictures.Select(p => p.File!).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        foreach (var picture in pictures)
            Assert.Equal(HttpStatusCode.OK, (await site.Leads(Rendition.Address(picture.File!, 480, "jpg"))).Status);
        Assert.Equal(HttpStatusCode.MovedPermanently, (await site.Leads("/wp-content/uploads/2020/lead.jpg")).Status);
        var feed = await site.Ask("/feed/");
        // Nobody's browser keeps a file past the end.
        using (var file = await site.Ask(Rendition.Address(pictures[1].File!, 480, "jpg")))
            Assert.Equal(["public, max-age=0, immutable"], file.Headers.NonValidated["Cache-Control"]);
        foreach (var page in (string[])["/", "/2026/11/24/ferry/"])
            await site.Kept(page);

        site.Clock.Advance(Tick);
        foreach (var page in pages)
        {
            var text = await site.Client.GetStringAsync(page);
            foreach (var picture in pictures.Take(5))
                Assert.False(text.Contains(picture.File!, StringComparison.Ordinal) || text.Contains("In the text", StringComparison.Ordinal) || text.Contains("The caption under it", StringComparison.Ordinal), $"{page}: {picture.Address}");
        }

        foreach (var picture in pictures)
            Assert.Equal(picture == pictures[5] ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await site.Leads(Rendition.Address(picture.File!, 480, "jpg"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Leads("/wp-content/uploads/2020/lead.jpg")).Status);
        Assert.Contains(pictures[5].File!, await site.Client.GetStringAsync("/2026/11/24/ferry/"), StringComparison.Ordinal);
        // A feed reader that asks whether anything changed is told.
        using var again = await site.Ask("/feed/", ("If-Modified-Since", feed.Content.Headers.LastModified!.Value.ToString("R")));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        // The law's own look finds nothing either.
        var hidden = await site.Store.Read(db => HiddenThings.Read(db, site.Clock.GetUtcNow()));
        Assert.All(pictures.Take(5), p => Assert.Contains(p.File!, hidden.Files.Keys));
    }

    [Fact]
    public async Task What_others_may_not_republish_is_on_the_pages_and_in_no_feed()
    {
        await using var site = await TestSite.Start();
        var lead = await Add(site, "/media/lead.jpg", 1, null, syndicate: false);
        var text = await Add(site, "/media/text.jpg", 2, null, syndicate: false);
        await site.Publish("Ferry sails", "It sails.\n\n![In the text](/media/text.jpg)\nOnly here.", slug: "ferry", adjust: a => a.LeadPictureId = lead.Id);
        var page = await site.Client.GetStringAsync("/2026/11/24/ferry/");
        Assert.All((Picture[])[lead, text], p => Assert.Contains(p.File!, page, StringComparison.Ordinal));
        foreach (var path in (string[])["/feed/", "/feed/atom/", "/feed/json/", "/oembed?format=json&url=" + Uri.EscapeDataString(site.Address + "2026/11/24/ferry/")])
        {
            var feed = await site.Client.GetStringAsync(path);
            Assert.Contains("Ferry sails", feed, StringComparison.Ordinal);
            Assert.All((string[])[lead.File!, text.File!, "Only here", "In the text"], word => Assert.DoesNotContain(word, feed, StringComparison.Ordinal));
        }
    }

    private static Task<Picture> Add(TestSite site, string address, int shade, DateTimeOffset? end, bool syndicate = true)
    {
        var kept = new PictureFiles(site.Store.Options.MediaFolder).Keep(DrawnPictures.Large(shade), all: false).Picture!;
        return site.Store.Change(Actor.Program, async change =>
        {
            var picture = new Picture { Address = address, Alt = "", ExpiresAt = end, MaySyndicate = syndicate };
            picture.Take(kept);
            change.Db.Pictures.Add(picture);
            await change.Db.SaveChangesAsync();
            change.Record("added", "picture");
            return picture;
        });
    }
}
