using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>The front page: what is newest, then each part of the paper. No story stands on it twice.</summary>
public sealed record FrontPage
{
    private const int InSection = 4;
    private const int InFirstSection = 5;

    // Among so many of the newest most sections find theirs; the others are looked through by themselves.
    private const int Recent = 200;

    /// <summary>The first story; null in an empty newsroom.</summary>
    public Teaser? Lead { get; private init; }

    /// <summary>Beside the lead.</summary>
    public IReadOnlyList<Teaser> Beside { get; private init; } = [];

    /// <summary>What else is new.</summary>
    public IReadOnlyList<Teaser> Latest { get; private init; } = [];

    /// <summary>The main sections that have more stories, in the paper's order.</summary>
    public IReadOnlyList<FrontSection> Sections { get; private init; } = [];

    /// <summary>The newest corrections, plain text: a paper says what it got wrong where it is seen.</summary>
    public IReadOnlyList<FrontCorrection> Corrections { get; private init; } = [];

    /// <summary>Reads it.</summary>
    /// <param name="db">The store.</param>
    /// <param name="tree">The sections.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<FrontPage> Read(NewsroomDb db, SectionTree tree, DateTimeOffset now, CancellationToken ct = default)
    {
        var top = await FrontTop.Read(db, now, ct);
        if (top.Lead is null)
            return new FrontPage();
        var taken = top.All.Select(s => s.Id).ToHashSet();
        var newest = await Newest(db, tree, taken, now, ct);
        var sections = new List<FrontSection>();
        foreach (var main in tree.Main)
        {
            var own = newest[main.Id].ToList();
            // One part of the paper is set large, the first that has enough for it.
            var large = own.Count == InFirstSection && own[0].Picture?.Src is not null && !sections.Exists(s => s.Large);
            if (!large)
                own = [.. own.Take(InSection)];
            if (own.Count > 0)
                sections.Add(new FrontSection(main, tree.Under(main.Id), own, large));
        }

        return new FrontPage { Lead = top.Lead, Beside = top.Beside, Latest = top.Latest, Sections = sections, Corrections = await FrontCorrection.Read(db, now, ct) };
    }

    // The newest of each main section that do not stand above, newest first.
    private static async Task<ILookup<long, Teaser>> Newest(NewsroomDb db, SectionTree tree, HashSet<long> taken, DateTimeOffset now, CancellationToken ct)
    {
        var stories = db.VisibleStories(now);
        var recent = await ListPage.Places([stories.NewestFirst().Take(Recent)]).ToListAsync(ct);
        var own = recent.Where(p => !taken.Contains(p.Id)).ToLookup(p => Main(p.SectionId));
        var parts = recent.Count < Recent ? [] : tree.Main.Where(main => own[main.Id].Count() < InFirstSection).SelectMany(main => tree.Within(main.Id)).ToList();
        if (parts.Count > 0)
        {
            // What stands above is at most a handful: asking for so many more saves a condition on all of them.
            var rare = await ListPage.Places(parts.Select(part => stories.InSection(part).NewestFirst().Take(InFirstSection + taken.Count))).ToListAsync(ct);
            own = own.SelectMany(p => p).Concat(rare).Where(p => !taken.Contains(p.Id)).DistinctBy(p => p.Id).ToLookup(p => Main(p.SectionId));
        }

        var chosen = tree.Main.SelectMany(main => own[main.Id].OrderByDescending(p => p.PublishAt).ThenByDescending(p => p.Id).Take(InFirstSection)).Select(p => p.Id).ToList();
        var teasers = await stories.Where(l => chosen.Contains(l.Article.Id)).NewestFirst().ReadTeasers(now, ct);
        return teasers.ToLookup(s => Main(s.SectionId));

        long Main(long? section) => section is { } id && tree.Line(id) is [var main, ..] ? main.Id : 0;
    }
}

/// <summary>A main section on the front page.</summary>
/// <param name="Section">The section.</param>
/// <param name="Under">The sections directly under it.</param>
/// <param name="Stories">Its newest stories that stand nowhere else on the page.</param>
/// <param name="Large">Whether it is set with one wide story and two columns of two: then there are five.</param>
public sealed record FrontSection(Section Section, IReadOnlyList<Section> Under, IReadOnlyList<Teaser> Stories, bool Large = false);
