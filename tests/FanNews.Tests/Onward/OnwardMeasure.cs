using System.Diagnostics;
using System.Globalization;
using FanNews.Articles;
using FanNews.Onward;
using FanNews.Search;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace FanNews.Tests.Onward;

/// <summary>What related stories cost; the figures of docs/onward.md. FANNEWS_MEASURE says among how many stories; without it a few show that it works.</summary>
public sealed class OnwardMeasure(ITestOutputHelper output)
{
    private const int Vocabulary = 50_000, BodyWords = 400;

    private static readonly int Stories = int.TryParse(Environment.GetEnvironmentVariable("FANNEWS_MEASURE"), NumberStyles.None, CultureInfo.InvariantCulture, out var stories) ? stories : 60;

    [Theory, EveryEngine]
    public async Task Publishing_one_story(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (random, parts) = (new Random(11), new List<double>());
        for (var done = 0; done < Stories; done += 500)
            await newsroom.Store.Change(Actor.Program, change => Fill(change, random, Math.Min(500, Stories - done), done));
        await using (var db = newsroom.Store.Open())
            await db.Database.ExecuteSqlRawAsync("ANALYZE");
        var rounds = Math.Min(40, Stories / 5);
        await Time("found in the background, five stories", rounds, () => DueRelatives.Some(newsroom.Store));
        // The rest as if it were found: so that a new story has neighbours to tell.
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            await change.Db.Set<OnwardRow>().Where(r => r.Due != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.Due, (int?)null));
            change.Record("measured", "onward");
        });
        var number = Stories;
        await Time("publishing one story, all of it", rounds, () => newsroom.Store.Change(Actor.Program, change => Fill(change, random, 1, number++)));
        var (now, last) = (newsroom.Clock.GetUtcNow(), (long)number);
        await Time("of which for related stories", rounds, () => newsroom.Store.Change(Actor.Program, async change =>
        {
            change.Untraced();
            var stories = await new UpdateIndex(change.Db, Language.Of("en"), now).Read([last], default);
            var start = Stopwatch.GetTimestamp();
            await new KeepRelatives(change.Db).Of([last], stories, Language.Of("en"), now, default);
            parts.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            last--;
        }), parts);
        var path = string.Create(CultureInfo.InvariantCulture, $"/s{number - 1}/");
        await Time("reading Next Post and You May Like", rounds, () => newsroom.Store.Read(async db =>
        {
            var story = Assert.IsType<ArticleAnswer.Found>(await ReadArticle.At(db, path, now, new Site())).Story;
            var start = Stopwatch.GetTimestamp();
            var journeys = await Journeys.Read(db, story, now, await Journeys.ReadNewest(db, now));
            parts.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.Equal(Journeys.Size, journeys.Rail.Count);
            return 0;
        }), parts);
    }

    private async Task Time(string what, int rounds, Func<Task> work, List<double>? parts = null)
    {
        var times = parts ?? [];
        // The first few pay for what is made once.
        for (var i = 0; i < 3; i++)
            await work();
        times.Clear();
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            if (parts is null)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: median {times[times.Count / 2]:F1} ms, p95 {times[times.Count * 95 / 100]:F1} ms"));
    }

    private static async Task Fill(Change change, Random random, int count, int first)
    {
        for (var i = 0; i < count; i++)
        {
            var article = new Article { Slug = "s", CreatedAt = change.Now };
            var text = article.Revise(new ArticleText { Headline = Say(random, 8), Dek = Say(random, 12), Body = Say(random, BodyWords) }, change.Now, by: null);
            Assert.Null(article.Publish(text, change.Now.AddMinutes(first + i - Stories - 1_000), string.Create(CultureInfo.InvariantCulture, $"/s{first + i}/")));
            change.Db.Articles.Add(article);
        }

        await change.Db.SaveChangesAsync();
        change.Record("published", "measure");
    }

    private static string Say(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(random)));

    // Zipf: the word of rank r in proportion to 1/r. Letters, for a number says little of what a story is about.
    private static string Word(Random random) => string.Concat(((int)Math.Exp(random.NextDouble() * Math.Log(Vocabulary)) - 1).ToString("00000", CultureInfo.InvariantCulture).Select(d => (char)('a' + d - '0')));
}
