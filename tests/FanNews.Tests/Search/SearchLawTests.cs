using CsCheck;
using FanNews.Articles;
using FanNews.Search;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Search;

/// <summary>Law 1 for search: whatever happens to stories, a search finds what readers see, by the words that they see, and nothing else.</summary>
public sealed class SearchLawTests
{
    private static readonly string[] Words = ["harbour", "bridge", "ferry", "council", "storm"];

    /// <summary>One thing that happens to one story.</summary>
    private sealed record Event(int Story, int Kind, int Word, int Minutes);

    /// <summary>What a reader sees of a story, said plainly.</summary>
    private sealed class Plain
    {
        public bool Published, Killed;
        public DateTimeOffset? PublishAt, UnpublishAt, EmbargoUntil;
        public List<(int Number, int Word, DateTimeOffset From)> Released { get; } = [];

        public int? WordAt(DateTimeOffset now) =>
            Published && !Killed && PublishAt <= now && !(UnpublishAt <= now) && !(EmbargoUntil > now) && Released.Exists(r => r.From <= now)
                ? Released.Where(r => r.From <= now).MaxBy(r => r.Number).Word
                : null;
    }

    private static readonly Gen<Event[]> Lives = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 7], Gen.Int[0, 4], Gen.Int[-30, 30], (s, k, w, m) => new Event(s, k, w, m)).Array[5, 25];

    [Theory, EveryEngine]
    public async Task What_is_found_is_what_is_visible_whatever_happens(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Lives.SampleAsync(async events =>
        {
            var stories = new Dictionary<int, (long Id, Plain Plain)>();
            foreach (var one in events)
            {
                await Happen(newsroom, stories, one);
                await Check(newsroom, stories);
                newsroom.Clock.Advance(TimeSpan.FromMinutes(7));
                await Check(newsroom, stories);
            }

            newsroom.Clock.Advance(TimeSpan.FromHours(2));
            await Check(newsroom, stories);
        }, iter: 12, threads: 1);
    }

    private static async Task Check(TestStore newsroom, Dictionary<int, (long Id, Plain Plain)> stories)
    {
        var now = newsroom.Clock.GetUtcNow();
        for (var word = 0; word < Words.Length; word++)
        {
            var expected = stories.Values.Where(s => s.Plain.WordAt(now) == word).Select(s => s.Id).Order();
            var known = stories.Values.Select(s => s.Id).ToHashSet();
            var found = (await newsroom.Store.Read(db => FindStories.Find(db, new SearchQuestion(Words[word]) { Size = 1_000 }, now))).Stories.Select(s => s.Story.Id).Where(known.Contains).Order();
            Assert.Equal(expected, found);
        }
    }

    private static Task Happen(TestStore newsroom, Dictionary<int, (long Id, Plain Plain)> stories, Event one) => newsroom.Store.Change(Actor.Program, async change =>
    {
        var (db, now) = (change.Db, change.Now);
        if (!stories.TryGetValue(one.Story, out var story))
        {
            var begun = new Article { Slug = "s", CreatedAt = now };
            begun.Revise(Text(one), now, by: null);
            db.Articles.Add(begun);
            await db.SaveChangesAsync();
            stories[one.Story] = story = (begun.Id, new Plain());
        }

        var article = await db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == story.Id);
        var plain = story.Plain;
        var newest = article.Revisions.MaxBy(r => r.Number)!;
        switch (one.Kind)
        {
            case 0 or 1:
                newest = article.Revise(Text(one), now, by: null);
                goto case 2;
            case 2:
                if (article.Publish(newest, now, Address(article)) is null)
                    Released(plain, article, newest);
                break;
            case 3:
                if (article.Schedule(newest, now.AddMinutes(one.Minutes), now, Address(article)) is null)
                {
                    plain.Released.RemoveAll(r => r.From > now);
                    plain.PublishAt = null;
                    Released(plain, article, newest);
                }

                break;
            case 4:
                if (article.Unpublish(wasOut: false, now) is null)
                    (plain.Published, plain.PublishAt, _) = (false, null, plain.Released.RemoveAll(r => r.From > now));
                break;
            case 5:
                plain.EmbargoUntil = article.EmbargoUntil = one.Minutes > 0 ? now.AddMinutes(one.Minutes) : null;
                break;
            case 6:
                plain.UnpublishAt = article.UnpublishAt = one.Minutes > 0 ? now.AddMinutes(one.Minutes) : null;
                break;
            default:
                if (one.Minutes > 20 && article.Kill(now, "tested") is null)
                    plain.Killed = true;
                // A text for later, beside the one that is out.
                else if (article.State == ArticleState.Published && article.KilledAt is null)
                {
                    var later = article.Revise(Text(one), now, by: null);
                    later.Release(now.AddMinutes(Math.Abs(one.Minutes)));
                    plain.Released.Add((later.Number, one.Word, later.EffectiveAt!.Value));
                }

                break;
        }

        change.Record("tested", $"article:{article.Id}");
    });

    private static void Released(Plain plain, Article article, Revision text)
    {
        (plain.Published, plain.PublishAt) = (true, article.PublishAt);
        plain.Released.RemoveAll(r => r.Number == text.Number);
        plain.Released.Add((text.Number, Array.IndexOf(Words, text.Body), text.EffectiveAt!.Value));
    }

    private static string Address(Article article) => $"/{article.Id}/";

    private static ArticleText Text(Event one) => new() { Headline = "Something", Body = Words[one.Word] };
}
