using System.CommandLine;
using System.Globalization;
using FanNews.Invention;
using FanNews.Settings;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews generate</c>: fills an empty newsroom with invented stories, for load tests.</summary>
public static class Generate
{
    private const int MostArticles = 50_000_000, MostComments = 1_000_000_000;

    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var articles = Number("--articles", "How many stories; a few of a hundred are hidden from readers.", 1, MostArticles);
        var comments = Number("--comments", "How many comments they share.", 0, MostComments);
        var seed = new Option<long>("--seed") { Description = "The same seed and numbers give the same newsroom.", DefaultValueFactory = _ => 1, HelpName = "S" };
        var json = CommandLine.JsonOption();
        articles.Required = true;
        var verb = new Command("generate", "Fills an empty newsroom with invented stories and comments, for load tests.") { articles, comments, seed, json };
        verb.SetAction((parsed, ct) => Run(parsed.GetValue(articles), parsed.GetValue(comments), parsed.GetValue(seed), parsed.GetValue(json), ct));
        return verb;
    }

    private static Option<int> Number(string name, string description, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (!result.Errors.Any() && (result.GetValueOrDefault<int>() < least || result.GetValueOrDefault<int>() > most))
                result.AddError($"{name} is a number from {least} to {most}.");
        });
        return option;
    }

    private static async Task<int> Run(int articles, int comments, long seed, bool json, CancellationToken ct)
    {
        try
        {
            using var store = await CommandLine.OpenStore(ct);
            var site = await store.Read(db => Site.Read(db, CommandLine.Configuration(), ct), ct);
            using var progress = new Progress();
            var summary = await new InventNewsroom(store, site, TimeProvider.System).Run(articles, comments, seed, done => progress.Show("Articles", done, articles), ct);
            progress.Dispose();
            if (summary is null)
                return CommandLine.Fail("The newsroom is not empty, and invented stories do not belong among others. Choose an empty data folder (FANNEWS__DATA) or database.");
            if (json)
                CommandLine.PrintJson(summary);
            else
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"Invented {summary.Articles} stories ({summary.Public} public) and {summary.Comments} comments ({summary.CommentsApproved} approved) with the seed {summary.Seed}."));
            return 0;
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Fail("Stopped before the end. What was invented stays, and cannot be gone on with: delete it and begin again.");
        }
    }
}
