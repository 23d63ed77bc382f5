using System.Collections.Concurrent;
using FanNews.Articles;
using FanNews.Settings;

namespace FanNews.Web.Pages;

/// <summary>
/// Where replies go to: the stories that were replied to, remembered for as long as the surroundings of the newsroom's pages stand.
/// Whether the story is still there, and takes comments, the store says when the reply is written.
/// </summary>
public sealed class ReplyTargets(PresentSurroundings present)
{
    private const int MostPlaces = 200;

    private volatile Known? known;

    /// <summary>The story at a path, and the newsroom's choices.</summary>
    /// <param name="reading">What the request reads.</param>
    /// <param name="path">The decoded path.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The number is null where no visible story has just this path.</returns>
    public async ValueTask<(long? Story, Site Site)> Find(Reading reading, string path, CancellationToken ct)
    {
        if (Standing(reading) is { } standing && standing.Places.TryGetValue(path, out var story))
            return (story, standing.Around.Site);
        var around = await reading.Around(ct);
        var found = await ReadArticle.NumberAt(await reading.Db(ct), path, reading.Now, ct);
        if (found is { } number)
            Of(around).Places[path] = number;
        return (found, around.Site);
    }

    /// <summary>The story at a path without its comments, for a refusal that must cost little; read where it is not remembered.</summary>
    /// <returns>Null where no visible story has just this path.</returns>
    public async ValueTask<StoryView?> Story(Reading reading, string path, CancellationToken ct)
    {
        if (Standing(reading) is { } standing && standing.Stories.TryGetValue(path, out var kept))
            return kept;
        var around = await reading.Around(ct);
        if (await ReadArticle.At(await reading.Db(ct), path, reading.Now, around.Site, talk: false, ct) is not ArticleAnswer.Found { Story: var story })
            return null;
        Of(around).Stories[path] = story;
        return story;
    }

    private Known? Standing(Reading reading) => known is { } now && ReferenceEquals(now.Around, present.Standing(reading.Now)) ? now : null;

    private Known Of(Surroundings around)
    {
        var now = known;
        return now is not null && ReferenceEquals(now.Around, around) && now.Places.Count < MostPlaces && now.Stories.Count < MostPlaces ? now : known = new(around);
    }

    private sealed record Known(Surroundings Around)
    {
        public ConcurrentDictionary<string, StoryView> Stories { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, long> Places { get; } = new(StringComparer.Ordinal);
    }
}
