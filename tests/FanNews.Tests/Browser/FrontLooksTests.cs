using FanNews.Articles;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Articles;
using FanNews.Web.Demo;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Browser;

/// <summary>The front page and the lists in every state that a newsroom goes through: each is sound and looks intended.</summary>
[Collection(BrowserGround.Name)]
public sealed class FrontLooksTests(BrowserGround browser)
{
    private static readonly string[] Headlines = ["Ropewalk to become a walk", "Two mayors, one ribbon, no scissors", "Harbourmaster denies that he is retiring, from behind a door"];

    [BrowserTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(14)]
    public async Task A_front_without_pictures_is_sound(int stories)
    {
        await using var site = await TestSite.Start(settings: ("Site:Name", "The Ferryman"));
        for (var i = 0; i < stories; i++)
        {
            await site.Publish(
                $"{Headlines[i % 3]} ({i})",
                section: i % 2 == 0 ? "Harbour" : "Both Banks", at: TestNewsroom.Noon.AddHours(-i), dek: "The last rope was sold in 1988. The walking, it turns out, can be saved.", authors: ["Dele Marsh"]);
        }

        await using var visitor = await browser.Visit(site, 360);
        await visitor.Page.GotoAsync("/");
        await visitor.MustBeSound();
        await visitor.TakePictures($"front-bare-{stories}");
        await visitor.Page.SetViewportSizeAsync(1440, 900);
        await visitor.MustBeSound();
    }

    [BrowserTheory]
    [InlineData(1, "en")]
    [InlineData(3, "en")]
    [InlineData(14, "en")]
    [InlineData(14, "ar")]
    public async Task A_front_with_pictures_pins_and_breaking_news_is_sound(int stories, string language)
    {
        await using var site = await TestSite.Start(settings: [("Site:Language", language), ("Site:Accent", "#7A1F5C")]);
        Assert.True(await DemoNewsroom.Fill(site.Store));
        await Keep(site, stories);
        var shown = await site.Store.Read(db => db.VisibleStories(site.Clock.Now()).NewestFirst().Select(l => l.Article).AsNoTracking().ToListAsync());
        await site.Pin(shown[^1], 0);
        Assert.IsType<FrontAnswer.Done>(await new BreakingNews(site.Store).Set(Actor.Program, new("Orrin barrier closes at noon as surge forecast rises to 3.9 metres", shown[0].Permalink), new Site { Url = site.Address }));
        await using var visitor = await browser.Visit(site, 360, dark: true);
        await visitor.Page.GotoAsync("/");
        await visitor.MustBeSound();
        await visitor.TakePictures($"front-{stories}-{language}");
        await visitor.Page.SetViewportSizeAsync(1440, 900);
        await visitor.MustBeSound();
    }

    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(820, true)]
    [InlineData(1440, false)]
    public async Task Author_series_and_sections_are_sound(int width, bool dark)
    {
        await using var site = await TestSite.Start();
        Assert.True(await DemoNewsroom.Fill(site.Store));
        var parts = await site.Store.Change(Actor.Program, async change =>
        {
            var ruth = await change.Db.Authors.SingleAsync(a => a.Slug == "ruth-amadi");
            ruth.Portrait = await change.Db.Pictures.FirstAsync(p => p.File != null);
            var series = new Series { Slug = "the-river-remembered", Name = "The river remembered", Description = "Three walks along what is left." };
            var newest = await change.Db.Articles.Where(a => a.Kind == ArticleKind.Story).OrderByDescending(a => a.PublishAt).Take(3).ToListAsync();
            foreach (var (story, i) in newest.Select((s, i) => (s, i)))
                (story.Series, story.SeriesPart) = (series, i + 1);
            change.Record("made", "series");
            await change.Db.SaveChangesAsync();
            return newest;
        });
        await using var visitor = await browser.Visit(site, width, dark);
        foreach (var (name, path) in new[] { ("author", "/author/ruth-amadi/"), ("series", "/series/the-river-remembered/"), ("part", parts[1].Permalink!), ("section", "/section/both-banks/saltby/"), ("source", "/2026/11/") })
        {
            await visitor.Page.GotoAsync(Permalink.Encode(path));
            await visitor.MustBeSound();
            await visitor.TakePicture($"{name}-{width}-{(dark ? "dark" : "light")}");
        }
    }

    // The demo paper on a day when it had fewer stories, the pictured one last.
    private static Task Keep(TestSite site, int count) => site.Store.Change(Actor.Program, async change =>
    {
        var stories = await change.Db.Articles.Where(a => a.Kind == ArticleKind.Story).OrderBy(a => a.LeadPictureId == null).ThenByDescending(a => a.PublishAt).ToListAsync();
        foreach (var story in count < 14 ? stories.Skip(count) : [])
            story.UnpublishAt = change.Now.AddMinutes(-1);
        change.Record("unpublished", "stories");
    });
}
