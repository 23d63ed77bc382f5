using System.Globalization;
using System.Text.Json;
using FanNews.Articles;
using FanNews.Onward;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Xunit.Abstractions;

namespace FanNews.Tests.Onward;

/// <summary>What readers of real news are offered, to be read by people; the test holds only that something is, and that it says why.</summary>
public sealed class WikinewsRailTests(ITestOutputHelper output)
{
    [SharedDataFact("search/wikinews")]
    public async Task Most_real_stories_have_relatives()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var count = 0;
        foreach (var some in File.ReadLines(Shared.Path("search", "wikinews", "articles.jsonl")).Chunk(100))
        {
            await newsroom.Store.Change(Actor.Program, async change =>
            {
                foreach (var line in some)
                {
                    using var json = JsonDocument.Parse(line);
                    var article = new Article { Slug = "w", CreatedAt = change.Now };
                    var text = article.Revise(new ArticleText { Headline = json.RootElement.GetProperty("title").GetString()!, Body = json.RootElement.GetProperty("text").GetString()! }, change.Now, by: null);
                    Assert.Null(article.Publish(text, DateTimeOffset.Parse(json.RootElement.GetProperty("date").GetString()! + "T12:00:00Z", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"/w{count++}/")));
                    change.Db.Articles.Add(article);
                }

                await change.Db.SaveChangesAsync();
                change.Record("imported", "wikinews");
            });
        }

        while (await DueRelatives.Some(newsroom.Store) > 0)
        {
        }

        var related = 0;
        for (var i = 0; i < count; i += 14)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/w{i}/");
            await newsroom.Store.Read(async db =>
            {
                var story = Assert.IsType<ArticleAnswer.Found>(await ReadArticle.At(db, path, newsroom.Clock.GetUtcNow(), new Site())).Story;
                var rail = (await Journeys.Read(db, story, newsroom.Clock.GetUtcNow(), await Journeys.ReadNewest(db, newsroom.Clock.GetUtcNow()))).Rail;
                output.WriteLine(story.Headline);
                foreach (var journey in rail)
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {journey.Score,7:F1}  {journey.Story.Headline}  ({journey.Reason})"));
                related += rail.Count(j => j.Score > 0);
                return 0;
            });
        }

        Assert.True(related > 2 * count / 14, $"{related} relatives");
    }
}
