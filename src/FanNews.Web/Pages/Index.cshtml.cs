using System.Globalization;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Onward;
using FanNews.Settings;
using FanNews.Web.PageCache;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace FanNews.Web.Pages;

/// <summary>The front page, and the addresses by which WordPress knew articles (<c>/?p=ID</c>) and its search (<c>/?s=WORDS</c>).</summary>
[Kept("p", "page_id")]
public sealed class IndexModel(Reading reading, PageHead head) : PageModel
{
    /// <summary>What stands on it.</summary>
    public FrontPage Front { get; private set; } = new();

    /// <summary>What is most read; empty for no ranking.</summary>
    public IReadOnlyList<ReadStory> Read { get; private set; } = [];

    /// <summary>Shows it, or sends an old address on.</summary>
    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        if (WordPressNumber() is { } number)
            return await ReadArticle.WithWordPressId(db, number, reading.Now, ct) is { } permalink ? RedirectPermanent(LocalRedirects.Local(permalink)) : NotFound();
        if (Request.Query["s"].ToString() is { Length: > 0 } words)
            return Redirect(QueryHelpers.AddQueryString("/search", "q", words));
        Front = await FrontPage.Read(db, await reading.LiveSections(ct), reading.Now, ct);
        Read = await MostRead.Read(db, reading.Now, ct);
        foreach (var correction in Front.Corrections)
            reading.LastsUntil(correction.Until);
        Describe(site, (await reading.Pictures(ct)).Social ?? Front.Lead?.Picture);
        return Page();
    }

    private long? WordPressNumber()
    {
        foreach (var key in (string[])["p", "page_id"])
        {
            if (Request.Query.TryGetValue(key, out var value))
                return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        }

        return null;
    }

    private void Describe(Site site, PictureView? picture)
    {
        head.Front = true;
        head.Feed = new Feed($"Comments · {site.Name}", "/comments/");
        head.Data = SiteData.Front(site);
        head.Canonical = "/";
        head.Description = site.Motto;
        head.Properties.AddRange([new("og:type", "website"), new("og:title", site.Name), new("og:url", site.Absolute("/")), new("og:site_name", site.Name)]);
        head.Properties.AddRange(StoryHead.Card(picture, site));
        head.Properties.Add(new("twitter:card", picture?.Src is null ? "summary" : "summary_large_image"));
    }
}
