using System.Globalization;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Media;
using FanNews.Sections;
using FanNews.Settings;

namespace FanNews.Web.Pages;

/// <summary>What a story's page tells machines: canonical address, cards, NewsArticle and its breadcrumbs (schema.org).</summary>
public static class StoryHead
{
    /// <summary>Fills the head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="story">The story or page.</param>
    /// <param name="site">The site's choices.</param>
    /// <param name="sections">The sections.</param>
    /// <param name="pictures">The paper's own: one for cards of what has none, and one for its name.</param>
    /// <param name="talk">The comments that the page shows; null for none.</param>
    public static void Describe(PageHead head, StoryView story, Site site, SectionTree sections, FurniturePicture? pictures = null, CommentPage? talk = null)
    {
        var isStory = story.Kind == ArticleKind.Story;
        head.Title = story.Headline;
        head.Description = story.Dek ?? story.Excerpt;
        head.Canonical = story.Permalink;
        head.Section = story.Section is { } section ? sections.Line(section.Id)[0].Id : null;
        Cards(head, story, site, isStory, story.LeadPicture?.Src is null ? pictures?.Social : story.LeadPicture);
        if (story.Id != 0 && (isStory || story.CommentsOpen || story.Comments.Count > 0))
            head.Feed = new Feed($"Comments on {story.Headline}", story.Permalink.TrimEnd('/') + "/");
        head.Embeddable = isStory;
        if (isStory)
            head.Data = StoryData.Of(story, site, sections, pictures?.Logo, talk);
    }

    private static void Cards(PageHead head, StoryView story, Site site, bool isStory, PictureView? picture)
    {
        void Add(string name, string? content)
        {
            if (!string.IsNullOrEmpty(content))
                head.Properties.Add(new(name, content));
        }

        Add("og:type", isStory ? "article" : "website");
        Add("og:title", story.Headline);
        Add("og:description", head.Description);
        Add("og:url", site.Absolute(story.Permalink));
        Add("og:site_name", site.Name);
        Add("og:locale", Locale(site));
        head.Properties.AddRange(Card(picture, site));

        if (isStory)
        {
            Add("article:published_time", Iso(story.PublishAt, site));
            Add("article:modified_time", Iso(Modified(story), site));
            Add("article:section", story.Section?.Name);
            foreach (var author in story.Authors)
                Add("article:author", site.Absolute($"/author/{author.Slug}/"));
            foreach (var tag in story.Tags)
                Add("article:tag", tag.Name);
        }

        Add("twitter:card", picture?.Src is null ? "summary" : "summary_large_image");
    }

    /// <summary>The picture of a card (Open Graph), with what is to be said of it; nothing without one.</summary>
    internal static IEnumerable<Property> Card(PictureView? picture, Site site)
    {
        if (picture?.Card() is not { } card)
            yield break;
        yield return new("og:image", site.Absolute(card.Address));
        yield return new("og:image:type", "image/jpeg");
        yield return new("og:image:width", card.Width.ToString(CultureInfo.InvariantCulture));
        yield return new("og:image:height", card.Height.ToString(CultureInfo.InvariantCulture));
        // A card has no line for the credit: it goes where the picture is described.
        var said = picture.Credit is { } credit ? $"{picture.Alt} ({credit})".TrimStart() : picture.Alt;
        if (said.Length > 0)
            yield return new("og:image:alt", said);
    }

    private static string Iso(DateTimeOffset instant, Site site) => StoryData.Iso(instant, site);

    private static DateTimeOffset Modified(StoryView story) => StoryData.Modified(story);

    // Open Graph wants a territory, as in de_DE, and takes a page without any for American; a paper in plain "en" is not.
    private static string? Locale(Site site) => site.Language == "en" ? "en_GB"
        : CultureInfo.CreateSpecificCulture(site.Language).Name is [_, _, '-', _, _] name ? name.Replace('-', '_') : null;
}
