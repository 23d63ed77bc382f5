using System.Globalization;
using AngleSharp.Dom;

namespace FanNews.Interchange;

/// <summary>Writes lists.</summary>
internal sealed class HtmlList(HtmlConversion conversion)
{
    /// <summary>A list with its inner lists. Two lists of a kind in a row take different signs, or they would become one.</summary>
    public List<string> Write(IElement list, bool lines)
    {
        var ordered = list.LocalName == "ol";
        var number = ordered && int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var start) && start is >= 0 and < 100_000_000 ? start : 1;
        var second = FollowsSameKind(list);
        List<List<string>> items = [];
        foreach (var child in list.ChildNodes.ToList())
        {
            if (child is IElement { LocalName: "li" } item)
                items.Add(conversion.Blocks(item, lines));
            else if (child is IElement stray && !HtmlText.IsSilent(stray))
                // <ul> directly inside <ul> is wrong and common: it belongs to the item before.
                Append(items, HtmlText.IsBlock(stray) ? conversion.Block(stray, lines) : [conversion.Inline.Lines(stray)]);
            else if (child is IText text && text.Data.Trim().Length > 0)
                Append(items, [MarkdownText.Paragraph(text.Data)]);
        }
        items.RemoveAll(item => item.Count == 0);
        if (items.Count == 0) return [];
        var tight = items.TrueForAll(IsTight);
        List<string> written = [];
        foreach (var item in items)
        {
            var mark = ordered ? MarkdownText.Number(number++) + (second ? ")" : ".") : second ? "*" : "-";
            var indent = new string(' ', mark.Length + 1);
            var text = string.Join(tight ? "\n" : "\n\n", item);
            written.Add(mark + " " + string.Join('\n', text.Split('\n').Select((line, row) => row == 0 || line.Length == 0 ? line : indent + line)));
        }
        return [string.Join(tight ? "\n" : "\n\n", written)];
    }

    // Text, then at most one inner list, needs no empty lines between.
    private static bool IsTight(List<string> item) => item.Count == 1 && !IsList(item[0]) || (item.Count == 2 && !IsList(item[0]) && IsList(item[1]) && !item[1].Contains("\n\n", StringComparison.Ordinal));

    private static bool IsList(string block) =>
        block.StartsWith("- ", StringComparison.Ordinal) || block.StartsWith("* ", StringComparison.Ordinal) || (block.Length > 2 && char.IsAsciiDigit(block[0]) && block.AsSpan().IndexOfAny(". ") > 0
            && block.AsSpan(0, block.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? space : 0) is [.., '.' or ')']);

    private static void Append(List<List<string>> items, List<string> blocks)
    {
        if (items.Count == 0) items.Add(blocks);
        else items[^1].AddRange(blocks);
    }

    private static bool FollowsSameKind(IElement list)
    {
        var second = false;
        for (INode? node = list.PreviousSibling; node is not null; node = node.PreviousSibling)
        {
            if (node is IText text && text.Data.Trim().Length == 0 || node is IComment) continue;
            if (node is not IElement element || element.LocalName != list.LocalName) break;
            second = !second;
        }
        return second;
    }
}
