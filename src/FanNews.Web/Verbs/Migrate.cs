using System.CommandLine;
using FanNews.Storage;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews migrate</c>: applies pending database migrations and exits.</summary>
public static class Migrate
{
    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var json = CommandLine.JsonOption();
        var verb = new Command("migrate", "Applies pending database migrations and exits.") { json };
        verb.SetAction(async (parsed, ct) =>
        {
            using var store = new NewsroomStore(CommandLine.StoreOptions(CommandLine.Configuration()), TimeProvider.System);
            IReadOnlyList<string> applied;
            using (var progress = new Progress())
                applied = await store.Migrate((done, total) => progress.Show("Search index", done, total), ct);
            if (parsed.GetValue(json))
                CommandLine.PrintJson(new { applied });
            else
                Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
            return 0;
        });
        return verb;
    }
}
