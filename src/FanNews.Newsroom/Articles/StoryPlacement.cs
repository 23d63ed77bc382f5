using System.Globalization;
using FanNews.Media;
using FanNews.Onward;
using FanNews.People;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Puts a story where an editor's form says it runs. Names that the newsroom does not know yet are made.</summary>
internal static class StoryPlacement
{
    private const int MostParts = 999;
    private const int MostTags = 30;
    private const int MostAuthors = 20;
    private const int MostDays = 3_650;

    /// <summary>Section, tags, bylines, source, series, lead picture, comments and what follows it. Section, tags, bylines, source, series and pins must be loaded.</summary>
    /// <returns>What may not be; then the change is to be given up.</returns>
    internal static async Task<List<Refusal>> Apply(NewsroomDb db, Article article, TypedStory typed, StoryRights rights, DateTimeOffset now, CancellationToken ct)
    {
        var problems = new List<Refusal>();
        article.CommentsOpen = typed.CommentsOpen;
        if (typed.CommentDays is { } days && !Open(article, TypedStory.Clean(days)))
            problems.Add(new("CommentDays", $"The days must be a number from 0 to {MostDays}, or empty for as many as the site says"));
        if (await Section(db, typed.Section, ct) is (var section, null))
            article.Section = section;
        else
            problems.Add(new("Section", "Choose a section from the list"));
        if (TypedStory.Clean(typed.Source) is { Length: > 0 } source)
            article.Source = Same(article.Source?.Name, source) ? article.Source : await Source(db, source, ct);
        else
            article.Source = null;

        if (await Serialise(db, article, TypedStory.Clean(typed.Series), TypedStory.Clean(typed.Part), ct) is { } wrong)
            problems.Add(wrong);
        if (typed.Lead is not null && !await Illustrate(db, article, TypedStory.Clean(typed.Lead), ct))
            problems.Add(new("Lead", "That picture is gone. Choose another lead picture"));
        var (tags, authors) = (TypedStory.Names(typed.Tags), TypedStory.Names(typed.Authors));
        Check(problems, "Tags", tags, MostTags, "tags");
        Check(problems, "Authors", authors, MostAuthors, "authors");
        problems.AddRange(await PlacePins.Apply(db, article, typed, rights, now, ct));
        if (problems.Count > 0)
            return problems;
        await Tag(db, article, tags, ct);
        await Sign(db, article, authors, ct);
        return problems;
    }

    private static bool Open(Article article, string days)
    {
        var number = 0;
        if (days.Length > 0 && (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number > MostDays))
            return false;
        article.CommentDays = days.Length > 0 ? number : null;
        return true;
    }

    private static void Check(List<Refusal> problems, string field, IReadOnlyList<string> names, int most, string what)
    {
        if (names.Count > most)
            problems.Add(new(field, $"Name at most {most} {what}"));
        else if (names.Any(n => n.Length > TypedStory.LongestName))
            problems.Add(new(field, $"Each name must have {TypedStory.LongestName} characters or fewer. Put commas between the {what}"));
    }

    private static async Task<(Section? Section, string? Problem)> Section(NewsroomDb db, string? typed, CancellationToken ct)
    {
        if (TypedStory.Clean(typed) is not { Length: > 0 } number)
            return (null, null);
        var found = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await db.Sections.FirstOrDefaultAsync(s => s.Id == id, ct) : null;
        return (found, found is null ? "unknown" : null);
    }

    private static async Task<bool> Illustrate(NewsroomDb db, Article article, string number, CancellationToken ct)
    {
        if (number is "" or "0")
        {
            article.LeadPictureId = null;
            return true;
        }

        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !await db.Pictures.AnyAsync(p => p.Id == id, ct))
            return false;
        article.LeadPictureId = id;
        return true;
    }

    // A part keeps its number while it stays in its series; what comes new without one is the next.
    private static async Task<Refusal?> Serialise(NewsroomDb db, Article article, string name, string part, CancellationToken ct)
    {
        if (name.Length == 0)
        {
            (article.Series, article.SeriesPart) = (null, null);
            return null;
        }

        int? number = null;
        if (part.Length > 0)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given is < 1 or > MostParts)
                return new("Part", $"The part must be a number from 1 to {MostParts}, or empty for the next");
            number = given;
        }

        var series = Same(article.Series?.Name, name) ? article.Series! : await Series(db, name, ct);
        if (number is null && (article.Series != series || article.SeriesPart is not null))
            number = 1 + (await db.Articles.Where(a => a.SeriesId == series.Id && a.Id != article.Id).MaxAsync(a => a.SeriesPart, ct) ?? 0);
        (article.Series, article.SeriesPart) = (series, number);
        return null;
    }

    private static async Task Tag(NewsroomDb db, Article article, IReadOnlyList<string> names, CancellationToken ct)
    {
        var wanted = new List<Tag>();
        foreach (var name in names)
        {
            var tag = article.Tags.FirstOrDefault(t => Same(t.Name, name)) ?? await Named(name, "tag", slug => db.Tags.FirstOrDefaultAsync(t => t.Slug == slug, ct), t => t.Name, slug => db.Tags.Add(new Tag { Slug = slug, Name = name }).Entity, db, ct);
            if (!wanted.Contains(tag))
                wanted.Add(tag);
        }

        article.Tags.RemoveAll(t => !wanted.Contains(t));
        article.Tags.AddRange(wanted.Where(t => !article.Tags.Contains(t)).ToList());
    }

    private static async Task Sign(NewsroomDb db, Article article, IReadOnlyList<string> names, CancellationToken ct)
    {
        var signed = article.Bylines.OrderBy(b => b.Place).ToList();
        var wanted = new List<Author>();
        foreach (var name in names)
        {
            var author = signed.Find(b => Same(b.Author.Name, name))?.Author ?? await Named(name, "author", slug => db.Authors.FirstOrDefaultAsync(a => a.Slug == slug, ct), a => a.Name, slug => db.Authors.Add(new Author { Slug = slug, Name = name }).Entity, db, ct);
            if (!wanted.Contains(author))
                wanted.Add(author);
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            if (i >= signed.Count)
                article.Bylines.Add(new Byline { Place = i, Author = wanted[i] });
            else if (signed[i].Author != wanted[i])
                signed[i].Author = wanted[i];
        }

        foreach (var over in signed.Skip(wanted.Count))
            article.Bylines.Remove(over);
    }

    private static Task<Source> Source(NewsroomDb db, string name, CancellationToken ct) =>
        Named(name, "source", slug => db.Sources.FirstOrDefaultAsync(s => s.Slug == slug, ct), s => s.Name, slug => db.Sources.Add(new Source { Slug = slug, Name = name }).Entity, db, ct);

    private static Task<Series> Series(NewsroomDb db, string name, CancellationToken ct) =>
        Named(name, "series", slug => db.Series.FirstOrDefaultAsync(s => s.Slug == slug, ct), s => s.Name, slug => db.Series.Add(new Series { Slug = slug, Name = name }).Entity, db, ct);

    // A slug folds more than case ("C" and "C++" share one): what only looks the same gets a slug of its own.
    private static async Task<T> Named<T>(string name, string otherwise, Func<string, Task<T?>> find, Func<T, string> called, Func<string, T> make, NewsroomDb db, CancellationToken ct)
        where T : class
    {
        var slug = Slug.From(name, otherwise);
        for (var number = 1; ; number++)
        {
            var numbered = number == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");
            var found = await find(numbered);
            if (found is not null && !Same(called(found), name))
                continue;
            if (found is not null)
                return found;
            var made = make(numbered);
            await db.SaveChangesAsync(ct);
            return made;
        }
    }

    private static bool Same(string? one, string? other) => TypedStory.Same(one, other);
}
