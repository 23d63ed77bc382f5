using System.Globalization;
using System.Net;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Invention;
using FanNews.Search;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Storage.Backups;
using FanNews.Tests.Storage;
using FanNews.Web.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Tests.Invention;

public sealed class InventNewsroomTests
{
    private const int Articles = 150, Comments = 400, Seed = 7;

    [Theory, EveryEngine]
    public async Task The_same_seed_invents_the_same_newsroom_on_every_engine(Engine engine)
    {
        using var here = await TestStore.Create(engine);
        using var there = await TestStore.Create(Engine.Sqlite);
        using var other = await TestStore.Create(engine);
        await Invent(here);
        await Invent(there);
        await Invent(other, seed: Seed + 1);
        var hash = await Hash(here);
        Assert.Equal(await Hash(there), hash);
        Assert.NotEqual(await Hash(other), hash);
    }

    [Theory, EveryEngine]
    public async Task There_are_as_many_as_were_asked_for_and_the_summary_counts_right(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var summary = (await Invent(newsroom))!;
        await newsroom.Store.Read(async db =>
        {
            Assert.Equal(Articles, await db.Articles.CountAsync());
            Assert.Equal(Comments, await db.Comments.CountAsync());
            Assert.Equal(summary.Public, await db.VisibleStories(TestNewsroom.Noon).CountAsync());
            Assert.InRange(summary.Public, Articles * 9 / 10, Articles - 1);
            Assert.Equal(summary.CommentsApproved, await db.Comments.CountAsync(c => c.Status == CommentStatus.Approved));
            Assert.Equal(Comments - await db.Comments.CountAsync(c => c.Status == CommentStatus.Pending), await db.Decisions.CountAsync());
            Assert.Equal(summary.Series, await db.Set<FanNews.Sections.Series>().CountAsync());
            Assert.All(await db.Articles.GroupBy(a => a.State).Select(g => g.Key).ToListAsync(), state => Assert.True(Enum.IsDefined(state)));
            return 0;
        });
    }

    [Theory, EveryEngine]
    public async Task Its_index_is_what_filling_it_anew_makes(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Invent(newsroom);
        var before = await Index(newsroom);
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            change.Untraced();
            (await change.Db.SearchRecipes.SingleAsync()).Complete = false;
        });
        Assert.Equal(Articles, await FillIndex.IfNeeded(newsroom.Store));
        Assert.Equal(await Index(newsroom), before);
    }

    [Theory, EveryEngine]
    public async Task Its_pages_answer_and_nothing_hidden_shows(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await Invent(site);
        var story = await site.Store.Read(db => db.VisibleStories(TestNewsroom.Noon).OrderByDescending(l => l.Article.Id).Select(l => new { l.Article.Permalink, l.Text.Headline, Section = l.Article.Section!.Slug }).FirstAsync());
        Assert.Contains(story.Headline, await site.Client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains(story.Headline, await site.Client.GetStringAsync(new Uri("/search?q=" + Uri.EscapeDataString(story.Headline), UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync(new Uri(story.Permalink!, UriKind.Relative))).StatusCode);
        var hidden = await site.Store.Read(db => HiddenThings.Read(db, TestNewsroom.Noon));
        Assert.True(hidden.Articles > 0 && hidden.Comments.Count > 0);
        var look = new LeakSearch(new Visit(site.Client, await site.Store.Read(db => Site.Read(db, site.Services.GetRequiredService<IConfiguration>()))), hidden);
        await look.Knock((_, _, _) => { }, default);
        await look.Walk(["/", "/feed/", "/comments/feed/", "/sitemap.xml"], 60, (_, _, _) => { }, default);
        Assert.Empty(look.Leaks);
    }

    [Theory, EveryEngine]
    public async Task What_is_written_afterwards_gets_numbers_of_its_own(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Invent(newsroom);
        var article = await newsroom.Publish("Bridge closes", section: "Bridges", tags: ["Bridge of its own"], authors: ["Ada Quill"], source: "A source of its own");
        var comment = await newsroom.Comment(article, "Who pays?");
        Assert.True(article.Id > Articles && comment.Id > Comments, string.Create(CultureInfo.InvariantCulture, $"{article.Id}, {comment.Id}"));
    }

    [Theory, EveryEngine]
    public async Task A_newsroom_that_has_something_is_left_alone(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Bridge closes");
        Assert.Null(await Invent(newsroom));
        Assert.Equal(1, await newsroom.Store.Read(db => db.Articles.CountAsync()));
        using var invented = await TestStore.Create(engine);
        await Invent(invented, articles: 3, comments: 0);
        Assert.Null(await Invent(invented));
        Assert.Equal(3, await invented.Store.Read(db => db.Articles.CountAsync()));
    }

    private static Task<InventionSummary?> Invent(TestNewsroom newsroom, int articles = Articles, int comments = Comments, long seed = Seed) =>
        new InventNewsroom(newsroom.Store, new Site(), newsroom.Clock).Fill(articles, comments, seed, _ => { }, default);

    // How many stories share a batch depends on how fast the machine is, and with it the trace; all else does not.
    private static Task<string> Hash(TestNewsroom newsroom) => newsroom.Store.Read(async db =>
    {
        using var sink = new Sink(Stream.Null);
        foreach (var table in TableShape.All(db).Where(t => t.Name != "AuditLines"))
            await TableRows.Write(db, table, sink, default);
        return sink.Sha256();
    });

    private static Task<string> Index(TestNewsroom newsroom) => newsroom.Store.Read(async db =>
    {
        var rows = await db.SearchRows.AsNoTracking().OrderBy(r => r.Id).ToListAsync();
        var words = (await db.VisibleStories(TestNewsroom.Noon).OrderBy(l => l.Article.Id).Take(20).Select(l => l.Text.Headline).ToListAsync())
            .SelectMany(headline => WordReader.Read(headline, Language.Of("en"))).ToList();
        var found = new List<string>();
        foreach (var word in words)
        {
            found.Add($"{word.Stem}: {string.Join(' ', await WordIndex.Of(db).Find(db, WordTable.SearchWords, new Match.Token(word.Stem)).OrderBy(id => id).ToListAsync())}");
            found.Add($"{word.Folded}: {string.Join(' ', await WordIndex.Of(db).Find(db, WordTable.DeskWords, new Match.Token(word.Folded)).OrderBy(id => id).ToListAsync())}");
            found.Add(string.Join(' ', (await WordIndex.Of(db).Resembling(db, word.Folded[..1], word.Folded[^1..], default)).Order(StringComparer.Ordinal)));
        }

        return string.Join('\n', rows.Select(r => $"{r.Id} {r.ArticleId} {r.Number} {Convert.ToHexString(r.Vector)}").Concat(found));
    });
}
