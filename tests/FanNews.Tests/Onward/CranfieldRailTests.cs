using System.Globalization;
using System.Text.Json;
using FanNews.Articles;
using FanNews.Onward;
using FanNews.Search;
using FanNews.Settings;
using FanNews.Tests.Search;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace FanNews.Tests.Onward;

/// <summary>How good You May Like is on the Cranfield collection, where two documents that answer the same question are related (docs/onward.md).</summary>
public sealed class CranfieldRailTests(ITestOutputHelper output)
{
    private static readonly string[] Data = ["search", "cranfield"];

    // The likeness is reckoned by one code for both engines, over 1,400 documents: with FANNEWS_MEASURE the second shows the same.
    private static readonly Engine[] Engines = Environment.GetEnvironmentVariable("FANNEWS_MEASURE") is { Length: > 0 } ? [Engine.Sqlite, Engine.Postgres] : [Engine.Sqlite];

    public static TheoryData<Engine> Measured => new(Engines);

    [SharedDataTheory("search/cranfield"), MemberData(nameof(Measured))]
    public async Task More_of_the_six_answer_the_same_question_than_by_simpler_rules(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var documents = await CranfieldTests.Load(newsroom);
        while (await DueRelatives.Some(newsroom.Store) > 0)
        {
        }

        var related = Related(documents.ToDictionary(d => d.Value, d => d.Key));
        var vectors = await newsroom.Store.Read(db => db.Set<SearchRow>().ToDictionaryAsync(r => r.ArticleId, r => r.Vector));
        var authors = Authors();
        var random = new Random(5);
        var cosine = Cosine(vectors);
        var rails = new Dictionary<string, Func<long, Task<IEnumerable<long>>>>
        {
            ["random"] = _ => Task.FromResult(Any()),
            ["by the same author, then random (there are no sections)"] = id => Task.FromResult(vectors.Keys.Where(v => v != id && authors[documents[v]].Length > 0 && authors[documents[v]] == authors[documents[id]]).Concat(Any())),
            ["TF-IDF cosine of the bodies"] = id => Task.FromResult(vectors.Keys.Where(v => v != id).OrderByDescending(v => cosine(id, v)).AsEnumerable()),
            ["You May Like"] = id => Rail(newsroom, $"/d{documents[id]}/"),
        };
        var share = new Dictionary<string, double>();
        foreach (var (name, rail) in rails)
        {
            share[name] = 0;
            foreach (var (id, others) in related)
                share[name] += (await rail(id)).Where(o => o != id).Distinct().Take(Journeys.Size).Count(others.Contains) / (double)Journeys.Size / related.Count;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}: {name}: {share[name]:F3}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{related.Count} documents; at best {related.Values.Average(r => Math.Min(Journeys.Size, r.Count) / (double)Journeys.Size):F3}"));
        Assert.True(share["You May Like"] >= 0.32, "You May Like");
        Assert.True(share["You May Like"] > 1.05 * share["TF-IDF cosine of the bodies"], "no better than plain TF-IDF");

        IEnumerable<long> Any()
        {
            while (true)
                yield return vectors.Keys.ElementAt(random.Next(vectors.Count));
        }
    }

    private static Task<IEnumerable<long>> Rail(TestStore newsroom, string path) => newsroom.Store.Read(async db =>
    {
        var story = Assert.IsType<ArticleAnswer.Found>(await ReadArticle.At(db, path, newsroom.Clock.GetUtcNow(), new Site())).Story;
        return (await Journeys.Read(db, story, newsroom.Clock.GetUtcNow(), await Journeys.ReadNewest(db, newsroom.Clock.GetUtcNow()))).Rail.Select(r => r.Story.Id);
    });

    private static Dictionary<long, HashSet<long>> Related(Dictionary<int, long> stories)
    {
        var answers = File.ReadLines(Shared.Path([.. Data, "qrels.odd.tsv"])).Skip(1).Select(l => l.Split('\t').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray())
            .Where(l => l[2] is > 0 and < 5).ToLookup(l => l[0], l => stories[l[1]]);
        var related = new Dictionary<long, HashSet<long>>();
        foreach (var question in answers)
        {
            foreach (var story in question)
                (related.TryGetValue(story, out var others) ? others : related[story] = []).UnionWith(question.Where(o => o != story));
        }

        return related.Where(r => r.Value.Count > 0).ToDictionary();
    }

    private static Dictionary<int, string> Authors() => File.ReadLines(Shared.Path([.. Data, "docs.jsonl"])).Select(l => JsonDocument.Parse(l).RootElement)
        .ToDictionary(d => d.GetProperty("id").GetInt32(), d => d.GetProperty("author").GetString()!);

    // Counts times log of rarity, the cosine of the whole: what one would write first.
    private static Func<long, long, double> Cosine(Dictionary<long, byte[]> vectors)
    {
        var counts = vectors.ToDictionary(v => v.Key, v => Enumerable.Range(0, TermVector.Count(v.Value)).Select(i => TermVector.At(v.Value, i)).Where(t => t.Counts.Body > 0).ToDictionary(t => t.Hash, t => (double)t.Counts.Body));
        var holding = counts.Values.SelectMany(c => c.Keys).CountBy(h => h).ToDictionary();
        var weighed = counts.ToDictionary(c => c.Key, c => c.Value.ToDictionary(t => t.Key, t => t.Value * Math.Log(vectors.Count / (double)holding[t.Key])));
        var lengths = weighed.ToDictionary(w => w.Key, w => Math.Max(1e-9, Math.Sqrt(w.Value.Values.Sum(x => x * x))));
        return (one, other) => weighed[one].Sum(t => t.Value * weighed[other].GetValueOrDefault(t.Key)) / lengths[one] / lengths[other];
    }
}
