using System.Net;
using FanNews.Media;
using FanNews.People;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class MediaDeskTests
{
    [Theory, EveryEngine]
    public async Task A_writer_adds_several_pictures_says_what_they_show_and_finds_them(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var visit = await DeskVisit.SignedIn(site, Role.Contributor);
        using var added = await visit.Upload("/admin/media", "/admin/media", [("Files", "../The Ferry.JPG", DrawnPictures.Jpeg(1)), ("Files", "ferry.php", DrawnPictures.Png(600, 400))], ("Credit", "Ada Quill"));
        Assert.Equal((HttpStatusCode.SeeOther, "/admin/media/1,2"), (added.StatusCode, added.Headers.Location!.ToString()));
        var page = await visit.Follow(added);
        Assert.Equal(["Ada Quill", "Ada Quill"], page.QuerySelectorAll("input[name$=Credit]").Select(i => i.GetAttribute("value")));
        using var described = await visit.Press(page.QuerySelector(".describe button.main")!,
            ("Typed[0].Alt", "The 5.40 from Saltby"), ("Typed[0].Credit", "Ada Quill"), ("Typed[0].Caption", "It is late."), ("Typed[1].Decorative", "true"), ("Typed[1].Credit", "Ada Quill"));
        page = await visit.Follow(described);
        Assert.Equal("Saved.", page.Status().Split(" | ")[0].Trim());
        var pictures = await site.Store.Read(db => db.Pictures.AsNoTracking().OrderBy(p => p.Id).ToListAsync());
        Assert.Equal(["/media/the-ferry.jpg", "/media/ferry.png"], pictures.Select(p => p.Address));
        Assert.Equal(["The 5.40 from Saltby", ""], pictures.Select(p => p.Alt));
        Assert.Equal(["ferry.png", "The 5.40 from Saltby"], page.QuerySelectorAll(".pictures h2").Select(h => h.TextContent));
        Assert.Equal("![The 5.40 from Saltby](/media/the-ferry.jpg)\nIt is late.\n-- Ada Quill", (await visit.Read("/admin/media/1")).QuerySelector("textarea")!.TextContent.Trim());

        page = await visit.Read("/admin/media?q=SALTBY");
        Assert.Equal(["The 5.40 from Saltby"], page.QuerySelectorAll(".pictures h2").Select(h => h.TextContent));
        Assert.Contains("No picture says that.", (await visit.Read("/admin/media?q=whale")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_another_and_the_same_picture_twice_shares_its_files()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        foreach (var shade in (int[])[1, 2, 1])
            (await visit.Upload("/admin/media", "/admin/media", [("Files", "ferry.jpg", DrawnPictures.Jpeg(shade))])).Dispose();
        var pictures = await site.Store.Read(db => db.Pictures.AsNoTracking().OrderBy(p => p.Id).ToListAsync());
        Assert.Equal(["/media/ferry.jpg", $"/media/ferry-{pictures[1].File![..6]}.jpg", $"/media/ferry-{pictures[0].File![..6]}.jpg"], pictures.Select(p => p.Address));
        (await visit.Post("/admin/media/1", "/admin/media/1?handler=Delete")).Dispose();
        var files = new PictureFiles(site.Store.Options.MediaFolder);
        Assert.True(files.Has(Kept(pictures[2])));
        (await visit.Post("/admin/media/3", "/admin/media/3?handler=Delete")).Dispose();
        Assert.False(files.Has(Kept(pictures[2])));
        Assert.DoesNotContain(Files(site), path => path.Contains(pictures[2].File!, StringComparison.Ordinal));
        Assert.True(files.Has(Kept(pictures[1])));
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_words_and_nothing_of_it_is_left()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        (string Name, byte[] Bytes, string Sentence)[] bad =
        [
            ("drawing.jpg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(), "drawing.jpg: The file is no picture that we can read"),
            ("page.jpg", "<!doctype html><script>alert(1)</script>"u8.ToArray(), "page.jpg: The file is no picture that we can read"),
            ("half.jpg", DrawnPictures.Jpeg(1)[..9000], "half.jpg: The file is no picture that we can read"),
            ("bomb.png", DrawnPictures.Png(10_000, 5_001), "bomb.png: The picture has more than 50 million pixels"),
            ("heavy.jpg", new byte[PictureFiles.MostBytes + 1], "heavy.jpg: The picture is empty or larger than 32 MB"),
            ("none.jpg", [], "none.jpg: The picture is empty or larger than 32 MB"),
        ];
        foreach (var (name, bytes, sentence) in bad)
        {
            using var answer = await visit.Upload("/admin/media", "/admin/media", [("Files", name, bytes)], ("Alt", "A ferry"), ("Credit", "Ada Quill"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var page = await visit.Follow(answer);
            Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
            Assert.StartsWith(sentence, page.QuerySelector(".problems a")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(("A ferry", "Ada Quill"), (page.ValueOf("Alternative text"), page.ValueOf("Credit")));
        }

        using var both = await visit.Upload("/admin/media", "/admin/media", [("Files", "good.png", DrawnPictures.Png(9, 9))], ("Alt", "A ferry"), ("Decorative", "true"));
        Assert.Equal("Say what the picture shows, or tick Decorative; not both", (await visit.Follow(both)).QuerySelector(".problems a")!.TextContent);
        using var none = await visit.Upload("/admin/media", "/admin/media", []);
        Assert.Equal("Choose a picture", (await visit.Follow(none)).QuerySelector(".problems a")!.TextContent);
        Assert.Empty(Files(site));
        Assert.False(await site.Store.Read(db => db.Pictures.AnyAsync()));

        using var mixed = await visit.Upload("/admin/media", "/admin/media", [("Files", "good.png", DrawnPictures.Png(9, 9)), ("Files", "bad.png", [1, 2, 3])]);
        Assert.Equal("One picture was added. Say what they show", string.Join(' ', (await visit.Follow(mixed)).QuerySelector(".told")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Who_is_not_signed_in_fills_no_disk_and_nobody_sends_without_bound()
    {
        await using var site = await TestSite.Start();
        using var stranger = DeskVisit.Stranger(site);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Sent(stranger, 9));
        using var moderator = await DeskVisit.SignedIn(site, Role.Moderator);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Sent(moderator, 9));
        using var author = await DeskVisit.SignedIn(site, Role.Author);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Sent(author, 9));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Sent(author, 65));

        static async Task<HttpStatusCode> Sent(DeskVisit visit, int megabytes)
        {
            using var answer = await visit.Upload("/admin/media", "/admin/media", [("Files", "zeros.jpg", new byte[megabytes << 20])]);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_picture_is_described_and_deleted_by_whoever_added_it_and_by_editors()
    {
        await using var site = await TestSite.Start();
        using var author = await DeskVisit.SignedIn(site, Role.Author);
        using var contributor = await DeskVisit.SignedIn(site, Role.Contributor);
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        (await author.Upload("/admin/media", "/admin/media", [("Files", "one.png", DrawnPictures.Png(9, 9))])).Dispose();
        Assert.Null((await contributor.Read("/admin/media/1")).QuerySelector(".describe button"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(contributor, "/admin/media/1", ("Typed[0].Id", "1"), ("Typed[0].Alt", "Mine")));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(contributor, "/admin/media/1?handler=Delete"));
        Assert.Equal(HttpStatusCode.SeeOther, await Status(author, "/admin/media/1", ("Typed[0].Id", "1"), ("Typed[0].Alt", "A square")));
        Assert.Equal(HttpStatusCode.SeeOther, await Status(editor, "/admin/media/1", ("Typed[0].Id", "1"), ("Typed[0].Alt", "A black square")));
        Assert.Equal(HttpStatusCode.NotFound, await Status(editor, "/admin/media/2", ("Typed[0].Id", "2"), ("Typed[0].Alt", "Nothing")));
        Assert.Equal(HttpStatusCode.SeeOther, await Status(author, "/admin/media/1?handler=Delete"));
        Assert.Equal(["added", "described", "described", "deleted"], await site.Store.Read(db => db.AuditLines.Where(l => l.Subject == "picture:1").OrderBy(l => l.Id).Select(l => l.Verb).ToListAsync()));
    }

    [Fact]
    public async Task Words_that_somebody_changed_meanwhile_are_not_overwritten_unseen()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        (await visit.Upload("/admin/media", "/admin/media", [("Files", "one.png", DrawnPictures.Png(9, 9))])).Dispose();
        var opened = await visit.Read("/admin/media/1");
        (await visit.Press(opened.QuerySelector(".describe button.main")!, ("Typed[0].Alt", "Theirs"))).Dispose();
        using var late = await visit.Press(opened.QuerySelector(".describe button.main")!, ("Typed[0].Alt", "Mine"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        var page = await visit.Follow(late);
        Assert.Contains("They say now: “Theirs”", page.QuerySelector(".problems")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mine", page.QuerySelector("#Alt-1")!.GetAttribute("value"));
        (await visit.Press(page.QuerySelector(".describe button.main")!, ("Typed[0].Alt", "Mine"))).Dispose();
        Assert.Equal("Mine", await site.Store.Read(db => db.Pictures.Select(p => p.Alt).SingleAsync()));
    }

    [Theory, EveryEngine]
    public async Task A_picture_in_use_is_not_deleted_and_the_desk_says_where_it_is(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        foreach (var shade in (int[])[1, 2, 3])
            (await visit.Upload("/admin/media", "/admin/media", [("Files", $"p{shade}.jpg", DrawnPictures.Jpeg(shade))], ("Alt", "Noise"), ("Credit", "Ada"))).Dispose();
        await site.Publish("Ferry sails", "![](/media/p2.jpg)", adjust: a => a.LeadPictureId = 1);
        await site.Draft("Nobody knows", "![](/media/p2.jpg)");
        var page = await visit.Read("/admin/media");
        Assert.Equal(["Not used", "Used 2 times", "Used once"], page.QuerySelectorAll(".pictures p:last-child").Select(p => p.TextContent));
        Assert.Equal(["Nobody knows", "Ferry sails"], (await visit.Read("/admin/media/2")).QuerySelectorAll("dd li").Select(l => l.TextContent.Trim()));
        using var refused = await visit.Post("/admin/media/2", "/admin/media/2?handler=Delete");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("The picture is used: “Nobody knows”, “Ferry sails”. Take it out there before you delete it", (await visit.Follow(refused)).QuerySelector(".problems a")!.TextContent);
        using var lead = await visit.Post("/admin/media/1", "/admin/media/1?handler=Delete");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lead.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, await Status(visit, "/admin/media/3?handler=Delete"));
        Assert.Equal(2, await site.Store.Read(db => db.Pictures.CountAsync()));
    }

    [Fact]
    public async Task The_desk_sees_files_that_readers_may_not_have()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Contributor);
        (await visit.Upload("/admin/media", "/admin/media", [("Files", "one.jpg", DrawnPictures.Jpeg(1))])).Dispose();
        var file = await site.Store.Read(db => db.Pictures.Select(p => p.File).SingleAsync());
        var address = Rendition.Address(file!, 480, "avif");
        using var seen = await visit.Get("/admin/media/file" + address["/media".Length..]);
        Assert.Equal((HttpStatusCode.OK, "image/avif", "no-store"), (seen.StatusCode, seen.Content.Headers.ContentType!.MediaType, seen.Headers.CacheControl!.ToString()));
        using var hidden = await site.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        foreach (var path in (string[])[$"/admin/media/file/originals/{file![..2]}/{file}.jpg", "/admin/media/file/..%2f..%2fnewsroom.db", "/admin/media/file/"])
        {
            using var none = await visit.Get(path);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    [Fact]
    public async Task The_list_opens_page_after_page()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        await site.Store.Change(FanNews.Storage.Actor.Program, change =>
        {
            change.Db.Pictures.AddRange(Enumerable.Range(1, 60).Select(i => new Picture { Address = $"/media/p{i}.jpg", Alt = $"Picture {i}" }));
            change.Record("added", "pictures");
            return Task.CompletedTask;
        });
        List<string> seen = [];
        for (var path = "/admin/media"; path is not null;)
        {
            var page = await visit.Read(path);
            seen.AddRange(page.QuerySelectorAll(".pictures h2").Select(h => h.TextContent));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(1, 60).Reverse().Select(i => $"Picture {i}"), seen);
    }

    private static StoredPicture Kept(Picture picture) => new(picture.File!, picture.Width, picture.Height, picture.Avif, picture.Original!);

    private static IEnumerable<string> Files(TestSite site) => Directory.Exists(site.Store.Options.MediaFolder)
        ? Directory.EnumerateFiles(site.Store.Options.MediaFolder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        : [];

    private static async Task<HttpStatusCode> Status(DeskVisit visit, string action, params (string Name, string Value)[] fields)
    {
        using var answer = await visit.Post("/admin/media", action, fields);
        return answer.StatusCode;
    }
}
