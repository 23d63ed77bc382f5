using System.Globalization;
using System.Xml;
using FanNews.Settings;

namespace FanNews.Web.Feeds;

/// <summary>Atom 1.0 (RFC 4287), with paging (RFC 5005), the feed of an entry's comments (RFC 4685) and pictures.</summary>
public static class Atom
{
    private const string Thread = "http://purl.org/syndication/thread/1.0";

    /// <summary>Writes a feed.</summary>
    public static byte[] Write(FeedDocument feed, Site site) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("feed", FeedXml.Atom);
        xml.WriteAttributeString("xmlns", "media", null, FeedXml.Media);
        xml.WriteAttributeString("xmlns", "thr", null, Thread);
        xml.WriteAttributeString("xml", "lang", null, site.Language);
        xml.Text("id", site.Absolute(feed.Address.Path));
        xml.Text("title", feed.Title);
        xml.Text("subtitle", feed.Description);
        xml.Text("icon", site.Absolute(FeedDocument.Icon));
        xml.Text("updated", Date(feed.UpdatedAt));
        Link(xml, "self", FeedAddress.Type(FeedFormat.Atom), site.Absolute(feed.Self.Path) + feed.Self.Query);
        Link(xml, "alternate", "text/html", site.Absolute(feed.Page));
        if (feed.Next is not null)
            Link(xml, "next", FeedAddress.Type(FeedFormat.Atom), site.Absolute(feed.Address.Path) + FeedDocument.Query(feed.Next));
        Person(xml, site.Name, site.Absolute("/"));
        foreach (var entry in feed.Entries)
            Entry(xml, entry, site);
        xml.WriteEndElement();
    });

    private static void Entry(XmlWriter xml, FeedEntry entry, Site site)
    {
        xml.WriteStartElement("entry");
        xml.Text("id", entry.Identity);
        xml.Text("title", entry.Title);
        xml.Text("published", Date(entry.PublishedAt));
        xml.Text("updated", Date(entry.UpdatedAt));
        Link(xml, "alternate", "text/html", entry.Url);
        if (entry.Comments is { } count)
        {
            xml.WriteStartElement("link");
            xml.WriteAttributeString("rel", "replies");
            xml.WriteAttributeString("type", FeedAddress.Type(FeedFormat.Atom));
            xml.WriteAttributeString("href", site.Absolute(entry.Permalink.TrimEnd('/') + "/" + FeedAddress.Ending(FeedFormat.Atom)));
            xml.WriteAttributeString("thr", "count", Thread, count.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        if (entry.Enclosure is { } file)
        {
            xml.WriteStartElement("link");
            xml.WriteAttributeString("rel", "enclosure");
            xml.WriteAttributeString("type", file.Type);
            xml.WriteAttributeString("length", file.Bytes.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("href", site.Absolute(file.Src));
            xml.WriteEndElement();
        }

        foreach (var (name, path) in entry.Authors)
            Person(xml, name, path is null ? null : site.Absolute(path));
        foreach (var category in entry.Categories)
        {
            xml.WriteStartElement("category");
            xml.WriteAttributeString("term", FeedXml.Clean(category));
            xml.WriteEndElement();
        }

        if (entry.Summary is { } summary)
            xml.Text("summary", summary);
        xml.WriteStartElement("content");
        xml.WriteAttributeString("type", "html");
        xml.WriteString(FeedXml.Clean(entry.Html.Value));
        xml.WriteEndElement();
        xml.Pictures(entry.Pictures, site);
        xml.WriteEndElement();
    }

    private static void Person(XmlWriter xml, string name, string? address)
    {
        xml.WriteStartElement("author");
        xml.Text("name", name);
        if (address is not null)
            xml.Text("uri", address);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string Date(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
