using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace FanNews.Media;

/// <summary>
/// Makes a drawing (SVG) harmless before anything draws it: no script, no event, no foreign content, nothing from outside the file, no entities.
/// It is drawn into pixels then; the drawing itself is never served.
/// </summary>
public static partial class SvgSource
{
    /// <summary>The most bytes that a drawing may have.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private const int MostElements = 20_000;
    private const int Deepest = 100;
    private const string Svg = "http://www.w3.org/2000/svg";

    // What draws, and what it refers to. Everything else goes with all that is in it: script, foreignObject, image, animations, handler, a …
    // feTurbulence alone draws for as long as its sender likes.
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "svg", "g", "defs", "symbol", "use", "title", "desc", "style", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "switch", "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
        "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTile",
        "feDiffuseLighting", "feSpecularLighting", "feDistantLight", "fePointLight", "feSpotLight", "feConvolveMatrix", "feDisplacementMap",
    };

    /// <summary>The drawing without what could do harm; null for what is no drawing, or one that is too large or too deep.</summary>
    /// <param name="drawing">The file as it came.</param>
    public static XDocument? Clean(Stream drawing)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = MostBytes, IgnoreProcessingInstructions = true, IgnoreComments = true };
        try
        {
            using (var first = XmlReader.Create(drawing, settings))
            {
                var elements = 0;
                while (first.Read())
                {
                    if (first.Depth > Deepest || (first.NodeType == XmlNodeType.Element && ++elements > MostElements))
                        return null;
                }
            }

            drawing.Position = 0;
            using var reader = XmlReader.Create(drawing, settings);
            var document = XDocument.Load(reader);
            if (document.Root is not { Name.LocalName: "svg" } root || root.Name.NamespaceName is not (Svg or ""))
                return null;
            Clean(root);
            return document;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static void Clean(XElement element)
    {
        foreach (var child in element.Elements().ToList())
        {
            if (child.Name.NamespaceName is not (Svg or "") || !Kept.Contains(child.Name.LocalName))
                child.Remove();
            else
                Clean(child);
        }

        if (element.Name.LocalName == "style" && !IsHarmless(element.Value))
            element.Remove();
        foreach (var attribute in element.Attributes().ToList())
        {
            if (!attribute.IsNamespaceDeclaration && !IsKept(attribute))
                attribute.Remove();
        }
    }

    private static bool IsKept(XAttribute attribute)
    {
        var name = attribute.Name.LocalName;
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name == XNamespace.Xml + "base")
            return false;
        return name is "href" or "src" ? attribute.Value.StartsWith('#') : IsHarmless(attribute.Value);
    }

    // A style may refer to a part of the drawing, and to nothing else.
    private static bool IsHarmless(string value) =>
        !value.Contains('\\', StringComparison.Ordinal)
        && !value.Contains("@import", StringComparison.OrdinalIgnoreCase)
        && !value.Contains("javascript:", StringComparison.OrdinalIgnoreCase)
        && Address().Matches(value).All(found => found.Groups["to"].Value.StartsWith('#'));

    [GeneratedRegex("""url\s*\(\s*["']?(?<to>[^)"']*)""", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
