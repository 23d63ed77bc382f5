using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>What a list gathers its stories by.</summary>
public enum ListKind
{
    /// <summary>A part of the paper, with all under it.</summary>
    Section,

    /// <summary>What they are about.</summary>
    Tag,

    /// <summary>Who wrote them.</summary>
    Author,

    /// <summary>Who is credited.</summary>
    Source,

    /// <summary>What belongs together, in its order.</summary>
    Series,

    /// <summary>When they came out, in the site's zone.</summary>
    Date,
}

/// <summary>A list of stories at an address of its own: a section, tag, author, source, series, year, month or day.</summary>
public sealed record StoryList
{
    /// <summary>How many stories one page shows.</summary>
    public const int PageSize = 20;

    /// <summary>What gathers them.</summary>
    public required ListKind Kind { get; init; }

    /// <summary>Its decoded canonical path.</summary>
    public required string Path { get; init; }

    /// <summary>What it is called; for a date the page words it in its own language.</summary>
    public required string Heading { get; init; }

    /// <summary>A few sentences about it.</summary>
    public string? Description { get; init; }

    /// <summary>The section, for a list of one.</summary>
    public Section? Section { get; init; }

    /// <summary>The author, for a list of one.</summary>
    public Author? Author { get; init; }

    /// <summary>The first day, for a list of dates.</summary>
    public DateOnly? From { get; init; }

    /// <summary>An address elsewhere that belongs to it: the source's own site.</summary>
    public string? Url { get; init; }

    /// <summary>The visible stories, newest first; those of a series in its order.</summary>
    public required IQueryable<LiveArticle> Stories { get; init; }

    /// <summary>The same as queries that an index answers each by itself; more than one for a section with others under it.</summary>
    public IReadOnlyList<IQueryable<LiveArticle>> Parts { get => field ?? [Stories]; init; }

    /// <summary>Finds the list at an address.</summary>
    /// <param name="db">The store.</param>
    /// <param name="tree">The sections.</param>
    /// <param name="site">The site's choices.</param>
    /// <param name="parts">The parts of the decoded path, as in <c>section, sport, rowing</c>, in any case.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The list, which may be empty; null when there is no such thing.</returns>
    public static async Task<StoryList?> At(NewsroomDb db, SectionTree tree, Site site, IReadOnlyList<string> parts, DateTimeOffset now, CancellationToken ct = default)
    {
        if (parts.Count == 0)
            return null;
        var slug = parts[^1].ToLowerInvariant();
        var stories = db.VisibleStories(now);
        return (parts[0].ToLowerInvariant(), parts.Count) switch
        {
            ("section", > 1) => OfSection(tree, slug, stories),
            ("tag", 2) => await db.Tags.AsNoTracking().SingleOrDefaultAsync(t => t.Slug == slug, ct) is { } tag
                ? new() { Kind = ListKind.Tag, Path = $"/tag/{tag.Slug}/", Heading = tag.Name, Stories = stories.Tagged(db, tag.Id).NewestFirst() }
                : null,
            ("author", 2) => await db.Authors.AsNoTracking().Include(a => a.Portrait).SingleOrDefaultAsync(a => a.Slug == slug, ct) is { } author
                ? new() { Kind = ListKind.Author, Path = $"/author/{author.Slug}/", Heading = author.Name, Description = Join(author.Desk, author.Biography), Author = author, Stories = stories.By(db, author.Id).NewestFirst() }
                : null,
            ("series", 2) => await db.Series.AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug, ct) is { } series
                ? new() { Kind = ListKind.Series, Path = $"/series/{series.Slug}/", Heading = series.Name, Description = series.Description, Stories = stories.InSeries(series.Id) }
                : null,
            ("source", 2) => await db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug, ct) is { } source
                ? new() { Kind = ListKind.Source, Path = $"/source/{source.Slug}/", Heading = source.Name, Url = source.Url, Stories = stories.From(source.Id).NewestFirst() }
                : null,
            (_, <= 3) => OfDate(parts, site, stories),
            _ => null,
        };
    }

    // A section answers under any parents, so that a moved one is found: the caller sends readers on to its canonical path.
    private static StoryList? OfSection(SectionTree tree, string slug, IQueryable<LiveArticle> stories) => tree.WithSlug(slug) is { } section
        ? new()
        {
            Kind = ListKind.Section,
            Path = tree.Path(section.Id),
            Heading = section.Name,
            Description = section.Description,
            Section = section,
            Stories = stories.InSections(tree.Within(section.Id)).NewestFirst(),
            Parts = [.. tree.Within(section.Id).Select(part => stories.InSection(part).NewestFirst())],
        }
        : null;

    private static StoryList? OfDate(IReadOnlyList<string> parts, Site site, IQueryable<LiveArticle> stories)
    {
        var numbers = parts.Select(p => p.Length is 2 or 4 && p.All(char.IsAsciiDigit) ? int.Parse(p, System.Globalization.CultureInfo.InvariantCulture) : 0).ToList();
        if (parts[0].Length != 4 || parts.Skip(1).Any(p => p.Length != 2) || numbers[0] is < 2 or 9999)
            return null;
        if (numbers.Count > 1 && numbers[1] is < 1 or > 12)
            return null;
        if (numbers.Count > 2 && (numbers[2] < 1 || numbers[2] > DateTime.DaysInMonth(numbers[0], numbers[1])))
            return null;
        var from = new DateOnly(numbers[0], numbers.ElementAtOrDefault(1) is var month and > 0 ? month : 1, numbers.ElementAtOrDefault(2) is var day and > 0 ? day : 1);
        var to = numbers.Count switch { 1 => from.AddYears(1), 2 => from.AddMonths(1), _ => from.AddDays(1) };
        var (first, end) = (Midnight(from, site.Zone), Midnight(to, site.Zone));
        return new()
        {
            Kind = ListKind.Date,
            Path = "/" + string.Join('/', parts) + "/",
            Heading = string.Join('-', parts),
            From = from,
            Stories = stories.Of(a => a.PublishAt >= first && a.PublishAt < end).NewestFirst(),
        };
    }

    /// <summary>The first instant (UTC) of a local day; where the clocks skip midnight, the first that exists.</summary>
    public static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        var at = new DateTimeOffset(local, offset).ToUniversalTime();
        // Where the clocks change at midnight, what is known of midnight itself is not enough: the instants around it tell.
        while (LocalDay(at - Quarter, zone) >= day)
            at -= Quarter;
        while (LocalDay(at, zone) < day)
            at += Quarter;
        return at;
    }

    /// <summary>
    /// The day in whose list an instant stands: the local one, but for the hour that clocks repeat over midnight, which belongs to the day that had begun.
    /// </summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = LocalDay(at, zone);
        return at >= Midnight(day.AddDays(1), zone) ? day.AddDays(1) : day;
    }

    // No zone has changed its clocks by less in a century.
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private static DateOnly LocalDay(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static string? Join(params string?[] sentences) => string.Join(". ", sentences.Where(s => !string.IsNullOrWhiteSpace(s)).Select(s => s!.TrimEnd('.', ' '))) is { Length: > 0 } text ? text + "." : null;
}
