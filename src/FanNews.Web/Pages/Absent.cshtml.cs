using FanNews.Articles;
using FanNews.Web.PageCache;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages;

/// <summary>What a reader sees where nothing is (404) or where something was withdrawn (410).</summary>
[Kept]
[IgnoreAntiforgeryToken]
public sealed class AbsentModel(Reading reading, PageHead head, KnownSlugs slugs) : PageModel
{
    /// <summary>Whether it was withdrawn.</summary>
    public bool Gone { get; private set; }

    /// <summary>Words of the address, for the search field.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Stories whose addresses or headlines are near the one that was asked for.</summary>
    public IReadOnlyList<Teaser> Guesses { get; private set; } = [];

    /// <summary>Helps.</summary>
    public Task<IActionResult> OnGet(CancellationToken ct) => Help(ct);

    /// <summary>Helps who posted to where nothing is.</summary>
    public Task<IActionResult> OnPost(CancellationToken ct) => Help(ct);

    private async Task<IActionResult> Help(CancellationToken ct)
    {
        var asked = Absence.Asked(HttpContext) ?? "";
        head.NoIndex = true;
        Gone = Response.StatusCode == StatusCodes.Status410Gone;
        if (!Gone)
            Response.StatusCode = StatusCodes.Status404NotFound;
        head.Title = Gone ? "Withdrawn" : "Not found";
        if (Gone)
            return Page();
        var guess = new SlugGuess(asked);
        Words = guess.Words;
        Guesses = await guess.Find(await reading.Db(ct), await slugs.Of(reading, ct), reading.Now, ct);
        return Page();
    }
}

/// <summary>The newest stories, as addresses are compared with them, that were read last.</summary>
public sealed class KnownSlugs
{
    private Known? known;

    /// <summary>Those that a reading sees: they are the same as long as what stands around its pages is.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IReadOnlyList<SluggedStory>> Of(Reading reading, CancellationToken ct)
    {
        var around = await reading.Around(ct);
        if (known is { } last && ReferenceEquals(last.Around, around))
            return last.Stories;
        var stories = await SlugGuess.ReadNewest(await reading.Db(ct), reading.Now, ct);
        known = new(around, stories);
        return stories;
    }

    private sealed record Known(Surroundings Around, IReadOnlyList<SluggedStory> Stories);
}
