using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using FanNews.Media;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>Puts the newsroom's sound, video and documents where a body links to them: a link alone becomes the browser's own player, another one leads to the file.</summary>
internal static partial class FilePlaces
{
    /// <summary>The local addresses of a body that may be those of files: its links, and what its HTML plays.</summary>
    internal static IReadOnlyList<string> In(MarkdownDocument document, string markdown)
    {
        if (!markdown.Contains("/media/", StringComparison.Ordinal) && !markdown.Contains("/wp-content/uploads/", StringComparison.Ordinal))
            return [];
        var addresses = Played().IsMatch(markdown)
            ? InHtml(document)
            : document.Descendants().Select(node => node switch
            {
                LinkInline { IsImage: false } link => link.Url,
                EmbedBlock embed => embed.Address,
                FigureBlock figure => figure.Link,
                _ => null,
            });
        return [.. addresses.Select(address => address is null ? null : Local(address)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Leads the links of a body to the files themselves, and sets players where a link stands alone.</summary>
    internal static void Fill(IElement body, BodySetting setting)
    {
        foreach (var link in body.QuerySelectorAll("a[href]").ToList())
        {
            if (Local(link.GetAttribute("href")!.Trim()) is not { } address || setting.File(address) is not { } file)
                continue;
            if (Holder(body, link) is var (holder, caption))
                holder.Replace(file.Kind == FileKind.Document ? Document(holder, Title(link, file, caption), file, setting) : Player(holder, Title(link, file, caption), file, setting));
            else
                link.SetAttribute("href", LocalAddresses.MakeAbsolute(file.Src, setting));
        }
    }

    /// <summary>The address as the store knows it; null for what cannot be one of a file here.</summary>
    private static string? Local(string address)
    {
        if (!address.StartsWith('/') || !(address.StartsWith("/media/", StringComparison.Ordinal) || address.Contains("/wp-content/uploads/", StringComparison.Ordinal)))
            return null;
        var end = address.AsSpan().IndexOfAny('?', '#');
        return Uri.UnescapeDataString(end < 0 ? address : address[..end]);
    }

    private static List<string?> InHtml(MarkdownDocument document)
    {
        if (BoundedHtml.TryParse(Markup.Of(document, new BodySetting())) is not { Body: { } body })
            return [];
        return body.QuerySelectorAll("a[href],audio[src],video[src],source[src]").Select(element => (element.GetAttribute("href") ?? element.GetAttribute("src"))?.Trim()).ToList();
    }

    // What goes when a player comes, and the caption that goes with it; null for a link amid text. An element of an import may be a card already.
    private static (IElement Holder, string? Caption)? Holder(IElement body, IElement link)
    {
        if (link.ParentElement is not { } holder || link.QuerySelector("img") is not null || holder.TextContent.Trim() != link.TextContent.Trim() || holder.ChildElementCount > 1)
            return null;
        if (holder.LocalName is "p" && ReferenceEquals(holder.ParentElement, body))
            return (holder, null);
        if (holder.LocalName is not "div" || !holder.ClassList.Contains("embed"))
            return null;
        var figure = holder.ParentElement is { LocalName: "figure" } outer && outer.QuerySelector("img,.embed ~ .embed,table") is null ? outer : null;
        var whole = figure ?? holder;
        // What HTML plays within a line stands in a paragraph, which has nothing else then.
        if (whole.ParentElement is { LocalName: "p", ChildElementCount: 1 } line && line.TextContent.Trim() == whole.TextContent.Trim())
            whole = line;
        return (whole, figure?.QuerySelector("figcaption")?.TextContent.Trim() ?? "");
    }

    // What the writer calls it, unless that is only its address; a card says what every card says.
    private static string Title(IElement link, FileView file, string? caption)
    {
        var written = caption ?? link.TextContent.Trim();
        return written.Length > 0 && !written.StartsWith('/') && written != file.Name ? written : file.Title ?? file.Name;
    }

    private static IElement Player(IElement replaced, string title, FileView file, BodySetting setting)
    {
        var page = replaced.Owner!;
        var isVideo = file.Kind == FileKind.Video;
        var player = page.CreateElement(isVideo ? "video" : "audio");
        player.SetAttribute("controls", "");
        player.SetAttribute("preload", isVideo ? "metadata" : "none");
        if (isVideo)
            player.SetAttribute("playsinline", "");
        player.SetAttribute("src", LocalAddresses.MakeAbsolute(file.Src, setting));
        player.SetAttribute("aria-label", title);
        if (file is { Width: > 0, Height: > 0 })
        {
            player.SetAttribute("width", file.Width.ToString(CultureInfo.InvariantCulture));
            player.SetAttribute("height", file.Height.ToString(CultureInfo.InvariantCulture));
        }

        if (file.Captions is { } captions && isVideo)
        {
            var track = page.CreateElement("track");
            track.SetAttribute("kind", "captions");
            track.SetAttribute("src", LocalAddresses.MakeAbsolute(captions, setting));
            track.SetAttribute("label", "Captions");
            player.AppendChild(track);
        }

        var figure = page.CreateElement("figure");
        figure.ClassName = "media";
        figure.AppendChild(player);
        var caption = page.CreateElement("figcaption");
        caption.AppendChild(page.CreateTextNode(title));
        AddCredit(caption, file);
        caption.AppendChild(page.CreateTextNode(" "));
        caption.AppendChild(Link(page, file.Size, file.Src, setting, "file"));
        if (file.Captions is { } text && !isVideo)
        {
            caption.AppendChild(page.CreateTextNode(" "));
            caption.AppendChild(Link(page, "Captions", text, setting, "file"));
        }

        figure.AppendChild(caption);
        return figure;
    }

    private static IElement Document(IElement replaced, string title, FileView file, BodySetting setting)
    {
        var page = replaced.Owner!;
        var line = page.CreateElement("p");
        line.ClassName = "document";
        line.AppendChild(Link(page, title, file.Src, setting, null));
        line.AppendChild(page.CreateTextNode(" "));
        var size = page.CreateElement("span");
        size.ClassName = "file";
        size.TextContent = file.Size;
        line.AppendChild(size);
        AddCredit(line, file);
        return line;
    }

    private static IElement Link(IDocument page, string label, string address, BodySetting setting, string? @class)
    {
        var link = page.CreateElement("a");
        link.SetAttribute("href", LocalAddresses.MakeAbsolute(address, setting));
        if (@class is not null)
            link.ClassName = @class;
        link.TextContent = label;
        return link;
    }

    private static void AddCredit(IElement holder, FileView file)
    {
        if (string.IsNullOrWhiteSpace(file.Credit))
            return;
        holder.AppendChild(holder.Owner!.CreateTextNode(" "));
        var credit = holder.Owner!.CreateElement("span");
        credit.ClassName = "credit";
        credit.TextContent = file.Credit;
        holder.AppendChild(credit);
    }

    [GeneratedRegex("<(?:a|audio|video)[ \n\t]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Played();
}
