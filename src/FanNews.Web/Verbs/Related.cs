using System.CommandLine;
using FanNews.Articles;
using FanNews.Onward;
using FanNews.Settings;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews related PATH</c>: Next Post and You May Like of the story at PATH, with their reasons.</summary>
public static class Related
{
    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var path = new Argument<string>("PATH") { Description = "The public path of the story, such as /2026/11/24/bridge/." };
        var json = CommandLine.JsonOption();
        var verb = new Command("related", "Shows Next Post and You May Like of a story.") { path, json };
        verb.SetAction((parsed, ct) => Run(parsed.GetRequiredValue(path), parsed.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> Run(string path, bool json, CancellationToken ct)
    {
        using var store = await CommandLine.OpenStore(ct);
        var now = TimeProvider.System.Now();
        return await store.Read(async db =>
        {
            var site = await Site.Read(db, CommandLine.Configuration(), ct);
            var answer = await ReadArticle.At(db, Uri.UnescapeDataString(path), now, site, ct);
            if (answer is ArticleAnswer.Moved(var to))
                answer = await ReadArticle.At(db, to, now, site, ct);
            if (answer is not ArticleAnswer.Found(var story))
                return CommandLine.Fail($"Readers find no story at {path}.");
            var (next, rail) = await Journeys.Read(db, story, now, await Journeys.ReadNewest(db, now, ct), ct);
            if (json)
                CommandLine.PrintJson(new
                {
                    next = next is null ? null : new { path = next.Story.Permalink, reason = next.Reason },
                    youMayLike = rail.Select(r => new { path = r.Story.Permalink, reason = r.Reason, score = Math.Round(r.Score, 4) }),
                });
            else
                Print(next, rail);
            return 0;
        }, ct);
    }

    private static void Print(Journey? next, IReadOnlyList<Journey> rail)
    {
        Console.WriteLine(next is null ? "Next Post: none" : $"Next Post: {next.Story.Permalink} ({next.Reason})");
        foreach (var journey in rail)
            Console.WriteLine($"You May Like: {journey.Story.Permalink} ({journey.Reason})");
    }
}
