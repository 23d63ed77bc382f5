using System.Collections.Concurrent;
using FanNews.Articles;
using FanNews.Settings;
using FanNews.Storage;

namespace FanNews.Web.Pages;

/// <summary>
/// Where replies go to: the stories that were replied to, and the newsroom's choices, remembered for as long as no new edition comes out and time alone changes nothing.
/// Whether the story is still there, and takes comments, the store says when the reply is written.
/// </summary>
public sealed class ReplyTargets(NewsroomStore store)
{
    private const int MostPlaces = 200;

    private volatile Known known = new(0, null, default);

    /// <summary>The story at a path, and the newsroom's choices.</summary>
    /// <param name="reading">What the request reads.</param>
    /// <param name="path">The decoded path.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The number is null where no visible story has just this path.</returns>
    public async ValueTask<(long? Story, Site Site)> Find(Reading reading, string path, CancellationToken ct)
    {
        var now = known;
        if (now.Edition > 0 && now.Edition == store.Marks.Edition && reading.Now < now.Until && now.Places.TryGetValue(path, out var story))
            return (story, now.Site!);
        var db = await reading.Db(ct);
        var (found, around) = (await ReadArticle.NumberAt(db, path, reading.Now, ct), await reading.Around(ct));
        var edition = (await SeenMarks.Read(db, null, ct)).Edition;
        if (now.Edition != edition || now.Until <= reading.Now || now.Places.Count >= MostPlaces)
            known = now = new(edition, around.Site, around.Until);
        if (found is { } number)
            now.Places[path] = number;
        return (found, around.Site);
    }

    /// <summary>The story at a path without its comments, for a refusal that must cost little; read where it is not remembered.</summary>
    /// <returns>Null where no visible story has just this path.</returns>
    public async ValueTask<StoryView?> Story(Reading reading, string path, CancellationToken ct)
    {
        var (found, site) = await Find(reading, path, ct);
        var now = known;
        if (found is not null && ReferenceEquals(now.Site, site) && now.Stories.TryGetValue(path, out var kept))
            return kept;
        if (await ReadArticle.At(await reading.Db(ct), path, reading.Now, site, talk: false, ct) is not ArticleAnswer.Found { Story: var story })
            return null;
        if (now.Places.ContainsKey(path) && now.Edition == (await SeenMarks.Read(await reading.Db(ct), null, ct)).Edition)
            now.Stories[path] = story;
        return story;
    }

    private sealed record Known(long Edition, Site? Site, DateTimeOffset Until)
    {
        public ConcurrentDictionary<string, StoryView> Stories { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, long> Places { get; } = new(StringComparer.Ordinal);
    }
}
