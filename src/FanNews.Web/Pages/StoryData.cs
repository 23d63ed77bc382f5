using System.Text.Json.Nodes;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Media;
using FanNews.Sections;
using FanNews.Settings;

namespace FanNews.Web.Pages;

/// <summary>A story as data for machines: NewsArticle and its breadcrumbs (schema.org).</summary>
public static class StoryData
{
    // The page shows them all; the data need only say what kind of talk it is.
    private const int MostComments = 10;
    private const int LongestComment = 1000;

    /// <summary>The story and its breadcrumbs.</summary>
    /// <param name="story">The story.</param>
    /// <param name="site">The site's choices.</param>
    /// <param name="sections">The sections.</param>
    /// <param name="logo">The picture that stands for the name of the paper; null for none.</param>
    /// <param name="talk">The comments that the page shows; null for none.</param>
    public static IReadOnlyList<JsonNode> Of(StoryView story, Site site, SectionTree sections, PictureView? logo = null, CommentPage? talk = null) =>
        [Article(story, site, logo, talk), Breadcrumbs(story, site, sections)];

    /// <summary>Local time with its offset (RFC 3339).</summary>
    internal static string Iso(DateTimeOffset instant, Site site) => new Times(site, instant).Machine(instant);

    /// <summary>When it last changed. A text released ahead of its story is as old as the story.</summary>
    internal static DateTimeOffset Modified(StoryView story) => story.ModifiedAt > story.PublishAt ? story.ModifiedAt : story.PublishAt;

    private static JsonObject Article(StoryView story, Site site, PictureView? logo, CommentPage? talk)
    {
        var url = site.Absolute(story.Permalink);
        var data = new JsonObject
        {
            ["@context"] = SiteData.Schema,
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
            ["author"] = Authors(story, site),
            ["publisher"] = SiteData.Publisher(site, logo),
            ["copyrightHolder"] = Organization(story.Source) ?? SiteData.Publisher(site, logo),
            ["copyrightYear"] = site.Local(story.PublishAt).Year,
        };
        // https://schema.org/digitalSourceType with the IPTC's words for what people and a trained machine made together.
        if (story.AiAssisted)
            data["digitalSourceType"] = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource";
        AddPictures(data, story, site);
        AddPlace(data, story, site);
        AddCorrections(data, story);
        AddComments(data, talk, url, site);
        return data;
    }

    private static JsonArray Authors(StoryView story, Site site) => story.Authors.Count == 0
        ? [SiteData.Publisher(site)]
        : [.. story.Authors.Select(a => new JsonObject
        {
            ["@type"] = "Person",
            ["name"] = a.Name,
            ["url"] = site.Absolute($"/author/{a.Slug}/"),
        })];

    private static void AddPictures(JsonObject data, StoryView story, Site site)
    {
        var lead = story.LeadPicture;
        var others = story.Body.Pictures.Where(address => address != lead?.Address).Select(story.Setting.Picture);
        var whole = others.OfType<PictureView>().Select(picture => SiteData.Image(picture, site));
        if (lead is not null)
            whole = [SiteData.Image(lead, site), .. SiteData.Cuts(lead, site), .. whole];
        JsonNode[] pictures = [.. whole.OfType<JsonNode>()];
        if (pictures.Length > 0)
            data["image"] = new JsonArray(pictures);
    }

    private static void AddPlace(JsonObject data, StoryView story, Site site)
    {
        if (story.Section is { } section)
            data["articleSection"] = section.Name;
        if (story.Tags.Count > 0)
            data["keywords"] = new JsonArray([.. story.Tags.Select(t => (JsonNode)t.Name)]);
        if (story.Series is { } series)
        {
            data["isPartOf"] = new JsonObject { ["@type"] = "CreativeWorkSeries", ["name"] = series.Name, ["url"] = site.Absolute($"/series/{series.Slug}/") };
            data["position"] = series.Part;
        }

        if (story.Dateline is { } dateline)
            data["dateline"] = dateline;
        if (story.Source is not null)
            data["sourceOrganization"] = Organization(story.Source);
    }

    private static JsonObject? Organization(Source? source)
    {
        if (source is null)
            return null;
        var organization = new JsonObject { ["@type"] = "Organization", ["name"] = source.Name };
        if (source.Url is { } address)
            organization["url"] = address;
        return organization;
    }

    private static void AddCorrections(JsonObject data, StoryView story)
    {
        var corrections = story.Body.Corrections.Select(correction =>
        {
            var comment = new JsonObject { ["@type"] = "CorrectionComment", ["name"] = correction.Kind.ToString(), ["text"] = correction.Text };
            if (correction.Date is { } date)
                comment["datePublished"] = date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            return (JsonNode)comment;
        }).ToArray();
        if (corrections.Length > 0)
            data["correction"] = new JsonArray(corrections);
    }

    private static void AddComments(JsonObject data, CommentPage? talk, string url, Site site)
    {
        var shown = talk?.Top.Where(comment => !comment.Removed).Take(MostComments).ToList();
        if (shown is not { Count: > 0 })
            return;
        data["comment"] = new JsonArray([.. shown.Select(comment => (JsonNode)new JsonObject
        {
            ["@type"] = "Comment",
            ["url"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{url}{talk!.QueryOf(comment.Id)}#comment-{comment.Id}"),
            ["author"] = new JsonObject { ["@type"] = "Person", ["name"] = comment.Name },
            ["dateCreated"] = Iso(comment.CreatedAt, site),
            ["text"] = comment.Text.Length > LongestComment ? comment.Text[..LongestComment] + "…" : comment.Text,
        })]);
    }

    private static JsonObject Breadcrumbs(StoryView story, Site site, SectionTree sections)
    {
        var line = story.Section is { } section ? sections.Line(section.Id) : [];
        return SiteData.Breadcrumbs([(site.Name, "/"), .. line.Select(s => (s.Name, sections.Path(s.Id))), (story.Headline, story.Permalink)], site);
    }
}
