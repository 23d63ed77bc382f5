using FanNews.Web.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>What the desk says instead of a page. Shown under the address that was asked for, whatever the method.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class RefusedModel : PageModel
{
    /// <summary>The trouble in a few words.</summary>
    public string Heading { get; private set; } = "Not found";

    /// <summary>The trouble in a sentence, and what to do.</summary>
    public string Sentence { get; private set; } = "There is no such page on the desk.";

    /// <summary>Tells the trouble.</summary>
    public void OnGet() => Tell();

    /// <summary>What the person had typed, to be copied: it was not saved. Null for nothing.</summary>
    public CarriedForm? Typed { get; private set; }

    /// <summary>Tells the trouble, and gives back what was typed.</summary>
    public async Task OnPost()
    {
        Typed = CarriedForm.From(HttpContext);
        MaySend = Typed is not null && Response.StatusCode == StatusCodes.Status400BadRequest && await Typed.IsOfEarlierSession(HttpContext);
        Tell();
    }

    /// <summary>Whether it may be sent again from here, by whoever is in now.</summary>
    public bool MaySend { get; private set; }

    private void Tell()
    {
        switch (Response.StatusCode)
        {
            case StatusCodes.Status200OK:
                Response.StatusCode = StatusCodes.Status404NotFound;
                break;
            case StatusCodes.Status403Forbidden when DeskPerson.Of(User) is { Proven: false }:
                (Heading, Sentence) = ("A second factor first", "Your role asks for a second factor since a moment ago. Nothing was changed. Set one up, then go on.");
                break;
            case StatusCodes.Status403Forbidden:
                (Heading, Sentence) = ("Not for you", "Your role does not open this page. An administrator can give you another one.");
                break;
            case StatusCodes.Status400BadRequest when MaySend:
                (Heading, Sentence) = ("Not saved yet", "This form was opened in an earlier session, so nothing was changed. Look at it, and send it again as yourself.");
                break;
            case StatusCodes.Status400BadRequest:
                (Heading, Sentence) = ("That did not work", "The form was too old or not complete, and nothing was changed. Go back, open the page again and send it once more.");
                break;
            case StatusCodes.Status413PayloadTooLarge:
                (Heading, Sentence) = ("Too large", "The desk takes 64 MB at once, and 32 MB of one picture. Nothing was changed. Go back and send less.");
                break;
            case not StatusCodes.Status404NotFound:
                (Heading, Sentence) = ("That did not work", "The desk could not answer. Nothing was changed.");
                break;
        }
    }
}
