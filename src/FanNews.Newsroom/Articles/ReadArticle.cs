using FanNews.Body;
using FanNews.Comments;
using FanNews.Media;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Finds what stands at an address.</summary>
public static class ReadArticle
{
    // A change this soon after publication is the same piece of work, not an update worth a reader's attention.
    private static readonly TimeSpan Material = TimeSpan.FromMinutes(15);

    /// <summary>What a reader finds at a path.</summary>
    /// <param name="db">The store.</param>
    /// <param name="path">The decoded path of the request.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="site">The site's choices.</param>
    /// <param name="talk">Whether to read its comments.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<ArticleAnswer> At(NewsroomDb db, string path, DateTimeOffset now, Site site, bool talk = true, CancellationToken ct = default)
    {
        var key = Permalink.Key(path);
        var live = await db.Visible(now)
            .Where(l => l.Article.PermalinkKey == key)
            .Select(l => new { l.Article, l.Text, l.Article.Section, l.Article.Source, l.Article.LeadPicture })
            .AsNoTracking()
            .SingleOrDefaultAsync(ct);
        if (live is null)
            return await Elsewhere(db, key, now, ct);
        if (live.Article.Permalink != path)
            return new ArticleAnswer.Moved(live.Article.Permalink!);

        var article = live.Article;
        var body = BodyText.Parse(live.Text.Body);
        var pictures = await Pictures(db, body, Rendition.Public, now, ct);
        var bylines = await db.Set<Byline>().AsNoTracking().Include(b => b.Author.Portrait).Where(b => b.ArticleId == article.Id).OrderBy(b => b.Place).ToListAsync(ct);
        var authors = bylines.ConvertAll(b => b.Author);
        foreach (var author in authors.Where(a => a.Portrait?.MayBeShown(now) is false))
            author.Portrait = null;
        var tags = await db.Articles.AsNoTracking().Where(a => a.Id == article.Id).SelectMany(a => a.Tags).OrderBy(t => t.Name).ToListAsync(ct);
        var lead = Lead(live.LeadPicture.Shown(now), body, pictures);
        return new ArticleAnswer.Found(new StoryView
        {
            Id = article.Id,
            Kind = article.Kind,
            Permalink = article.Permalink!,
            Headline = live.Text.Headline,
            Dek = live.Text.Dek,
            Dateline = live.Text.Dateline,
            Excerpt = live.Text.Teaser,
            AiAssisted = live.Text.AiAssisted,
            Body = body,
            Setting = new BodySetting { Dateline = live.Text.Dateline, Picture = pictures.GetValueOrDefault, LeadPicture = lead?.Address, Host = site.Url.Host },
            PublishAt = article.PublishAt!.Value,
            ModifiedAt = live.Text.EffectiveAt!.Value,
            UpdatedAt = await Updated(db, article, live.Text, now, ct),
            HasChanges = site.Publishing.ShowsChanges && article.Kind == ArticleKind.Story && live.Text.Number > 1 && await PublishedVersion.Any(db, article.Id, now, ct),
            Section = live.Section,
            Source = live.Source,
            Series = article.SeriesId is { } series ? await SeriesPlace.Of(db, series, article.Id, now, ct) : null,
            LeadPicture = lead,
            Authors = authors,
            Tags = tags,
            CommentsOpen = article.CommentsOpen && CommentsEnd.IsBefore(site, article.PublishAt, article.CommentDays, now),
            Comments = talk ? await CommentThread.Of(db, article.Id, ct) : CommentThread.Empty,
        });
    }

    // A slip that was mended is no update: the time of the change before it stands.
    private static async Task<DateTimeOffset?> Updated(NewsroomDb db, Article article, Revision live, DateTimeOffset now, CancellationToken ct)
    {
        var at = live.Change != ChangeKind.Typo ? live.EffectiveAt
            : await db.Revisions.Where(r => r.ArticleId == article.Id && r.Released && r.EffectiveAt <= now && r.Change != ChangeKind.Typo).MaxAsync(r => r.EffectiveAt, ct);
        return at - article.PublishAt > Material ? at : null;
    }

    /// <summary>The number of the visible article at exactly this path; null when there is none. For who needs nothing else of it.</summary>
    /// <param name="db">The store.</param>
    /// <param name="path">The decoded path of the request.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<long?> NumberAt(NewsroomDb db, string path, DateTimeOffset now, CancellationToken ct = default)
    {
        var key = Permalink.Key(path);
        return db.Visible(now).Where(l => l.Article.PermalinkKey == key && l.Article.Permalink == path).Select(l => (long?)l.Article.Id).SingleOrDefaultAsync(ct);
    }

    /// <summary>The path of the visible article that had this number in WordPress; null when there is none.</summary>
    public static Task<string?> WithWordPressId(NewsroomDb db, long id, DateTimeOffset now, CancellationToken ct = default) =>
        db.Visible(now).Where(l => l.Article.WordPressId == id).OrderBy(l => l.Article.Id).Select(l => l.Article.Permalink).FirstOrDefaultAsync(ct);

    internal static async Task<Dictionary<string, PictureView>> Pictures(NewsroomDb db, BodyText body, string root, DateTimeOffset now, CancellationToken ct) => body.Pictures.Count == 0
        ? []
        : await db.Pictures.AsNoTracking().Where(p => body.Pictures.Contains(p.Address)).ToDictionaryAsync(p => p.Address, p => p.ViewAt(now, root), ct);

    // A body may open with the lead picture itself, with a caption of its own that then belongs above the story too.
    internal static PictureView? Lead(PictureView? lead, BodyText body, Dictionary<string, PictureView> pictures)
    {
        if (lead is null || body.OpeningPicture != lead.Address)
            return lead;
        return pictures.TryGetValue(lead.Address, out var opening) ? lead with { Caption = lead.Caption ?? opening.Caption, Credit = lead.Credit ?? opening.Credit } : lead;
    }

    internal static async Task<ArticleAnswer> Elsewhere(NewsroomDb db, string key, DateTimeOffset now, CancellationToken ct)
    {
        if (await WasKilled(db.Articles.Where(a => a.PermalinkKey == key), now, ct))
            return new ArticleAnswer.Gone();
        var redirect = await db.Redirects.AsNoTracking().Where(r => r.FromKey == key).Select(r => new { r.To, r.ArticleId }).SingleOrDefaultAsync(ct);
        if (redirect is null)
            return new ArticleAnswer.Missing();
        if (redirect.ArticleId is not { } id)
            return new ArticleAnswer.Moved(redirect.To!);
        var permalink = await db.Visible(now).Where(l => l.Article.Id == id).Select(l => l.Article.Permalink).SingleOrDefaultAsync(ct);
        if (permalink is not null)
            return new ArticleAnswer.Moved(permalink);
        return await WasKilled(db.Articles.Where(a => a.Id == id), now, ct) ? new ArticleAnswer.Gone() : new ArticleAnswer.Missing();
    }

    // Only what readers once saw is "gone"; a story killed before it came out never existed for them.
    internal static Task<bool> WasKilled(IQueryable<Article> articles, DateTimeOffset now, CancellationToken ct) =>
        articles.AnyAsync(a => a.KilledAt != null && (a.SeenAt <= a.KilledAt
            || (a.State == ArticleState.Published && a.PublishAt <= a.KilledAt && a.PublishAt <= now && (a.EmbargoUntil == null || a.EmbargoUntil <= a.KilledAt))), ct);
}
