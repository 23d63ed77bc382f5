using FanNews.Articles;
using FanNews.Comments;
using FanNews.Search;
using FanNews.Storage;
using FanNews.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Storage;

public sealed class TypicalCountsTests
{
    [Fact]
    public async Task Every_index_that_is_counted_exists()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var indexes = await newsroom.Store.Read(db => db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_schema WHERE type = 'index'").ToListAsync());
        Assert.Empty(TypicalCounts.Indexes.Except(indexes));
    }

    [Fact]
    public async Task Stories_whose_numbers_are_known_are_looked_up_by_them()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        long[] ids = [1, 2, 3];
        var plan = await Plan(newsroom, db => db.VisibleStories(newsroom.Clock.Now()).Where(l => ids.Contains(l.Article.Id)).Select(l => l.Text.Headline));
        Assert.Contains("SEARCH a USING INTEGER PRIMARY KEY", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_that_a_search_finds_are_looked_up_before_their_stories()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        long[] ids = [10, 20, 30];
        var plan = await Plan(newsroom, db => db.SearchRows.Where(r => ids.Contains(r.Id))
            .Join(db.VisibleStories(newsroom.Clock.Now()), r => new { Id = r.ArticleId, r.Number }, l => new { l.Article.Id, l.Text.Number }, (r, l) => r.Vector));
        Assert.Contains("SEARCH s USING INTEGER PRIMARY KEY", plan, StringComparison.Ordinal);
        Assert.Contains("SEARCH a USING INTEGER PRIMARY KEY", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_stories_come_from_the_index_of_their_times()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var plan = await Plan(newsroom, db => db.VisibleStories(newsroom.Clock.Now()).NewestFirst().Take(5).Select(l => l.Text.Headline));
        Assert.Contains("SEARCH a USING INDEX IX_Articles_Kind_State_PublishAt_Id (Kind=? AND State=? AND PublishAt<?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("ORDER BY", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_of_a_section_come_from_the_index_of_its_times()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var plan = await Plan(newsroom, db => db.VisibleStories(newsroom.Clock.Now()).InSection(1).NewestFirst().Take(5).Select(l => l.Text.Headline));
        Assert.Contains("IX_Articles_SectionId_PublishAt_Id", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("ORDER BY", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latest_with_a_word_come_from_its_index_in_their_order()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var plan = await Plan(newsroom, db => QueueTabs.Of(db, QueueTab.Approved).Saying(db, "ferry", latest: true).Select(c => c.Id));
        Assert.Contains("CommentWords VIRTUAL TABLE", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("ORDER BY", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_goes_on_from_its_place_and_not_from_now()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var place = new ListPlace(newsroom.Clock.Now().AddYears(-1), 7);
        // SQLite jumps to the first upper bound that it reads of a column.
        var bounds = await newsroom.Store.Read(async db =>
        {
            await using var command = db.VisibleStories(newsroom.Clock.Now()).InSection(1).NewestFirst().Before(place).Take(5).Select(l => l.Text.Headline).CreateDbCommand();
            return System.Text.RegularExpressions.Regex.Matches(command.CommandText, "\"PublishAt\" <=? (@\\w+)").Select(m => command.Parameters[m.Groups[1].Value].Value).ToList();
        });
        Assert.Equal(3, bounds.Count);
        Assert.Equal(place.At.ToUnixTimeMilliseconds(), bounds[0]);
        Assert.NotEqual(bounds[0], bounds[^1]);
    }

    private static async Task<string> Plan<T>(TestStore newsroom, Func<NewsroomDb, IQueryable<T>> query) => await newsroom.Store.Read(async db =>
    {
        return await Explain(query(db), "EXPLAIN QUERY PLAN", column: 3);
    });

    // What an engine answers to its own word for it, a step a line.
    internal static async Task<string> Explain<T>(IQueryable<T> query, string word, int column)
    {
        await using var command = query.CreateDbCommand();
        command.CommandText = word + " " + command.CommandText;
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
            lines.Add(rows.GetString(column));
        return string.Join('\n', lines);
    }
}
