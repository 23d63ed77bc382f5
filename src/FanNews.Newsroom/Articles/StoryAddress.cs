using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Gives a story its address and looks that nothing else stands there.</summary>
internal static class StoryAddress
{
    // So many stories of one day may share a headline before somebody has to think of another slug.
    internal const int MostNumbers = 50;

    /// <summary>Takes the slug over from the form, moves a story that is out, and leaves a redirect at the old address.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="article">The story.</param>
    /// <param name="typed">The slug as typed; blank to make it from the headline.</param>
    /// <param name="headline">The headline as typed.</param>
    /// <param name="before">The headline before.</param>
    /// <param name="wasOut">Whether readers ever saw the story.</param>
    /// <param name="ct">Ends the wait.</param>
    internal static async Task<Refusal?> Rename(Change change, Article article, string? typed, string headline, string? before, bool wasOut, CancellationToken ct)
    {
        var slug = Wanted(typed, article.Slug, headline, before, wasOut);
        if (slug == article.Slug)
            return null;
        var old = article.Slug;
        article.Slug = Slug.From(slug);
        if (!wasOut || article.Permalink is not { } from || article.Slug == old)
            return null;
        var to = Replaced(from, old, article.Slug);
        if (to is null)
            return Foreign(from);
        if (await Taken(change.Db, article.Id, to, ct) is { } refusal)
            return refusal;
        await Move(change, article, from, to, ct);
        return null;
    }

    /// <summary>The slug that a form means: an untouched one follows the headline until readers know it.</summary>
    internal static string Wanted(string? typed, string? stored, string headline, string? before, bool wasOut)
    {
        var slug = TypedStory.Clean(typed);
        var follows = slug.Length == 0 || (!wasOut && slug == stored && before is not null && slug == Slug.From(before));
        return !follows ? slug : wasOut && stored is not null ? stored : Slug.From(headline);
    }

    /// <summary>The path at which a story is to come out; fixed already for one that readers know.</summary>
    internal static async Task<(string? Path, Refusal? Refusal)> Find(NewsroomDb db, Article article, string headline, DateTimeOffset at, bool wasOut, Site site, CancellationToken ct)
    {
        if (wasOut && article.Permalink is { } known)
            return (known, null);
        // An imported draft kept its old path, a page has one of its own.
        if (article.Permalink is { } kept && article.State != ArticleState.Published)
            return (kept, await Taken(db, article.Id, kept, ct));
        var (slug, own) = (article.Slug, article.Slug == Slug.From(headline));
        for (var number = 1; ; number++)
        {
            var tried = number == 1 ? slug : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{slug}-{number}");
            var path = article.Kind == ArticleKind.Page ? $"/{tried}/" : Permalink.For(site.PermalinkPattern, tried, at, site.Zone, article.Section?.Slug);
            var refusal = await Taken(db, article.Id, path, ct);
            // Nobody chose the slug: then a number is as good. A chosen one is asked about.
            if (refusal is not null && own && number < MostNumbers)
                continue;
            if (refusal is null)
                article.Slug = tried;
            return (path, refusal);
        }
    }

    internal static Refusal Foreign(string path) => new("Slug", $"The address {path} was brought from elsewhere and does not hold the slug. It stays as it is");

    internal static async Task<Refusal?> Taken(NewsroomDb db, long id, string path, CancellationToken ct)
    {
        if (Permalink.IsFixed(path))
            return new("Slug", $"The program itself answers {path}. Choose another slug");
        var key = Permalink.Key(path);
        if (await db.Articles.AnyAsync(a => a.PermalinkKey == key && a.Id != id, ct))
            return new("Slug", $"Another story has the address {path}. Choose another slug");
        if (await db.Redirects.AnyAsync(r => r.FromKey == key && r.ArticleId != id, ct))
            return new("Slug", $"The address {path} was another story’s and leads there. Choose another slug");
        return null;
    }

    private static async Task Move(Change change, Article article, string from, string to, CancellationToken ct)
    {
        var (old, now) = (Permalink.Key(from), Permalink.Key(to));
        var known = await change.Db.Redirects.Where(r => r.FromKey == old || r.FromKey == now).ToListAsync(ct);
        change.Db.Redirects.RemoveRange(known.Where(r => r.FromKey == now));
        article.MoveTo(to);
        if (old != now && !known.Exists(r => r.FromKey == old))
            change.Db.Redirects.Add(new Redirect { FromKey = old, Article = article });
        change.Record("moved", $"article:{article.Id}");
    }

    internal static string? Replaced(string path, string old, string slug)
    {
        var parts = path.Split('/');
        var at = Array.FindLastIndex(parts, p => string.Equals(p, old, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
            return null;
        parts[at] = slug;
        return string.Join('/', parts);
    }
}
