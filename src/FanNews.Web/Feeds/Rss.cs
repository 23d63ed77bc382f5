using System.Globalization;
using System.Text;
using System.Xml;
using FanNews.Articles;
using FanNews.Settings;
using FanNews.Web.Pages;

namespace FanNews.Web.Feeds;

/// <summary>Stories as RSS 2.0 (https://www.rssboard.org/rss-specification) with the modules that readers know: whole text, authors, pictures.</summary>
public static class Rss
{
    /// <summary>Its media type.</summary>
    public const string Type = "application/rss+xml; charset=utf-8";

    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Media = "http://search.yahoo.com/mrss/";
    private const string Updates = "http://purl.org/rss/1.0/modules/syndication/";
    private const string Slash = "http://purl.org/rss/1.0/modules/slash/";

    /// <summary>Writes a feed.</summary>
    /// <param name="title">What it holds.</param>
    /// <param name="page">Decoded path of the page with the same stories.</param>
    /// <param name="self">Decoded path of the feed.</param>
    /// <param name="stories">Newest first.</param>
    /// <param name="site">The site.</param>
    public static byte[] Write(string title, string page, string self, IReadOnlyList<FeedStory> stories, Site site)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            foreach (var (prefix, uri) in (ReadOnlySpan<(string, string)>)[("content", Content), ("dc", Dublin), ("atom", Atom), ("media", Media), ("sy", Updates), ("slash", Slash)])
                xml.WriteAttributeString("xmlns", prefix, null, uri);
            xml.WriteStartElement("channel");
            Element(xml, "title", title);
            Element(xml, "link", site.Absolute(page));
            Element(xml, "description", site.Motto ?? title);
            Element(xml, "language", site.Language);
            if (stories.Count > 0)
                Element(xml, "lastBuildDate", Date(stories.Max(s => s.ModifiedAt)));
            xml.WriteStartElement("atom", "link", Atom);
            xml.WriteAttributeString("rel", "self");
            xml.WriteAttributeString("type", "application/rss+xml");
            xml.WriteAttributeString("href", site.Absolute(self));
            xml.WriteEndElement();
            xml.WriteElementString("sy", "updatePeriod", Updates, "hourly");
            xml.WriteElementString("sy", "updateFrequency", Updates, "1");
            Element(xml, "ttl", "60");
            foreach (var story in stories)
                Item(xml, story, site);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Item(XmlWriter xml, FeedStory story, Site site)
    {
        var (teaser, url) = (story.Teaser, site.Absolute(story.Teaser.Permalink));
        xml.WriteStartElement("item");
        Element(xml, "title", teaser.Headline);
        Element(xml, "link", url);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "true");
        xml.WriteString(url);
        xml.WriteEndElement();
        Element(xml, "pubDate", Date(teaser.PublishAt));
        foreach (var author in teaser.Authors)
            xml.WriteElementString("dc", "creator", Dublin, Clean(author));
        foreach (var category in story.Categories)
            Element(xml, "category", category);
        Element(xml, "description", teaser.Dek ?? teaser.Excerpt);
        xml.WriteStartElement("content", "encoded", Content);
        xml.WriteCData(Clean(story.Html.Value));
        xml.WriteEndElement();
        Picture(xml, teaser, site);
        Element(xml, "comments", url + "#comments");
        xml.WriteElementString("slash", "comments", Slash, story.Comments.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private static void Picture(XmlWriter xml, Teaser teaser, Site site)
    {
        if (teaser.Picture is not { } picture || picture.Largest() is not { } file)
            return;
        xml.WriteStartElement("media", "content", Media);
        xml.WriteAttributeString("url", site.Absolute(file.Address));
        xml.WriteAttributeString("medium", "image");
        xml.WriteAttributeString("type", "image/jpeg");
        xml.WriteAttributeString("width", file.Width.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("height", file.Height.ToString(CultureInfo.InvariantCulture));
        if (picture.Alt.Length > 0)
            xml.WriteElementString("media", "title", Media, Clean(picture.Alt));
        if (picture.Caption is { } caption)
            xml.WriteElementString("media", "description", Media, Clean(caption));
        if (picture.Credit is { } credit)
        {
            xml.WriteStartElement("media", "credit", Media);
            xml.WriteAttributeString("role", "photographer");
            xml.WriteString(Clean(credit));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Clean(text));

    // RFC 822 with four digits of the year, as RSS asks for.
    private static string Date(DateTimeOffset instant) => instant.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    // Characters that XML cannot carry say nothing to a reader either.
    private static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                clean.Append(text[i]).Append(text[++i]);
        }

        return clean.ToString();
    }
}
