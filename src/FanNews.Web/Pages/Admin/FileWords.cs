using FanNews.Interchange;
using FanNews.Media;

namespace FanNews.Web.Pages.Admin;

/// <summary>How the desk speaks of files.</summary>
public static class FileWords
{
    /// <summary>What kind of file it is, with its size.</summary>
    public static string Words(this MediaFile file) => file.Kind switch
    {
        FileKind.Video when file.Width > 0 => $"Video, {file.View().Size}, {file.Width} × {file.Height} pixels",
        FileKind.Video => $"Video, {file.View().Size}",
        FileKind.Sound => $"Sound, {file.View().Size}",
        _ => $"Document, {file.View().Size}",
    };

    /// <summary>What nobody has said about it yet; null for nothing.</summary>
    public static string? Missing(this MediaFile file) => file is { Kind: FileKind.Video, Captions: null } ? "It has no captions" : file.Title is null ? "It has no title" : null;

    /// <summary>What shows it in a text: its address alone on a line, or a link with its title there.</summary>
    public static string Markdown(this MediaFile file) => file.Title is { } title
        ? $"[{MarkdownText.Inline(title, '[')}]({MarkdownText.Destination(file.Address)})"
        : MarkdownText.Destination(file.Address) is ['<', ..] pointed ? $"[{MarkdownText.Inline(file.Name, '[')}]({pointed})" : file.Address;
}
