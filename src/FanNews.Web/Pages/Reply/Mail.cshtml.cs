using FanNews.Readers;
using Microsoft.AspNetCore.Mvc;

namespace FanNews.Web.Pages.Reply;

/// <summary>
/// Confirms that mail is wanted, or ends it, by the links in letters. Looking at the page changes nothing: mail programs open links by themselves.
/// The post that ends mail is also sent by mail services (RFC 8058), which have no page of ours.
/// </summary>
public sealed class MailModel(Reading reading, PageHead head, Follows follows, ReplyLinks links) : ReaderPage(reading, head, "Mail about your comments")
{
    /// <summary>The secret that confirms.</summary>
    [BindProperty(SupportsGet = true, Name = "confirm")]
    public string? Secret { get; set; }

    /// <summary>The sealed link that ends.</summary>
    [BindProperty(SupportsGet = true, Name = "stop")]
    public string? Sealed { get; set; }

    /// <summary>Shows the button.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct) => await IsGood(ct) ? Page() : NotFound();

    /// <summary>Confirms or ends.</summary>
    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        if (Sealed is not null)
        {
            if (await links.Unfollows(Sealed, ct) is not { } id)
                return NotFound();
            await follows.Stop(id, ct);
        }
        else
        {
            if (!await IsGood(ct))
                return NotFound();
            if (await Foreign(ct) is { } foreign)
                return foreign;
            await follows.Confirm(Secret, ct);
        }

        Done = true;
        return Page();
    }

    private async Task<bool> IsGood(CancellationToken ct) => Sealed is not null
        ? await links.Unfollows(Sealed, ct) is not null
        : await Follows.Find(await Read.Db(ct), Secret, Read.Now, ct) is not null;
}
