using FanNews.Settings;

namespace FanNews.Comments;

/// <summary>When a story stops taking comments by itself: at a midnight of the paper, when pages are made anew anyway.</summary>
public static class CommentsEnd
{
    /// <summary>Whether a story that is open for comments still takes them.</summary>
    /// <param name="site">Says for how many days, where the story does not, and in which zone a day ends.</param>
    /// <param name="publishAt">When it came out (UTC).</param>
    /// <param name="days">For how many days it takes comments; 0 for ever; null for as many as the site says.</param>
    /// <param name="now">The instant (UTC).</param>
    public static bool IsBefore(Site site, DateTimeOffset? publishAt, int? days, DateTimeOffset now) =>
        (days ?? site.Screening.CloseAfter) is var open && (open <= 0 || publishAt is not { } since || site.Local(now).Date <= site.Local(since).Date.AddDays(open));
}
