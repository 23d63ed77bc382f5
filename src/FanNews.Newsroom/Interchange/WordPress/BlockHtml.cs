using System.Text;

namespace FanNews.Interchange.WordPress;

/// <summary>Writes a tree of blocks as the HTML that the conversion reads.</summary>
internal sealed class BlockHtml(Uploads uploads, Func<long, string?> reusable, Losses losses)
{
    private const int MaxReuse = 4;

    // Blocks whose saved HTML says all there is to say.
    private static readonly HashSet<string> Plain =
    [
        "paragraph", "heading", "list", "list-item", "quote", "image", "table", "code", "preformatted", "verse", "html", "shortcode", "separator",
        "column", "columns", "group", "buttons", "button", "media-text", "details", "file", "audio", "video", "more", "missing", "text-columns", "subhead",
        "accordion", "accordion-item", "accordion-heading", "accordion-panel", "math",
    ];

    // Blocks that a theme or the server fills: the page around the story, not the story.
    private static readonly HashSet<string> Furniture =
    [
        "archives", "calendar", "categories", "latest-comments", "latest-posts", "rss", "search", "tag-cloud", "navigation", "navigation-link",
        "navigation-submenu", "page-list", "page-list-item", "home-link", "loginout", "query", "query-title", "query-total", "avatar", "read-more",
        "term-description", "template-part", "pattern", "legacy-widget", "widget-group", "comments", "comments-query-loop", "site-title", "site-logo", "site-tagline",
    ];

    private int _reuse;

    /// <summary>The HTML of a whole text. Parts outside of every block are read as the classic editor's.</summary>
    public string Write(string content)
    {
        var html = new StringBuilder();
        foreach (var part in BlockTree.Read(content))
        {
            if (part is Block block) Write(block, html);
            else if (!string.IsNullOrWhiteSpace((string)part)) html.Append("<fan-lines>").Append(HtmlToMarkdown.Balanced((string)part)).Append("</fan-lines>");
        }
        return html.ToString();
    }

    private void Write(Block block, StringBuilder html)
    {
        switch (block.Name)
        {
            case "embed":
            case var name when name.StartsWith("core-embed/", StringComparison.Ordinal):
                Embed(block, html);
                break;
            case "gallery":
                Wrapped("fan-gallery", block, html, block.OwnHtml.Contains("<img", StringComparison.OrdinalIgnoreCase) || block.Content.OfType<Block>().Any() ? "" : Pictures(block));
                break;
            case "pullquote":
                Wrapped("fan-pullquote", block, html, "");
                break;
            case "freeform":
                html.Append("<fan-lines>").Append(HtmlToMarkdown.Balanced(block.OwnHtml)).Append("</fan-lines>");
                break;
            case "spacer" or "nextpage" or "footnotes":
                break;
            case "block":
                Reuse(block, html);
                break;
            case "social-links":
                html.Append("<ul>");
                foreach (var link in block.Content.OfType<Block>()) SocialLink(link, html);
                html.Append("</ul>");
                break;
            case "cover":
                if (!block.OwnHtml.Contains("<img", StringComparison.OrdinalIgnoreCase) && block.Text("url") is { } url && block.Text("backgroundType") != "video")
                    html.Append("<p><img src=\"").Append(Uploads.Escape(url)).Append("\" alt=\"\"></p>");
                Inner(block, html);
                break;
            case var name when IsFurniture(name):
                losses.Add($"block {name}");
                break;
            default:
                if (!Plain.Contains(block.Name)) losses.Add($"block {block.Name}");
                Inner(block, html);
                break;
        }
    }

    private static bool IsFurniture(string name) => Furniture.Contains(name)
        || name.StartsWith("post-", StringComparison.Ordinal) || name.StartsWith("comment-", StringComparison.Ordinal)
        || name.StartsWith("comments-", StringComparison.Ordinal) || name.StartsWith("query-", StringComparison.Ordinal);

    private void Inner(Block block, StringBuilder html)
    {
        foreach (var part in block.Content)
        {
            if (part is Block inner) Write(inner, html);
            else html.Append((string)part);
        }
    }

    private void Wrapped(string element, Block block, StringBuilder html, string before)
    {
        html.Append('<').Append(element).Append('>').Append(before);
        Inner(block, html);
        html.Append("</").Append(element).Append('>');
    }

    private static void Embed(Block block, StringBuilder html)
    {
        var url = block.Text("url") ?? HtmlToMarkdown.PlainText(block.OwnHtml).Split('\n').FirstOrDefault(line => line.StartsWith("http", StringComparison.OrdinalIgnoreCase));
        var own = block.OwnHtml;
        var start = own.IndexOf("<figcaption", StringComparison.OrdinalIgnoreCase);
        var caption = start < 0 ? "" : HtmlToMarkdown.Balanced(own[start..].Replace("</figure>", "", StringComparison.OrdinalIgnoreCase));
        html.Append("<fan-embed url=\"").Append(Uploads.Escape(url ?? "")).Append("\">").Append(caption).Append("</fan-embed>");
    }

    private string Pictures(Block block) =>
        string.Concat(block.Numbers("ids").Select(uploads.ById).OfType<Upload>().Where(upload => upload.IsPicture).Select(upload => upload.AsItem()));

    private static void SocialLink(Block link, StringBuilder html)
    {
        if (link.Text("url") is not { } url) return;
        var label = link.Text("label") is { Length: > 0 } given ? given : link.Text("service") ?? url;
        html.Append("<li><a href=\"").Append(Uploads.Escape(url)).Append("\">").Append(Uploads.Escape(label)).Append("</a></li>");
    }

    private void Reuse(Block block, StringBuilder html)
    {
        if (_reuse >= MaxReuse || reusable(block.Number("ref")) is not { } content)
        {
            losses.Add("reusable block that the export does not hold");
            return;
        }
        _reuse++;
        html.Append(Write(content));
        _reuse--;
    }
}
