using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Web.PageCache;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages;

/// <summary>A list: section, tag, author, source, series, year, month or day; twenty stories a page.</summary>
[Kept]
public sealed class ListModel(Reading reading, PageHead head) : PageModel
{
    /// <summary>What is listed.</summary>
    public StoryList List { get; private set; } = null!;

    /// <summary>What the page is called.</summary>
    public string Heading { get; private set; } = "";

    /// <summary>The stories of this page.</summary>
    public IReadOnlyList<Teaser> Stories { get; private set; } = [];

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    /// <summary>Shows a page of the list.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        var (db, site, sections) = (await reading.Db(ct), await reading.Site(ct), await reading.Sections(ct));
        var path = Request.Path.Value!;
        if (await StoryList.At(db, sections, site, path.Split('/', StringSplitOptions.RemoveEmptyEntries), reading.Now, ct) is not { } list)
            return NotFound();
        if (PageNumber.Of(Request.Query) is not { } number)
            return NotFound();
        (Stories, var more) = await list.Stories.ReadPage(number, StoryList.PageSize, ct);
        if (Stories.Count == 0)
            return NotFound();
        if (list.Path != path)
            return Request.MovedTo(list.Path);
        (List, Number) = (list, number);
        Describe(more, await reading.Times(ct), site, sections);
        return Page();
    }

    private void Describe(bool more, Times times, Site site, SectionTree sections)
    {
        Heading = List.From is not { } day ? List.Heading : List.Path.Split('/').Length switch
        {
            3 => day.Year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture),
            4 => times.Month(day.Year, day.Month),
            _ => times.Day(day),
        };
        head.Title = Number == 1 ? Heading : $"{Heading}, page {Number}";
        head.Description = List.Description ?? $"{Heading}: the newest stories in {site.Name}.";
        head.Canonical = List.Path;
        head.CanonicalQuery = PageNumber.Query(Number);
        head.Pages = (Number > 1 ? Address(Number - 1) : null, more ? Address(Number + 1) : null);
        head.Section = List.Section is { } section ? sections.Line(section.Id)[0].Id : null;
        head.Feed = new Feed($"{Heading} · {site.Name}", List.Path);
        head.Data = Data(site, sections);
    }

    private JsonNode[] Data(Site site, SectionTree sections)
    {
        var above = List.Section is { } section ? sections.Line(section.Id).SkipLast(1).Select(s => (s.Name, sections.Path(s.Id))) : [];
        var crumbs = SiteData.Breadcrumbs([(site.Name, "/"), .. above, (Heading, List.Path)], site);
        return List.Kind == ListKind.Author && Number == 1 ? [SiteData.Profile(Heading, List.Description, List.Path, List.Author?.Portrait?.View(), site), crumbs] : [crumbs];
    }

    private string Address(int number) => Permalink.Encode(List.Path) + PageNumber.Query(number);
}

/// <summary>The number of a page of a list, as an address gives it.</summary>
public static partial class PageNumber
{
    // Far beyond any archive, and small enough to multiply.
    private const int Last = 1_000_000;

    /// <summary>The number that the query asks for, 1 where it asks for none; null where it asks for no page that could be.</summary>
    public static int? Of(IQueryCollection query) => query["page"] switch
    {
        { Count: 0 } => 1,
        [{ } one] when Digits().IsMatch(one) && int.Parse(one, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= Last and var number => number,
        _ => null,
    };

    /// <summary>The query that asks for it; empty for the first.</summary>
    public static string Query(int number) => number == 1 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"?page={number}");

    [GeneratedRegex("^[1-9][0-9]{0,6}$")]
    private static partial Regex Digits();
}
