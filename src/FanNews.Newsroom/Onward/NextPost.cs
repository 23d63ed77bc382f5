using FanNews.Articles;
using FanNews.Storage;

namespace FanNews.Onward;

/// <summary>A story proposed to the reader of another, and why.</summary>
/// <param name="Story">The story.</param>
/// <param name="Reason">A short phrase for editors, such as <c>shares 'harbour board'</c>.</param>
/// <param name="Score">How well it fits; only the order means something.</param>
public sealed record Journey(Teaser Story, string Reason, double Score = 1);

/// <summary>The one story that follows: the next newer visible one of the section, else the newest other one.</summary>
public static class NextPost
{
    /// <summary>Finds it; null in a newsroom with one story.</summary>
    /// <param name="db">The store.</param>
    /// <param name="from">The story that is being read.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Journey?> Find(NewsroomDb db, StoryView from, DateTimeOffset now, CancellationToken ct = default)
    {
        var others = db.VisibleStories(now).Where(l => l.Article.Id != from.Id);
        if (from.Section is { } section && from.Kind == ArticleKind.Story)
        {
            var newer = await others
                .Where(l => l.Article.SectionId == section.Id)
                .Where(l => l.Article.PublishAt > from.PublishAt || (l.Article.PublishAt == from.PublishAt && l.Article.Id > from.Id))
                .OrderBy(l => l.Article.PublishAt).ThenBy(l => l.Article.Id)
                .Take(1).ReadTeasers(ct);
            if (newer is [var next])
                return new Journey(next, $"next in {section.Name}");
        }

        return await others.NewestFirst().Take(1).ReadTeasers(ct) is [var newest] ? new Journey(newest, "the newest story") : null;
    }
}
