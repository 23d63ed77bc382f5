using FanNews.Media;

namespace FanNews.Interchange;

/// <summary>A picture as a body shows it.</summary>
public static class PictureMarkdown
{
    /// <summary>The figure in the Markdown of the house (docs/markdown.md): the image, then its caption, then its credit.</summary>
    public static string Figure(this Picture picture)
    {
        var lines = new List<string> { $"![{MarkdownText.Inline(picture.Alt ?? "", '[', ']')}]({MarkdownText.Destination(picture.Address)})" };
        if (picture.Caption is { Length: > 0 } caption)
            lines.Add(MarkdownText.Paragraph(caption));
        if (picture.Credit is { Length: > 0 } credit)
            lines.Add("-- " + MarkdownText.Inline(credit, ' '));
        return string.Join('\n', lines);
    }
}
