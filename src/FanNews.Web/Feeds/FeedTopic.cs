using FanNews.Articles;
using FanNews.Body;
using FanNews.Comments;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Pages;

namespace FanNews.Web.Feeds;

/// <summary>What a feed is of: stories of a list, or comments.</summary>
/// <param name="Base">The decoded path before <c>feed/</c>, spelled as it should be.</param>
/// <param name="Page">Decoded path of the page with the same things.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">A sentence about it; null for none.</param>
internal sealed record FeedTopic(string Base, string Page, string Title, string? Description)
{
    // What readers of feeds expect, and WordPress sends.
    private const int Items = 10;

    /// <summary>The stories, newest first; null for a feed of comments.</summary>
    public IQueryable<LiveArticle>? Stories { get; init; }

    /// <summary>Number of the article whose comments it holds; null for the comments of all.</summary>
    public long? Article { get; init; }

    /// <summary>Whether it may be there without anything in it: what may yet come is worth a subscription.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Finds what stands under a feed's address.</summary>
    /// <returns>The topic, or where the article went, or neither.</returns>
    public static async Task<(FeedTopic? Topic, ArticleAnswer? Elsewhere)> Find(string page, Reading reading, CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var parts = page.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return (new("/", "/", site.Name, site.Motto) { Stories = db.VisibleStories(reading.Now).NewestFirst(), MayBeEmpty = true }, null);
        if (parts is [var only] && only.Equals("comments", StringComparison.OrdinalIgnoreCase))
            return (new("/comments/", "/", $"Comments · {site.Name}", $"What readers say in {site.Name}.") { MayBeEmpty = true }, null);
        if (await StoryList.At(db, await reading.Sections(ct), site, parts, reading.Now, ct) is { } list)
            return (new(list.Path, list.Path, $"{(await reading.Times(ct)).Heading(list)} · {site.Name}", list.Description) { Stories = list.Stories.NewestFirst() }, null);
        var (article, elsewhere) = await NamedStory.At(db, page, reading.Now, ct);
        return article is null
            ? (null, elsewhere)
            : (new(article.Permalink.TrimEnd('/') + "/", article.Permalink, $"Comments on {article.Headline} · {site.Name}", article.Dek) { Article = article.Id, MayBeEmpty = true }, null);
    }

    /// <summary>Reads a part of the feed.</summary>
    /// <param name="address">The feed's address.</param>
    /// <param name="before">After which place; null for the newest.</param>
    /// <param name="reading">The store at one instant.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The feed, and when readers' view of it may last have changed (UTC).</returns>
    public async Task<(FeedDocument Feed, DateTimeOffset ChangedAt)> Read(FeedAddress address, ListPlace? before, Reading reading, CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var (entries, next, changed) = Stories is null
            ? await ReadComments(db, site, before, reading.Now, ct)
            : await ReadStories(Stories, db, site, before, reading.Now, ct);
        var feed = new FeedDocument
        {
            Title = Title,
            Description = Description ?? Title,
            Page = Page,
            Address = address,
            Before = before,
            Next = next,
            UpdatedAt = entries.Count > 0 ? entries.Max(e => e.UpdatedAt) : changed,
            Entries = entries,
        };
        return (feed, changed);
    }

    private static async Task<(List<FeedEntry> Entries, ListPlace? Next, DateTimeOffset ChangedAt)> ReadStories(
        IQueryable<LiveArticle> all, NewsroomDb db, Site site, ListPlace? before, DateTimeOffset now, CancellationToken ct)
    {
        var stories = (await FeedStory.Read(db, all.Before(before).Take(Items + 1), site, now, ct)).ToList();
        ListPlace? next = stories.Count > Items ? new ListPlace(stories[Items - 1].Teaser.PublishAt, stories[Items - 1].Teaser.Id) : null;
        var since = next is null ? DateTimeOffset.UnixEpoch : stories[^1].Teaser.PublishAt;
        var changed = stories.Select(s => s.ModifiedAt).Append(await LastChange.OfStories(db, since, now, ct)).Max();
        return ([.. stories.Take(Items).Select(s => Entry(s, site))], next, changed);
    }

    private async Task<(List<FeedEntry> Entries, ListPlace? Next, DateTimeOffset ChangedAt)> ReadComments(
        NewsroomDb db, Site site, ListPlace? before, DateTimeOffset now, CancellationToken ct)
    {
        var comments = await FeedComment.Read(db, Article, before, Items + 1, now, ct);
        ListPlace? next = comments.Count > Items ? new ListPlace(comments[Items - 1].CreatedAt, comments[Items - 1].Id) : null;
        var since = next is null ? DateTimeOffset.UnixEpoch : comments[^1].CreatedAt;
        var changed = comments.Select(c => c.StoryChangedAt).Append(await LastChange.OfComments(db, since, now, ct)).Max();
        return ([.. comments.Take(Items).Select(c => Entry(c, site, Article is not null))], next, changed);
    }

    private static FeedEntry Entry(FeedStory story, Site site) => new()
    {
        Identity = story.Identity,
        Title = story.Teaser.Headline,
        Url = site.Absolute(story.Teaser.Permalink),
        PublishedAt = story.Teaser.PublishAt,
        UpdatedAt = story.ModifiedAt,
        Authors = [.. story.Authors.Select(a => (a.Name, (string?)a.Path))],
        Categories = story.Categories,
        Summary = story.Teaser.Dek ?? story.Teaser.Excerpt,
        Html = story.Html,
        Pictures = story.Pictures,
        Enclosure = story.Enclosure,
        Comments = story.Comments,
        Permalink = story.Teaser.Permalink,
    };

    private static FeedEntry Entry(FeedComment comment, Site site, bool underItsStory) => new()
    {
        Identity = site.Tag(comment.CreatedAt, "comment", comment.Id),
        Title = underItsStory ? $"By {comment.Name}" : $"{comment.Name} on {comment.Headline}",
        Url = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{site.Absolute(comment.Permalink)}{comment.Query}#comment-{comment.Id}"),
        PublishedAt = comment.CreatedAt,
        UpdatedAt = comment.CreatedAt,
        Authors = [(comment.Name, null)],
        Html = CommentText.ToHtml(comment.Text),
        Permalink = comment.Permalink,
    };
}
