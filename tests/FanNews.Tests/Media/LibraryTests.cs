using FanNews.Articles;
using FanNews.Media;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Tests.Media;

public sealed class LibraryTests
{
    private static readonly PictureRights Editor = new(1, Role.Editor);

    [Theory, EveryEngine]
    public async Task Where_a_picture_is_used_names_no_story_that_somebody_may_not_know_of(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var now = newsroom.Clock.GetUtcNow();
        var (seen, hidden) = (await newsroom.Publish("Seen"), await newsroom.Publish("Hidden", at: now.AddHours(1)));
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            var picture = new Picture { Address = "/media/bridge.jpg" };
            change.Db.Pictures.Add(picture);
            await change.Db.SaveChangesAsync();
            foreach (var article in await change.Db.Articles.ToListAsync())
                article.LeadPictureId = picture.Id;
            change.Record("changed", "articles");
        });
        foreach (var (rights, named) in new (StoryRights?, string)[] { (null, "Seen"), (new(9, Role.Contributor), "Seen"), (new(9, Role.Editor) { Sections = [99] }, "Seen"), (new(9, Role.Editor), "Hidden Seen") })
            Assert.Equal(named, string.Join(' ', (await newsroom.Store.Read(db => PictureUse.Of(db, 1, rights, now))).Select(u => u.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(2, (await newsroom.Store.Read(db => PictureUse.Count(db, [1], now)))[1]);
        Assert.NotEqual(seen.Id, hidden.Id);
    }

    [Theory, EveryEngine]
    public async Task Filters_find_what_they_say_count_it_and_go_with_words(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var now = TestNewsroom.Noon;
        await newsroom.Library(
            Row("plain"),
            Row("uncredited", p => p.Credit = null),
            Row("no-alt", p => p.Alt = null),
            Row("ending", p => p.ExpiresAt = now.AddDays(30)),
            Row("later", p => p.ExpiresAt = now.AddDays(31)),
            Row("ended", p => p.ExpiresAt = now),
            Row("model", p => (p.SourceType, p.Place) = ("compositeWithTrainedAlgorithmicMedia", "Saltby harbour")),
            Row("decorative", p => p.Alt = ""));
        await newsroom.Publish("Lead", "![](/media/no-alt.jpg)", adjust: a => a.LeadPictureId = 1);
        var counts = await newsroom.Store.Read(db => PictureList.Counts(db, now));
        Assert.Equal(
            new() { [PictureFilter.Uncredited] = 1, [PictureFilter.NoAlt] = 1, [PictureFilter.Ending] = 1, [PictureFilter.Ended] = 1, [PictureFilter.ByModel] = 1 },
            new Dictionary<PictureFilter, int>(counts));
        Assert.Equal(["uncredited"], await Found(PictureFilter.Uncredited));
        Assert.Equal(["no-alt"], await Found(PictureFilter.NoAlt));
        Assert.Equal(["ending"], await Found(PictureFilter.Ending));
        Assert.Equal(["ended"], await Found(PictureFilter.Ended));
        Assert.Equal(["model"], await Found(PictureFilter.ByModel));
        Assert.Equal(["decorative", "model", "ended", "later", "ending", "uncredited"], await Found(PictureFilter.Unused));
        Assert.Equal(["model"], await Found(PictureFilter.Unused, "SALTBY harb"));
        Assert.Equal([], await Found(PictureFilter.Ended, "saltby"));

        async Task<IEnumerable<string>> Found(PictureFilter filter, string? words = null) =>
            (await newsroom.Store.Read(db => PictureList.Read(db, filter, words, null, now))).Rows.Select(r => Path.GetFileNameWithoutExtension(r.Picture.Address));
    }

    [Theory, EveryEngine]
    public async Task A_picture_is_in_use_as_lead_in_texts_that_count_as_portrait_and_by_the_paper(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var now = TestNewsroom.Noon;
        await newsroom.Library([.. "lead text draft scheduled old portrait logo social none".Split(' ').Select(name => Row(name))]);
        await newsroom.Publish("Both", "![](/media/text.jpg)", authors: ["Ada Quill"], adjust: a => a.LeadPictureId = 1);
        await newsroom.Draft("Draft", "![](/media/draft.jpg)");
        var story = await newsroom.Publish("Changes", "![](/media/old.jpg)", at: now.AddHours(-2));
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == story.Id);
            article.Revise(new ArticleText { Headline = "Changes", Body = "None" }, now, null).Release(now.AddHours(-1));
            article.Revise(new ArticleText { Headline = "Changes", Body = "![](/media/scheduled.jpg)" }, now, null).Release(now.AddHours(1));
            article.Revise(new ArticleText { Headline = "Changes", Body = "Newest" }, now, null);
            (await change.Db.Authors.SingleAsync()).PortraitId = 6;
            change.Record("changed", "article:1");
        });
        await newsroom.Choose(Furniture.LogoKey, "/media/logo.jpg");
        await newsroom.Choose(Furniture.SocialPictureKey, "/media/social.jpg");
        UsedAs[] expected = [UsedAs.Lead, UsedAs.Text, UsedAs.Text, UsedAs.Scheduled, UsedAs.None, UsedAs.Portrait, UsedAs.Logo, UsedAs.Social, UsedAs.None];
        var counts = await newsroom.Store.Read(db => PictureUse.Count(db, [1, 2, 3, 4, 5, 6, 7, 8, 9], now));
        Assert.Equal([1, 2, 3, 4, 6, 7, 8], counts.Keys.Order());
        for (var id = 1; id <= 9; id++)
        {
            var uses = await newsroom.Store.Read(db => PictureUse.Of(db, id, new(1, Role.Administrator), now));
            Assert.Equal(expected[id - 1], uses.SingleOrDefault()?.As ?? UsedAs.None);
        }

        var unused = await newsroom.Store.Read(db => PictureList.Read(db, PictureFilter.Unused, null, null, now));
        Assert.Equal(["/media/none.jpg", "/media/old.jpg"], unused.Rows.Select(r => r.Picture.Address));
    }

    [Theory, EveryEngine]
    public async Task A_file_is_read_into_the_words_and_the_same_file_is_found_again(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Person(Role.Editor);
        using var edit = Edit(newsroom);
        var file = DrawnPictures.Jpeg(1, "Ada Quill");
        var first = await edit.Add(Actor.Program, new MemoryStream(file), "ferry.jpg", new() { Alt = "A ferry" });
        Assert.Equal(("A ferry", "Ada Quill", "Ada Quill", (long)file.Length), (first.Picture!.Alt, first.Picture.Credit, first.Picture.Creator, first.Picture.Bytes));
        var second = await edit.Add(Actor.Program, new MemoryStream(file), "boat.jpg", new());
        Assert.Equal((null, first.Picture.Id), (second.Picture, second.Known!.Id));
        var third = await edit.Add(Actor.Program, new MemoryStream(file), "boat.jpg", new() { Credit = "Bo" }, again: true);
        Assert.Equal(("/media/boat.jpg", "Bo", first.Picture.File), (third.Picture!.Address, third.Picture.Credit, third.Picture.File));
    }

    [Theory, EveryEngine]
    public async Task Another_file_takes_the_place_of_the_first_with_its_address_and_words(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Person(Role.Editor);
        using var edit = Edit(newsroom);
        var files = new PictureFiles(newsroom.Store.Options.MediaFolder);
        var one = (await edit.Add(Actor.Program, new MemoryStream(DrawnPictures.Jpeg(1)), "ferry.jpg", new() { Alt = "A ferry", Credit = "Ada", FocusX = "10", FocusY = "20", SourceType = "digitalCapture" })).Picture!;
        var (mark, old) = (newsroom.Store.Marks.Edition, one.File!);
        Assert.Equal(PictureAnswer.Done, (await edit.Replace(Actor.Program, Editor, one.Id, new MemoryStream(DrawnPictures.Png(30, 20)))).Answer);
        var now = await newsroom.Store.Read(db => db.Pictures.AsNoTracking().SingleAsync());
        // The focus is what the new file suggests, not what somebody chose in the old one.
        Assert.Equal((one.Address, "A ferry", "Ada", 30, 20, "png", false, null), (now.Address, now.Alt, now.Credit, now.Width, now.Height, now.Original, (now.FocusX, now.FocusY) == (10, 20), now.SourceType));
        Assert.True(newsroom.Store.Marks.Edition > mark);
        Assert.DoesNotContain(Directory.EnumerateFiles(newsroom.Store.Options.MediaFolder, "*", SearchOption.AllDirectories), path => path.Contains(old, StringComparison.Ordinal));
        Assert.Equal(PictureAnswer.Refused, (await edit.Replace(Actor.Program, Editor, one.Id, new MemoryStream([1, 2, 3]))).Answer);
        Assert.Equal(PictureAnswer.Forbidden, (await edit.Replace(Actor.Program, new(7, Role.Author), one.Id, new MemoryStream([1, 2, 3]))).Answer);
        Assert.Equal(PictureAnswer.Missing, (await edit.Replace(Actor.Program, Editor, 99, new MemoryStream([1, 2, 3]))).Answer);
        Assert.Equal(["added", "replaced"], await newsroom.Store.Read(db => db.AuditLines.Where(l => l.Subject == "picture:1").OrderBy(l => l.Id).Select(l => l.Verb).ToListAsync()));
    }

    [Theory, EveryEngine]
    public async Task A_substitute_takes_the_place_of_a_deleted_picture_everywhere(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var now = TestNewsroom.Noon;
        await newsroom.Library(Row("gone"), Row("gone2"), Row("instead"), Row("ended", p => p.ExpiresAt = now));
        var story = await newsroom.Publish("Live", "Live ![A](/media/gone.jpg) ![B](/media/gone2.jpg) <img src=\"/media/gone.jpg\">", authors: ["Ada Quill"], at: now.AddHours(-1), adjust: a => a.LeadPictureId = 1);
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == story.Id);
            article.Revise(new ArticleText { Headline = "Live", Body = "Later ![A](</media/gone.jpg>)" }, now, null).Release(now.AddHours(1));
            article.Revise(new ArticleText { Headline = "Live", Body = "Typed ![A](/media/gone.jpg)" }, now, null);
            (await change.Db.Authors.SingleAsync()).PortraitId = 1;
            change.Record("changed", "article:1");
        });
        await newsroom.Choose(Furniture.LogoKey, "/media/gone.jpg");
        using var edit = Edit(newsroom);
        foreach (var (instead, rights, answer) in ((string?, PictureRights, PictureAnswer)[])[
            (null, Editor, PictureAnswer.Refused), ("/media/nothing.jpg", Editor, PictureAnswer.Refused), ("/media/gone.jpg", Editor, PictureAnswer.Refused),
            ("/media/ended.jpg", Editor, PictureAnswer.Refused), ("/media/instead.jpg", new(9, Role.Author), PictureAnswer.Forbidden)])
            Assert.Equal(answer, (await edit.Delete(Actor.Program, rights, 1, instead)).Answer);
        Assert.Equal((PictureAnswer.Done, 0), await edit.Delete(Actor.Program, Editor, 1, "/media/instead.jpg") is var done ? (done.Answer, done.Problems.Count) : default);

        Assert.Equal(3, await newsroom.Store.Read(db => db.Articles.Select(a => a.LeadPictureId).SingleAsync()));
        Assert.Equal(3, await newsroom.Store.Read(db => db.Authors.Select(a => a.PortraitId).SingleAsync()));
        Assert.Equal("/media/instead.jpg", await newsroom.Store.Read(db => db.Settings.Where(s => s.Key == Furniture.LogoKey).Select(s => s.Value).SingleAsync()));
        Assert.Equal("Live ![](/media/instead.jpg) ![B](/media/gone2.jpg) <img src=\"/media/instead.jpg\">", await LiveAt(now));
        Assert.Equal("Later ![](</media/instead.jpg>)", await LiveAt(now.AddHours(1)));
        Assert.Equal("Typed ![](/media/instead.jpg)", await newsroom.Store.Read(db => db.Revisions.OrderByDescending(r => r.Number).Select(r => r.Body).FirstAsync()));
        Assert.Equal(6, await newsroom.Store.Read(db => db.Revisions.CountAsync()));
        Assert.False(await newsroom.Store.Read(db => db.Pictures.AnyAsync(p => p.Id == 1)));

        Task<string> LiveAt(DateTimeOffset at) => newsroom.Store.Read(db => db.Visible(at).Select(l => l.Text.Body).SingleAsync());
    }

    [Theory, EveryEngine]
    public async Task What_must_be_right_to_publish_stays_right_where_it_is_published(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Library(Row("shown"), Row("bare", p => (p.Alt, p.Credit) = (null, null)), Row("good"), Row("drafted"));
        await newsroom.Publish("Live", "![](/media/shown.jpg)", adjust: a => a.LeadPictureId = 1);
        await newsroom.Draft("Not yet", "![](/media/drafted.jpg)");
        using var edit = Edit(newsroom);
        using var lenient = Edit(newsroom, mustPass: "none");
        static async Task<IEnumerable<string>> Described(EditPictures edit, long id, TypedPicture words) => (await edit.Describe(Actor.Program, Editor, [words with { Id = id }])).Problems.Select(p => $"{p.Field}: {p.Sentence}");

        Assert.Equal(
            ["Credit-1: A published story shows this picture, and the newsroom publishes none without a credit", "Alt-1: A published story shows this picture, and the newsroom publishes none without an alternative text"],
            await Described(edit, 1, new()));
        Assert.Empty(await Described(edit, 1, new() { Credit = "Bo", Decorative = true }));
        Assert.Empty(await Described(edit, 4, new()));
        // What was never there is not taken away.
        Assert.Empty(await Described(edit, 2, new() { Title = "Bare" }));
        Assert.Equal(
            [new Refusal("Instead", "Published stories would show that picture, and it has not got a credit and an alternative text. Write that first")],
            (await edit.Delete(Actor.Program, Editor, 1, "/media/bare.jpg")).Problems);
        Assert.Equal(PictureAnswer.Done, (await edit.Delete(Actor.Program, Editor, 1, "/media/good.jpg")).Answer);
        Assert.Empty(await Described(lenient, 3, new()));
    }

    [Theory, EveryEngine]
    public async Task No_picture_is_put_under_the_credit_of_another(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Library(Row("gone"), Row("instead"));
        await newsroom.Publish("Live", "![A boat](/media/gone.jpg)\nThe boat.\n-- Somebody else");
        using var edit = Edit(newsroom);
        Assert.Equal(
            [new Refusal("Instead", "“Live” says itself whose the picture is, which would stand under the other. Take that out in the story first")],
            (await edit.Delete(Actor.Program, Editor, 1, "/media/instead.jpg")).Problems);
    }

    [Theory, EveryEngine]
    public async Task The_desk_is_told_of_each_end_once_a_week_before(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Person(Role.Editor);
        await newsroom.Person(Role.Administrator);
        await newsroom.Person(Role.Author);
        await newsroom.Library(Row("ferry", p => (p.Alt, p.ExpiresAt) = ("A ferry", TestNewsroom.Noon.AddDays(8))), Row("never"));
        await newsroom.Publish("Ferry sails", adjust: a => a.LeadPictureId = 1);
        var outside = new ConfigurationBuilder().AddInMemoryCollection([new("FanNews:Smtp:Host", "mail.example"), new("FanNews:Smtp:From", "desk@ferryman.example")]).Build();
        var ends = new LicenceEnds(newsroom.Store, new MailSettings(newsroom.Store, outside, new EphemeralDataProtectionProvider()), outside);
        Assert.Equal(0, await ends.Tell());
        newsroom.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await ends.Tell());
        Assert.Equal(0, await ends.Tell());
        var mails = (await newsroom.Store.Read(db => db.OutboxRows.OrderBy(r => r.Id).ToListAsync())).ConvertAll(Mail.Read);
        Assert.Equal(["editor@example.org", "administrator@example.org"], mails.Select(m => m.To));
        Assert.Contains("A ferry\nuntil 2 December 2026, 12:00. It is used by “Ferry sails”.", mails[0].Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        // Extended, and then nearly over again.
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            (await change.Db.Pictures.SingleAsync(p => p.Id == 1)).ExpiresAt = TestNewsroom.Noon.AddDays(30);
            change.Record("described", "picture:1");
        });
        Assert.Equal(0, await ends.Tell());
        newsroom.Clock.Advance(TimeSpan.FromDays(22));
        Assert.Equal(2, await ends.Tell());
    }

    private static EditPictures Edit(TestStore newsroom, string? mustPass = null) =>
        new(newsroom.Store, new ConfigurationBuilder().AddInMemoryCollection([new("FanNews:Site:MustPass", mustPass)]).Build());

    private static Picture Row(string name, Action<Picture>? adjust = null)
    {
        var picture = new Picture { Address = $"/media/{name}.jpg", Alt = name, Credit = "Ada", File = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..16], Width = 1000, Height = 667, Original = "jpg" };
        adjust?.Invoke(picture);
        return picture;
    }
}

/// <summary>Pictures of a newsroom of which nobody asks for a file.</summary>
internal static class LibraryRows
{
    /// <summary>Puts them into the store, numbered from 1.</summary>
    public static Task Library(this TestNewsroom newsroom, params Picture[] pictures) => newsroom.Store.Change(Actor.Program, async change =>
    {
        foreach (var picture in pictures)
        {
            change.Db.Pictures.Add(picture);
            // One by one: a batch may number them otherwise.
            if (pictures.Length < 100)
                await change.Db.SaveChangesAsync();
        }

        change.Record("added", "pictures");
    });
}
