using System.Globalization;
using System.Text.Json.Nodes;
using FanNews.Articles;
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
    /// <param name="social">The picture for cards of what has none; null for none.</param>
    public static void Describe(PageHead head, StoryView story, Site site, SectionTree sections, PictureView? social = null)
    {
        var isStory = story.Kind == ArticleKind.Story;
        head.Title = story.Headline;
        head.Description = story.Dek ?? story.Excerpt;
        head.Canonical = story.Permalink;
        head.Section = story.Section is { } section ? sections.Line(section.Id)[0].Id : null;
        Cards(head, story, site, isStory, story.LeadPicture?.Src is null ? social : story.LeadPicture);
        if (isStory)
            head.Data = [Article(story, site), Breadcrumbs(story, site, sections)];
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
        if (picture?.Largest() is { } largest)
        {
            Add("og:image", site.Absolute(largest.Address));
            Add("og:image:width", largest.Width.ToString(CultureInfo.InvariantCulture));
            Add("og:image:height", largest.Height.ToString(CultureInfo.InvariantCulture));
            Add("og:image:alt", picture.Alt);
        }

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

    private static JsonObject Article(StoryView story, Site site)
    {
        var url = site.Absolute(story.Permalink);
        var data = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NewsArticle",
            ["headline"] = story.Headline,
            ["mainEntityOfPage"] = url,
            ["url"] = url,
            ["datePublished"] = Iso(story.PublishAt, site),
            ["dateModified"] = Iso(Modified(story), site),
            ["description"] = story.Dek ?? story.Excerpt,
            ["inLanguage"] = site.Language,
            ["isAccessibleForFree"] = true,
            ["wordCount"] = story.Body.Words,
            ["commentCount"] = story.Comments.Count,
            ["author"] = new JsonArray([.. story.Authors.Select(a => (JsonNode)new JsonObject
            {
                ["@type"] = "Person",
                ["name"] = a.Name,
                ["url"] = site.Absolute($"/author/{a.Slug}/"),
            })]),
            ["publisher"] = new JsonObject { ["@type"] = "NewsMediaOrganization", ["name"] = site.Name, ["url"] = site.Absolute("/") },
        };
        if (story.Authors.Count == 0)
            data["author"] = new JsonArray(new JsonObject { ["@type"] = "Organization", ["name"] = site.Name, ["url"] = site.Absolute("/") });
        if (story.LeadPicture is { } picture && picture.Largest() is { } largest)
            data["image"] = new JsonArray(Image(picture, largest, site));
        if (story.Section is { } section)
            data["articleSection"] = section.Name;
        if (story.Tags.Count > 0)
            data["keywords"] = new JsonArray([.. story.Tags.Select(t => (JsonNode)t.Name)]);
        if (story.Dateline is { } dateline)
            data["dateline"] = dateline;
        if (story.Source is { } source)
        {
            var organization = new JsonObject { ["@type"] = "Organization", ["name"] = source.Name };
            if (source.Url is { } address)
                organization["url"] = address;
            data["sourceOrganization"] = organization;
        }

        return data;
    }

    private static JsonObject Image(PictureView picture, PictureFile largest, Site site)
    {
        var image = new JsonObject
        {
            ["@type"] = "ImageObject",
            ["url"] = site.Absolute(largest.Address),
            ["width"] = largest.Width,
            ["height"] = largest.Height,
        };
        if (picture.Caption is { } caption)
            image["caption"] = caption;
        if (picture.Credit is { } credit)
            image["creditText"] = credit;
        return image;
    }

    private static JsonObject Breadcrumbs(StoryView story, Site site, SectionTree sections)
    {
        var line = story.Section is { } section ? sections.Line(section.Id) : [];
        IEnumerable<(string Name, string Path)> steps =
        [
            (site.Name, "/"),
            .. line.Select(s => (s.Name, sections.Path(s.Id))),
            (story.Headline, story.Permalink),
        ];
        return new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "BreadcrumbList",
            ["itemListElement"] = new JsonArray([.. steps.Select((step, i) => (JsonNode)new JsonObject
            {
                ["@type"] = "ListItem",
                ["position"] = i + 1,
                ["name"] = step.Name,
                ["item"] = site.Absolute(step.Path),
            })]),
        };
    }

    // A text released ahead of its story is as old as the story.
    private static DateTimeOffset Modified(StoryView story) => story.ModifiedAt > story.PublishAt ? story.ModifiedAt : story.PublishAt;

    private static string Iso(DateTimeOffset instant, Site site) => new Times(site, instant).Machine(instant);

    private static string? Locale(Site site) => site.Culture.IsNeutralCulture ? site.Language : site.Culture.Name.Replace('-', '_');
}
