using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace FanNews.Body;

/// <summary>
/// Reads HTML into a tree within bounds. Without them the tree builder, which must repair whatever it meets, can be made to
/// work for minutes (243 s for 1 MB of <c>&lt;div&gt;</c>).
/// </summary>
internal static class BoundedHtml
{
    /// <summary>Elements of the largest body; about forty times those of a long story with its tables.</summary>
    private const int MostElements = 20_000;

    /// <summary>Levels of the deepest body; Markdown alone reaches 128.</summary>
    private const int DeepestLevel = 250;

    private static readonly HashSet<string> Attributes =
    [
        "abbr", "align", "allow", "alt", "aria-label", "cite", "class", "colspan", "controls", "data-embed", "data-part", "datetime", "decoding", "dir",
        "fetchpriority", "headers", "height", "href", "id", "kind", "label", "lang", "loading", "name", "open", "playsinline", "preload", "rel", "reversed", "role", "rowspan", "scope", "sizes", "span",
        "src", "srcset", "start", "style", "tabindex", "title", "type", "value", "width",
    ];

    /// <summary>The document whose body holds the HTML; null where it passes the bounds.</summary>
    internal static IHtmlDocument? TryParse(string html)
    {
        try
        {
            return new HtmlParser(Options()).ParseDocument("<!DOCTYPE html><body>" + html);
        }
        catch (BeyondBounds)
        {
            return null;
        }
    }

    private static HtmlParserOptions Options()
    {
        var count = 0;
        IElement? previous = null;
        return new HtmlParserOptions
        {
            DisableElementPositionTracking = true,
            ShouldEmitAttribute = (ref _, name) => Attributes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.Span),
            OnCreated = (element, _) =>
            {
                if (++count > MostElements || (count % 16 == 0 && Depth(previous) > DeepestLevel))
                    throw new BeyondBounds();
                previous = element;
            },
        };
    }

    private static int Depth(INode? node)
    {
        var depth = 0;
        for (; node is not null; node = node.Parent)
            depth++;
        return depth;
    }

    private sealed class BeyondBounds : Exception;
}
