using System.Globalization;
using System.Text.Json.Nodes;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Onward;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
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

    /// <summary>What the list is part of, the widest first: names and decoded paths.</summary>
    public IReadOnlyList<(string Name, string Path)> Above { get; private set; } = [];

    /// <summary>The months of a year, or the days of a month; empty for what is no archive.</summary>
    public IReadOnlyList<ArchivePart> Parts { get; private set; } = [];

    /// <summary>What those are parts of; null for the list itself.</summary>
    public string? PartsOf { get; private set; }

    /// <summary>The years of the archive, beside one of them; empty elsewhere.</summary>
    public IReadOnlyList<ArchivePart> Years { get; private set; } = [];

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
        var times = await reading.Times(ct);
        if (list.Section is { } section)
            Above = [.. sections.Line(section.Id).SkipLast(1).Select(s => (s.Name, sections.Path(s.Id)))];
        else if (list.From is { } day)
            await Lead(db, site, times, day, list.Path.Split('/').Length, ct);
        Describe(page, times, site, sections);
        return Page();
    }

    // From a year to its months and to other years, from a month to its days, from a day to those beside it.
    private async Task Lead(NewsroomDb db, Site site, Times times, DateOnly day, int depth, CancellationToken ct)
    {
        string Year(DateOnly at) => at.ToString("/yyyy/", CultureInfo.InvariantCulture);
        string Month(DateOnly at) => at.ToString("/yyyy/MM/", CultureInfo.InvariantCulture);
        var year = (day.Year.ToString("0000", CultureInfo.InvariantCulture), Year(day));
        if (depth == Times.YearDepth)
        {
            Years = [.. (await Archive.Years(db, site, reading.Now, ct)).Select(y => new ArchivePart(y.ToString("yyyy", CultureInfo.InvariantCulture), Year(y)))];
            Parts = [.. (await Archive.Months(db, site, reading.Now, day.Year, ct)).Select(m => new ArchivePart(times.MonthName(m), Month(m), times.Month(m.Year, m.Month)))];
            return;
        }

        var first = new DateOnly(day.Year, day.Month, 1);
        var month = (times.Month(day.Year, day.Month), Month(first));
        Above = depth == Times.MonthDepth ? [year] : [year, month];
        PartsOf = month.Item1;
        Parts = [.. (await Archive.Days(db, site, reading.Now, first, ct)).Select(d => new ArchivePart(times.DayNumber(d), d.ToString("/yyyy/MM/dd/", CultureInfo.InvariantCulture), times.Day(d)))];
    }

    private void Describe(ListPage page, Times times, Site site, SectionTree sections)
    {
        Heading = times.Heading(List);
        var part = Start.Before is { } place ? $"before {times.Day(place.At)}, {times.Clock(place.At)}" : $"page {Start.Number}";
        head.Title = IsFirst ? Heading : $"{Heading}, {part}";
        head.Description = !IsFirst ? $"{Heading}: stories in {site.Name}, {part}." : List.Description ?? $"{Heading}: the newest stories in {site.Name}.";
        head.Canonical = List.Path;
        head.CanonicalQuery = PageStart.Query(Start);
        head.Pages = (Address(page.Newer), Address(page.Older));
        head.Section = List.Section is { } section ? sections.Line(section.Id)[0].Id : null;
        head.Feed = new Feed($"{Heading} · {site.Name}", List.Path);
        head.Data = Data(site);
    }

    private JsonNode[] Data(Site site)
    {
        var crumbs = SiteData.Breadcrumbs([(site.Name, "/"), .. Above, (Heading, List.Path)], site);
        return List.Kind == ListKind.Author && IsFirst ? [SiteData.Profile(Heading, List.Description, List.Path, Portrait, site), crumbs] : [crumbs];
    }

    private string? Address(ListStart? start) => start is { } at ? Permalink.Encode(List.Path) + PageStart.Query(at) : null;
}

/// <summary>A year, month or day of the archive that has stories.</summary>
/// <param name="Label">Its name beside the others.</param>
/// <param name="Path">Decoded path of its list.</param>
/// <param name="Name">Its whole name, where the label alone says too little; null where it does not.</param>
public sealed record ArchivePart(string Label, string Path, string? Name = null);
