using FanNews.Articles;
using FanNews.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web;

/// <summary>
/// Takes WordPress's comment form (<c>POST /wp-comments-post.php</c> with <c>comment_post_ID</c>) to the story that it is about,
/// where it is treated like our own. Old themes, caches and programs go on working.
/// </summary>
public static class WordPressForm
{
    private const string Address = "/wp-comments-post.php";

    /// <summary>Adds it before routing.</summary>
    public static void UseWordPressForm(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path == Address && http.Request.HasFormContentType)
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (long.TryParse(form["comment_post_ID"], out var number) && await Story(http, number) is { } permalink)
                http.Request.Path = permalink;
        }

        await next(http);
    });

    // Numbers of imported stories come first: forms that use this address were made by WordPress.
    private static async Task<string?> Story(HttpContext http, long number)
    {
        var reading = http.RequestServices.GetRequiredService<Reading>();
        var db = await reading.Db(http.RequestAborted);
        return await ReadArticle.WithWordPressId(db, number, reading.Now, http.RequestAborted)
            ?? await db.Visible(reading.Now).Where(l => l.Article.Id == number).Select(l => l.Article.Permalink).SingleOrDefaultAsync(http.RequestAborted);
    }
}
