using System.Diagnostics;
using System.Globalization;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Xunit.Abstractions;

namespace FanNews.Tests.Media;

/// <summary>What finding pictures costs in a large library; the figures of docs/pictures.md. FANNEWS_MEASURE says among how many; without it a few show that it works.</summary>
public sealed class MeasureLibrary(ITestOutputHelper output)
{
    private static readonly int Many = int.TryParse(Environment.GetEnvironmentVariable("FANNEWS_MEASURE"), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? many : 300;

    [Theory, EveryEngine]
    public async Task Filters_stay_quick_among_many_pictures(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        // A third leads, a third stands in texts of two stories each, most of the rest does both; one in a hundred is used by nothing.
        await newsroom.Library([.. Enumerable.Range(1, Many).Select(i => new Picture { Address = $"/media/p{i}.jpg", Alt = i % 9 == 0 ? null : "A ferry under a red sky", Credit = i % 7 == 0 ? null : "Ada Quill", File = i.ToString("x16", CultureInfo.InvariantCulture) })]);
        for (var from = 1; from <= Many; from += 1_000)
        {
            await newsroom.Store.Change(Actor.Program, async change =>
            {
                for (var i = from; i < Math.Min(from + 1_000, Many + 1); i++)
                {
                    if (i % 100 == 0)
                        continue;
                    for (var copy = 0; copy < 2; copy++)
                    {
                        var article = new Article { Slug = $"s{i}-{copy}", CreatedAt = change.Now, LeadPictureId = i % 3 != 1 ? i : null };
                        article.Revise(new ArticleText { Headline = "S", Body = i % 3 != 0 ? $"![](/media/p{i}.jpg)\n\nIt sails." : "It sails." }, change.Now, null);
                        change.Db.Articles.Add(article);
                    }
                }

                await change.Db.SaveChangesAsync();
                change.Record("added", "articles");
            });
        }

        var unused = await newsroom.Store.Read(db => PictureList.Read(db, PictureFilter.Unused, null, null, TestNewsroom.Noon));
        Assert.Equal(Enumerable.Range(1, Many).Reverse().Where(i => i % 100 == 0).Take(PictureList.Size).Select(i => $"/media/p{i}.jpg"), unused.Rows.Select(r => r.Picture.Address));
        Assert.All(unused.Rows, r => Assert.Equal(0, r.Uses));
        using (var queries = new QueryCount(newsroom))
        {
            await newsroom.Store.Read(db => PictureList.Read(db, PictureFilter.All, null, null, TestNewsroom.Noon));
            Assert.InRange(queries.Sql.Count, 1, 5);
        }

        foreach (var (name, ask) in new (string, Func<NewsroomDb, Task>)[]
        {
            ("counts", db => PictureList.Counts(db, TestNewsroom.Noon)),
            ("all", db => PictureList.Read(db, PictureFilter.All, null, null, TestNewsroom.Noon)),
            ("unused", db => PictureList.Read(db, PictureFilter.Unused, null, null, TestNewsroom.Noon)),
            ("unused with words", db => PictureList.Read(db, PictureFilter.Unused, "red ferry", null, TestNewsroom.Noon)),
            ("uncredited", db => PictureList.Read(db, PictureFilter.Uncredited, null, null, TestNewsroom.Noon)),
            ("words", db => PictureList.Read(db, PictureFilter.All, "p777.jpg", null, TestNewsroom.Noon)),
        })
        {
            var times = new List<double>();
            for (var i = 0; i < 20; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                await newsroom.Store.Read(async db => { await ask(db); return 0; });
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            times.Sort();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine} {name}: median {times[10]:0.0} ms, p95 {times[18]:0.0} ms, best {times[0]:0.0} ms"));
        }
    }
}
