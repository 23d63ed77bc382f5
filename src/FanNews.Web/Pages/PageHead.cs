using System.Text.Json.Nodes;

namespace FanNews.Web.Pages;

/// <summary>What a page says about itself to the layout: its head, and where it stands in the paper. One a request.</summary>
public sealed class PageHead
{
    /// <summary>The page's own title; null on the front page, which has the name of the paper alone.</summary>
    public string? Title { get; set; }

    /// <summary>A sentence for search results and cards, plain text.</summary>
    public string? Description { get; set; }

    /// <summary>The decoded local path at which the page wants to be known; null for pages that nobody should link.</summary>
    public string? Canonical { get; set; }

    /// <summary>The query of the canonical address, as in <c>?page=2</c>.</summary>
    public string? CanonicalQuery { get; set; }

    /// <summary>Whether search engines should leave the page out.</summary>
    public bool NoIndex { get; set; }

    /// <summary>Whether something that a person typed was refused: the title says so first.</summary>
    public bool Error { get; set; }

    /// <summary>Whether the page stands in the desk's preview: it runs no script there, and its links open beside it.</summary>
    public bool Preview { get; set; }

    private bool pictured;

    /// <summary>Whether what asks is the first picture of the page, which is loaded before everything else. True once.</summary>
    public bool TakesFirstPicture() => !pictured && (pictured = true);

    /// <summary>The main section that the navigation marks; null for none.</summary>
    public long? Section { get; set; }

    /// <summary>Whether this is the front page itself.</summary>
    public bool Front { get; set; }

    /// <summary>The page's own feed besides the site's.</summary>
    public Feed? Feed { get; set; }

    /// <summary>Whether other sites may ask how to show the page (oEmbed): stories.</summary>
    public bool Embeddable { get; set; }

    /// <summary>Open Graph and Twitter properties, in order.</summary>
    public List<Property> Properties { get; } = [];

    /// <summary>JSON-LD, a thing an element.</summary>
    public IReadOnlyList<JsonNode> Data { get; set; } = [];

    /// <summary>Decoded local path of the previous and the next page of a list, with query; null where there is none.</summary>
    public (string? Newer, string? Older) Pages { get; set; }

    /// <summary>Whether those pages are in the order of time, and are called so; else they are in that of relevance.</summary>
    public bool PagesAreByTime { get; set; } = true;
}

/// <summary>A feed that a page announces.</summary>
/// <param name="Title">What it holds.</param>
/// <param name="Page">Decoded local path of what it belongs to, with slashes at both ends.</param>
public sealed record Feed(string Title, string Page);

/// <summary>One property of the head.</summary>
/// <param name="Name">Its name, such as <c>og:title</c>.</param>
/// <param name="Content">Its value.</param>
public sealed record Property(string Name, string Content);
