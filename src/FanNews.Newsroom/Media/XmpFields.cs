using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FanNews.Media;

/// <summary>The properties of an XMP packet (ISO 16684-1): RDF whose values are elements or attributes, alternatives, lists or structures.</summary>
internal sealed class XmpFields
{
    public static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    public static readonly XNamespace Photoshop = "http://ns.adobe.com/photoshop/1.0/";
    public static readonly XNamespace Rights = "http://ns.adobe.com/xap/1.0/rights/";
    public static readonly XNamespace Plus = "http://ns.useplus.org/ldf/xmp/1.0/";
    public static readonly XNamespace Core = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
    public static readonly XNamespace Ext = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XName Language = XNamespace.Xml + "lang";

    // The deepest structures of IPTC go down to a dozen. Reading the text of an element takes stack for each level.
    private const int Deepest = 48;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MetadataBlocks.Longest, IgnoreComments = true };

    private readonly List<XElement> descriptions;

    private XmpFields(List<XElement> descriptions) => this.descriptions = descriptions;

    /// <summary>Reads a packet; one that is damaged, goes too deep or has a document type says nothing.</summary>
    public static XmpFields Read(byte[] packet)
    {
        try
        {
            if (packet.Length == 0)
                return new([]);
            using (var depth = XmlReader.Create(new MemoryStream(packet), Settings))
            {
                while (depth.Read())
                {
                    if (depth.Depth > Deepest)
                        return new([]);
                }
            }

            using var reader = XmlReader.Create(new MemoryStream(packet), Settings);
            return new([.. XDocument.Load(reader).Descendants(Rdf + "RDF").Elements(Rdf + "Description")]);
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException or ArgumentException)
        {
            return new([]);
        }
    }

    /// <summary>The value of a property: of alternatives the one for everybody, of a list the first.</summary>
    public string? One(XNamespace space, string name) => Property(space + name) is var (text, element) ? text ?? Values(element!).FirstOrDefault() : null;

    /// <summary>All values of a property, with commas between them.</summary>
    public string? All(XNamespace space, string name) => Property(space + name) is var (text, element) ? text ?? Join(Values(element!)) : null;

    /// <summary>A field of a structure, the first that there is.</summary>
    public string? Within(XNamespace space, string name, XNamespace fieldSpace, string field) =>
        descriptions.Elements(space + name).SelectMany(e => e.DescendantsAndSelf())
            .Select(e => e.Name == fieldSpace + field ? Values(e).FirstOrDefault() : (string?)e.Attribute(fieldSpace + field)).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));

    /// <summary>A part of the place where it was taken: as older files say it, as newer ones do, else what it shows.</summary>
    /// <param name="name">Its name in the Photoshop schema.</param>
    /// <param name="newer">Its name in a location, where it is another.</param>
    public string? Place(string name, string? newer = null) =>
        One(Photoshop, name) ?? Within(Ext, "LocationCreated", Ext, newer ?? name) ?? Within(Ext, "LocationShown", Ext, newer ?? name);

    private (string? Text, XElement? Element)? Property(XName name)
    {
        foreach (var description in descriptions)
        {
            if (description.Element(name) is { } element)
                return (null, element);
            if (description.Attribute(name) is { } attribute)
                return (attribute.Value, null);
        }

        return null;
    }

    private static IEnumerable<string> Values(XElement element)
    {
        if (element.Elements().FirstOrDefault(e => e.Name == Rdf + "Alt" || e.Name == Rdf + "Seq" || e.Name == Rdf + "Bag") is { } list)
        {
            var items = list.Elements(Rdf + "li");
            return items.OrderBy(i => list.Name == Rdf + "Alt" && (string?)i.Attribute(Language) != "x-default").SelectMany(Values);
        }

        if ((string?)element.Attribute(Rdf + "resource") is { } address)
            return [address];
        if ((element.Element(Rdf + "value") ?? element.Element(Rdf + "Description")?.Element(Rdf + "value")) is { } qualified)
            return [qualified.Value];
        return element.HasElements ? [] : [element.Value];
    }

    private static string? Join(IEnumerable<string> values) =>
        string.Join(", ", values.Select(v => v.Trim()).Where(v => v.Length > 0).Take(20)) is { Length: > 0 } all ? all : null;
}
