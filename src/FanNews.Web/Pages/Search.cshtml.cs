using FanNews.Articles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages;

/// <summary>Finds stories by words of their headline and dek, newest first.</summary>
public sealed class SearchModel(Reading reading, PageHead head) : PageModel
{
    // Longer questions are no questions.
    private const int Longest = 200;

    /// <summary>What was asked.</summary>
    public string Question { get; private set; } = "";

    /// <summary>What was found, a page of it.</summary>
    public IReadOnlyList<Teaser> Stories { get; private set; } = [];

    /// <summary>Searches, or offers to.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        Question = Clean(Request.Query["q"].ToString());
        head.Title = Question.Length == 0 ? "Search" : $"{Question} – Search";
        head.NoIndex = Question.Length > 0;
        head.Canonical = Question.Length == 0 ? "/search" : null;
        if (PageNumber.Of(Request.Query) is not { } number)
            return NotFound();
        if (Question.Length == 0)
            return Page();
        (Stories, var more) = await (await reading.Db(ct)).VisibleStories(reading.Now).Saying(Question).NewestFirst().ReadPage(number, StoryList.PageSize, ct);
        if (Stories.Count == 0 && number > 1)
            return NotFound();
        head.Pages = (number > 1 ? Address(number - 1) : null, more ? Address(number + 1) : null);
        return Page();
    }

    // Control characters are no words, and PostgreSQL refuses some of them.
    private static string Clean(string question)
    {
        var text = string.Concat(question.Take(Longest).Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return text.Trim();
    }

    private string Address(int number) => "/search?q=" + Uri.EscapeDataString(Question) + PageNumber.Query(number).Replace('?', '&');
}
