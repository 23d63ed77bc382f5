using System.Globalization;
using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Bench;

/// <summary>What a page of the moderators' queue takes, as the comments grow: asked for by somebody who is signed in, made and sent.</summary>
internal static class QueuePages
{
    private const int CommentsForStory = 10, MostReports = 200, Longest = 50, MostQueries = 6;

    public static async Task Measure(Asked asked, Table table)
    {
        foreach (var postgres in asked.Postgres is null ? [false] : (bool[])[false, true])
        {
            foreach (var size in asked.Comments)
                await At(asked, size, postgres, table);
        }
    }

    private static async Task At(Asked asked, int comments, bool postgres, Table table)
    {
        await using var site = await BenchSite.Open(asked, comments / CommentsForStory, postgres, comments: comments);
        await site.SignIn(Role.Moderator);
        await Report(site.Store);
        var seen = await site.Store.Read(async db =>
        {
            var waiting = db.Comments.Where(c => c.Status == CommentStatus.Pending);
            var busiest = await waiting.GroupBy(c => c.ArticleId).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstAsync();
            var sample = await db.Comments.OrderBy(c => c.Id).Skip(comments / 2).Select(c => new { c.Email, c.Text, Section = c.Article.Section!.Slug }).FirstAsync();
            return (Story: busiest, sample.Email, sample.Section, Words: sample.Text.Split(' ').OrderByDescending(w => w.Length).Take(2).ToArray());
        });
        foreach (var (what, path) in ((string, string)[])
        [
            ("Pending", ""), ("Reported", "?tab=reported"), ("Approved", "?tab=approved"), ("Spam", "?tab=spam"), ("Trash", "?tab=trash"),
            ("Pending, by story", $"?story={seen.Story}"), ("Pending, by section", $"?section={seen.Section}"), ("Approved, by section", $"?tab=approved&section={seen.Section}"),
            ("Approved, by sender", $"?tab=approved&sender={Uri.EscapeDataString(seen.Email)}"), ("Approved, by a domain that all have", "?tab=approved&sender=reader.example"),
            ("Pending, older than a day", "?age=overday"), ("Pending, two words", $"?q={Uri.EscapeDataString(string.Join(' ', seen.Words))}"),
            ("Approved, a rare word", $"?tab=approved&q={Uri.EscapeDataString(seen.Words[0])}"), ("Approved, the commonest word", "?tab=approved&q=the"), ("Pending, the commonest word", "?q=the"),
            ("Approved, held for a reason that nothing has", "?tab=approved&reason=links"), ("with the fields of the filter", "?filter=true"),
        ])
        {
            var cost = await Cost.Of(site, ["/admin/comments" + path], batches: 2);
            var name = string.Create(CultureInfo.InvariantCulture, $"{(postgres ? "PostgreSQL" : "SQLite")}, {comments:#,0} comments: {what}");
            table.AtMost(name, cost.Middle, Longest, " ms", string.Create(CultureInfo.InvariantCulture, $" ({cost.Cpu:F1} ms CPU, p95 {cost.Late:F0} ms)"));
            table.AtMost(name + ", queries", cost.Queries, MostQueries, "");
        }

        table.Note(string.Create(CultureInfo.InvariantCulture, $"{(postgres ? "PostgreSQL" : "SQLite")}, {comments:#,0} comments: the queue in figures"), (await Cost.Of(site, ["/admin/comments/figures"], batches: 1)).ToString());
        table.Note(string.Create(CultureInfo.InvariantCulture, $"{(postgres ? "PostgreSQL" : "SQLite")}, {comments:#,0} comments: what a queue that stands open asks"), (await Cost.Of(site, ["/admin/comments?handler=News&ids=" + string.Join(',', Enumerable.Range(1, 50))], batches: 2)).ToString());
    }

    private static Task Report(NewsroomStore store) => store.Change(Actor.Reader, async change =>
    {
        if (await change.Db.CommentReports.AnyAsync())
            return;
        foreach (var id in await change.Db.Comments.Where(c => c.Status == CommentStatus.Approved).OrderBy(c => c.Id).Select(c => c.Id).Take(MostReports).ToListAsync())
            change.Db.CommentReports.Add(new CommentReport { CommentId = id, Reason = ReportReason.Abuse, CreatedAt = change.Now });
        change.Record("reported", "comments");
    });
}
