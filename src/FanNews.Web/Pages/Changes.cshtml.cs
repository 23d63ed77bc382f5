using FanNews.Articles;
using FanNews.Web.PageCache;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages;

/// <summary>What readers got in place of what they had read: the published versions of one story, compared. Where the newsroom shows them.</summary>
[Kept]
public sealed class ChangesModel(Reading reading, PageHead head) : PageModel
{
    /// <summary>The story as it stands.</summary>
    public (string Headline, string Permalink, DateTimeOffset PublishAt) Story { get; private set; }

    /// <summary>Its versions but for the first, newest first.</summary>
    public IReadOnlyList<PublishedVersion> Versions { get; private set; } = [];

    /// <summary>Shows them.</summary>
    /// <param name="id">Number of the story.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IActionResult> OnGet(long id, CancellationToken ct)
    {
        var db = await reading.Db(ct);
        if (!(await reading.Site(ct)).Publishing.ShowsChanges)
            return NotFound();
        var story = await db.VisibleStories(reading.Now).Where(l => l.Article.Id == id).Select(l => new { l.Text.Headline, l.Article.Permalink, l.Article.PublishAt }).SingleOrDefaultAsync(ct);
        if (story is null)
            return NotFound();
        Versions = await PublishedVersion.Read(db, id, reading.Now, ct);
        if (Versions.Count == 0)
            return NotFound();
        Story = (story.Headline, story.Permalink!, story.PublishAt!.Value);
        (head.Title, head.NoIndex) = ($"What changed: {story.Headline}", true);
        return Page();
    }
}
