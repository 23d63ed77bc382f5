using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Bench;

/// <summary>Mixed reading beside changes: whoever reads after a change was acknowledged must see it, and in another process on the store within a second.</summary>
internal static class ChangesUnderLoad
{
    private const int ReadsASecond = 200, ChangesASecond = 20, Pages = 400;

    private static readonly TimeSpan Beside = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(20);

    public static async Task Measure(Asked asked, Table table)
    {
        await using var site = await BenchSite.Open(asked, asked.Sizes[0], copy: true);
        await using var other = await site.Beside();
        var paths = await Stories.Newest(site.Store, Pages);
        var ids = await site.Store.Read(db => db.VisibleStories(TimeProvider.System.Now()).NewestFirst().Select(l => l.Article.Id).Take(Pages).ToListAsync());
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(asked.Load));
        var (reads, changes, stale, late) = (0, 0, 0, new ConcurrentBag<double>());
        var reading = Paced(ReadsASecond, async i =>
        {
            var path = (i % 10) switch { 0 => "/", 1 => "/feed/", 2 => "/search?q=harbour", _ => paths[i * 7919 % paths.Count] };
            using var answer = await (i % 2 == 0 ? site : other).Client.GetAsync(new Uri(path, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            Interlocked.Increment(ref reads);
        }, end.Token);
        var changing = Paced(ChangesASecond, async i =>
        {
            var at = i * 31 % ids.Count;
            var word = "mark" + i.ToString(CultureInfo.InvariantCulture) + "x";
            await (i % 3 == 0 ? Rewrite(site.Store, ids[at], word) : Approve(site.Store, ids[at], word));
            var stored = Stopwatch.GetTimestamp();
            if (!await Shows(site, paths[at], word))
                Interlocked.Increment(ref stale);
            while (!await Shows(other, paths[at], word) && Stopwatch.GetElapsedTime(stored) < Patience)
                await Task.Delay(20);
            late.Add(Stopwatch.GetElapsedTime(stored).TotalMilliseconds);
            Interlocked.Increment(ref changes);
        }, end.Token);
        await Task.WhenAll(reading, changing);
        table.AtMost($"stale pages under load: {reads:#,0} reads and {changes:#,0} changes in {asked.Load} s", stale, 0, "");
        table.AtMost("the same on a second process on the same SQLite store: shown at the latest after", late.DefaultIfEmpty(0).Max(), Beside.TotalMilliseconds, " ms", $" ({late.Count(ms => ms > Beside.TotalMilliseconds)} later)");
    }

    /// <summary>Does something so many times a second until the end, however long each takes.</summary>
    public static async Task Paced(int aSecond, Func<int, Task> act, CancellationToken end)
    {
        var running = new List<Task>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var (started, number) = (Stopwatch.GetTimestamp(), 0);
        try
        {
            while (await tick.WaitForNextTickAsync(end))
            {
                running.RemoveAll(t => t.IsCompletedSuccessfully);
                for (var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * aSecond); number < due && running.Count < aSecond; number++)
                    running.Add(act(number));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running);
        }
    }

    // Two changes of one page at once may cover each other's headline; comments stay.
    private static Task Rewrite(NewsroomStore store, long article, string word) => store.Change(Actor.Command("bench"), async change =>
    {
        var story = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == article);
        var last = story.Revisions.MaxBy(r => r.Number)!;
        story.Revise(new ArticleText { Headline = last.Headline, Body = last.Body + "\n\n" + word }, change.Now, by: null).Release(change.Now);
        change.Record("published", $"article:{article}");
    });

    private static Task Approve(NewsroomStore store, long article, string word) => store.Change(Actor.Command("bench"), change =>
    {
        var comment = new Comment { ArticleId = article, Name = "Ada Quill", Email = "ada@reader.example", Text = word, CreatedAt = change.Now };
        comment.Decide(CommentStatus.Approved, change.Now, by: null);
        change.Db.Comments.Add(comment);
        change.Touches(article);
        change.Record("approved", $"comments of article:{article}");
        return Task.CompletedTask;
    });

    private static async Task<bool> Shows(BenchSite site, string path, string word) =>
        (await site.Client.GetStringAsync(new Uri(path, UriKind.Relative))).Contains(word, StringComparison.Ordinal);
}
