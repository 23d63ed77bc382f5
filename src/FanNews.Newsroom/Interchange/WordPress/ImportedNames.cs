using FanNews.People;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Interchange.WordPress;

/// <summary>Sections, sources, tags and authors of an import: stored first, then found by the names that the export uses.</summary>
internal sealed class ImportedNames
{
    // WordPress puts what has no category there; it says nothing to a reader.
    private const string NoCategory = "uncategorized";

    private const int TagsAtOnce = 50;

    private readonly Survey _survey;
    private readonly HashSet<string> _sourceSlugs;
    private readonly Dictionary<string, Section> _sections = [];
    private readonly Dictionary<string, long> _sources = [];
    private readonly Dictionary<(string Taxonomy, string Slug), long> _tags = [];
    private readonly Dictionary<string, long> _writers = [];

    private ImportedNames(Survey survey, ImportOptions options)
    {
        _survey = survey;
        _sourceSlugs = [.. options.SourceCategories.Select(slug => Survey.SlugOf(slug, slug))];
    }

    /// <summary>Stores what is missing.</summary>
    public static async Task<ImportedNames> Store(NewsroomStore store, Survey survey, ImportOptions options, ImportSummary summary, Actor by, CancellationToken ct)
    {
        var names = new ImportedNames(survey, options);
        async Task Step(Func<Change, Task> work) => await store.Change(by, async change =>
        {
            await work(change);
            await change.Db.SaveChangesAsync(ct);
            if (options.DryRun) change.Abandon(0);
        }, ct);
        await Step(change => names.StoreSections(change, summary, ct));
        await Step(change => names.StoreAuthors(change, summary, ct));
        // A category beside the section becomes a tag, so that no story falls out of a list that it was in.
        foreach (var some in survey.Used.Keys.Where(use => !(use.Taxonomy == "category" && names.IsNoTag(use.Slug))).Chunk(TagsAtOnce))
            await Step(change => names.StoreTags(change, some, summary, ct));
        return names;
    }

    /// <summary>The section of a category; null for sources and for WordPress's default.</summary>
    public Section? Section(string slug) => _sections.GetValueOrDefault(slug);

    /// <summary>The source of a category that was named as one.</summary>
    public long? Source(string slug) => _sources.TryGetValue(slug, out var id) ? id : null;

    /// <summary>The tag of a term.</summary>
    public long? Tag(string taxonomy, string slug) => _tags.TryGetValue((taxonomy, slug), out var id) ? id : null;

    /// <summary>The author behind a login or a co-author's slug.</summary>
    public long? Writer(string key) => _writers.TryGetValue(key, out var id) ? id : null;

    /// <summary>Whether one section is above another.</summary>
    public static bool IsAbove(Section upper, Section lower)
    {
        var at = lower.Parent;
        for (var steps = 0; at is not null && steps < 50; steps++, at = at.Parent)
        {
            if (at.Id == upper.Id) return true;
        }
        return false;
    }

    private bool IsNoTag(string slug) => slug == NoCategory || _sourceSlugs.Contains(Survey.SlugOf(slug, slug));

    private string NameOf(string taxonomy, string slug) =>
        HtmlToMarkdown.PlainText(_survey.Term(taxonomy, slug)?.Name ?? _survey.Used.GetValueOrDefault((taxonomy, slug)) ?? slug);

    private async Task StoreSections(Change change, ImportSummary summary, CancellationToken ct)
    {
        var here = await change.Db.Sections.ToDictionaryAsync(section => section.Slug, ct);
        var sources = await change.Db.Sources.ToDictionaryAsync(source => source.Slug, ct);
        List<(string Slug, Source Source)> ours = [];
        foreach (var (taxonomy, slug) in _survey.Used.Keys.Where(use => use.Taxonomy == "category" && use.Slug != NoCategory).ToList())
        {
            if (!_sourceSlugs.Contains(Survey.SlugOf(slug, slug)))
            {
                SectionOf(slug, [], here, change, summary);
                continue;
            }
            var name = NameOf(taxonomy, slug);
            var key = Survey.SlugOf(slug, name);
            if (!sources.TryGetValue(key, out var source))
            {
                change.Db.Sources.Add(sources[key] = source = new Source { Slug = key, Name = name });
                summary.Sources++;
            }
            ours.Add((slug, source));
        }
        if (change.Db.ChangeTracker.HasChanges()) change.Record("imported", "sections");
        await change.Db.SaveChangesAsync(ct);
        foreach (var (slug, source) in ours) _sources[slug] = source.Id;
    }

    // A parent may be declared later or point back: what is being made above already ends the line.
    private Section SectionOf(string slug, HashSet<string> below, Dictionary<string, Section> here, Change change, ImportSummary summary)
    {
        if (_sections.TryGetValue(slug, out var known)) return known;
        below.Add(slug);
        var term = _survey.Term("category", slug);
        var parent = term is { Parent: { Length: > 0 } above } && above != NoCategory && !below.Contains(above) && below.Count < 20 && !_sourceSlugs.Contains(Survey.SlugOf(above, above))
            ? SectionOf(above, below, here, change, summary) : null;
        var name = NameOf("category", slug);
        var key = Survey.SlugOf(slug, name);
        if (!here.TryGetValue(key, out var section))
        {
            var description = HtmlToMarkdown.PlainText(term?.Description ?? "").Trim();
            section = new Section { Slug = key, Name = name, Parent = parent, Description = description.Length > 0 ? description : null };
            change.Db.Sections.Add(here[key] = section);
            summary.Sections++;
        }
        return _sections[slug] = section;
    }

    private async Task StoreAuthors(Change change, ImportSummary summary, CancellationToken ct)
    {
        var here = await change.Db.Authors.ToDictionaryAsync(author => author.Slug, ct);
        List<(string Key, Author Author)> ours = [];
        foreach (var (key, used) in _survey.Writers)
        {
            var account = _survey.Authors.GetValueOrDefault(key) ?? _survey.Authors.Values.FirstOrDefault(author => Survey.SlugOf(author.Login, author.Login) == key);
            var guest = _survey.Guests.TryGetValue(key, out var profile) ? profile : ((string Name, string? Biography)?)null;
            var name = HtmlToMarkdown.PlainText(guest?.Name ?? account?.DisplayName ?? used).Trim();
            // A login may be an e-mail address, which must not become a public address of a page.
            var login = account?.Login ?? key;
            if (name.Contains('@', StringComparison.Ordinal)) name = name.Split('@')[0];
            var slug = login.Contains('@', StringComparison.Ordinal) ? FanNews.Articles.Slug.From(name, "author") : Survey.SlugOf(login, name);
            if (!here.TryGetValue(slug, out var author))
            {
                change.Db.Authors.Add(here[slug] = author = new Author { Slug = slug, Name = name.Length > 0 ? name : slug, Biography = guest?.Biography });
                summary.Authors++;
            }
            ours.Add((key, author));
        }
        if (change.Db.ChangeTracker.HasChanges()) change.Record("imported", "authors");
        await change.Db.SaveChangesAsync(ct);
        foreach (var (key, author) in ours) _writers[key] = author.Id;
    }

    private async Task StoreTags(Change change, (string Taxonomy, string Slug)[] some, ImportSummary summary, CancellationToken ct)
    {
        var wanted = some.Select(use => (Use: use, Name: NameOf(use.Taxonomy, use.Slug))).Select(one => (one.Use, one.Name, Slug: Survey.SlugOf(one.Use.Slug, one.Name))).ToList();
        var slugs = wanted.ConvertAll(one => one.Slug);
        var here = await change.Db.Tags.Where(tag => slugs.Contains(tag.Slug)).ToDictionaryAsync(tag => tag.Slug, ct);
        List<((string, string) Use, Tag Tag)> ours = [];
        foreach (var (use, name, slug) in wanted)
        {
            if (!here.TryGetValue(slug, out var tag))
            {
                // Most categories are only ever sections: their tag is made when a story needs it.
                if (use.Taxonomy == "category" && !_survey.SecondCategories.Contains(use.Slug)) continue;
                change.Db.Tags.Add(here[slug] = tag = new Tag { Slug = slug, Name = name });
                summary.Tags++;
            }
            ours.Add((use, tag));
        }
        if (change.Db.ChangeTracker.HasChanges()) change.Record("imported", "tags");
        await change.Db.SaveChangesAsync(ct);
        foreach (var (use, tag) in ours) _tags[use] = tag.Id;
    }
}
