using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Bench;

/// <summary>What pages of the desk take, as the stories grow: asked for by somebody who is signed in, made and sent.</summary>
internal static class DeskPages
{
    private const int Longest = 60;

    public static async Task Measure(Asked asked, Table table)
    {
        foreach (var postgres in asked.Postgres is null ? [false] : (bool[])[false, true])
        {
            foreach (var size in asked.Sizes)
                await At(asked, size, postgres, table);
        }
    }

    private static async Task At(Asked asked, int stories, bool postgres, Table table)
    {
        await using var site = await BenchSite.Open(asked, stories, postgres);
        await site.SignIn(Role.Administrator);
        var (old, draft, word) = await site.Store.Read(async db => (
            await db.Articles.Where(a => a.State == ArticleState.Published).OrderBy(a => a.Id).Skip(stories / 2).Select(a => a.Id).FirstAsync(),
            await db.Articles.Where(a => a.State == ArticleState.Draft).OrderBy(a => a.Id).Select(a => a.Id).FirstAsync(),
            (await db.Revisions.OrderBy(r => r.Id).Select(r => r.Headline).FirstAsync()).Split(' ').MaxBy(w => w.Length)!));
        foreach (var path in (string[])
        [
            "/admin", "/admin/stories", "/admin/stories?tab=published", "/admin/stories?tab=drafts", "/admin/stories?tab=scheduled", $"/admin/stories?q={Uri.EscapeDataString(word)}", "/admin/stories?q=the",
            "/admin/stories/new", $"/admin/stories/{old}", $"/admin/stories/{draft}", $"/admin/stories/{old}/history", $"/admin/stories/{old}/preview", $"/admin/stories/{old}/links",
            "/admin/front", "/admin/corrections", "/admin/comments", "/admin/comments/figures", "/admin/media", "/admin/media/files", "/admin/people", "/admin/bylines", "/admin/settings", "/admin/settings/mail",
            "/admin/screening", "/admin/screening/rules", "/admin/trail", "/admin/account",
        ])
        {
            var cost = await Cost.Of(site, [path], batches: 1);
            table.AtMost(
                string.Create(CultureInfo.InvariantCulture, $"{(postgres ? "PostgreSQL" : "SQLite")}, {stories:#,0} stories: {path.Replace(word, "WORD", StringComparison.Ordinal)}"), cost.Middle, Longest, " ms",
                string.Create(CultureInfo.InvariantCulture, $" ({cost.Cpu:F1} ms CPU, p95 {cost.Late:F0} ms, {cost.Queries} queries)"));
        }
    }
}
