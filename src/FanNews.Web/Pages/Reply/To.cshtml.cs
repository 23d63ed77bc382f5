using FanNews.Articles;
using FanNews.Comments;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Reply;

/// <summary>Leads to a comment by its number, on whichever page of its story it stands by now.</summary>
public sealed class ToModel(Reading reading, PageHead head) : ReaderPage(reading, head, "Comment")
{
    /// <summary>Leads there.</summary>
    public async Task<IActionResult> OnGet(long comment, CancellationToken ct)
    {
        var db = await Read.Db(ct);
        var stories = db.Visible(Read.Now);
        var found = await db.Comments.Where(c => c.Id == comment && c.Status == CommentStatus.Approved)
            .SelectMany(c => stories.Where(l => l.Article.Id == c.ArticleId), (c, l) => new { c.ArticleId, l.Article.Permalink }).SingleOrDefaultAsync(ct);
        if (found is null)
            return NotFound();
        var query = (await CommentPlaces.Queries(db, [(found.ArticleId, comment)], ct))[comment];
        return Redirect(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{LocalRedirects.Local(found.Permalink!)}{query}#comment-{comment}"));
    }
}
