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
        // The demo paper has a line of its own, which this one replaces.
        var standing = await site.Store.Read(db => BreakingNews.Read(db, site.Clock.Now()));
        var line = new TypedLine("Orrin barrier closes at noon as surge forecast rises to 3.9 metres", shown[0].Permalink, Seen: standing!.Id);
        Assert.IsType<FrontAnswer.Done>(await new BreakingNews(site.Store).Set(Actor.Program, line, new Site { Url = site.Address }));
        await using var visitor = await browser.Visit(site, 360, dark: true);
        await visitor.Page.GotoAsync("/");
        await visitor.MustBeSound();
        Assert.Equal("", await visitor.Page.EvaluateAsync<string>(Unsettled));
        await visitor.TakePictures($"front-{stories}-{language}");
        await visitor.Page.SetViewportSizeAsync(1440, 900);
        await visitor.MustBeSound();
        Assert.Equal("", await visitor.Page.EvaluateAsync<string>(Unsettled));
    }

    [BrowserTheory]
    [InlineData(360, false, 2)]
    [InlineData(820, true, 1)]
    [InlineData(1440, false, 1)]
    public async Task Author_series_and_sections_are_sound_and_their_pictures_as_large_as_they_are_drawn(int width, bool dark, float dots)
    {
        await using var site = await TestSite.Start();
        Assert.True(await DemoNewsroom.Fill(site.Store));
        var parts = await site.Store.Change(Actor.Program, async change =>
        {
            var ruth = await change.Db.Authors.SingleAsync(a => a.Slug == "ruth-amadi");
            ruth.Portrait = await change.Db.Pictures.FirstAsync(p => p.File != null);
            var series = new Series { Slug = "the-river-remembered", Name = "The river remembered", Description = "Three walks along what is left." };
            // The one with pictures in its text and a gallery among them.
            var newest = await change.Db.Articles.Where(Visibility.At(change.Now)).Where(a => a.Kind == ArticleKind.Story && a.LeadPictureId != null)
                .OrderByDescending(a => a.Slug.StartsWith("the-bridge-that-was")).ThenByDescending(a => a.PublishAt).Take(3).ToListAsync();
            foreach (var (story, i) in newest.Select((s, i) => (s, i)))
                (story.Series, story.SeriesPart) = (series, i + 1);
            change.Record("made", "series");
            await change.Db.SaveChangesAsync();
            return newest;
        });
        foreach (var (name, path) in new[] { ("author", "/author/ruth-amadi/"), ("series", "/series/the-river-remembered/"), ("part", parts[0].Permalink!), ("section", "/section/both-banks/saltby/"), ("source", "/2026/11/") })
        {
            // A browser shows the larger file that it has from another page: each page is somebody's first.
            await using var visitor = await browser.Visit(site, width, dark, dots: dots);
            Assert.Equal((path, 200), (path, (await visitor.Page.GotoAsync(Permalink.Encode(path)))!.Status));
            await visitor.MustBeSound();
            var shifts = await visitor.Page.EvaluateAsync<string>(Shifts);
            Assert.True(shifts.Length == 0, $"{path} jumps: {shifts}");
            Assert.Equal("", await visitor.Page.EvaluateAsync<string>(Unsettled));
            await visitor.TakePicture($"{name}-{width}-{(dark ? "dark" : "light")}");
            var pictures = await visitor.Page.EvaluateAsync<Drawn[]>(Look);
            Assert.All(pictures.Where(p => p.Src.Length > 0), p => Assert.True(p.Got <= p.Most && p.Got >= p.Least, $"{path}: {p.Src} of {p.Got} pixels for {p.Need}, where {p.Least} to {p.Most} would do"));
            Assert.True(name != "part" || pictures.Length > 5, $"{path} has {pictures.Length} pictures.");
            Assert.True(pictures.Count(p => p.First) <= 1 && (pictures.Length == 0 || pictures.Any(p => p.First)), $"{path}: {pictures.Count(p => p.First)} pictures are first.");
            Assert.All(pictures, p => Assert.NotEqual(p.First, p.Lazy));
            // What an article costs a telephone in pictures before anybody scrolls.
            if (name == "part")
                Assert.InRange(pictures.First(p => p.First).Bytes, 1, 60 * 1024);
        }
    }

    // Every picture of ours: the width that was loaded, that which was needed, and one step above it in its set.
    private const string Look = """
        async () => {
            const images = [...document.querySelectorAll('main img')].filter(i => (i.getAttribute('src') ?? '').startsWith('/media/'));
            const lazy = images.map(i => i.loading === 'lazy');
            for (const i of images) i.loading = 'eager';
            await Promise.all(images.map(i => i.decode()));
            return images.map((i, n) => {
            const how = { First: i.fetchPriority === 'high', Lazy: lazy[n] };
            const set = [...i.closest('picture').querySelectorAll('source, img')].map(s => s.srcset).find(s => s.includes(new URL(i.currentSrc).pathname)) ?? '';
            const widths = set.split(', ').map(c => parseInt(c.split(' ')[1]));
            const need = Math.round(i.getBoundingClientRect().width * devicePixelRatio);
            const enough = widths.findIndex(w => w >= need);
            return { ...how, Src: i.currentSrc, Need: need, Got: parseInt(/-(\d+)[^-]*?(?:-\d+-\d+)?\.\w+$/.exec(i.currentSrc)[1]),
                Least: widths[enough < 0 ? widths.length - 1 : enough], Most: widths[enough < 0 ? widths.length - 1 : Math.min(enough + 1, widths.length - 1)], Bytes: performance.getEntriesByName(i.currentSrc)[0]?.encodedBodySize ?? 0 };
            });
        }
        """;

    // A page comes in parts, and a picture may be there before the text beside it: those that would stand elsewhere without.
    private const string Unsettled = """
        () => [...document.querySelectorAll('.teaser.pictured')].filter(teaser => {
            const [picture, text] = [teaser.querySelector('img'), teaser.querySelector('.teaser-text')];
            const place = () => { const r = picture.getBoundingClientRect(), t = teaser.getBoundingClientRect(); return [r.x - t.x, r.y - t.y, r.width, r.height].map(Math.round).join(); };
            const whole = place();
            text.remove();
            const alone = place();
            teaser.append(text);
            return alone !== whole;
        }).map(teaser => teaser.className + ': ' + teaser.textContent.trim().slice(0, 40)).join('; ')
        """;

    private const string Shifts = """
        () => new Promise(done => {
            let told = '';
            new PerformanceObserver(list => {
                for (const shift of list.getEntries())
                    told += `${shift.value} at ${Math.round(shift.startTime)}: ` + shift.sources.map(s => `${s.node?.outerHTML?.slice(0, 120)} from ${s.previousRect.y},${s.previousRect.height} to ${s.currentRect.y},${s.currentRect.height}`).join(' | ') + '; ';
            }).observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => done(told)));
        })
        """;

    private sealed record Drawn
    {
        public string Src { get; init; } = "";

        public int Need { get; init; }

        public int Least { get; init; }

        public int Got { get; init; }

        public int Most { get; init; }

        public bool First { get; init; }

        public bool Lazy { get; init; }

        public int Bytes { get; init; }
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
