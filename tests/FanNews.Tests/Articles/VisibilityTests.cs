using CsCheck;
using FanNews.Articles;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class VisibilityTests
{
    private static readonly Gen<int?> Minute = Gen.Int[-5, 5].Nullable(0.3);

    private static readonly Gen<Fate> Fates =
        Gen.Select(Gen.Enum<ArticleState>(), Gen.Int[-5, 5], Minute, Minute, Gen.Bool, Gen.Select(Gen.Bool, Gen.Int[-5, 5]).List[1, 4])
            .Select((state, publish, unpublish, embargo, killed, texts) => new Fate(state, publish, unpublish, embargo, killed, texts));

    [Theory, EveryEngine]
    public Task What_readers_see_is_what_law_1_says_at_every_instant(Engine engine) =>
        Fates.List[60].SampleAsync(fates => Agree(engine, fates), iter: 4, threads: 1);

    private static async Task Agree(Engine engine, List<Fate> fates)
    {
        using var newsroom = await TestStore.Create(engine);
        var expected = await newsroom.Store.Change(Actor.Program, async change =>
        {
            var stored = new List<(long Id, Fate Fate)>();
            foreach (var (fate, i) in fates.Select((f, i) => (f, i)))
            {
                var article = fate.Make(i);
                change.Db.Articles.Add(article);
                await change.Db.SaveChangesAsync();
                stored.Add((article.Id, fate));
            }

            change.Record("made", "articles");
            return stored;
        });

        await newsroom.Store.Read(async db =>
        {
            for (var minute = -6; minute <= 6; minute++)
            {
                var now = TestNewsroom.Noon.AddMinutes(minute);
                var seen = await db.Visible(now).OrderBy(l => l.Article.Id).Select(l => new { l.Article.Id, l.Text.Headline }).ToListAsync();
                Assert.Equal(
                    expected.Where(e => e.Fate.IsVisible(minute)).Select(e => (e.Id, e.Fate.LiveText(minute)!)),
                    seen.Select(s => (s.Id, s.Headline)));
            }

            return 0;
        });
    }

    [Theory, EveryEngine]
    public async Task A_scheduled_story_appears_at_its_minute_without_any_job(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Ferry sails", at: TestNewsroom.Noon.AddHours(1));
        async Task<int> Seen() => await newsroom.Store.Read(db => db.VisibleStories(newsroom.Clock.Now()).CountAsync());

        Assert.Equal(0, await Seen());
        newsroom.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await Seen());
        newsroom.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await Seen());
    }

    /// <summary>A random life of a story, in minutes from noon, and law 1 once more in plain C#.</summary>
    private sealed record Fate(ArticleState State, int Publish, int? Unpublish, int? Embargo, bool Killed, List<(bool Released, int At)> Texts)
    {
        public bool IsVisible(int now) =>
            State == ArticleState.Published && Publish <= now && (Unpublish is null || Unpublish > now) && (Embargo is null || Embargo <= now) && !Killed && LiveText(now) is not null;

        public string? LiveText(int now)
        {
            var live = Texts.FindLastIndex(t => t.Released && t.At <= now);
            return live < 0 ? null : $"text {live + 1}";
        }

        public Article Make(int number)
        {
            var noon = TestNewsroom.Noon;
            var article = new Article
            {
                Slug = $"story-{number}",
                CreatedAt = noon,
                UnpublishAt = Unpublish is { } u ? noon.AddMinutes(u) : null,
                EmbargoUntil = Embargo is { } e ? noon.AddMinutes(e) : null,
            };
            foreach (var (released, at) in Texts)
            {
                var text = article.Revise(new ArticleText { Headline = $"text {article.Revisions.Count + 1}" }, noon, by: null);
                if (released)
                    text.Release(noon.AddMinutes(at));
            }

            if (State == ArticleState.InReview)
                Assert.Null(article.SubmitForReview());
            if (State == ArticleState.Published)
            {
                // Publishing releases a text; a separate one that never counts keeps the random texts as they are.
                var cleared = Revision.Of(new ArticleText { Headline = "x" }, 0, noon, by: null);
                Assert.Null(article.Publish(cleared, noon.AddMinutes(Publish), $"/story-{number}/"));
            }

            if (Killed)
                Assert.Null(article.Kill(noon, "legal"));
            return article;
        }
    }
}
