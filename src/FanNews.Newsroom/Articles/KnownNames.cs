using System.Globalization;
using FanNews.People;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Of what a story's form names by name.</summary>
public enum NameKind
{
    /// <summary>Bylines.</summary>
    Authors,

    /// <summary>What stories are about.</summary>
    Tags,

    /// <summary>Who is credited.</summary>
    Sources,

    /// <summary>Stories in parts.</summary>
    Series,

    /// <summary>Places that stories open with; there is no list of them, but a way to set them (<see cref="ApDateline"/>).</summary>
    Datelines,
}

/// <summary>Names that the newsroom knows and that begin, or have a word that begins, as somebody types.</summary>
/// <param name="Names">The best of them: the name itself, then those that begin so, then those with a word that does.</param>
/// <param name="Known">Whether the typed name is one of them; a story's form finds it instead of making it.</param>
public sealed record KnownNames(IReadOnlyList<string> Names, bool Known)
{
    /// <summary>How many names are given at most.</summary>
    public const int Most = 8;

    private const int LongestTyped = 120;

    // Names that share a slug are numbered; nobody has more than this of one.
    private const int MostNumbers = 9;

    /// <summary>Looks for them by slug, which has no case and no accents, in two queries that read the slugs' index.</summary>
    /// <param name="db">The store.</param>
    /// <param name="kind">Names of what.</param>
    /// <param name="typed">The beginning of a name; nothing is found for none.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<KnownNames> Like(NewsroomDb db, NameKind kind, string? typed, CancellationToken ct = default)
    {
        var name = TypedStory.Clean(typed);
        name = name.Length > LongestTyped ? name[..LongestTyped] : name;
        var slug = Slug.From(name, "");
        if (slug.Length == 0)
            return new([], Known: false);
        var all = All(db, kind);
        // A slug has neither % nor _: it is a pattern of itself.
        var (begins, within) = (slug + "%", "%-" + slug + "%");
        var best = await all.Where(n => EF.Functions.Like(n.Slug, begins) || EF.Functions.Like(n.Slug, within))
            .OrderBy(n => n.Slug == slug ? 0 : EF.Functions.Like(n.Slug, begins) ? 1 : 2).ThenBy(n => n.Slug)
            .Select(n => n.Slug).Take(Most).ToListAsync(ct);
        List<string> own = [slug, .. Enumerable.Range(2, MostNumbers - 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"{slug}-{i}"))];
        var asked = best.Union(own).ToList();
        var found = await all.Where(n => asked.Contains(n.Slug)).ToDictionaryAsync(n => n.Slug, n => n.Name, ct);
        return new([.. best.Where(found.ContainsKey).Select(s => found[s])], own.Any(s => found.TryGetValue(s, out var known) && TypedStory.Same(known, name)));
    }

    private static IQueryable<Named> All(NewsroomDb db, NameKind kind) => kind switch
    {
        NameKind.Authors => db.Authors.Select(a => new Named { Slug = a.Slug, Name = a.Name }),
        NameKind.Tags => db.Tags.Select(t => new Named { Slug = t.Slug, Name = t.Name }),
        NameKind.Series => db.Series.Select(s => new Named { Slug = s.Slug, Name = s.Name }),
        _ => db.Sources.Select(s => new Named { Slug = s.Slug, Name = s.Name }),
    };

    private sealed class Named
    {
        public required string Slug { get; init; }

        public required string Name { get; init; }
    }
}
