using System.Globalization;
using System.Text;
using FanNews.Articles;
using FanNews.People;
using FanNews.Search;
using FanNews.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages;

/// <summary>Finds stories: a plain form whose address holds the whole question.</summary>
public sealed class SearchModel(Reading reading, PageHead head) : PageModel
{
    private const string Place = "/search";

    // Longer questions are no questions.
    private const int Longest = 1_000;

    // As many people as a sentence may name who are called so.
    private const int MostNames = 6;

    /// <summary>What was asked.</summary>
    public string Question { get; private set; } = "";

    /// <summary>Slug of the section to look in; empty for all.</summary>
    public string Section { get; private set; } = "";

    /// <summary>Name of the author to look for; empty for any.</summary>
    public string Author { get; private set; } = "";

    /// <summary>The first day, as typed; empty for any.</summary>
    public string From { get; private set; } = "";

    /// <summary>The last day, as typed; empty for any.</summary>
    public string To { get; private set; } = "";

    /// <summary>Whether the search is narrowed.</summary>
    public bool Narrowed => Section.Length + Author.Length + From.Length + To.Length > 0;

    /// <summary>What was found.</summary>
    public SearchAnswer Answer { get; private set; } = new();

    /// <summary>A sentence about a filter that cannot be; null when all can.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many were found, in words.</summary>
    public string Count => Answer switch
    {
        { Total: null } => "Very many stories. The latest of them, and those whose headline says it, are ranked here.",
        { AllWords: false } => string.Create(CultureInfo.InvariantCulture, $"No story has all of these words. {Answer.Total:#,0} {(Answer.Total == 1 ? "has" : "have")} some of them."),
        { Total: 1 } => "One story.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Answer.Total:#,0} stories."),
    };

    /// <summary>Searches, or offers to.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        // Routing takes other letters and a slash at the end for the same.
        if (Request.Path.Value != Place)
            return RedirectPermanent(Place + Request.QueryString);
        (Question, Section, Author, From, To) = (Clean("q"), Clean("section"), Clean("author"), Clean("from"), Clean("to"));
        head.Title = Question.Length == 0 ? "Search" : $"{Question} – Search";
        // An edit is found at once, by way of a cache too.
        Response.Headers.CacheControl = "no-cache";
        head.Description = $"Search the stories of {(await reading.Site(ct)).Name}.";
        // What a stranger typed into an address is nothing for an index; the form is.
        head.NoIndex = Question.Length > 0;
        head.Canonical = Question.Length == 0 ? Place : null;
        if (PageNumber.Of(Request.Query) is not { } number)
            return NotFound();
        if (Question.Length == 0)
            return Page();
        var db = await reading.Db(ct);
        if (await Ask(number, ct) is not { } asked)
            return Page();
        Answer = await FindStories.Find(db, asked, reading.Now, ct);
        if (Answer.Stories.Count == 0 && number > 1)
            return NotFound();
        head.PagesAreByTime = false;
        if (number > 1)
            head.Title = string.Create(CultureInfo.InvariantCulture, $"{Question}, page {number} – Search");
        head.Pages = (number > 1 ? Address(number - 1) : null, Answer.More ? Address(number + 1) : null);
        return Page();
    }

    /// <summary>The address of the same search in the whole paper.</summary>
    public string Wider => "/search" + new QueryString().Add("q", Question);

    /// <summary>The address of the same search for other words.</summary>
    public string Instead(string question) => Address(1, question);

    private async Task<SearchQuestion?> Ask(int number, CancellationToken ct)
    {
        var asked = new SearchQuestion(Question) { Page = number };
        if (Section.Length > 0)
        {
            var sections = await reading.Sections(ct);
            if (sections.WithSlug(Section.ToLowerInvariant()) is not { } section)
                return Impossible("There is no such section.");
            asked = asked with { Sections = sections.Within(section.Id) };
        }

        if (Author.Length > 0)
        {
            var called = await Called(await reading.Db(ct), Author, reading.Now, ct);
            if (called.Count != 1)
                return Impossible(called.Count == 0 ? $"Nobody called “{Author}” writes here." : $"“{Author}” may be {string.Join(", ", called.Take(MostNames).SkipLast(1).Select(a => a.Name))} or {(called.Count > MostNames ? "somebody else" : called[^1].Name)}. Write the whole name.");
            asked = asked with { Author = called[0].Id };
        }

        if (Day(From) is not (var from, true) || Day(To) is not (var to, true))
            return Impossible("Write a day like 2026-11-24.");
        if (from > to)
            return Impossible("The first day is after the last.");
        var zone = (await reading.Site(ct)).Zone;
        return asked with
        {
            From = from is { } first ? StoryList.Midnight(first, zone) : null,
            Before = to is { } last ? StoryList.Midnight(last.AddDays(1), zone) : null,
        };
    }

    // By the whole name, or by whole parts of it where nobody is called just that; of those alone who have something that readers see.
    private static async Task<List<Author>> Called(NewsroomDb db, string name, DateTimeOffset now, CancellationToken ct)
    {
        var (slug, visible) = (Slug.From(name), db.VisibleStories(now));
        var authors = db.Authors.AsNoTracking().Where(a => db.Set<Byline>().Any(b => b.AuthorId == a.Id && visible.Any(l => l.Article.Id == b.ArticleId)));
        if (await authors.Where(a => a.Slug == slug || a.Name == name).FirstOrDefaultAsync(ct) is { } one)
            return [one];
        return slug.Length == 0 ? [] : await authors.Where(a => ("-" + a.Slug + "-").Contains("-" + slug + "-")).OrderBy(a => a.Name).ThenBy(a => a.Id).Take(MostNames + 1).ToListAsync(ct);
    }

    private SearchQuestion? Impossible(string sentence)
    {
        Problem = sentence;
        return null;
    }

    // The year 1 has no zones, and the year 9999 no end.
    private static (DateOnly? Day, bool Can) Day(string typed) =>
        typed.Length == 0 ? (null, true)
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? (day, true)
        : (null, false);

    // Control characters are no words, and PostgreSQL refuses some of them, and halves of characters.
    private string Clean(string field)
    {
        var text = new StringBuilder();
        foreach (var rune in (Request.Query[field].FirstOrDefault() ?? "").EnumerateRunes().Take(Longest).Where(r => !Rune.IsControl(r) && r != Rune.ReplacementChar))
            text.Append(rune.ToString());
        return text.ToString().Trim();
    }

    private string Address(int number, string? question = null)
    {
        var query = new QueryString().Add("q", question ?? Question);
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("section", Section), ("author", Author), ("from", From), ("to", To)])
        {
            if (value.Length > 0)
                query = query.Add(name, value);
        }

        return "/search" + query + PageNumber.Query(number).Replace('?', '&');
    }
}
