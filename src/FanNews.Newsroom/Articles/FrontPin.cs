using FanNews.Storage;

namespace FanNews.Articles;

/// <summary>A story that the desk put on the front page by hand. What no pin takes is filled by rule.</summary>
public sealed class FrontPin
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Key of <see cref="Article"/>. A story is pinned once.</summary>
    public long ArticleId { get; set; }

    /// <summary>The story.</summary>
    public Article Article { get; set; } = null!;

    /// <summary>Its slot, from 0: the lead, then those beside it.</summary>
    public int Place { get; set; }

    /// <summary>When the pin ends by itself (UTC); null for never.</summary>
    public DateTimeOffset? EndsAt { get; set; }
}

/// <summary>Asking for pins.</summary>
public static class FrontPinQueries
{
    /// <summary>The pins that count at <paramref name="now"/> (UTC). A pin ends by itself: nothing has to run for it.</summary>
    public static IQueryable<FrontPin> Standing(this IQueryable<FrontPin> pins, DateTimeOffset now) => pins.Where(p => p.EndsAt == null || p.EndsAt > now);

    /// <summary>The pinned stories that readers see at <paramref name="now"/> (UTC), each with its slot, in their order.</summary>
    internal static IQueryable<LiveArticle> PinnedStories(this NewsroomDb db, DateTimeOffset now) =>
        from pin in db.FrontPins.Standing(now)
        join live in db.VisibleStories(now) on pin.ArticleId equals live.Article.Id
        orderby pin.Place, pin.Id
        select new LiveArticle { Article = live.Article, Text = live.Text, Place = pin.Place };
}
