using System.Globalization;
using System.Text;
using System.Xml;
using FanNews.Media;
using FanNews.Settings;
using FanNews.Web.Pages;

namespace FanNews.Web.Feeds;

/// <summary>What the two feeds in XML write alike.</summary>
internal static class FeedXml
{
    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string Media = "http://search.yahoo.com/mrss/";

    /// <summary>Makes a document of what is written.</summary>
    public static byte[] Write(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
            write(xml);
        return bytes.ToArray();
    }

    /// <summary>An element with text.</summary>
    public static void Text(this XmlWriter xml, string name, string text) => xml.WriteElementString(name, Clean(text));

    /// <summary>An element of a namespace, with text.</summary>
    public static void Text(this XmlWriter xml, string prefix, string name, string uri, string text) => xml.WriteElementString(prefix, name, uri, Clean(text));

    /// <summary>The pictures of an entry, each with what is said about it (Media RSS 1.5.1).</summary>
    public static void Pictures(this XmlWriter xml, IReadOnlyList<PictureView> pictures, Site site)
    {
        foreach (var picture in pictures)
        {
            if (picture.Largest() is not { } file)
                continue;
            xml.WriteStartElement("media", "content", Media);
            xml.WriteAttributeString("url", site.Absolute(file.Address));
            xml.WriteAttributeString("medium", "image");
            xml.WriteAttributeString("type", "image/jpeg");
            Size(xml, file);
            if (picture.Alt.Length > 0)
                xml.Text("media", "title", Media, picture.Alt);
            if (picture.Caption is { } caption)
                xml.Text("media", "description", Media, caption);
            if (picture.Smallest() is { } small)
            {
                xml.WriteStartElement("media", "thumbnail", Media);
                xml.WriteAttributeString("url", site.Absolute(small.Address));
                Size(xml, small);
                xml.WriteEndElement();
            }

            if (picture.Credit is { } credit)
            {
                xml.WriteStartElement("media", "credit", Media);
                xml.WriteAttributeString("role", "photographer");
                xml.WriteString(Clean(credit));
                xml.WriteEndElement();
            }

            if (picture.Copyright is { } notice)
                xml.Text("media", "copyright", Media, notice);

            xml.WriteEndElement();
        }
    }

    /// <summary>The text without the characters that XML cannot carry; they say nothing to a reader either.</summary>
    public static string Clean(string text)
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

    private static void Size(XmlWriter xml, PictureFile file)
    {
        xml.WriteAttributeString("width", file.Width.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("height", file.Height.ToString(CultureInfo.InvariantCulture));
    }
}
