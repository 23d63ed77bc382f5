using CsCheck;
using FanNews.Articles;
using FanNews.Onward;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Onward;

/// <summary>Law 1 for onward journeys: whatever happens to stories, and whenever a page is read, nothing that is hidden, twice there or the story itself is proposed.</summary>
public sealed class OnwardLawTests
{
    private const int Stories = 9;

    private static readonly string[] Words = ["harbour", "bridge", "ferry"];

    /// <summary>One thing that happens to one story.</summary>
    private sealed record Event(int Story, int Kind, int Word, int Minutes);

    private static readonly Gen<Event[]> Lives = Gen.Select(Gen.Int[0, Stories - 1], Gen.Int[0, 8], Gen.Int[0, 2], Gen.Int[-30, 30], (s, k, w, m) => new Event(s, k, w, m)).Array[15, 40];

    [Theory, EveryEngine]
    public async Task Only_other_visible_stories_are_proposed_each_once_whatever_happens(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Lives.SampleAsync(async events =>
        {
            var stories = new Dictionary<int, long>();
            foreach (var one in events)
            {
                await Happen(newsroom, stories, one);
                await Check(newsroom);
                newsroom.Clock.Advance(TimeSpan.FromMinutes(5));
                if (one.Kind == 8)
                    await DueRelatives.Some(newsroom.Store);
            }

            newsroom.Clock.Advance(TimeSpan.FromHours(2));
            await Check(newsroom);
            // The next life is another newsroom's.
            foreach (var id in stories.Values)
                await newsroom.Store.Change(Actor.Program, async change =>
                {
                    (await change.Db.Articles.SingleAsync(a => a.Id == id)).UnpublishAt = change.Now;
                    change.Record("tested", "end");
                });
        }, iter: 6, threads: 1);
    }

    private static Task<int> Check(TestStore newsroom) => newsroom.Store.Read(async db =>
    {
        var now = newsroom.Clock.GetUtcNow();
        var visible = await Plain(db, now);
        foreach (var (id, path) in visible)
        {
            var story = Assert.IsType<ArticleAnswer.Found>(await ReadArticle.At(db, path, now, new Site())).Story;
            var (next, rail) = await Journeys.Read(db, story, now, await Journeys.ReadNewest(db, now));
            List<long> shown = [.. rail.Select(r => r.Story.Id)];
            if (next is not null)
                shown.Add(next.Story.Id);
            Assert.Equal(shown.Count, shown.Distinct().Count());
            Assert.DoesNotContain(id, shown);
            Assert.All(shown, one => Assert.Contains(one, visible.Keys));
            Assert.Equal(visible.Count > 1, next is not null);
            Assert.Equal(Math.Min(Journeys.Size, Math.Max(0, visible.Count - 2)), rail.Count);
            Assert.All(rail, r => Assert.NotEmpty(r.Reason));
        }

        return 0;
    });

    // The law, said plainly and apart from the query that says it.
    private static async Task<Dictionary<long, string>> Plain(NewsroomDb db, DateTimeOffset now) =>
        (await db.Articles.AsNoTracking().Include(a => a.Revisions).ToListAsync())
        .Where(a => a is { State: ArticleState.Published, KilledAt: null, Kind: ArticleKind.Story } && a.PublishAt <= now && !(a.UnpublishAt <= now) && !(a.EmbargoUntil > now)
            && a.Revisions.Exists(r => r.Released && r.EffectiveAt <= now)).ToDictionary(a => a.Id, a => a.Permalink!);

    private static Task Happen(TestStore newsroom, Dictionary<int, long> stories, Event one) => newsroom.Store.Change(Actor.Program, async change =>
    {
        var (db, now) = (change.Db, change.Now);
        if (!stories.TryGetValue(one.Story, out var id))
        {
            var begun = new Article { Slug = "s", CreatedAt = now };
            begun.Revise(Text(one), now, by: null);
            db.Articles.Add(begun);
            await db.SaveChangesAsync();
            stories[one.Story] = id = begun.Id;
        }

        var article = await db.Articles.Include(a => a.Revisions).Include(a => a.OnwardPins).SingleAsync(a => a.Id == id);
        var newest = article.Revisions.MaxBy(r => r.Number)!;
        switch (one.Kind)
        {
            case 0 or 1 or 2:
                article.Publish(article.Revise(Text(one), now, by: null), now, $"/{id}/");
                break;
            case 3:
                article.Schedule(newest, now.AddMinutes(one.Minutes), now, $"/{id}/");
                break;
            case 4:
                article.Unpublish(wasOut: false, now);
                break;
            case 5:
                article.EmbargoUntil = one.Minutes > 0 ? now.AddMinutes(one.Minutes) : null;
                break;
            case 6:
                article.UnpublishAt = one.Minutes > 0 ? now.AddMinutes(one.Minutes) : null;
                break;
            case 7 when stories.Values.Where(s => s != id && article.OnwardPins.TrueForAll(p => p.TargetId != s)).FirstOrDefault() is > 0 and var other && article.OnwardPins.TrueForAll(p => p.Place != one.Word):
                article.OnwardPins.Add(new OnwardPin { Place = one.Word, TargetId = other });
                break;
            default:
                if (one.Minutes > 20)
                    article.Kill(now, "tested");
                break;
        }

        change.Record("tested", $"article:{id}");
    });

    private static ArticleText Text(Event one) => new() { Headline = $"The {Words[one.Word]} {one.Story}", Body = $"About the {Words[one.Word]} and {Words[(one.Story + one.Word) % 3]}." };
}
