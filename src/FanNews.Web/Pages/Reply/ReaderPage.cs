using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Reply;

/// <summary>A page on which a reader tells the newsroom something: a plain form without cookie and token, for this reader only, in no index.</summary>
[IgnoreAntiforgeryToken]
public abstract class ReaderPage(Reading reading, PageHead head, string title) : PageModel
{
    /// <summary>Why what was sent was refused; empty when it wasn't.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Whether what was asked for is done.</summary>
    public bool Done { get; protected set; }

    /// <summary>The site, the store and the instant of the page.</summary>
    protected Reading Read => reading;

    /// <inheritdoc />
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        (head.Title, head.NoIndex) = (title, true);
        Response.Headers.CacheControl = "no-store";
        // Some addresses let somebody in: no other page is told of them.
        Response.Headers["Referrer-Policy"] = "same-origin";
    }

    /// <summary>Refuses what came from a page of another site; null where it did not.</summary>
    /// <param name="ct">Ends the wait.</param>
    protected async Task<IActionResult?> Foreign(CancellationToken ct) => CrossSite.Judge(Request, (await reading.Site(ct)).Url) == Origin.Foreign
        ? Refuse(StatusCodes.Status403Forbidden, new Refusal("", "This was sent from a page of another site. If it was you, send it from here"))
        : null;

    /// <summary>Shows the page again, with what was typed and why not.</summary>
    protected PageResult Refuse(int status, params Refusal[] problems)
    {
        (Problems, head.Error) = (problems, true);
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>Refuses what came in too great a hurry.</summary>
    protected PageResult TooSoon(TimeSpan wait)
    {
        var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Response.Headers.RetryAfter = seconds;
        return Refuse(StatusCodes.Status429TooManyRequests, new Refusal("", $"Wait {seconds} seconds before you send this again: so much in such a hurry looks like a machine's"));
    }
}
