namespace FanNews.Bench;

/// <summary>A story with forty comments that is not kept.</summary>
internal static class FirstRendering
{
    private const int Comments = 40;

    public static async Task Measure(Asked asked, Table table)
    {
        await using var site = await BenchSite.Open(asked, asked.Sizes[0], kept: false);
        var cost = await Cost.Of(site, [await Stories.WithComments(site.Store, Comments)], batches: 10);
        table.AtMost($"first rendering of a story with {Comments} comments: CPU, with that of asking for it", cost.Cpu, 1.5, " ms", $" (takes {cost.Middle:F1} ms, p95 {cost.Late:F1} ms)");
        table.AtMost("first rendering of a story: queries", cost.Queries, 8, "");
    }
}
