using System.Text.Json.Nodes;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Onward;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Web.PageCache;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages;

/// <summary>A list: section, tag, author, source, series, year, month or day; twenty stories a page.</summary>
[Kept("page", "before")]
public sealed class ListModel(Reading reading, PageHead head) : PageModel
{
    /// <summary>What is listed.</summary>
    public StoryList List { get; private set; } = null!;

    /// <summary>What the page is called.</summary>
    public string Heading { get; private set; } = "";

    /// <summary>The stories of this page.</summary>
    public IReadOnlyList<Teaser> Stories { get; private set; } = [];

    /// <summary>The author's face, on their own page; null for none.</summary>
    public PictureView? Portrait => List.Author?.Portrait.Shown(reading.Now) is { Src: not null } face ? face : null;

    /// <summary>What is most read in the whole paper; empty for no ranking.</summary>
    public IReadOnlyList<ReadStory> Read { get; private set; } = [];

    /// <summary>Where the page begins.</summary>
    public ListStart Start { get; private set; }

    /// <summary>Whether it is the beginning of the list.</summary>
    public bool IsFirst => Start == ListStart.First;

    /// <summary>Shows a page of the list.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        var (db, site, sections) = (await reading.Db(ct), await reading.Site(ct), await reading.Sections(ct));
        var path = Request.Path.Value!;
        if (await StoryList.At(db, sections, site, path.Split('/', StringSplitOptions.RemoveEmptyEntries), reading.Now, ct) is not { } list)
            return NotFound();
        if (PageStart.Of(Request.Query) is not { } start || await ListPage.Read(list, db, start, reading.Now, ct) is not { Stories.Count: > 0 } page)
            return NotFound();
        if (list.Path != path)
            return Request.MovedTo(list.Path);
        (List, Start, Stories) = (list, start, page.Stories);
        Read = await MostRead.Read(db, reading.Now, ct);
        // Every place gives a page. Only what a link of ours names is kept, or made-up places would crowd out the others.
        if (start.Before is { } place && !await list.Stories.AnyAsync(l => l.Article.Id == place.Id && l.Article.PublishAt == place.At, ct))
            Response.Headers.CacheControl = "no-store";
        Describe(page, await reading.Times(ct), site, sections);
        return Page();
    }

    private void Describe(ListPage page, Times times, Site site, SectionTree sections)
    {
        Heading = List.From is not { } day ? List.Heading : List.Path.Split('/').Length switch
        {
            3 => day.Year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture),
            4 => times.Month(day.Year, day.Month),
            _ => times.Day(day),
        };
        var part = Start.Before is { } place ? $"before {times.Day(place.At)}, {times.Clock(place.At)}" : $"page {Start.Number}";
        head.Title = IsFirst ? Heading : $"{Heading}, {part}";
        head.Description = !IsFirst ? $"{Heading}: stories in {site.Name}, {part}." : List.Description ?? $"{Heading}: the newest stories in {site.Name}.";
        head.Canonical = List.Path;
        head.CanonicalQuery = PageStart.Query(Start);
        head.Pages = (Address(page.Newer), Address(page.Older));
        head.Section = List.Section is { } section ? sections.Line(section.Id)[0].Id : null;
        head.Feed = new Feed($"{Heading} · {site.Name}", List.Path);
        head.Data = Data(site, sections);
    }

    private JsonNode[] Data(Site site, SectionTree sections)
    {
        var above = List.Section is { } section ? sections.Line(section.Id).SkipLast(1).Select(s => (s.Name, sections.Path(s.Id))) : [];
        var crumbs = SiteData.Breadcrumbs([(site.Name, "/"), .. above, (Heading, List.Path)], site);
        return List.Kind == ListKind.Author && IsFirst ? [SiteData.Profile(Heading, List.Description, List.Path, Portrait, site), crumbs] : [crumbs];
    }

    private string? Address(ListStart? start) => start is { } at ? Permalink.Encode(List.Path) + PageStart.Query(at) : null;
}
