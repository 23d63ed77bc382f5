using CsCheck;
using FanNews.Articles;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

/// <summary>A reader who walks a list while the newsroom works.</summary>
public sealed class ListPageTests
{
    // Enough for four pages, in three sections of which two lie under one.
    private const int Stories = 70;
    private static readonly string[] Sections = ["Sport", "Rowing", "Chess"];

    private static readonly Gen<Deed[]> Between = Gen.Select(Gen.Int[0, 2], Gen.Int[0, Stories - 1], Gen.Int[0, 600]).Select((act, story, minutes) => new Deed(act, story, minutes)).Array[0, 6];

    [Theory, EveryEngine]
    public Task Whoever_walks_by_before_meets_what_stays_once_and_nothing_twice(Engine engine) =>
        Gen.Select(Between.Array[8], Gen.Int[0, 1]).SampleAsync((deeds, list) => Walk(engine, deeds, list == 0 ? ["section", "sport"] : ["2026"]), iter: 4, threads: 1);

    [Theory, EveryEngine]
    public async Task The_way_up_leads_over_the_same_stories_to_the_beginning(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Fill(newsroom);
        var down = new List<long>();
        ListPage page = (await Read(newsroom, ["section", "sport"], ListStart.First))!;
        for (; page.Older is { } older; page = (await Read(newsroom, ["section", "sport"], older))!)
            down.AddRange(page.Stories.Select(s => s.Id));
        var up = new List<long>();
        for (; page.Newer is { } newer; page = (await Read(newsroom, ["section", "sport"], newer))!)
            up.InsertRange(0, page.Stories.Select(s => s.Id));
        Assert.Null(page.Newer);
        up.InsertRange(0, page.Stories.Select(s => s.Id));
        Assert.Equal(Stories, up.Distinct().Count());
        Assert.Equal(down, up.Distinct().Take(down.Count));
        Assert.Equal(StoryList.PageSize, page.Stories.Count);
    }

    private static async Task Walk(Engine engine, Deed[][] deeds, string[] address)
    {
        using var newsroom = await TestStore.Create(engine);
        await Fill(newsroom);
        var stayed = (await All(newsroom)).ToHashSet();
        var met = new List<long>();
        ListStart? start = ListStart.First;
        foreach (var between in deeds)
        {
            if (start is not { } here)
                break;
            var page = await Read(newsroom, address, here);
            met.AddRange(page!.Stories.Select(s => s.Id));
            start = page.Older;
            await Do(newsroom, between);
            stayed.IntersectWith(await All(newsroom));
        }

        Assert.Null(start);
        Assert.Equal(met.Count, met.Distinct().Count());
        Assert.Empty(stayed.Except(met));
    }

    private static Task<List<long>> All(TestStore newsroom) =>
        newsroom.Store.Read(db => db.VisibleStories(newsroom.Clock.Now()).Select(l => l.Article.Id).ToListAsync());

    private static Task<ListPage?> Read(TestStore newsroom, string[] address, ListStart start) => newsroom.Store.Read(async db =>
    {
        var now = newsroom.Clock.Now();
        var list = await StoryList.At(db, await SectionTree.Read(db, default), new Site(), address, now);
        return await ListPage.Read(list!, db, start, now);
    });

    // Many of them in the same minute, so that the number decides.
    private static Task Fill(TestStore newsroom) => newsroom.Store.Change(Actor.Program, async change =>
    {
        var sections = Sections.Select(name => new Section { Slug = Slug.From(name), Name = name }).ToList();
        foreach (var under in sections.Skip(1))
            under.Parent = sections[0];
        change.Db.AddRange(sections);
        for (var i = 0; i < Stories; i++)
            change.Db.Articles.Add(Published($"Story {i}", change.Now.AddMinutes(-(i / 7) * 10), sections[i % sections.Count]));
        await change.Db.SaveChangesAsync();
        change.Record("made", "stories");
    });

    private static Task Do(TestStore newsroom, Deed[] deeds)
    {
        newsroom.Clock.Advance(TimeSpan.FromSeconds(7));
        return newsroom.Store.Change(Actor.Program, async change =>
        {
            var all = await change.Db.Articles.Include(a => a.Revisions).OrderBy(a => a.Id).ToListAsync();
            var section = await change.Db.Sections.FirstAsync(s => s.Slug == "chess");
            foreach (var deed in deeds)
            {
                var article = all[deed.Story % all.Count];
                if (deed.Act == 0)
                    change.Db.Articles.Add(Published("New", change.Now.AddMinutes(-deed.Minutes), section));
                else if (deed.Act == 1)
                    article.UnpublishAt = change.Now;
                else
                    article.UnpublishAt = null;
            }

            await change.Db.SaveChangesAsync();
            change.Record("did", "things");
        });
    }

    private static Article Published(string headline, DateTimeOffset at, Section section)
    {
        var article = new Article { Slug = "story", CreatedAt = at, Section = section };
        article.Revise(new ArticleText { Headline = headline, Body = "It stands." }, at, by: null);
        Assert.Null(article.Publish(article.Revisions[0], at, $"/story/{Guid.NewGuid():N}/"));
        return article;
    }

    private sealed record Deed(int Act, int Story, int Minutes);
}
