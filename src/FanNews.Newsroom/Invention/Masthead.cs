using FanNews.Articles;
using FanNews.People;
using FanNews.Sections;

namespace FanNews.Invention;

/// <summary>What an invented newsroom has before its first story: sections, authors, tags, sources. Each has the number of its place, from 1.</summary>
internal sealed class Masthead
{
    private const int TagCount = 2_000, AuthorCount = 150;

    private static readonly (string Name, string[] Under)[] Parts =
    [
        ("Harbour", ["Ferries", "Fishing"]), ("City", ["Housing", "Transport", "Schools"]), ("Politics", ["Council", "Elections"]), ("Business", ["Shops", "Energy"]),
        ("World", []), ("Science", ["Climate", "Health"]), ("Culture", ["Books", "Music", "Stage"]), ("Sport", ["Rowing", "Football", "Athletics"]),
        ("Courts", []), ("Opinion", ["Letters"]), ("Food", []), ("Weekend", []),
    ];

    private static readonly string[] Agencies = ["Coast Wire", "Northern Press Service", "The Tidal Post", "River Desk", "Open Bulletin", "Lantern News", "Quayside Reports", "Island Agency", "The Long Shore", "Beacon Syndicate"];
    private static readonly string[] Desks = ["Harbour correspondent", "City reporter", "Political editor", "Science writer", "Sports reporter", "Court reporter", "Foreign correspondent"];

    /// <summary>Makes them for a seed.</summary>
    public Masthead(Tongue tongue, long seed)
    {
        var sections = new List<Section>();
        foreach (var ((name, under), place) in Parts.Select((part, place) => (part, place)))
        {
            sections.Add(new Section { Slug = Slug.From(name), Name = name, Place = place });
            var parent = sections.Count;
            sections.AddRange(under.Select((child, i) => new Section { Slug = Slug.From(child), Name = child, ParentId = parent, Place = i }));
        }

        var chance = new Chance(seed, Purpose.Names, 1);
        Sections = sections;
        Sources = [.. Agencies.Select(name => new Source { Slug = Slug.From(name), Name = name })];
        Authors = [.. Named(AuthorCount, () => $"{tongue.AnyName(chance)} {tongue.AnyName(chance)}").Select(name => new Author { Slug = Slug.From(name), Name = name, Desk = chance.InThousand(400) ? chance.Of(Desks) : null })];
        var topics = new Chance(seed, Purpose.Tags);
        Tags = [.. Named(TagCount, () => tongue.OfTopic(topics, topics.Below(TagCount)) + (topics.InThousand(500) ? " " + tongue.OfTopic(topics, topics.Below(TagCount)) : ""))
            .Select(name => new Tag { Slug = Slug.From(name), Name = name })];
    }

    /// <summary>The parts of the paper.</summary>
    public IReadOnlyList<Section> Sections { get; }

    /// <summary>Who is credited.</summary>
    public IReadOnlyList<Source> Sources { get; }

    /// <summary>Who writes.</summary>
    public IReadOnlyList<Author> Authors { get; }

    /// <summary>What is written about; the place of a tag is its topic.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    // Two of one address would not be told apart.
    private static IEnumerable<string> Named(int count, Func<string> make)
    {
        var slugs = new HashSet<string>();
        while (slugs.Count < count)
        {
            var name = make();
            if (slugs.Add(Slug.From(name)))
                yield return name;
        }
    }
}
