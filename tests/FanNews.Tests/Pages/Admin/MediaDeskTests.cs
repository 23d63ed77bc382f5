using System.Net;
using FanNews.Media;
using FanNews.People;
using FanNews.Tests.Media;
using FanNews.Tests.PageCache;
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
        Assert.Equal("![](/media/the-ferry.jpg)", (await visit.Read("/admin/media/1")).QuerySelector("#Markdown-1")!.TextContent.Trim());

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
            (await visit.Upload("/admin/media", "/admin/media", [("Files", "ferry.jpg", DrawnPictures.Jpeg(shade))], ("Again", "true"))).Dispose();
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
            ("half.jpg", DrawnPictures.Large(1)[..9000], "half.jpg: The file is no picture that we can read"),
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
        Assert.Equal(["Nobody knows", "Ferry sails"], (await visit.Read("/admin/media/2")).QuerySelectorAll("dd li a").Select(l => l.TextContent.Trim()));
        using var refused = await visit.Post("/admin/media/2", "/admin/media/2?handler=Delete");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("The picture is used: “Nobody knows”, “Ferry sails”. Take it out there before you delete it", (await visit.Follow(refused)).QuerySelector(".problems a")!.TextContent);
        using var lead = await visit.Post("/admin/media/1", "/admin/media/1?handler=Delete");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lead.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, await Status(visit, "/admin/media/3?handler=Delete"));
        // What a published story cannot do without is not taken away either; what was typed beside it stands in the form.
        using var emptied = await visit.Post("/admin/media/1", "/admin/media/1", ("Typed[0].Id", "1"), ("Typed[0].Caption", "It sails"));
        page = await visit.Follow(emptied);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "It sails"), (emptied.StatusCode, page.QuerySelector("input[name$=Caption],textarea[name$=Caption]")!.GetAttribute("value")));
        Assert.Equal(["#Credit-1", "#Alt-1"], page.QuerySelectorAll(".problems a").Select(a => a.GetAttribute("href")));
        Assert.Equal(("Noise", "Ada"), await site.Store.Read(db => db.Pictures.Where(p => p.Id == 1).Select(p => new { p.Alt, p.Credit }).SingleAsync()) is var stands ? (stands.Alt, stands.Credit) : default);
        Assert.Equal(2, await site.Store.Read(db => db.Pictures.CountAsync()));
    }

    [Fact]
    public async Task The_desk_sees_files_that_readers_may_not_have()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Contributor);
        (await visit.Upload("/admin/media", "/admin/media", [("Files", "one.jpg", DrawnPictures.Large(1))])).Dispose();
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

    [Theory, EveryEngine]
    public async Task Everything_that_is_known_of_a_picture_is_written_down_and_found(Engine engine)
    {
        await using var site = await TestSite.Start(engine, ("Site:TimeZone", "Europe/Berlin"));
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        using var added = await visit.Upload("/admin/media", "/admin/media", [("Files", "ferry.jpg", DrawnPictures.Jpeg(1, "Ada Quill"))]);
        // What the file says stands in the form.
        var page = await visit.Follow(added);
        Assert.Equal(("Ada Quill", "Ada Quill", ""), (page.ValueOf("Credit"), page.ValueOf("Creator"), page.ValueOf("Alternative text")));
        (string, string)[] typed =
        [
            ("Typed[0].Alt", "A ferry"), ("Typed[0].Credit", "Ada"), ("Typed[0].CreditLink", "https://ada.example/"), ("Typed[0].Licence", "One use"), ("Typed[0].ExpiresAt", "2026-11-30T18:00"),
            ("Typed[0].FocusX", "20"), ("Typed[0].FocusY", "70"), ("Typed[0].Place", "Saltby"), ("Typed[0].SourceType", "trainedAlgorithmicMedia"), ("Typed[0].Notes", "Ask first"), ("Typed[0].Creator", "Ada Quill"),
        ];
        using var wrong = await visit.Press(page.QuerySelector(".describe button.main")!, [.. typed, ("Typed[0].Title", new string('x', 1_001))]);
        var refused = await visit.Follow(wrong);
        Assert.Equal(("#Title-1", "The title must have 1,000 characters or fewer"), (refused.QuerySelector(".problems a")!.GetAttribute("href"), refused.QuerySelector(".problems a")!.TextContent));
        Assert.Equal(("One use", "2026-11-30T18:00", "20"), (refused.ValueOf("Licence"), refused.ValueOf("Licence ends"), refused.QuerySelector("#FocusX-1")!.GetAttribute("value")));
        (await visit.Press(refused.QuerySelector(".describe button.main")!, typed)).Dispose();
        var picture = await site.Store.Read(db => db.Pictures.AsNoTracking().SingleAsync());
        Assert.Equal((new DateTimeOffset(2026, 11, 30, 17, 0, 0, TimeSpan.Zero), false, 20, 70), (picture.ExpiresAt, picture.MaySyndicate, picture.FocusX, picture.FocusY));
        foreach (var (query, found) in ((string, bool)[])[("?q=saltby", true), ("?q=ask+first", true), ("?show=ai", true), ("?show=ending&q=one+use", true), ("?show=uncredited", false), ("?show=unused", true), ("?show=nothing", true)])
            Assert.Equal(found ? ["A ferry"] : [], (await visit.Read("/admin/media" + query)).QuerySelectorAll(".pictures h2").Select(h => h.TextContent));
        var list = await visit.Read("/admin/media?q=ferry");
        Assert.Equal(["All", "Licence ends soon (1)", "Not used", "Made by AI (1)"], list.QuerySelectorAll(".tabs a").Select(a => a.TextContent));
        Assert.Equal("/admin/media?show=unused&q=ferry", list.QuerySelectorAll(".tabs a")[2].GetAttribute("href"));
        Assert.Equal("The licence of a picture ends within a week.", list.QuerySelector(".ending")!.TextContent);
        // The story that uses it says so too, and what is over.
        var story = await site.Publish("Ferry sails", adjust: a => a.LeadPictureId = 1);
        Assert.Contains("The licence ends 30 Nov, 18:00", (await visit.Read($"/admin/stories/{story.Id}")).QuerySelector(".lead-picture")!.TextContent, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromDays(7));
        using var later = await DeskVisit.SignedIn(site, "editor@example.org");
        page = await later.Read($"/admin/stories/{story.Id}");
        Assert.Contains("The licence of the lead picture ended on 2026-11-30 18:00: readers do not see it", page.QuerySelector(".checks")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_here_already_is_told_with_the_way_to_it_and_the_others_are_added()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Author);
        (await visit.Upload("/admin/media", "/admin/media", [("Files", "ferry.jpg", DrawnPictures.Jpeg(1))], ("Alt", "A ferry"))).Dispose();
        using var answer = await visit.Upload("/admin/media", "/admin/media", [("Files", "boat.jpg", DrawnPictures.Jpeg(1)), ("Files", "clock.jpg", DrawnPictures.Jpeg(2))], ("Alt", "Typed"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await visit.Follow(answer);
        Assert.Equal(("boat.jpg is A ferry", "/admin/media/1"), (page.QuerySelector(".known li")!.TextContent, page.QuerySelector(".known li a")!.GetAttribute("href")));
        Assert.StartsWith("One picture was added.", page.QuerySelector(".told")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("Typed", page.ValueOf("Alternative text"));
        Assert.Equal(2, await site.Store.Read(db => db.Pictures.CountAsync()));
    }

    [Fact]
    public async Task A_file_comes_in_slices_and_is_added_by_its_hash()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Author);
        var file = DrawnPictures.Jpeg(1);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
        var half = file.Length / 2;
        Assert.Equal($$"""{"offset":{{half}},"problem":null}""", await Slice(file[..half], 0));
        using (var asked = await visit.Get("/admin/media?handler=Slice&hash=" + hash))
            Assert.Equal($$"""{"offset":{{half}}}""", await asked.Content.ReadAsStringAsync());
        using var early = await visit.Post("/admin/media", "/admin/media", ("Uploaded", hash), ("UploadedName", "ferry.jpg"));
        Assert.Equal("ferry.jpg: The file is not here whole. Send it again.", (await visit.Follow(early)).QuerySelector(".problems a")!.TextContent);
        Assert.Equal($$"""{"offset":{{file.Length}},"problem":null}""", await Slice(file[half..], half));
        using var added = await visit.Post("/admin/media", "/admin/media", ("Uploaded", hash), ("UploadedName", "ferry.jpg"), ("Alt", "A ferry"), ("Credit", "Ada"));
        Assert.Equal("/admin/media?done=added", added.Headers.Location!.ToString());
        Assert.Equal("/media/ferry.jpg", await site.Store.Read(db => db.Pictures.Select(p => p.Address).SingleAsync()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(site.Store.Options.DataFolder, "uploads"), "*", SearchOption.AllDirectories));

        async Task<string> Slice(byte[] bytes, int offset)
        {
            using var answer = await visit.Upload("/admin/media", "/admin/media?handler=Slice", [("slice", "slice", bytes)], ("hash", hash), ("size", $"{file.Length}"), ("offset", $"{offset}"));
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task An_address_inside_is_refused_and_what_was_typed_comes_back()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Author);
        var inside = site.Address + "media/x.jpg";
        using var answer = await visit.Post("/admin/media", "/admin/media", ("From", inside), ("Alt", "A ferry"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await visit.Follow(answer);
        Assert.Equal("#From", page.QuerySelector(".problems a")!.GetAttribute("href"));
        Assert.Equal((inside, "A ferry"), (page.ValueOf("Add from an address"), page.ValueOf("Alternative text")));
        using var loopback = await visit.Post("/admin/media", "/admin/media", ("From", "http://localhost/x.jpg"));
        Assert.Contains("not on the public internet", (await visit.Follow(loopback)).QuerySelector(".problems a")!.TextContent, StringComparison.Ordinal);
        Assert.False(await site.Store.Read(db => db.Pictures.AnyAsync()));
    }

    [Fact]
    public async Task Another_file_and_a_substitute_change_the_pages_at_once()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        foreach (var shade in (int[])[1, 2])
            (await visit.Upload("/admin/media", "/admin/media", [("Files", $"p{shade}.jpg", DrawnPictures.Jpeg(shade))], ("Alt", $"Noise {shade}"), ("Credit", "Ada"))).Dispose();
        var story = await site.Publish("Ferry sails", "![](/media/p1.jpg)");
        var first = await FileOf(1);
        Assert.Contains(first, await site.Kept(story.Permalink!), StringComparison.Ordinal);
        using var replaced = await visit.Upload("/admin/media/1", "/admin/media/1?handler=Replace", [("File", "new.jpg", DrawnPictures.Jpeg(3))]);
        Assert.StartsWith("The file is replaced", (await visit.Follow(replaced)).Status(), StringComparison.Ordinal);
        var text = await site.Kept(story.Permalink!);
        Assert.Contains(await FileOf(1), text, StringComparison.Ordinal);
        Assert.DoesNotContain(first, text, StringComparison.Ordinal);
        using var bad = await visit.Upload("/admin/media/1", "/admin/media/1?handler=Replace", [("File", "new.jpg", [1, 2, 3])]);
        Assert.Equal("#File", (await visit.Follow(bad)).QuerySelector(".problems a")!.GetAttribute("href"));

        using var none = await visit.Post("/admin/media/1", "/admin/media/1?handler=Delete", ("Instead", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        using var gone = await visit.Post("/admin/media/1", "/admin/media/1?handler=Delete", ("Instead", "/media/p2.jpg"));
        Assert.StartsWith("The picture is deleted", (await visit.Follow(gone)).Status(), StringComparison.Ordinal);
        Assert.Contains(await FileOf(2), await site.Kept(story.Permalink!), StringComparison.Ordinal);

        Task<string> FileOf(long id) => site.Store.Read(db => db.Pictures.Where(p => p.Id == id).Select(p => p.File!).SingleAsync());
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
