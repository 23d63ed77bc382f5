using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The desk's list of stories.</summary>
[Needs(Permission.WriteStories)]
public sealed class StoriesModel(Reading reading, DeskFrame frame) : PageModel
{
    /// <summary>The tab, in lower case.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    /// <summary>Words that the headline holds.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Whether a draft was deleted just now.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Deleted { get; set; }

    /// <summary>What stands on the page.</summary>
    public DeskList List { get; private set; } = null!;

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
    public string Address(DeskTab tab, string? after = null)
    {
        var query = new QueryString();
        if (tab != DeskTab.All)
            query = query.Add("tab", tab.ToString().ToLowerInvariant());
        if (!string.IsNullOrWhiteSpace(Q))
            query = query.Add("q", Q);
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
        List = await DeskList.Read(await reading.Db(ct), new(Open, Q, After), DeskPerson.Of(User)!.Rights, reading.Now, ct);
    }
}
