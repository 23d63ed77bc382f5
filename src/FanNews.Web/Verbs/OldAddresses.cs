using System.Net;
using System.Xml;

namespace FanNews.Web.Verbs;

/// <summary>What the site answers at an address that another site had.</summary>
/// <param name="Address">As it was given.</param>
/// <param name="Status">200, 301 (one hop to what is there), 410, or missing.</param>
/// <param name="To">Where it leads, path and query; null where it does not.</param>
public sealed record OldAddress(string Address, string Status, string? To);

/// <summary>Reading lists of old addresses, and asking for them.</summary>
public static class OldAddresses
{
    /// <summary>What <see cref="OldAddress.Status"/> says where nothing is.</summary>
    public const string Missing = "missing";

    /// <summary>Reads a list: addresses, one a line, or a sitemap; each once.</summary>
    /// <exception cref="XmlException">What looks like a sitemap is no XML.</exception>
    /// <exception cref="FormatException">It is an index of sitemaps.</exception>
    public static IReadOnlyList<string> Read(string text)
    {
        text = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text is not ['<', ..])
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#').Distinct()];
        var found = new List<string>();
        using var xml = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        while (!xml.EOF)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sitemapindex" })
                throw new FormatException("It is an index of sitemaps; give one of the sitemaps.");
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "loc" })
                found.Add(xml.ReadElementContentAsString().Trim());
            else
                xml.Read();
        }

        return [.. found.Distinct()];
    }

    /// <summary>Asks for one. A redirect is worth what it leads to in one hop.</summary>
    public static async Task<OldAddress> Ask(Visit visit, string address, CancellationToken ct = default)
    {
        if (Visit.Local(address) is not { } local)
            return new(address, Missing, null);
        var first = await visit.Ask(local, ct, body: false);
        if (first.To is not { } to)
            return new(address, first.Status switch { HttpStatusCode.OK => "200", HttpStatusCode.Gone => "410", _ => Missing }, null);
        var then = await visit.Ask(to, ct, body: false);
        return new(address, then.Status switch { HttpStatusCode.OK => "301", HttpStatusCode.Gone => "410", _ => Missing }, to);
    }
}
