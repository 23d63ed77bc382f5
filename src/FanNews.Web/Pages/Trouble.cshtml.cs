using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages;

/// <summary>The page for 413, 500 and 503. It asks no database: the name of the paper comes from outside or is left out.</summary>
[IgnoreAntiforgeryToken]
public sealed class TroubleModel(IConfiguration configuration) : PageModel
{
    /// <summary>The headline.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What it means for the reader.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>What the reader had typed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Typed { get; private set; } = [];

    /// <summary>The name of the paper.</summary>
    public string Name { get; } = configuration["FanNews:Site:Name"] is { Length: > 0 } name ? name : "FanNews";

    /// <summary>Says it; who asks for the page by its own address finds nothing.</summary>
    public IActionResult OnGet() => Say();

    /// <summary>Says it to who sent something.</summary>
    public IActionResult OnPost() => Say();

    private IActionResult Say()
    {
        Typed = Trouble.Typed(HttpContext);
        switch (Response.StatusCode)
        {
            case StatusCodes.Status503ServiceUnavailable:
                Title = "The presses have stopped for a moment";
                Sentence = "We cannot reach our own archive just now. Please try again in a minute; nothing that is stored is lost.";
                return Page();
            case StatusCodes.Status413PayloadTooLarge:
                Title = "That was too much at once";
                Sentence = "What you sent is larger than we take in one go, and nothing of it was kept. Your browser still has what you typed: go back, and send fewer or smaller files.";
                return Page();
            case StatusCodes.Status500InternalServerError:
                Title = "Something here is broken, and it is ours";
                Sentence = "The page could not be made. We have noted what happened. Please try again, or start from the front page.";
                return Page();
            default:
                return NotFound();
        }
    }
}
