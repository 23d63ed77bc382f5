using System.Globalization;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>What a story's form says about its address, as typed.</summary>
/// <param name="Slug">The slug; blank to make it from the headline.</param>
/// <param name="Headline">The headline.</param>
/// <param name="PublishAt">When it is to come out, local time of the site.</param>
/// <param name="Section">Number of the section; blank for none.</param>
public sealed record SlugQuestion(string? Slug, string? Headline, string? PublishAt, string? Section);

/// <summary>Where a story would stand, asked while somebody types. Nothing is kept; saving asks again, inside its transaction.</summary>
/// <param name="Address">The decoded public path.</param>
/// <param name="Problem">Why it may not stand there; null when it may.</param>
public sealed record SlugCheck(string Address, string? Problem)
{
    /// <summary>Looks whether the address is free.</summary>
    /// <param name="db">The store.</param>
    /// <param name="id">Number of the story; 0 for a new one.</param>
    /// <param name="asked">The form.</param>
    /// <param name="rights">Who asks.</param>
    /// <param name="site">The site's zone and pattern of addresses.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The answer; null where there is no such story for this person.</returns>
    public static async Task<SlugCheck?> Of(NewsroomDb db, long id, SlugQuestion asked, StoryRights rights, Site site, DateTimeOffset now, CancellationToken ct = default)
    {
        var story = id == 0 ? null : await db.Articles.AsNoTracking().Where(a => a.Id == id)
            .Select(a => new
            {
                a.Kind,
                a.Slug,
                a.Permalink,
                a.OwnerId,
                a.SectionId,
                Out = a.State == ArticleState.Published,
                WasOut = a.Permalink != null && a.Revisions.Any(r => r.Released && r.EffectiveAt <= now),
                Headline = a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First(),
            })
            .SingleOrDefaultAsync(ct);
        if (id != 0 && (story is null || !rights.Open(new(story.OwnerId, story.SectionId, story.Kind))))
            return null;
        var headline = Cut(asked.Headline, TypedStory.LongestHeadline);
        var made = Slug.From(headline);
        var slug = Slug.From(StoryAddress.Wanted(Cut(asked.Slug, Article.LongestSlug), story?.Slug, headline, story?.Headline, story?.WasOut == true));
        if (story is { WasOut: true, Permalink: { } known })
        {
            var moved = slug == story.Slug ? known : StoryAddress.Replaced(known, story.Slug, slug);
            return moved is null ? new(known, StoryAddress.Foreign(known).Sentence) : new(moved, (await StoryAddress.Taken(db, id, moved, ct))?.Sentence);
        }

        if (story is { Out: false, Permalink: { } kept })
            return new(kept, (await StoryAddress.Taken(db, id, kept, ct))?.Sentence);
        var at = LocalTime.Read(asked.PublishAt, null, site.Zone).At ?? now;
        var section = long.TryParse(asked.Section, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await db.Sections.Where(s => s.Id == number).Select(s => s.Slug).FirstOrDefaultAsync(ct) : null;
        for (var tries = 1; ; tries++)
        {
            var tried = tries == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{tries}");
            var path = story?.Kind == ArticleKind.Page ? $"/{tried}/" : Permalink.For(site.PermalinkPattern, tried, at, site.Zone, section);
            var refusal = await StoryAddress.Taken(db, id, path, ct);
            // As publication does: a slug that nobody chose gets a number.
            if (refusal is null || slug != made || tries >= StoryAddress.MostNumbers)
                return new(path, refusal?.Sentence);
        }
    }

    private static string Cut(string? text, int most)
    {
        var clean = TypedStory.Clean(text);
        return clean.Length > most ? clean[..most] : clean;
    }
}
