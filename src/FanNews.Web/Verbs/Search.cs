using System.CommandLine;
using System.Globalization;
using FanNews.Search;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews search WORDS…</c>: what readers find at <c>/search</c>.</summary>
public static class Search
{
    private const int Most = 1_000;

    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var words = new Argument<string[]>("WORDS") { Description = "What to look for, as in the search field. After -- words may begin with a minus.", Arity = ArgumentArity.OneOrMore };
        var limit = new Option<int>("--limit") { Description = "How many stories at most.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(option =>
        {
            // What is no number at all cannot be asked for as one.
            if (option.Tokens is [var typed] && !(int.TryParse(typed.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most))
                option.AddError($"--limit is a number from 1 to {Most}.");
        });
        var json = CommandLine.JsonOption();
        var verb = new Command("search", "Shows what a search on the site finds, the best first.") { words, limit, json };
        verb.SetAction((parsed, ct) => Run(string.Join(' ', parsed.GetRequiredValue(words)), parsed.GetValue(limit), parsed.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> Run(string question, int limit, bool json, CancellationToken ct)
    {
        using var store = await CommandLine.OpenStore(ct);
        var answer = await store.Read(db => FindStories.Find(db, new SearchQuestion(question) { Size = limit }, TimeProvider.System.Now(), ct), ct);
        if (json)
            CommandLine.PrintJson(answer.Stories.Select(s => new { path = s.Story.Permalink, headline = s.Story.Headline, score = Math.Round(s.Score, 4) }));
        else
            Print(answer);
        return 0;
    }

    private static void Print(SearchAnswer answer)
    {
        foreach (var found in answer.Stories)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Score,8:F2}  {found.Story.Permalink}  {found.Story.Headline}"));
        if (answer.Stories.Count == 0)
            Console.WriteLine("Nothing found.");
        if (answer.Suggestion is { } meant)
            Console.WriteLine($"Did you mean: {meant}");
    }
}
