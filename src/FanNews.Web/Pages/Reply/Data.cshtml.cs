using System.Text.Json;
using FanNews.Comments;
using FanNews.Readers;
using Microsoft.AspNetCore.Mvc;

namespace FanNews.Web.Pages.Reply;

/// <summary>What is held of a commenter: takes the wish for a link, and shows, hands out and erases by it. The answer tells nobody who has commented.</summary>
public sealed class DataModel(Reading reading, PageHead head, OwnData data) : ReaderPage(reading, head, "Your data")
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The secret of the link; null for whoever asks for one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>The address as typed.</summary>
    public string? Email { get; private set; }

    /// <summary>Whether links can be mailed at all.</summary>
    public bool IsPossible { get; private set; }

    /// <summary>All that is held; null before the link.</summary>
    public HeldData? Held { get; private set; }

    /// <summary>How many comments were erased; null for not yet.</summary>
    public int? Erased { get; private set; }

    /// <summary>Shows the form, or what is held.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        IsPossible = await data.IsPossible(ct);
        return Token is null || await Find(ct) ? Page() : NotFound();
    }

    /// <summary>Takes the wish for a link.</summary>
    public async Task<IActionResult> OnPost(string? email, CancellationToken ct)
    {
        Email = email;
        IsPossible = await data.IsPossible(ct);
        if (await Foreign(ct) is { } foreign)
            return foreign;
        var address = (email ?? "").Trim().ToLowerInvariant();
        if (!Submission.IsAddress(address))
            return Refuse(StatusCodes.Status422UnprocessableEntity, new Refusal("email", "Enter an email address in the form name@example.org"));
        if (IsPossible)
            await data.Ask(address, ct);
        Done = true;
        return Page();
    }

    /// <summary>Hands all of it out, as JSON.</summary>
    public async Task<IActionResult> OnPostExport(CancellationToken ct)
    {
        if (!await Find(ct))
            return NotFound();
        if (await Foreign(ct) is { } foreign)
            return foreign;
        return File(JsonSerializer.SerializeToUtf8Bytes(Held, Readable), "application/json", "your-data.json");
    }

    /// <summary>Erases all of it.</summary>
    public async Task<IActionResult> OnPostErase(CancellationToken ct)
    {
        if (!await Find(ct))
            return NotFound();
        if (await Foreign(ct) is { } foreign)
            return foreign;
        Erased = await data.Erase(Token, ct);
        return Erased is null ? NotFound() : Page();
    }

    private async Task<bool> Find(CancellationToken ct) => (Held = await OwnData.Read(await Read.Db(ct), Token, Read.Now, await Read.Site(ct), ct)) is not null;
}
