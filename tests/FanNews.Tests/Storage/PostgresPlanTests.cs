using FanNews.Articles;
using FanNews.Invention;
using FanNews.Search;
using FanNews.Settings;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Storage;

public sealed class PostgresPlanTests
{
    // So many that going through all of them is no longer the cheapest.
    private const int Stories = 2000;

    [PostgresFact]
    public async Task What_lists_ask_for_is_found_without_going_through_all_texts()
    {
        using var newsroom = await TestStore.Create(Engine.Postgres);
        await new InventNewsroom(newsroom.Store, new Site(), newsroom.Clock).Fill(Stories, comments: 0, seed: 7, _ => { }, default);
        var now = newsroom.Clock.Now();
        await newsroom.Store.Read(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("ANALYZE");
            var section = await db.VisibleStories(now).NewestFirst().Select(l => l.Article.SectionId!.Value).FirstAsync();
            var path = await db.VisibleStories(now).NewestFirst().Select(l => l.Article.PermalinkKey).FirstAsync();
            var ids = await db.VisibleStories(now).NewestFirst().Select(l => l.Article.Id).Take(20).ToListAsync();
            foreach (var query in (IQueryable<LiveArticle>[])
            [
                db.VisibleStories(now).NewestFirst().Take(200),
                db.VisibleStories(now).InSection(section).NewestFirst().Take(21),
                db.VisibleStories(now).Where(l => ids.Contains(l.Article.Id)),
                db.Visible(now).Where(l => l.Article.PermalinkKey == path),
            ])
            {
                var plan = await TypicalCountsTests.Explain(query.Select(l => l.Text.Headline), "EXPLAIN", column: 0);
                Assert.DoesNotContain("Seq Scan on \"Revisions\"", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("Hash", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("WindowAgg", plan, StringComparison.Ordinal);
            }

            return 0;
        });
    }

    [PostgresFact]
    public async Task Few_matches_are_gathered_and_many_looked_for_from_above()
    {
        using var newsroom = await TestStore.Create(Engine.Postgres);
        await new InventNewsroom(newsroom.Store, new Site(), newsroom.Clock).Fill(Stories, comments: 0, seed: 7, _ => { }, default);
        await newsroom.Store.Read(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("ANALYZE");
            Assert.Contains("Index Scan Backward", await Plan(few: false), StringComparison.Ordinal);
            Assert.DoesNotContain("Index Scan Backward", await Plan(few: true), StringComparison.Ordinal);
            return 0;

            Task<string> Plan(bool few) => TypicalCountsTests.Explain(WordIndex.Of(db).Highest(db, WordTable.SearchWords, new Match.Token("said"), 20, few: few), "EXPLAIN", column: 0);
        });
    }
}
