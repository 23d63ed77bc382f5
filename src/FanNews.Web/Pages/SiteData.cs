using System.Text.Json.Nodes;
using FanNews.Media;
using FanNews.Settings;

namespace FanNews.Web.Pages;

/// <summary>The paper and its lists as data for machines (schema.org), and the parts that stories share with them.</summary>
public static class SiteData
{
    internal const string Schema = "https://schema.org";

    // Those of IPTC's that schema.org has words for.
    private static readonly HashSet<string> SourceTypes = new(StringComparer.Ordinal) { "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia", "digitalCapture" };

    /// <summary>The front page: the paper, and where to search it.</summary>
    public static IReadOnlyList<JsonNode> Front(Site site)
    {
        var front = new JsonObject
        {
            ["@context"] = Schema,
            ["@type"] = "WebSite",
            ["name"] = site.Name,
            ["url"] = site.Absolute("/"),
            ["inLanguage"] = site.Language,
            ["publisher"] = Publisher(site),
            ["potentialAction"] = new JsonObject
            {
                ["@type"] = "SearchAction",
                ["target"] = new JsonObject { ["@type"] = "EntryPoint", ["urlTemplate"] = site.Absolute("/search") + "?q={search_term_string}" },
                ["query-input"] = "required name=search_term_string",
            },
        };
        if (site.Motto is { } motto)
            front["description"] = motto;
        return [front];
    }

    /// <summary>An author's page.</summary>
    /// <param name="name">The name in print.</param>
    /// <param name="about">A few sentences; null for none.</param>
    /// <param name="path">Decoded path of the page.</param>
    /// <param name="portrait">The author's picture; null for none.</param>
    /// <param name="site">The site.</param>
    public static JsonObject Profile(string name, string? about, string path, PictureView? portrait, Site site)
    {
        var person = new JsonObject { ["@type"] = "Person", ["name"] = name, ["url"] = site.Absolute(path) };
        if (about is not null)
            person["description"] = about;
        if (portrait is not null && Image(portrait, site) is { } image)
            person["image"] = image;
        person["worksFor"] = Publisher(site);
        return new JsonObject { ["@context"] = Schema, ["@type"] = "ProfilePage", ["url"] = site.Absolute(path), ["mainEntity"] = person };
    }

    /// <summary>The way down to a page.</summary>
    /// <param name="steps">Names and decoded paths, the front page first.</param>
    /// <param name="site">The site.</param>
    public static JsonObject Breadcrumbs(IEnumerable<(string Name, string Path)> steps, Site site) => new()
    {
        ["@context"] = Schema,
        ["@type"] = "BreadcrumbList",
        ["itemListElement"] = new JsonArray([.. steps.Select((step, i) => (JsonNode)new JsonObject
        {
            ["@type"] = "ListItem",
            ["position"] = i + 1,
            ["name"] = step.Name,
            ["item"] = site.Absolute(step.Path),
        })]),
    };

    /// <summary>Who publishes everything here.</summary>
    internal static JsonObject Publisher(Site site) => new() { ["@type"] = "NewsMediaOrganization", ["name"] = site.Name, ["url"] = site.Absolute("/") };

    /// <summary>A picture with what is said about it; null without a file.</summary>
    internal static JsonObject? Image(PictureView picture, Site site)
    {
        if (picture.Largest() is not { } largest)
            return null;
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
        if (picture.Creator is { } creator)
            image["creator"] = new JsonObject { ["@type"] = "Person", ["name"] = creator };
        if (picture.Copyright is { } notice)
            image["copyrightNotice"] = notice;
        // Google's words: where the licence stands, and where one can be had. A licence that is a mere name has no place there.
        if (Uri.TryCreate(picture.Licence, UriKind.Absolute, out var licence) && licence.Scheme is "http" or "https")
            image["license"] = licence!.AbsoluteUri;
        if (picture.CreditLink is { } link)
            image["acquireLicensePage"] = link;
        if (picture.SourceType is { Length: > 0 } made && SourceTypes.Contains(made))
            image["digitalSourceType"] = "https://schema.org/" + char.ToUpperInvariant(made[0]) + made[1..] + "DigitalSource";
        return image;
    }
}
