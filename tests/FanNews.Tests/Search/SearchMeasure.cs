using System.Diagnostics;
using System.Globalization;
using FanNews.Articles;
using FanNews.Search;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Xunit.Abstractions;

namespace FanNews.Tests.Search;

/// <summary>How long search takes; the figures of docs/search.md. FANNEWS_MEASURE says over how many stories; without it a few show that all is found.</summary>
public sealed class SearchMeasure(ITestOutputHelper output)
{
    private const int Vocabulary = 50_000, BodyWords = 400;

    private static readonly int Stories = int.TryParse(Environment.GetEnvironmentVariable("FANNEWS_MEASURE"), NumberStyles.None, CultureInfo.InvariantCulture, out var stories) ? stories : 100;

    private static readonly int Questions = Stories > 1000 ? 200 : 3;

    [Theory, EveryEngine]
    public async Task Two_words(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var random = new Random(11);
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < Stories; done += 500)
            await newsroom.Store.Change(Actor.Program, change => Fill(change, random, Math.Min(500, Stories - done), done));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}: {Stories} stories stored in {watch.Elapsed.TotalSeconds:F0} s"));
        if (engine == Engine.Postgres)
        {
            await using var db = newsroom.Store.Open();
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "ANALYZE");
        }

        var now = newsroom.Clock.GetUtcNow();
        var frequent = await newsroom.Store.Read(db => FindStories.Find(db, new SearchQuestion("w0 w1"), now));
        Assert.True(frequent.Total is null || frequent.Total > Stories / 2, $"Only {frequent.Total} of {Stories} stories were found by the most frequent words.");
        await Time("two words of the paper's", () => $"{Word(random)} {Word(random)}", text => newsroom.Store.Read(db => FindStories.Find(db, new SearchQuestion(text), now)));
        await Time("two frequent words", () => $"w{random.Next(50)} w{random.Next(50)}", text => newsroom.Store.Read(db => FindStories.Find(db, new SearchQuestion(text), now)));
        await Time("a long question", () => string.Join(' ', Enumerable.Range(0, 10).Select(_ => Word(random))), text => newsroom.Store.Read(db => FindStories.Find(db, new SearchQuestion(text), now)));
        await Time("a suggestion", () => Word(random)[..2], text => newsroom.Store.Read(db => FindStories.Suggest(db, text, now)));
        var editor = new StoryRights(1, FanNews.People.Role.Editor);
        await Time("the desk's list, a word", () => Word(random), text => newsroom.Store.Read(db => DeskList.Read(db, new(DeskTab.All, text), editor, now)));
        await Time("the desk's list, nothing", () => "qqqq", text => newsroom.Store.Read(db => DeskList.Read(db, new(DeskTab.All, text), editor, now)));
    }

    private async Task Time<T>(string what, Func<string> question, Func<string, Task<T>> ask)
    {
        for (var i = 0; i < Questions / 10; i++)
            await ask(question());
        var times = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            var text = question();
            var start = Stopwatch.GetTimestamp();
            await ask(text);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: median {times[Questions / 2]:F1} ms, p95 {times[Questions * 95 / 100]:F1} ms"));
    }

    private static async Task Fill(Change change, Random random, int count, int first)
    {
        for (var i = 0; i < count; i++)
        {
            var article = new Article { Slug = "s", CreatedAt = change.Now };
            var text = article.Revise(new ArticleText { Headline = Say(random, 8), Dek = Say(random, 12), Body = Say(random, BodyWords) }, change.Now, by: null);
            var at = change.Now.AddMinutes(first + i - Stories);
            Assert.Null(article.Publish(text, at, string.Create(CultureInfo.InvariantCulture, $"/s{first + i}/")));
            change.Db.Articles.Add(article);
        }

        await change.Db.SaveChangesAsync();
        change.Record("published", "measure");
    }

    private static string Say(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(random)));

    // Zipf: the word of rank r in proportion to 1/r.
    private static string Word(Random random) => string.Create(CultureInfo.InvariantCulture, $"w{(int)Math.Exp(random.NextDouble() * Math.Log(Vocabulary)) - 1}");
}
