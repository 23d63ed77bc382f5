using System.Globalization;
using System.Text.Json;
using FanNews.Articles;
using FanNews.People;
using FanNews.Search;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Xunit.Abstractions;

namespace FanNews.Tests.Search;

/// <summary>How good the answers are, on the judged questions of the Cranfield collection (docs/search.md).</summary>
public sealed class CranfieldTests(ITestOutputHelper output)
{
    private static readonly string[] Data = ["search", "cranfield"];

    [SharedDataTheory("search/cranfield"), EveryEngine]
    public async Task Long_questions_are_answered_well(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var numbers = await Load(newsroom);
        var judged = File.ReadLines(Shared.Path([.. Data, "qrels.odd.tsv"])).Skip(1).Select(l => l.Split('\t').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray())
            .ToLookup(l => l[0], l => (Document: l[1], Gain: l[2] < 0 ? 0 : 5 - l[2]));
        var (ndcg, map, count) = (0.0, 0.0, 0);
        foreach (var line in File.ReadLines(Shared.Path([.. Data, "queries.odd.jsonl"])))
        {
            using var json = JsonDocument.Parse(line);
            var gains = judged[json.RootElement.GetProperty("id").GetInt32()].ToDictionary(j => j.Document, j => j.Gain);
            var text = json.RootElement.GetProperty("text").GetString()!;
            var answer = await newsroom.Store.Read(db => FindStories.Find(db, new SearchQuestion(text) { Size = 1000 }, newsroom.Clock.GetUtcNow()));
            var ranked = answer.Stories.Select(s => gains.GetValueOrDefault(numbers[s.Story.Id])).ToList();
            ndcg += Dcg(ranked) / Dcg(gains.Values.OrderDescending());
            map += Precision(ranked) / gains.Values.Count(g => g > 0);
            count++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}: nDCG@10 {ndcg / count:F4}, MAP {map / count:F4} over {count} questions"));
        Assert.True(ndcg / count >= 0.41, $"nDCG@10 {ndcg / count}");
        Assert.True(map / count >= 0.35, $"MAP {map / count}");
    }

    private static double Dcg(IEnumerable<int> gains) => gains.Take(10).Select((gain, place) => gain / Math.Log2(place + 2)).Sum();

    private static double Precision(List<int> gains)
    {
        var (sum, found) = (0.0, 0);
        for (var i = 0; i < gains.Count; i++)
        {
            if (gains[i] > 0)
                sum += (double)++found / (i + 1);
        }

        return sum;
    }

    /// <summary>Publishes the documents; the number of each by that of its story.</summary>
    internal static async Task<Dictionary<long, int>> Load(TestStore newsroom)
    {
        var numbers = new Dictionary<long, int>();
        foreach (var some in File.ReadLines(Shared.Path([.. Data, "docs.jsonl"])).Chunk(200))
        {
            await newsroom.Store.Change(Actor.Program, async change =>
            {
                var articles = some.Select(line => Add(change, line)).ToList();
                await change.Db.SaveChangesAsync();
                foreach (var (article, number) in articles)
                    numbers[article.Id] = number;
                change.Record("published", "cranfield");
            });
        }

        return numbers;
    }

    private static (Article Article, int Number) Add(Change change, string line)
    {
        using var json = JsonDocument.Parse(line);
        var document = json.RootElement;
        var number = document.GetProperty("id").GetInt32();
        var article = new Article { Slug = $"d{number}", CreatedAt = change.Now };
        var title = document.GetProperty("title").GetString()!;
        var text = article.Revise(new ArticleText { Headline = title.Length > 0 ? title : "Untitled", Body = document.GetProperty("text").GetString()! }, change.Now, by: null);
        Assert.Null(article.Publish(text, change.Now, $"/d{number}/"));
        if (document.GetProperty("author").GetString() is { Length: > 0 } name)
            article.Bylines.Add(new Byline { Author = new Author { Slug = $"a{number}", Name = name } });
        change.Db.Articles.Add(article);
        return (article, number);
    }
}
