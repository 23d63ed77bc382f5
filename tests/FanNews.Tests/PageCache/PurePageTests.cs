using System.Text.RegularExpressions;
using CsCheck;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Onward;
using FanNews.Storage;
using FanNews.Tests.Storage;
using FanNews.Web;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.PageCache;

/// <summary>Whatever happens in whatever order: what is kept is what would be made now.</summary>
public sealed partial class PurePageTests
{
    private const int Steps = 18;
    private static readonly string[] Sections = ["Harbour", "Weather"];

    private static readonly Gen<Step> Random = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 5], Gen.Int[-90, 90]).Select((act, story, minutes) => new Step(act, story, minutes));

    private enum Act
    {
        Publish,
        Schedule,
        Revise,
        Unpublish,
        Kill,
        Move,
        Approve,
        Trash,
        Rename,
        Relate,
        Wait,
        Sleep,
    }

    [Theory, EveryEngine]
    public Task Every_answer_is_the_page_that_would_be_made_now(Engine engine) =>
        Random.Array[Steps].SampleAsync(steps => Agree(engine, steps), iter: 3, threads: 1);

    [Theory, EveryEngine]
    public Task Relatives_that_are_found_later_change_the_pages_they_stand_on(Engine engine)
    {
        // Of ten relatives a story keeps eight, seven: then it is looked at anew, five at a time.
        var published = Enumerable.Range(0, 8).Select(n => new Step(Act.Publish, 0, n));
        var killed = Enumerable.Range(3, 3).Select(n => new Step(Act.Kill, n, 0));
        return Agree(engine, [.. published, .. killed, .. Enumerable.Repeat(new Step(Act.Relate, 0, 0), 3)]);
    }

    private static async Task Agree(Engine engine, Step[] steps)
    {
        // Related stories that are found in the background belong in the order of what happens: here neither site finds them between two questions.
        await using var kept = await TestSite.Start(engine, services => services.Remove(services.Single(s => s.ImplementationType == typeof(OnwardRounds))), ("Site:Url", "http://news.example"), ("Site:TimeZone", "Europe/Berlin"));
        await using var fresh = await kept.Beside(("Site:Url", "http://news.example"), ("Site:TimeZone", "Europe/Berlin"), ("Cache:Megabytes", "0"));
        for (var i = 0; i < 3; i++)
            await kept.Publish($"Story {i}", section: Sections[i % 2], tags: ["Ferry"], slug: $"story-{i}", at: TestNewsroom.Noon.AddMinutes(-20 - i));
        await Compare(kept, fresh, "at first");
        foreach (var (step, number) in steps.Select((s, i) => (s, i)))
        {
            await Do(kept, step, number);
            await Compare(kept, fresh, $"{number}: {step}");
        }
    }

    private static async Task Compare(TestSite kept, TestSite fresh, string after)
    {
        var stories = await kept.Store.Read(db => db.Articles.Where(a => a.Permalink != null).Select(a => a.Permalink!).ToListAsync());
        foreach (var path in (string[])["/", "/feed/", "/section/harbour/", "/section/weather/feed/", "/tag/ferry/", "/2026/11/", .. stories])
        {
            using var one = await kept.Client.GetAsync(path);
            using var other = await fresh.Client.GetAsync(path);
            Assert.True(one.StatusCode == other.StatusCode, $"{path} after {after}: {one.StatusCode}, not {other.StatusCode}");
            var (seen, made) = (Opened().Replace(await one.Content.ReadAsStringAsync(), ""), Opened().Replace(await other.Content.ReadAsStringAsync(), ""));
            Assert.True(seen == made, $"{path} after {after}:\n{seen}\n\ninstead of\n{made}");
        }
    }

    private static async Task Do(TestSite site, Step step, int number)
    {
        if (step.Act is Act.Wait or Act.Sleep)
        {
            site.Clock.Advance(step.Act == Act.Wait ? TimeSpan.FromMinutes(Math.Abs(step.Minutes)) : TimeSpan.FromHours(Math.Abs(step.Minutes) / 10.0));
            return;
        }

        if (step.Act is Act.Publish or Act.Schedule)
        {
            var at = site.Clock.Now().AddMinutes(step.Act == Act.Schedule ? Math.Abs(step.Minutes) : -Math.Abs(step.Minutes));
            await site.Publish($"New {number}", section: Sections[number % 2], tags: ["Ferry"], slug: $"new-{number}", at: at);
            return;
        }

        if (step.Act == Act.Relate)
        {
            await DueRelatives.Some(site.Store);
            return;
        }

        if (step.Act == Act.Rename)
        {
            await site.Choose("Site:Name", $"Paper {number}");
            return;
        }

        await site.Store.Change(Actor.Program, async change =>
        {
            var all = await change.Db.Articles.Include(a => a.Revisions).OrderBy(a => a.Id).ToListAsync();
            await Do(change, all[step.Story % all.Count], step);
            change.Record("did", $"{step.Act}");
        });
    }

    private static async Task Do(Change change, Article article, Step step)
    {
        switch (step.Act)
        {
            case Act.Revise:
                article.Revise(new ArticleText { Headline = $"Text {article.Revisions.Count}", Body = "::: correction\nWrong.\n:::\n" }, change.Now, by: null).Release(change.Now.AddMinutes(step.Minutes));
                break;
            case Act.Unpublish:
                article.UnpublishAt = change.Now.AddMinutes(step.Minutes);
                break;
            case Act.Kill:
                article.Kill(change.Now, "Wrong.");
                break;
            case Act.Move:
                article.EmbargoUntil = change.Now.AddMinutes(step.Minutes);
                break;
            case Act.Approve:
                var comment = new Comment { ArticleId = article.Id, Name = "Ada Quill", Email = "ada@example.org", Text = $"Said {step.Minutes}", CreatedAt = change.Now };
                comment.Decide(CommentStatus.Approved, change.Now, by: null);
                change.Db.Comments.Add(comment);
                change.Touches(article.Id);
                break;
            case Act.Trash:
                foreach (var said in await change.Db.Comments.Where(c => c.ArticleId == article.Id).ToListAsync())
                    said.Decide(CommentStatus.Trash, change.Now, by: null);
                change.Touches(article.Id);
                break;
        }
    }

    // When the form was made: it differs, and nothing that a reader sees does.
    [GeneratedRegex("<input type=\"hidden\" name=\"opened\"[^>]*>")]
    private static partial Regex Opened();

    private sealed record Step(Act Act, int Story, int Minutes);
}
