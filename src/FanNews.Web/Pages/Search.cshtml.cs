using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Search;
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
        head.Pages = (number > 1 ? Address(number - 1) : null, Answer.More ? Address(number + 1) : null);
        return Page();
    }

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
            var slug = Slug.From(Author);
            if (await (await reading.Db(ct)).Authors.AsNoTracking().Where(a => a.Slug == slug || a.Name == Author).Select(a => (long?)a.Id).FirstOrDefaultAsync(ct) is not { } author)
                return Impossible($"Nobody called “{Author}” writes here.");
            asked = asked with { Author = author };
        }

        if (Day(From) is not (var from, true) || Day(To) is not (var to, true))
            return Impossible("Write a day like 2026-11-24.");
        var zone = (await reading.Site(ct)).Zone;
        return asked with
        {
            From = from is { } first ? StoryList.Midnight(first, zone) : null,
            Before = to is { } last ? StoryList.Midnight(last.AddDays(1), zone) : null,
        };
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

    // Control characters are no words, and PostgreSQL refuses some of them.
    private string Clean(string field)
    {
        var text = string.Concat(Request.Query[field].ToString().Take(Longest).Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return text.Trim();
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
