using System.CommandLine;
using System.Globalization;
using FanNews.Articles;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews check leaks</c>: walks everything that readers can reach and looks for what they must not see.</summary>
public static class CheckLeaks
{
    // Where everything public can be reached from.
    private static readonly string[] Starts = ["/", "/feed/", "/feed/atom/", "/feed/json/", "/comments/feed/", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/opensearch.xml", "/wp-json/wp/v2/posts", "/wp-json/wp/v2/comments", "/wp-json/wp/v2/media"];

    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var limit = new Option<int>("--limit") { Description = "Ask for so many addresses at most; 0 for all.", HelpName = "N" };
        limit.Validators.Add(result =>
        {
            if (result.GetValue(limit) < 0)
                result.AddError("The limit is 0 or more.");
        });
        var json = CommandLine.JsonOption();
        var verb = new Command("leaks", "Proves that nothing hidden (draft, scheduled, embargoed, killed, unapproved) shows on any public page, feed, map, search or picture.") { limit, json };
        verb.SetAction((parsed, ct) => Run(parsed.GetValue(limit), parsed.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> Run(int limit, bool json, CancellationToken ct)
    {
        await using var site = await SiteInside.Open(ct);
        var hidden = await site.Store.Read(db => HiddenThings.Read(db, TimeProvider.System.Now(), ct), ct);
        var look = new LeakSearch(site.Visit, hidden);
        using (var progress = new Progress())
        {
            await look.Knock(progress.Show, ct);
            await look.Walk(Starts, limit, progress.Show, ct);
        }

        var leaks = look.Leaks;
        if (json)
        {
            CommandLine.PrintJson(new { asked = look.Asked, hidden = new { articles = hidden.Articles, comments = hidden.Comments.Count, files = hidden.Files.Count }, leaks });
        }
        else
        {
            foreach (var leak in leaks)
                Console.WriteLine($"{leak.Address}\t{leak.What}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{look.Asked} addresses asked for {hidden.Articles} hidden articles, {hidden.Comments.Count} comments and {hidden.Files.Count} files: {(leaks.Count == 0 ? "nothing shows." : leaks.Count + " leaks.")}"));
        }

        return leaks.Count == 0 ? 0 : CommandLine.Fail(string.Create(CultureInfo.InvariantCulture, $"{leaks.Count} hidden things show."));
    }
}
