using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Bench;

/// <summary>What pages cost that are not kept, as the newsroom grows.</summary>
internal static class Growth
{
    private const int DeepestPage = 10_000, QuestionCount = 120;

    public static async Task Measure(Asked asked, Table table)
    {
        foreach (var postgres in asked.Postgres is null ? [false] : (bool[])[false, true])
        {
            var engine = postgres ? "PostgreSQL" : "SQLite";
            var costs = new List<Dictionary<string, Cost>>();
            foreach (var size in asked.Sizes)
                costs.Add(await At(asked, size, postgres));
            foreach (var (what, least) in costs[0])
            {
                var most = costs[^1][what];
                for (var i = 0; i < costs.Count; i++)
                    table.Note($"{engine}, {asked.Sizes[i]:#,0} stories: {what}", costs[i][what].ToString());
                if (costs.Count > 1)
                    table.AtMost($"{engine}: {what}, growth of CPU from {asked.Sizes[0]:#,0} to {asked.Sizes[^1]:#,0} stories", most.Cpu / least.Cpu, what.StartsWith("search", StringComparison.Ordinal) ? 3 : 1.3, "x");
            }

            table.AtMost($"{engine}, {asked.Sizes[^1]:#,0} stories: search for two words, p95", costs[^1]["search for two words"].Late, 60, " ms");
        }
    }

    private static async Task<Dictionary<string, Cost>> At(Asked asked, int size, bool postgres)
    {
        await using var site = await BenchSite.Open(asked, size, postgres, kept: false);
        var (section, stories) = await Stories.LargestSection(site.Store);
        var deep = await Deep(site.Store, section, Math.Min(DeepestPage * StoryList.PageSize, stories - StoryList.PageSize));
        var questions = (await Stories.Questions(site.Store, QuestionCount)).Select(q => "/search?q=" + Uri.EscapeDataString(q)).ToList();
        return new Dictionary<string, Cost>
        {
            ["front page"] = await Cost.Of(site, ["/"]),
            ["first page of a section"] = await Cost.Of(site, [section]),
            ["deep page of a section, by ?before="] = await Cost.Of(site, [section + "?before=" + deep]),
            ["newest stories"] = await Cost.Of(site, await Stories.Newest(site.Store, 40)),
            ["search for two words"] = await Cost.Of(site, questions, batches: 9),
        };
    }

    // As the address of an older page names it: the last story of the page before.
    private static Task<string> Deep(NewsroomStore store, string path, int skip) => store.Read(async db =>
    {
        var tree = await Sections.SectionTree.Read(db, default);
        var within = tree.Within(tree.WithSlug(path.Trim('/').Split('/')[^1])!.Id);
        var last = await db.VisibleStories(TimeProvider.System.Now()).InSections(within).NewestFirst().Skip(skip).Select(l => new { l.Article.PublishAt, l.Article.Id }).FirstAsync();
        return new ListPlace(last.PublishAt!.Value, last.Id).ToString();
    });
}
