using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Sections;

/// <summary>All sections of the newsroom as a tree. There are at most a few hundred, so they are read at once.</summary>
public sealed class SectionTree
{
    // A loop in the tree ends somewhere.
    private const int MostDepth = 8;

    private readonly Dictionary<long, Section> byId;
    private readonly ILookup<long, Section> children;

    private SectionTree(List<Section> all)
    {
        byId = all.ToDictionary(s => s.Id);
        children = all.Where(s => s.ParentId is { } parent && byId.ContainsKey(parent))
            .OrderBy(s => s.Place).ThenBy(s => s.Name, StringComparer.Ordinal)
            .ToLookup(s => s.ParentId!.Value);
        Main = [.. all.Where(s => s.ParentId is not { } parent || !byId.ContainsKey(parent)).OrderBy(s => s.Place).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>The sections without a parent, in order.</summary>
    public IReadOnlyList<Section> Main { get; }

    /// <summary>Numbers of all sections, each before those under it.</summary>
    public IEnumerable<long> All => Main.SelectMany(section => Within(section.Id));

    /// <summary>Reads them.</summary>
    public static async Task<SectionTree> Read(NewsroomDb db, CancellationToken ct) =>
        new(await db.Sections.AsNoTracking().ToListAsync(ct));

    /// <summary>The tree without the sections that have nothing to show, themselves or under them.</summary>
    /// <param name="withStories">Numbers of the sections that have visible stories of their own.</param>
    public SectionTree Only(IReadOnlySet<long> withStories) => new([.. byId.Values.Where(s => Within(s.Id).Any(withStories.Contains))]);

    /// <summary>The sections directly under <paramref name="section"/>, in order.</summary>
    public IReadOnlyList<Section> Under(long section) => [.. children[section]];

    /// <summary>The section and its ancestors, main section first. A loop in the tree ends the walk.</summary>
    public IReadOnlyList<Section> Line(long section)
    {
        var line = new List<Section>();
        for (long? id = section; id is { } at && byId.TryGetValue(at, out var found) && !line.Contains(found); id = found.ParentId)
            line.Insert(0, found);
        return line;
    }

    /// <summary>All of them for a list, each under its parent, with its depth.</summary>
    public IReadOnlyList<(Section Section, int Depth)> Lines()
    {
        return [.. Main.SelectMany(s => Under(s, 0))];

        IEnumerable<(Section, int)> Under(Section section, int depth) =>
            [(section, depth), .. depth < MostDepth ? children[section.Id].SelectMany(s => Under(s, depth + 1)) : []];
    }

    /// <summary>Numbers of the section and of all under it.</summary>
    public IReadOnlyList<long> Within(long section)
    {
        var within = new List<long> { section };
        for (var i = 0; i < within.Count; i++)
            within.AddRange(children[within[i]].Select(s => s.Id).Where(id => !within.Contains(id)));
        return within;
    }

    /// <summary>The public path of the section, as in <c>/section/sport/rowing/</c>.</summary>
    public string Path(long section) => "/section/" + string.Join('/', Line(section).Select(s => s.Slug)) + "/";

    /// <summary>The section with this slug; null when there is none.</summary>
    public Section? WithSlug(string slug) => byId.Values.FirstOrDefault(s => s.Slug == slug);
}
