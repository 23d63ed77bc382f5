using System.Text.RegularExpressions;
using System.Xml;

namespace FanNews.Interchange.WordPress;

/// <summary>
/// Reads a WordPress export (WXR 1.0 to 1.2) as a stream: one item is in memory at a time. Tolerant of what WordPress and its
/// plug-ins write; opens nothing but the file: no DTD, no entity but XML's five.
/// </summary>
public sealed partial class WxrReader
{
    /// <summary>An element deeper than this is damage or attack.</summary>
    public const int MaxDepth = 64;

    /// <summary>Longest text of one element, in characters.</summary>
    public const int MaxText = 32 * 1024 * 1024;

    private readonly string _file;
    private readonly XmlCharacterFilter _filter;
    private readonly XmlReader _xml;
    private readonly char[] _chunk = new char[8192];
    private bool _sawWordPress;

    private WxrReader(string file, XmlCharacterFilter filter)
    {
        _file = file;
        _filter = filter;
        var names = new NameTable();
        var prefixes = new ForgottenPrefixes(names);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            CheckCharacters = false,
            IgnoreProcessingInstructions = true,
            IgnoreComments = true,
            CloseInput = true,
        };
        _xml = XmlReader.Create(filter, settings, new XmlParserContext(names, prefixes, null, XmlSpace.None));
    }

    /// <summary>Number of bytes that were not UTF-8 and were read as Windows-1252.</summary>
    public int OddBytes { get; private set; }

    /// <summary>Number of control characters that were left out.</summary>
    public int ControlCharacters => _filter.Removed;

    /// <summary>Reads all records of a file in its order; the site comes last.</summary>
    /// <exception cref="WxrException">The file is no export or is damaged; thrown where the reading gets there.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<WxrRecord> Read(string path)
    {
        using var stream = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
        foreach (var record in Read(stream, path)) yield return record;
    }

    /// <summary>Reads all records of a stream; <paramref name="file"/> is its name in messages.</summary>
    /// <exception cref="WxrException">The file is no export or is damaged; thrown where the reading gets there.</exception>
    public static IEnumerable<WxrRecord> Read(Stream stream, string file, Action<WxrReader>? done = null)
    {
        XmlCharacterFilter filter;
        var odd = 0;
        try
        {
            filter = new XmlCharacterFilter(ExportEncoding.Open(stream, count => odd += count));
        }
        catch (NotSupportedException unknown)
        {
            throw new WxrException(file, 1, 1, $"The file cannot be read: {unknown.Message}.");
        }
        var reader = new WxrReader(file, filter);
        using var records = reader.Records().GetEnumerator();
        while (reader.Guarded(records.MoveNext)) yield return records.Current;
        reader._xml.Dispose();
        reader.OddBytes = odd;
        done?.Invoke(reader);
    }

    private int Line => ((IXmlLineInfo)_xml).LineNumber + _filter.LinesBefore;

    private int Column => _filter.ColumnInFile(((IXmlLineInfo)_xml).LineNumber, ((IXmlLineInfo)_xml).LinePosition);

    private bool Guarded(Func<bool> step)
    {
        try
        {
            return step();
        }
        catch (XmlException broken)
        {
            var line = Math.Max(1, broken.LineNumber) + _filter.LinesBefore;
            throw new WxrException(_file, line, _filter.ColumnInFile(broken.LineNumber, Math.Max(1, broken.LinePosition)), Sentence(broken));
        }
    }

    private static string Sentence(XmlException broken)
    {
        var message = Place().Replace(broken.Message, "").TrimEnd('.', ' ');
        if (message.Contains("DTD", StringComparison.Ordinal))
            return "The file contains a document type (DTD), as HTML pages do and WordPress exports never do; it was not read.";
        if (message.Contains("Root element is missing", StringComparison.Ordinal))
            return "The file is empty; nothing was imported.";
        if (message.Contains("Unexpected end of file", StringComparison.Ordinal))
            return "The export ends in the middle, as if the download had broken off; export it again.";
        if (message.Contains("data at the root level", StringComparison.OrdinalIgnoreCase))
            return "This is not an XML file, so it cannot be a WordPress export.";
        return $"The export is not well-formed XML here: {message}.";
    }

    private WxrException Refuse(string sentence) => new(_file, Line, Column, sentence);

    private IEnumerable<WxrRecord> Records()
    {
        _xml.MoveToContent();
        if (_xml.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase))
            throw Refuse("This is an HTML page, perhaps an error page of the server, and not a WordPress export.");
        if (_xml.LocalName != "rss")
            throw Refuse($"This is not a WordPress export: it begins with <{Short(_xml.Name)}> where <rss> should stand.");
        foreach (var channel in Children())
        {
            if (channel.Local != "channel")
            {
                Skip();
                continue;
            }
            foreach (var record in Channel()) yield return record;
        }
        // Reading to the end: what follows the root may still be broken.
        while (_xml.Read())
        {
        }
    }

    private IEnumerable<WxrRecord> Channel()
    {
        var site = new WxrSite(Line);
        foreach (var name in Children())
        {
            switch (name)
            {
                case { Local: "item" }:
                    yield return Item();
                    break;
                case { Family: WxrFamily.WordPress, Local: "author" }:
                    yield return Author();
                    break;
                case { Family: WxrFamily.WordPress, Local: "category" }:
                    yield return Term("category", "category_nicename", "category_parent", "cat_name", "category_description");
                    break;
                case { Family: WxrFamily.WordPress, Local: "tag" }:
                    yield return Term("post_tag", "tag_slug", "", "tag_name", "tag_description");
                    break;
                case { Family: WxrFamily.WordPress, Local: "term" }:
                    yield return Term("", "term_slug", "term_parent", "term_name", "term_description");
                    break;
                case { Family: WxrFamily.None, Local: "title" }:
                    site = site with { Title = Text() };
                    break;
                case { Family: WxrFamily.None, Local: "link" }:
                    site = site with { Link = Text().Trim() };
                    break;
                case { Family: WxrFamily.None, Local: "description" }:
                    site = site with { Description = Text() };
                    break;
                case { Family: WxrFamily.None, Local: "language" }:
                    site = site with { Language = Text().Trim() };
                    break;
                case { Family: WxrFamily.WordPress, Local: "base_site_url" }:
                    site = site with { BaseSiteUrl = Text().Trim() };
                    break;
                case { Family: WxrFamily.WordPress, Local: "base_blog_url" }:
                    site = site with { BaseBlogUrl = Text().Trim() };
                    break;
                default:
                    Skip();
                    break;
            }
        }
        if (!_sawWordPress) throw Refuse("This is a feed (RSS), not a WordPress export: export the site under Tools, Export.");
        yield return site;
    }

    // Some exporters forget to declare their prefixes, and plug-ins of long ago left some behind. The usual ones are known, others are ignored.
    private sealed class ForgottenPrefixes(XmlNameTable names) : XmlNamespaceManager(names)
    {
        public override string? LookupNamespace(string prefix) => base.LookupNamespace(prefix) ?? prefix switch
        {
            "wp" => WxrName.Export + "1.2/",
            "excerpt" => WxrName.Export + "1.2/excerpt/",
            "content" => WxrName.RssContent,
            "dc" => WxrName.DublinCore,
            _ => "urn:undeclared:" + prefix,
        };
    }

    private static string Short(string name) => name.Length > 40 ? name[..40] + "…" : name;

    [GeneratedRegex(@" ?Line \d+, position \d+\.?")]
    private static partial Regex Place();
}
