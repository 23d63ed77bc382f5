using System.Globalization;
using System.Text;
using System.Xml;

namespace FanNews.Interchange.WordPress;

/// <content>The parts of a channel: authors, terms, items and what is in them.</content>
public sealed partial class WxrReader
{
    /// <summary>
    /// Steps through the child elements of the element that the reader stands on. Whoever gets a name reads that element
    /// to its end (<see cref="Text"/>, <see cref="Skip"/> or this method again).
    /// </summary>
    private IEnumerable<WxrName> Children()
    {
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            yield break;
        }
        var depth = _xml.Depth;
        _xml.Read();
        while (!_xml.EOF && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element)
            {
                _xml.Read();
                continue;
            }
            if (_xml.Depth > MaxDepth) throw Refuse("Elements are nested far too deep here; no WordPress wrote this file.");
            var name = WxrName.Of(_xml.LocalName, _xml.NamespaceURI);
            _sawWordPress |= name.Family == WxrFamily.WordPress;
            yield return name;
        }
        _xml.Read();
    }

    private void Skip()
    {
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return;
        }
        var depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.Depth > MaxDepth) throw Refuse("Elements are nested far too deep here; no WordPress wrote this file.");
        }
        _xml.Read();
    }

    /// <summary>All text of the element, markup inside left out; the reader stands behind it afterwards.</summary>
    private string Text()
    {
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return "";
        }
        var depth = _xml.Depth;
        var text = new StringBuilder();
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.Depth > MaxDepth) throw Refuse("Elements are nested far too deep here; no WordPress wrote this file.");
            if (_xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)) continue;
            for (int read; (read = _xml.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0;)
            {
                if (text.Length + read > MaxText) throw Refuse("One text in this file is longer than 32 million characters; no story is.");
                text.Append(_chunk, 0, read);
            }
        }
        _xml.Read();
        return Clean(text.ToString());
    }

    // Character references such as &#8; pass the filter: they become control characters only here.
    private static string Clean(string text)
    {
        if (!text.Any(c => c < ' ' && c is not ('\t' or '\n' or '\r'))) return text;
        return string.Concat(text.Where(c => c >= ' ' || c is '\t' or '\n' or '\r'));
    }

    private long Number() => long.TryParse(Text(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 0;

    private WxrAuthor Author()
    {
        var author = new WxrAuthor(Line);
        foreach (var name in Children())
        {
            switch (name.Local)
            {
                case "author_id": author = author with { Id = Number() }; break;
                case "author_login": author = author with { Login = Text().Trim() }; break;
                case "author_display_name": author = author with { DisplayName = Text().Trim() }; break;
                default: Skip(); break;
            }
        }
        return author.DisplayName.Length > 0 ? author : author with { DisplayName = author.Login };
    }

    private WxrTerm Term(string taxonomy, string slug, string parent, string label, string description)
    {
        var term = new WxrTerm(Line) { Taxonomy = taxonomy };
        foreach (var name in Children())
        {
            if (name.Local == "term_id") term = term with { Id = Number() };
            else if (name.Local == "term_taxonomy" && taxonomy.Length == 0) term = term with { Taxonomy = Text().Trim() };
            else if (name.Local == slug) term = term with { Slug = Text().Trim() };
            else if (name.Local == parent) term = term with { Parent = Text().Trim() };
            else if (name.Local == label) term = term with { Name = Text().Trim() };
            else if (name.Local == description) term = term with { Description = Text() };
            else Skip();
        }
        return term.Name.Length > 0 ? term : term with { Name = term.Slug };
    }

    private WxrItem Item()
    {
        var item = new WxrItem(Line);
        List<WxrTermUse> terms = [];
        List<WxrMeta> meta = [];
        List<WxrComment> comments = [];
        foreach (var name in Children())
        {
            if (name is { Family: WxrFamily.None, Local: "category" }) Use(terms);
            else if (name is { Family: WxrFamily.WordPress, Local: "postmeta" }) meta.Add(Meta());
            else if (name is { Family: WxrFamily.WordPress, Local: "comment" }) comments.Add(Comment());
            else item = Field(item, name);
        }
        return item with { Terms = terms, Meta = meta, Comments = comments };
    }

    private WxrItem Field(WxrItem item, WxrName name)
    {
        switch (name)
        {
            case { Family: WxrFamily.None, Local: "title" }: return item with { Title = Text() };
            case { Family: WxrFamily.None, Local: "link" }: return item with { Link = Text().Trim() };
            case { Family: WxrFamily.None, Local: "pubDate" }: return item with { PubDate = Text().Trim() };
            case { Family: WxrFamily.Creator, Local: "creator" }: return item with { Creator = Text().Trim() };
            case { Family: WxrFamily.Content, Local: "encoded" }: return item with { Content = Text() };
            case { Family: WxrFamily.Excerpt, Local: "encoded" }: return item with { Excerpt = Text() };
            case { Family: not WxrFamily.WordPress }: break;
            case { Local: "post_id" }: return item with { Id = Number() };
            case { Local: "post_date" }: return item with { PostDate = Text().Trim() };
            case { Local: "post_date_gmt" }: return item with { PostDateGmt = Text().Trim() };
            case { Local: "post_modified_gmt" }: return item with { ModifiedGmt = Text().Trim() };
            case { Local: "comment_status" }: return item with { CommentStatus = Text().Trim() };
            case { Local: "post_name" }: return item with { Name = Text().Trim() };
            case { Local: "status" }: return item with { Status = Text().Trim() };
            case { Local: "post_parent" }: return item with { Parent = Number() };
            case { Local: "post_type" }: return item with { Type = Text().Trim() };
            case { Local: "post_password" }: return item with { Password = Text() };
            case { Local: "is_sticky" }: return item with { Sticky = Number() == 1 };
            case { Local: "attachment_url" }: return item with { AttachmentUrl = Text().Trim() };
        }
        Skip();
        return item;
    }

    private void Use(List<WxrTermUse> terms)
    {
        var taxonomy = _xml.GetAttribute("domain") ?? "";
        var slug = _xml.GetAttribute("nicename") ?? "";
        var name = Text().Trim();
        // WXR 1.0 writes each term twice, once without its slug.
        if (slug.Length == 0 || taxonomy.Length == 0) return;
        var use = new WxrTermUse(taxonomy == "tag" ? "post_tag" : taxonomy, slug, name.Length > 0 ? name : slug);
        if (!terms.Exists(known => known.Taxonomy == use.Taxonomy && known.Slug == use.Slug)) terms.Add(use);
    }

    private WxrMeta Meta()
    {
        string key = "", value = "";
        foreach (var name in Children())
        {
            if (name.Local == "meta_key") key = Text().Trim();
            else if (name.Local == "meta_value") value = Text();
            else Skip();
        }
        return new(key, value);
    }

    private WxrComment Comment()
    {
        var comment = new WxrComment(Line);
        foreach (var name in Children())
        {
            switch (name.Local)
            {
                case "comment_id": comment = comment with { Id = Number() }; break;
                case "comment_parent": comment = comment with { Parent = Number() }; break;
                case "comment_author": comment = comment with { Author = Text().Trim() }; break;
                case "comment_author_email": comment = comment with { Email = Text().Trim() }; break;
                case "comment_author_url": comment = comment with { Url = Text().Trim() }; break;
                case "comment_date": comment = comment with { Date = Text().Trim() }; break;
                case "comment_date_gmt": comment = comment with { DateGmt = Text().Trim() }; break;
                case "comment_content": comment = comment with { Content = Text() }; break;
                case "comment_approved": comment = comment with { Approved = Text().Trim() }; break;
                case "comment_type": comment = comment with { Type = Text().Trim() }; break;
                default: Skip(); break;
            }
        }
        return comment;
    }
}
