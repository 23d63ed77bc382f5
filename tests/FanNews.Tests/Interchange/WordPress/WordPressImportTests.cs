using FanNews.Articles;
using FanNews.Comments;
using FanNews.Interchange.WordPress;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Interchange.WordPress;

public sealed class WordPressImportTests
{
    [Theory, EveryEngine]
    public async Task A_site_comes_in_with_its_people_sections_tags_and_addresses(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var summary = await Run(newsroom, new ImportOptions { SourceCategories = ["strait-press"] });
        Assert.Equal((9, 2, 4, 3, 2), (summary.Stories, summary.Pages, summary.Drafts, summary.CommentsApproved, summary.Pictures));
        var story = await Story(newsroom, 100);
        Assert.Equal(("Bridge & ferry: the gap", "/2026/11/The-Gap/", "the-gap", "rowing", "Strait Press Agency"),
            (story.Revisions[0].Headline, story.Permalink, story.Slug, story.Section!.Slug, story.Source!.Name));
        Assert.Equal(("What the surveyors found.", "What the surveyors found.", "SALTBY, Kent"), (story.Revisions[0].Dek, story.Revisions[0].Excerpt, story.Revisions[0].Dateline));
        Assert.Equal(["Ben Ørsted", "Gail Guest"], story.Bylines.OrderBy(b => b.Place).Select(b => b.Author.Name));
        Assert.Equal(["round", "море"], story.Tags.Select(tag => tag.Slug).Order(StringComparer.Ordinal));
        Assert.Equal(("/wp-content/uploads/2026/11/gap.jpg", "The gap from the slip.", "Ada Quill"), (story.LeadPicture!.Address, story.LeadPicture.Caption, story.LeadPicture.Credit));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 6, 0, 0, TimeSpan.Zero), story.PublishAt);
        await newsroom.Store.Read(async db =>
        {
            Assert.Equal("sport", (await db.Sections.Include(s => s.Parent).SingleAsync(s => s.Slug == "rowing")).Parent!.Slug);
            Assert.Equal("Writes now and then.", (await db.Authors.SingleAsync(a => a.Slug == "guest")).Biography);
            Assert.Equal("the-gap", (await db.Redirects.Include(r => r.Article).SingleAsync(r => r.FromKey == "/2026/11/the-hole")).Article!.Slug);
            Assert.Equal(["The Ferryman & Sons", "en-GB"], await db.Settings.OrderByDescending(s => s.Key).Select(s => s.Value).ToListAsync());
            return 0;
        });
    }

    [Theory, EveryEngine]
    public async Task Only_what_was_public_becomes_public(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var summary = await Run(newsroom);
        var visible = await newsroom.Store.Read(db => db.Visible(TestStore.Noon).Select(live => live.Article.Permalink).ToListAsync());
        Assert.Equal(
            ["/2026/11/06/111/", "/2026/11/The-Gap/", "/2026/11/in-blocks-2", "/2026/11/in-blocks/", "/about/", "/search-2/"],
            visible.Order(StringComparer.Ordinal));
        Assert.Equal(ArticleState.InReview, (await Story(newsroom, 105)).State);
        Assert.All([104L, 106L, 107L], id => Assert.Equal(ArticleState.Draft, Story(newsroom, id).Result.State));
        var tomorrow = await Story(newsroom, 108);
        Assert.Equal((ArticleState.Published, 2036), (tomorrow.State, tomorrow.PublishAt!.Value.Year));
        Assert.Equal("No headline, but a first sentence that is long enough to stand in for one. And…", (await Story(newsroom, 111)).Revisions[0].Headline);
        Assert.Equal(1, summary.NotCarried["protected by a password: kept as a draft"]);
        Assert.Equal(1, summary.NotCarried["item of type nav_menu_item"]);
        Assert.Equal(1, summary.NotCarried["post with the status trash"]);
        Assert.Equal(1, summary.NotCarried["address used by two articles; the second moved"]);
        Assert.Equal(1, summary.NotCarried["address that the program needs itself; the article moved"]);
        Assert.Equal(1, summary.NotCarried["attachment of a kind or address that is not accepted"]);
    }

    [Theory, EveryEngine]
    public async Task Readers_comments_come_in_as_a_thread_and_notes_of_the_newsroom_do_not(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var summary = await Run(newsroom);
        var comments = await newsroom.Store.Read(db => db.Comments.OrderBy(c => c.WordPressId).ToListAsync());
        Assert.Equal([(7, CommentStatus.Approved, null), (9, CommentStatus.Approved, 7L), (12, CommentStatus.Pending, null), (13, CommentStatus.Approved, 12L)],
            comments.Select(c => (c.Id, c.Status, c.ParentId)));
        Assert.Equal(("How wide is it?\n\nReally & truly.", "cleo@example.org", null), (comments[0].Text, comments[0].Email, comments[0].Website));
        Assert.Equal((1, 1), (summary.NotCarried["comment of type note"], summary.NotCarried["comment marked trash"]));
        // A reader's next comment takes a number of its own on both engines.
        await newsroom.Store.Change(Actor.Reader, async change =>
        {
            var next = new Comment { ArticleId = comments[0].ArticleId, Name = "Eve", Email = "", Text = "New", CreatedAt = change.Now };
            change.Db.Comments.Add(next);
            await change.Db.SaveChangesAsync();
            change.Record("commented", $"comment:{next.Id}");
            Assert.True(next.Id > 13);
        });
    }

    [Theory, EveryEngine]
    public async Task A_second_run_changes_nothing(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Run(newsroom);
        var before = await Counts(newsroom);
        var summary = await Run(newsroom);
        Assert.Equal((11, 0, 0, 0, 0), (summary.AlreadyHere, summary.Stories, summary.Pages, summary.CommentsApproved, summary.Pictures));
        Assert.Equal(before, await Counts(newsroom));
    }

    [Theory, EveryEngine]
    public async Task A_stopped_import_goes_on_where_it_was(Engine engine)
    {
        using var whole = await TestStore.Create(engine);
        await Run(whole);
        using var newsroom = await TestStore.Create(engine);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(newsroom, new ImportOptions(), step =>
        {
            if (step is { Phase: "Articles", Done: 5 }) stop.Cancel();
        }, stop.Token));
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            // As if the stop had come between an article and the rest of its comments.
            await change.Db.Comments.Where(comment => comment.Id == 13).ExecuteDeleteAsync();
            change.Record("deleted", "comment:13");
        });
        Assert.InRange(await newsroom.Store.Read(db => db.Articles.CountAsync()), 1, 6);
        await Run(newsroom);
        Assert.Equal((await Counts(whole)).Articles, (await Counts(newsroom)).Articles);
        Assert.Equal((await Counts(whole)).Comments, (await Counts(newsroom)).Comments);
    }

    [Theory, EveryEngine]
    public async Task A_damaged_file_changes_nothing_even_after_a_good_one(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var broken = Path.Combine(newsroom.Options.DataFolder, "broken.xml");
        var whole = await File.ReadAllTextAsync(Fixture.EveryRule);
        await File.WriteAllTextAsync(broken, whole[..(whole.Length / 2)]);
        var refused = await Assert.ThrowsAsync<WxrException>(() => Run(newsroom, new ImportOptions(), null, default, Fixture.EveryRule, broken));
        Assert.Equal(broken, refused.File);
        Assert.Equal((0, 0, 0, 0, 0, 0), await Counts(newsroom));
    }

    [Fact]
    public async Task A_dry_run_counts_and_stores_nothing()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        using var lines = new StringWriter();
        var dry = await Run(newsroom, new ImportOptions { DryRun = true, Report = lines });
        Assert.Equal((0, 0, 0, 0, 0, 0), await Counts(newsroom));
        var real = await Run(newsroom);
        Assert.Equal((real.Stories, real.Pages, real.Drafts, real.CommentsApproved, real.Sections, real.Tags, real.Authors), (dry.Stories, dry.Pages, dry.Drafts, dry.CommentsApproved, dry.Sections, dry.Tags, dry.Authors));
        Assert.Contains("\"what\":\"block acme/map\"", lines.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"subject\":\"post 101\"", lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_a_comments_sender_is_nowhere_in_the_store()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        await Run(newsroom);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(newsroom.Options.DataFolder))
            Assert.DoesNotContain("192.0.2.77", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_get_their_files_from_the_media_folder_and_from_nowhere_else()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var media = Path.Combine(newsroom.Options.DataFolder, "uploads");
        Directory.CreateDirectory(Path.Combine(media, "2026", "11"));
        using (var gap = NetVips.Image.Black(1200, 800, bands: 3)) gap.Jpegsave(Path.Combine(media, "2026", "11", "gap.jpg"));
        using (var secret = NetVips.Image.Black(600, 400, bands: 3)) secret.Jpegsave(Path.Combine(newsroom.Options.DataFolder, "outside.jpg"));
        File.CreateSymbolicLink(Path.Combine(media, "2026", "11", "span-scaled.jpg"), Path.Combine(newsroom.Options.DataFolder, "outside.jpg"));
        var summary = await Run(newsroom, new ImportOptions { Media = media });
        Assert.Equal((1, 1), (summary.PictureFiles, summary.NotCarried["picture whose file is not in the media folder"]));
        var picture = (await Story(newsroom, 100)).LeadPicture!;
        var view = picture.View();
        Assert.Equal((1200, 800), (view.Width, view.Height));
        // What pages show is made when they are read.
        var files = new FanNews.Media.PictureFiles(newsroom.Options.MediaFolder);
        foreach (var address in new[] { view.Src! }.Concat(view.SrcSet!.Split(", ").Concat(view.Sources[0].SrcSet.Split(", ")).Select(part => part.Split(' ')[0])))
            Assert.True(FanNews.Media.Rendition.Named(address["/media".Length..]) is { } name && name.IsOf(picture) && await files.Make(picture, name), address);
        Assert.Equal(0, (await Run(newsroom, new ImportOptions { Media = media })).PictureFiles);
    }

    [Fact]
    public async Task Sound_and_documents_come_from_the_media_folder_also_when_their_stories_came_before()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        static string Item(long id, string type, string rest) => $"<item><title>{(type == "post" ? "Horn" : "The long horn")}</title><link>https://old.example/{id}/</link><wp:post_id>{id}</wp:post_id><wp:post_date_gmt>2020-01-01 10:00:00</wp:post_date_gmt><wp:post_name>i{id}</wp:post_name><wp:status>{(type == "post" ? "publish" : "inherit")}</wp:status><wp:post_type>{type}</wp:post_type>{rest}</item>";
        static string Upload(long id, string name) => Item(id, "attachment", $"<wp:attachment_url>https://old.example/wp-content/uploads/2020/01/{name}</wp:attachment_url>");
        const string Text = "[audio mp3=\"https://old.example/wp-content/uploads/2020/01/horn.mp3\"][/audio]\n\n<div class=\"wp-block-file\"><a href=\"https://old.example/wp-content/uploads/2020/01/survey.pdf\">Survey</a><a href=\"https://old.example/wp-content/uploads/2020/01/survey.pdf\" class=\"wp-block-file__button\" download>Download</a></div>";
        var export = Path.Combine(newsroom.Options.DataFolder, "export.xml");
        await File.WriteAllTextAsync(export, "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>"
            + Item(1, "post", $"<content:encoded><![CDATA[{Text}]]></content:encoded>") + Upload(2, "horn.mp3") + Upload(3, "survey.pdf") + Upload(4, "fake.mp4") + Upload(5, "gone.webm") + "</channel></rss>");
        var folder = Path.Combine(newsroom.Options.DataFolder, "uploads", "2020", "01");
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in ((string, byte[])[])[("horn.mp3", MadeFiles.Mp3()), ("survey.pdf", MadeFiles.Pdf()), ("fake.mp4", "<html>"u8.ToArray())])
            await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes);
        Assert.Equal(0, (await Run(newsroom, new ImportOptions(), null, default, export)).Files);
        Assert.Equal("[horn.mp3](/wp-content/uploads/2020/01/horn.mp3)\n\n[Survey](/wp-content/uploads/2020/01/survey.pdf)", (await Story(newsroom, 1)).Revisions[0].Body.Trim());
        // As it was in newsrooms that knew no files.
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            await change.Db.Set<RevisionFile>().ExecuteDeleteAsync();
            change.Record("forgot", "files");
        });
        var media = new ImportOptions { Media = Path.Combine(newsroom.Options.DataFolder, "uploads") };
        var summary = await Run(newsroom, media, null, default, export);
        Assert.Equal((2, 1, 1), (summary.Files, summary.NotCarried["file that is no MP3, M4A, MP4, WebM or PDF, or is damaged"], summary.NotCarried["file that is not in the media folder"]));
        Assert.Equal(0, (await Run(newsroom, media, null, default, export)).Files);
        var files = await newsroom.Store.Read(db => db.MediaFiles.AsNoTracking().OrderBy(f => f.Id).ToListAsync());
        Assert.Equal([("/wp-content/uploads/2020/01/horn.mp3", "The long horn", 2), ("/wp-content/uploads/2020/01/survey.pdf", "The long horn", 3L)], files.Select(f => (f.Address, f.Title!, f.WordPressId!.Value)));
        foreach (var file in files)
            Assert.NotNull(await newsroom.Store.Read(db => PublicFile.Named(db, file.File, TestNewsroom.Noon)));
    }

    [SharedDataFact("seed")]
    public async Task The_seed_file_gives_the_story_that_the_project_must_reproduce()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var summary = await Run(newsroom, new ImportOptions { SourceCategories = ["free-america-network-articles"] }, null, default, Shared.Path("seed", "seed.wxr.xml"));
        Assert.Equal((6, 0, 2, 1, 1), (summary.Stories, summary.Drafts, summary.CommentsApproved, summary.CommentsPending, summary.NotCarried["comment marked spam"]));
        var story = await Story(newsroom, 101);
        var text = story.Revisions[0];
        var page = await File.ReadAllTextAsync(Shared.Path("seed", "article.txt"));
        Assert.All([text.Headline, story.Bylines[0].Author.Name, text.Dek!, $"{text.Dateline} — {text.Body.Split("\n\n")[0]}", story.Source!.Name], line => Assert.Contains("\n" + line + "\n", "\n" + page, StringComparison.Ordinal));
        Assert.All(text.Body.Split("\n\n").Skip(1), paragraph => Assert.Contains("\n" + paragraph + "\n", page, StringComparison.Ordinal));
        var next = (await Story(newsroom, 102)).Revisions[0];
        Assert.Contains("\n" + next.Teaser + "\n", page, StringComparison.Ordinal);
    }

    [SharedDataFact("wxr/wordpress-theme-test-data")]
    public async Task Every_public_post_and_page_of_the_theme_test_data_is_at_its_old_path()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var file = Shared.Path("wxr", "wordpress-theme-test-data", "themeunittestdata.wordpress.xml");
        await Run(newsroom, new ImportOptions(), null, default, file);
        var here = await newsroom.Store.Read(db => db.Visible(TestStore.Noon).Select(live => live.Article.PermalinkKey!).ToListAsync());
        var expected = WxrReader.Read(file).OfType<WxrItem>()
            .Where(item => item.Type is "post" or "page" && item.Status == "publish" && item.Password.Length == 0)
            .Select(item => Permalink.Key("/" + Uri.UnescapeDataString(new Uri(item.Link).AbsolutePath).TrimStart('/'))).ToList();
        Assert.NotEmpty(expected);
        Assert.Empty(expected.Except(here));
        Assert.Equal(expected.Count, here.Count);
        var before = await Counts(newsroom);
        await Run(newsroom, new ImportOptions(), null, default, file);
        Assert.Equal(before, await Counts(newsroom));
    }

    [SharedDataFact("wxr")]
    public async Task Every_other_export_comes_in_and_a_second_run_changes_nothing()
    {
        foreach (var file in Directory.EnumerateFiles(Shared.Path("wxr"), "*.xml", SearchOption.AllDirectories).Where(file => !file.EndsWith("sample.xml", StringComparison.Ordinal) && !file.Contains("raw_export", StringComparison.Ordinal)))
        {
            using var newsroom = await TestStore.Create(Engine.Sqlite);
            await Run(newsroom, new ImportOptions(), null, default, file);
            var before = await Counts(newsroom);
            var again = await Run(newsroom, new ImportOptions(), null, default, file);
            Assert.True(before == await Counts(newsroom), $"{file}: {before} became {await Counts(newsroom)}");
            Assert.Equal((0, 0), (again.Stories, again.Pages));
        }
    }

    private static Task<ImportSummary> Run(TestStore newsroom, ImportOptions? options = null) => Run(newsroom, options ?? new ImportOptions(), null, default, Fixture.EveryRule);

    private static Task<ImportSummary> Run(TestStore newsroom, ImportOptions options, Action<ImportProgress>? progress, CancellationToken ct, params string[] files) =>
        new WordPressImport(newsroom.Store, new Site(), newsroom.Clock, options).Run(files.Length == 0 ? [Fixture.EveryRule] : files, progress ?? (_ => { }), ct);

    private static Task<Article> Story(TestStore newsroom, long number) => newsroom.Store.Read(db => db.Articles.AsNoTracking()
        .Include(a => a.Revisions).Include(a => a.Section).Include(a => a.Source).Include(a => a.Tags).Include(a => a.LeadPicture).Include(a => a.Bylines).ThenInclude(b => b.Author)
        .SingleAsync(a => a.WordPressId == number));

    private static Task<(int Articles, int Revisions, int Comments, int Tags, int Pictures, int Lines)> Counts(TestStore newsroom) => newsroom.Store.Read(async db =>
        (await db.Articles.CountAsync(), await db.Revisions.CountAsync(), await db.Comments.CountAsync(), await db.Tags.CountAsync(), await db.Pictures.CountAsync(),
            await db.AuditLines.CountAsync()));
}
