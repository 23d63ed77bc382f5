using FanNews.Sections;
using FanNews.Storage;

namespace FanNews.Articles;

/// <summary>The front page: what is newest, then each part of the paper. No story stands on it twice.</summary>
public sealed record FrontPage
{
    private const int BesideLead = 3;
    private const int InLatest = 3;
    private const int InSection = 4;

    // Among so many of the newest the lead is chosen: a front page opens with a picture if it can.
    private const int Newest = 12;

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
        var stories = db.VisibleStories(now).NewestFirst();
        var newest = await stories.Take(Newest).ReadTeasers(ct);
        var lead = newest.Find(s => s.Picture?.Src is not null) ?? newest.FirstOrDefault();
        if (lead is null)
            return new FrontPage();
        var others = newest.Where(s => s.Id != lead.Id).ToList();
        List<Teaser> beside = [.. others.Take(BesideLead)], latest = [.. others.Skip(BesideLead).Take(InLatest)];
        var taken = beside.Concat(latest).Append(lead).Select(s => s.Id).ToHashSet();

        var sections = new List<FrontSection>();
        foreach (var main in tree.Main)
        {
            // What stands above is at most a handful: asking for so many more saves a condition on all of them.
            var own = (await stories.InSections(tree.Within(main.Id)).Take(InSection + taken.Count).ReadTeasers(ct)).Where(s => !taken.Contains(s.Id)).Take(InSection).ToList();
            taken.UnionWith(own.Select(s => s.Id));
            if (own.Count > 0)
                sections.Add(new FrontSection(main, tree.Under(main.Id), own));
        }

        return new FrontPage { Lead = lead, Beside = beside, Latest = latest, Sections = sections, Corrections = await FrontCorrection.Read(db, now, ct) };
    }
}

/// <summary>A main section on the front page.</summary>
/// <param name="Section">The section.</param>
/// <param name="Under">The sections directly under it.</param>
/// <param name="Stories">Its newest stories that stand nowhere else on the page.</param>
public sealed record FrontSection(Section Section, IReadOnlyList<Section> Under, IReadOnlyList<Teaser> Stories);
