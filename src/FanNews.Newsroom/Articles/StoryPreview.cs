using FanNews.Body;
using FanNews.Comments;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A story as its readers would see it, made from what was typed and stored nowhere.</summary>
public static class StoryPreview
{
    /// <summary>Sets the typed text.</summary>
    /// <param name="db">The store.</param>
    /// <param name="story">The story as stored; null for a new one.</param>
    /// <param name="typed">The form.</param>
    /// <param name="site">The site's choices.</param>
    /// <param name="pictures">Where whoever previews finds pictures that readers may not have yet.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<StoryView> Of(NewsroomDb db, DeskStory? story, TypedStory typed, Site site, string pictures, DateTimeOffset now, CancellationToken ct = default)
    {
        var text = typed.Text;
        var body = BodyText.Parse(text.Body);
        var inText = await ReadArticle.Pictures(db, body, pictures, now, ct);
        var picture = long.TryParse(typed.Lead ?? story?.Form.Lead, out var number) ? await db.Pictures.AsNoTracking().SingleOrDefaultAsync(p => p.Id == number, ct) : null;
        var lead = ReadArticle.Lead(picture.Shown(now, pictures), body, inText);
        var publishAt = LocalTime.Read(typed.PublishAt, typed.Offset, site.Zone).At ?? story?.PublishAt ?? now;
        var slug = TypedStory.Clean(typed.Slug) is { Length: > 0 } chosen ? Slug.From(chosen) : Slug.From(text.Headline);
        return new StoryView
        {
            Id = story?.Id ?? 0,
            Kind = story?.Kind ?? ArticleKind.Story,
            Permalink = story?.Permalink ?? Permalink.For(site.PermalinkPattern, slug, publishAt, site.Zone),
            Headline = text.Headline,
            Dek = text.Dek,
            Dateline = text.Dateline,
            Excerpt = text.Excerpt ?? body.Teaser(text.Dateline),
            AiAssisted = text.AiAssisted,
            Body = body,
            Setting = new BodySetting { Dateline = text.Dateline, Picture = inText.GetValueOrDefault, LeadPicture = lead?.Address, Host = site.Url.IdnHost },
            PublishAt = publishAt,
            ModifiedAt = now,
            Section = long.TryParse(typed.Section, out var section) ? await db.Sections.AsNoTracking().FirstOrDefaultAsync(s => s.Id == section, ct) : null,
            Source = TypedStory.Clean(typed.Source) is { Length: > 0 } source ? new Source { Slug = Slug.From(source), Name = source } : null,
            Series = await SeriesPlace.Typed(db, typed, story?.Id ?? 0, now, ct),
            LeadPicture = lead,
            Authors = await Authors(db, TypedStory.Names(typed.Authors), ct),
            Tags = [.. TypedStory.Names(typed.Tags).Select(name => new Tag { Slug = Slug.From(name), Name = name })],
            Comments = CommentThread.Empty,
        };
    }

    private static async Task<IReadOnlyList<Author>> Authors(NewsroomDb db, IReadOnlyList<string> names, CancellationToken ct)
    {
        var slugs = names.Select(n => Slug.From(n, "author")).ToList();
        var known = await db.Authors.AsNoTracking().Where(a => slugs.Contains(a.Slug)).ToDictionaryAsync(a => a.Slug, ct);
        return [.. names.Select((name, i) => known.GetValueOrDefault(slugs[i]) ?? new Author { Slug = slugs[i], Name = name })];
    }
}
