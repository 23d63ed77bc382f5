using System.Text.Json.Nodes;
using FanNews.Media;
using FanNews.Settings;

namespace FanNews.Web.Pages;

/// <summary>The paper and its lists as data for machines (schema.org), and the parts that stories share with them.</summary>
public static class SiteData
{
    internal const string Schema = "https://schema.org";

    /// <summary>The paper's icon, a square of <see cref="IconSize"/> pixels.</summary>
    internal const string Icon = "/icons/512.png";

    /// <summary>Its width and height in pixels.</summary>
    internal const int IconSize = 512;

    // Google's least size of a picture in results.
    private const int LeastPixels = 50_000;

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
    /// <param name="site">The site.</param>
    /// <param name="logo">The picture that stands for the name of the paper; null for its icon.</param>
    internal static JsonObject Publisher(Site site, PictureView? logo = null) => new()
    {
        ["@type"] = "NewsMediaOrganization",
        ["name"] = site.Name,
        ["url"] = site.Absolute("/"),
        ["logo"] = (logo is null ? null : Image(logo, site)) ?? File(new(Icon, IconSize, IconSize), site),
    };

    /// <summary>A picture with what is said about it; null without a file.</summary>
    internal static JsonObject? Image(PictureView picture, Site site) => picture.Largest() is { } largest ? Image(picture, largest, site) : null;

    /// <summary>The same picture cut to the ratios that search engines show, with what is said about it; none where it is too small for them.</summary>
    internal static IEnumerable<JsonObject> Cuts(PictureView picture, Site site) => PictureRole.Results.Select(picture.As)
        .Where(cut => cut is { Sources.Count: 0 } && cut.Width * cut.Height >= LeastPixels)
        .Select(cut => Image(picture, new(cut!.Src, cut.Width, cut.Height), site));

    private static JsonObject File(PictureFile file, Site site) => new()
    {
        ["@type"] = "ImageObject",
        ["url"] = site.Absolute(file.Address),
        ["width"] = file.Width,
        ["height"] = file.Height,
    };

    private static JsonObject Image(PictureView picture, PictureFile file, Site site)
    {
        var image = File(file, site);
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
