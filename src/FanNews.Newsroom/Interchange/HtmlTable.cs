using System.Text;
using AngleSharp.Dom;

namespace FanNews.Interchange;

/// <summary>Writes a table with pipes where pipes can say it, else as HTML.</summary>
internal sealed class HtmlTable(HtmlConversion conversion)
{
    /// <summary>The table; a caption makes it HTML, for pipes have none.</summary>
    public List<string> Write(IElement table, IElement? caption)
    {
        var heading = caption is null ? "" : conversion.Inline.OneLine(caption);
        if (heading.Length == 0 && Pipes(table) is { } pipes) return [pipes];
        if (heading.Length > 0 && table.QuerySelector("caption") is null)
        {
            var element = table.Owner!.CreateElement("caption");
            element.InnerHtml = caption!.InnerHtml;
            table.InsertBefore(element, table.FirstChild);
        }
        return conversion.Kept.Block(table);
    }

    private string? Pipes(IElement table)
    {
        if (table.QuerySelector("caption, tfoot, table table, p + p, ul, ol, blockquote, pre, h1, h2, h3, h4, h5, h6, iframe, fan-embed, figure, dl") is not null) return null;
        var rows = table.QuerySelectorAll("tr").ToList();
        if (rows.Count < 2) return null;
        var cells = rows.ConvertAll(row => row.Children.Where(cell => cell.LocalName is "td" or "th").ToList());
        var width = cells[0].Count;
        if (width == 0 || cells.Exists(row => row.Count != width)) return null;
        if (!cells[0].TrueForAll(cell => cell.LocalName == "th" || cell.Closest("thead") is not null)) return null;
        if (cells.Skip(1).Any(row => row.Exists(cell => cell.LocalName == "th"))) return null;
        if (cells.Exists(row => row.Exists(cell => cell.HasAttribute("colspan") && cell.GetAttribute("colspan") != "1"
            || cell.HasAttribute("rowspan") && cell.GetAttribute("rowspan") != "1" || cell.QuerySelector("code") is not null))) return null;
        var text = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) text.Append('\n');
            text.Append("| ").AppendJoin(" | ", cells[i].ConvertAll(cell => conversion.Inline.Cell(cell))).Append(" |");
            if (i == 0) text.Append("\n| ").AppendJoin(" | ", cells[0].ConvertAll(Alignment)).Append(" |");
        }
        return text.ToString();
    }

    private static string Alignment(IElement cell)
    {
        var told = $"{cell.GetAttribute("data-align")} {cell.GetAttribute("align")} {cell.GetAttribute("class")} {cell.GetAttribute("style")}";
        return told.Contains("right", StringComparison.OrdinalIgnoreCase) ? "---:"
            : told.Contains("center", StringComparison.OrdinalIgnoreCase) ? ":---:"
            : told.Contains("left", StringComparison.OrdinalIgnoreCase) ? ":---" : "---";
    }
}
