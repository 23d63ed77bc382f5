using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The desk's list of stories.</summary>
[Needs(Permission.WriteStories)]
public sealed class StoriesModel(Reading reading, DeskFrame frame) : PageModel
{
    private const int LongestName = 120;

    /// <summary>The tab, in lower case.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    /// <summary>Words that the headline holds.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Number of a section.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Section { get; set; }

    /// <summary>Somebody in the byline, by name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Author { get; set; }

    /// <summary><c>story</c> or <c>page</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>The first day, as in 2026-11-24.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Whether the filters are shown though nothing is filtered yet.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Filter { get; set; }

    /// <summary>How a draft was thrown away just now: into the trash, or for good; null where none was.</summary>
    [BindProperty(SupportsGet = true)]
    public StoryAct? Deleted { get; set; }

    /// <summary>What stands on the page.</summary>
    public DeskList List { get; private set; } = null!;

    /// <summary>Whether the filters are shown.</summary>
    public bool Filtering => Filter || Filters.Any(f => !string.IsNullOrWhiteSpace(f.Value));

    /// <summary>The sections, parents first, where the filters are shown.</summary>
    public IReadOnlyList<(Section Section, int Depth)> Sections { get; private set; } = [];

    /// <summary>The choices of the newsroom.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>The tab that is open.</summary>
    public DeskTab Open => Enum.TryParse<DeskTab>(Tab, ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : DeskTab.All;

    /// <summary>The rows with the heading under which each stands; a heading is given where it changes.</summary>
    public IEnumerable<(string Name, string? Note, IReadOnlyList<DeskRow> Rows)> Groups()
    {
        if (List.Waiting.Count > 0)
            yield return ("Waiting", "needs somebody", List.Waiting);
        foreach (var group in List.Rows.GroupBy(r => r.State == DeskState.Scheduled ? ("To come", (string?)null) : Times.Day(r.At)))
            yield return (group.Key.Item1, group.Key.Item2, [.. group.OrderBy(r => r.State == DeskState.Scheduled ? r.At : default)]);
    }

    /// <summary>The address of a part of the list.</summary>
    public string Address(DeskTab tab, string? after = null, bool filtered = true)
    {
        var query = new QueryString();
        if (tab != DeskTab.All)
            query = query.Add("tab", tab.ToString().ToLowerInvariant());
        if (!string.IsNullOrWhiteSpace(Q))
            query = query.Add("q", Q);
        foreach (var (name, value) in Filters.Where(f => filtered && !string.IsNullOrWhiteSpace(f.Value)))
            query = query.Add(name, value!);
        if (after is not null)
            query = query.Add("after", after);
        return "/admin/stories" + query;
    }

    /// <summary>Shows a page of the list.</summary>
    public async Task OnGet()
    {
        var ct = HttpContext.RequestAborted;
        Site = await frame.Site(ct);
        Times = new(Site, reading.Now);
        DeskFilter? filter = null;
        if (Filtering)
        {
            var tree = await reading.Sections(ct);
            Sections = tree.Lines();
            filter = Narrowed(tree);
        }

        // Where the filters are shown the list stands in one order.
        var question = new DeskQuestion(Open, Q, After) { Filter = filter ?? new(), Grouped = filter is null };
        List = await DeskList.Read(await reading.Db(ct), question, DeskPerson.Of(User)!.Rights, reading.Now, ct);
    }

    private IEnumerable<(string Name, string? Value)> Filters => [("section", Section), ("author", Author), ("kind", Kind), ("from", From), ("to", To)];

    private DeskFilter Narrowed(SectionTree tree) => new()
    {
        Sections = long.TryParse(Section, NumberStyles.None, CultureInfo.InvariantCulture, out var section) ? tree.Within(section) : null,
        Author = string.IsNullOrWhiteSpace(Author) ? null : Author.Length > LongestName ? Author[..LongestName] : Author.Trim(),
        Kind = Enum.TryParse<ArticleKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
        From = Midnight(From, 0),
        Until = Midnight(To, 1),
    };

    // A day begins at midnight in the zone of the paper.
    private DateTimeOffset? Midnight(string? day, int later)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1000 or > 9000)
            return null;
        return StoryList.Midnight(date.AddDays(later), Site.Zone);
    }
}
