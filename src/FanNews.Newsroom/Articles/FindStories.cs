using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A story that somebody looks for by its headline.</summary>
/// <param name="Id">Number of the article.</param>
/// <param name="Headline">Headline of the newest text; may be empty.</param>
/// <param name="State">How it stands.</param>
/// <param name="Section">Name of the section.</param>
public sealed record FoundStory(long Id, string Headline, DeskState State, string? Section);

/// <summary>Finds stories of the desk by words of their headline.</summary>
public static class FindStories
{
    private const int MostFound = 8;
    private const int MostWords = 8;

    /// <summary>The latest stories whose headline holds the words; none without words.</summary>
    /// <param name="db">The store.</param>
    /// <param name="words">Words that the headline holds.</param>
    /// <param name="rights">Who asks: without the right to all stories they see their own.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<FoundStory>> Saying(NewsroomDb db, string? words, StoryRights rights, DateTimeOffset now, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(words))
            return [];
        var stories = db.Articles.AsNoTracking();
        if (!rights.All)
            stories = stories.Where(a => a.OwnerId == rights.Id);
        var found = await stories.Saying(words).OrderByDescending(a => a.ListedAt).ThenByDescending(a => a.Id).Take(MostFound).Select(a => new
        {
            a.Id,
            a.State,
            a.PublishAt,
            a.KilledAt,
            Section = a.Section!.Name,
            Headline = a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First(),
        }).ToListAsync(ct);
        return [.. found.Select(f => new FoundStory(f.Id, f.Headline, DeskStory.Standing(f.State, f.PublishAt, f.KilledAt, now), f.Section))];
    }

    // In the headline of the newest text, or of any that readers know the story by.
    internal static IQueryable<Article> Saying(this IQueryable<Article> stories, string? words)
    {
        foreach (var word in (words ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostWords))
        {
            var (a, b, c) = HeadlineSearch.Patterns(word);
#pragma warning disable CA1304, CA1311 // The engine lowers the letters, and knows no cultures.
            // A word of ASCII letters has one form: asked for once it is found in a third of the time.
            stories = a == b && b == c
                ? stories.Where(s => s.Revisions.Any(r => (r.Released || r.Number == s.Revisions.Max(o => o.Number)) && EF.Functions.Like(r.Headline.ToLower(), a, "\\")))
                : stories.Where(s => s.Revisions.Any(r => (r.Released || r.Number == s.Revisions.Max(o => o.Number))
                    && (EF.Functions.Like(r.Headline.ToLower(), a, "\\") || EF.Functions.Like(r.Headline.ToLower(), b, "\\") || EF.Functions.Like(r.Headline.ToLower(), c, "\\"))));
#pragma warning restore CA1304, CA1311
        }

        return stories;
    }
}
