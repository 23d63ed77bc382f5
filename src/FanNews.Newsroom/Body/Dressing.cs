using AngleSharp.Dom;

namespace FanNews.Body;

/// <summary>What a body's tree needs to stand in a page, however it was written: outline, tables, frames, ids, dateline.</summary>
internal static class Dressing
{
    private const int HighestLevel = 2;
    private const int LowestLevel = 6;

    /// <summary>Puts the headings under the page's only h1, without a gap between levels where the author left one.</summary>
    internal static void ShiftHeadings(IElement body)
    {
        var open = new Stack<(int Written, int Shown)>();
        foreach (var heading in body.QuerySelectorAll("h1,h2,h3,h4,h5,h6").ToList())
        {
            var written = Math.Max(HighestLevel, heading.LocalName[1] - '0');
            while (open.Count > 0 && open.Peek().Written >= written)
                open.Pop();
            var shown = Math.Min(LowestLevel, open.Count > 0 ? open.Peek().Shown + 1 : HighestLevel);
            open.Push((written, shown));
            if (heading.LocalName[1] - '0' != shown)
                Rename(heading, "h" + (char)('0' + shown));
        }
    }

    /// <summary>Lets wide tables scroll by themselves and aligns cells by class, for no style leaves this room.</summary>
    internal static void WrapTables(IElement body)
    {
        foreach (var cell in body.QuerySelectorAll("td[align],th[align],td[style],th[style]"))
        {
            if (AlignOf(cell) is { } align)
                cell.ClassList.Add(align);
        }

        // The corner over a column of names heads nothing, and would be read out as a header without a word (WCAG 1.3.1).
        foreach (var corner in body.QuerySelectorAll("th").Where(h => h.ChildElementCount == 0 && string.IsNullOrWhiteSpace(h.TextContent)).ToList())
        {
            corner.RemoveAttribute("scope");
            Rename(corner, "td");
        }

        foreach (var table in body.QuerySelectorAll("table").ToList())
        {
            if (table.ParentElement?.Closest("table") is not null || table.ParentElement?.ClassList.Contains("table") is true)
                continue;
            var frame = table.Owner!.CreateElement("div");
            var name = table.QuerySelector("caption")?.TextContent.Trim();
            frame.ClassName = "table";
            frame.SetAttribute("role", "region");
            frame.SetAttribute("tabindex", "0");
            frame.SetAttribute("aria-label", string.IsNullOrEmpty(name) ? "Table" : name);
            table.Replace(frame);
            frame.AppendChild(table);
        }
    }

    /// <summary>Frames and players that an import brought along become the cards that a web address alone becomes.</summary>
    internal static void TurnFramesIntoCards(IElement body, BodySetting setting)
    {
        foreach (var frame in body.QuerySelectorAll("iframe[src],video,audio").ToList())
        {
            var address = frame.GetAttribute("src") ?? frame.QuerySelector("source[src]")?.GetAttribute("src") ?? "";
            var embed = Embed.Of(address.Trim());
            var isFile = frame.LocalName is not "iframe";
            if (embed is null && !(isFile && Values.IsLocal(address.Trim(), setting)))
                continue;
            var label = frame.LocalName switch { "video" => "Watch the video", "audio" => "Listen to the recording", _ => embed!.Label };
            frame.Replace(Card(frame, embed?.Address.AbsoluteUri ?? address.Trim(), label, embed?.Frame));
        }

        // WordPress keeps an embed as a figure around a div around its address.
        foreach (var wrapper in body.QuerySelectorAll("figure > div").ToList())
        {
            if (wrapper.ChildElementCount == 0 && Embed.Of(wrapper.TextContent.Trim()) is { } embed && !setting.IsOwn(embed.Address))
                wrapper.Replace(Card(wrapper, embed.Address.AbsoluteUri, embed.Label, embed.Frame));
        }
    }

    private static IElement Card(IElement replaced, string address, string label, string? frame)
    {
        var card = replaced.Owner!.CreateElement("div");
        card.ClassName = "embed";
        if (frame is not null)
            card.SetAttribute("data-embed", frame);
        var link = replaced.Owner!.CreateElement("a");
        link.SetAttribute("href", address);
        link.TextContent = label;
        card.AppendChild(link);
        return card;
    }

    /// <summary>Takes out figures that hold nothing any more.</summary>
    internal static void DropEmptyFigures(IElement body)
    {
        foreach (var figure in body.QuerySelectorAll("figure").Reverse().ToList())
        {
            if (string.IsNullOrWhiteSpace(figure.TextContent) && figure.QuerySelector("img") is null)
                figure.Remove();
        }
    }

    /// <summary>Gives every id of the body its prefix, and the links within the body with it.</summary>
    internal static void PrefixIds(IElement body)
    {
        var renamed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in body.QuerySelectorAll("[id]"))
        {
            if (element.Id is { Length: > 0 } id && !id.StartsWith(Values.IdPrefix, StringComparison.Ordinal))
            {
                renamed.Add(id);
                element.Id = Values.IdPrefix + id;
            }
        }

        if (renamed.Count == 0)
            return;
        foreach (var link in body.QuerySelectorAll("a[href^='#']"))
        {
            if (renamed.Contains(link.GetAttribute("href")![1..]))
                link.SetAttribute("href", "#" + Values.IdPrefix + link.GetAttribute("href")![1..]);
        }
    }

    /// <summary>Sets the place before the first paragraph of running text; before everything where there is none.</summary>
    internal static void RunIn(IElement body, string? dateline)
    {
        if (string.IsNullOrWhiteSpace(dateline))
            return;
        var page = body.Owner!;
        var span = page.CreateElement("span");
        span.SetAttribute("data-part", "dateline");
        span.TextContent = dateline.Trim() + " —";
        var first = body.QuerySelectorAll("p").FirstOrDefault(IsRunningText);
        if (first is null)
        {
            var paragraph = page.CreateElement("p");
            paragraph.AppendChild(span);
            body.InsertBefore(paragraph, body.FirstChild);
            return;
        }

        first.InsertBefore(page.CreateTextNode(" "), first.FirstChild);
        first.InsertBefore(span, first.FirstChild);
    }

    private static bool IsRunningText(IElement paragraph)
    {
        if (string.IsNullOrWhiteSpace(paragraph.TextContent))
            return false;
        for (var outer = paragraph.ParentElement; outer is not null and not { LocalName: "body" }; outer = outer.ParentElement)
        {
            if (outer.LocalName is not ("div" or "section" or "article" or "main") || outer.ClassList.Length > 0)
                return false;
        }

        return true;
    }

    private static void Rename(IElement element, string name)
    {
        var renamed = element.Owner!.CreateElement(name);
        foreach (var attribute in element.Attributes)
            renamed.SetAttribute(attribute.LocalName, attribute.Value);
        renamed.Append([.. element.ChildNodes]);
        element.Replace(renamed);
    }

    private static string? AlignOf(IElement cell)
    {
        var align = cell.GetAttribute("align") ?? "";
        var style = (cell.GetAttribute("style") ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (style.Contains("text-align:", StringComparison.OrdinalIgnoreCase))
            align = style[(style.IndexOf("text-align:", StringComparison.OrdinalIgnoreCase) + "text-align:".Length)..].Split(';')[0];
        return align.ToLowerInvariant() switch
        {
            "left" or "start" => "align-start",
            "center" => "align-center",
            "right" or "end" => "align-end",
            _ => null,
        };
    }
}
