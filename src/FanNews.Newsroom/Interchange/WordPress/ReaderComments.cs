using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace FanNews.Interchange.WordPress;

/// <summary>A comment that is imported, ready to be stored.</summary>
/// <param name="WordPressId">Its number there; null when missing or used twice.</param>
/// <param name="ParentWordPressId">Number of the nearest comment above it that is imported too; null for none.</param>
/// <param name="Name">Name of the writer, plain text.</param>
/// <param name="Email">E-mail address, lower case; empty where there is none that can be kept.</param>
/// <param name="Website">http or https address; null for none.</param>
/// <param name="Text">Plain text.</param>
/// <param name="At">When it was written (UTC).</param>
/// <param name="Approved">Whether it is public; else it waits for a moderator.</param>
internal sealed record ImportedComment(long? WordPressId, long? ParentWordPressId, string Name, string Email, string? Website, string Text, DateTimeOffset At, bool Approved);

/// <summary>Chooses which comments of an item are readers' and come in, and hangs answers to dropped ones higher.</summary>
internal static partial class ReaderComments
{
    private const int LongestName = 245, LongestEmail = 100, LongestUrl = 200;

    private static readonly HtmlParser Parser = new();

    /// <summary>The comments to import, parents before their answers.</summary>
    /// <param name="item">The item that carries them.</param>
    /// <param name="articleAt">When the article was published, for comments without a date (UTC).</param>
    /// <param name="zone">The site's zone.</param>
    /// <param name="dropped">Told of each comment that stays behind, and why.</param>
    public static List<ImportedComment> Of(WxrItem item, DateTimeOffset articleAt, TimeZoneInfo zone, Action<WxrComment, string> dropped)
    {
        Dictionary<long, long> parents = [];
        Dictionary<long, WxrComment> kept = [];
        List<(WxrComment Comment, long? Id)> chosen = [];
        foreach (var comment in item.Comments)
        {
            if (comment.Id > 0) parents.TryAdd(comment.Id, comment.Parent);
            if (Reason(comment) is { } reason)
            {
                dropped(comment, reason);
                continue;
            }
            var own = comment.Id > 0 && kept.TryAdd(comment.Id, comment);
            chosen.Add((comment, own ? comment.Id : null));
        }
        var hung = chosen.ConvertAll(one => (one.Comment, one.Id, Parent: Above(one.Id ?? 0, one.Comment.Parent, parents, kept)));
        return [.. Ordered(hung).Select(one => Imported(one.Comment, one.Id, one.Parent, articleAt, zone))];
    }

    /// <summary>Plain text of a comment: its lines, links as addresses, no markup.</summary>
    public static string Text(string content)
    {
        content = content.ReplaceLineEndings("\n").Trim();
        if (!content.Contains('<', StringComparison.Ordinal) && !content.Contains('&', StringComparison.Ordinal)) return content;
        if (TagDepth.Of(content) > HtmlToMarkdown.MaxDepth) content = TagDepth.Strip(content);
        var text = new StringBuilder();
        Write(Parser.ParseDocument("<!DOCTYPE html><body>" + content).Body!, text);
        return EmptyLines().Replace(text.ToString(), "\n\n").Trim();
    }

    // Only what readers wrote: 'note' is a newsroom's internal remark, and a resolved one is marked as approved.
    private static string? Reason(WxrComment comment)
    {
        if (comment.Type is not ("" or "comment")) return $"comment of type {comment.Type}";
        if (comment.Approved is not ("1" or "0")) return $"comment marked {(comment.Approved.Length == 0 ? "with nothing" : comment.Approved)}";
        return comment.Content.Trim().Length == 0 ? "comment without text" : null;
    }

    private static long? Above(long id, long parent, Dictionary<long, long> parents, Dictionary<long, WxrComment> kept)
    {
        HashSet<long> seen = [id];
        while (parent > 0 && seen.Add(parent))
        {
            if (kept.ContainsKey(parent)) return parent;
            parent = parents.GetValueOrDefault(parent);
        }
        return null;
    }

    // Parents first; where answers go round in a circle, the first of them in the file becomes the top.
    private static IEnumerable<(WxrComment Comment, long? Id, long? Parent)> Ordered(List<(WxrComment Comment, long? Id, long? Parent)> all)
    {
        HashSet<long> done = [];
        var waiting = all;
        while (waiting.Count > 0)
        {
            List<(WxrComment, long?, long?)> later = [];
            foreach (var one in waiting)
            {
                if (one.Parent is { } parent && !done.Contains(parent))
                {
                    later.Add(one);
                    continue;
                }
                if (one.Id is { } id) done.Add(id);
                yield return one;
            }
            if (later.Count == waiting.Count)
            {
                var (comment, id, _) = later[0];
                later[0] = (comment, id, null);
            }
            waiting = later;
        }
    }

    private static ImportedComment Imported(WxrComment comment, long? id, long? parent, DateTimeOffset articleAt, TimeZoneInfo zone) => new(
        id, parent,
        Cut(HtmlToMarkdown.PlainText(comment.Author).Replace('\n', ' ').Trim() is { Length: > 0 } name ? name : "Anonymous", LongestName),
        comment.Email.Length <= LongestEmail ? comment.Email.ToLowerInvariant() : "",
        comment.Url.Length <= LongestUrl && Uri.TryCreate(comment.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? comment.Url : null,
        Text(comment.Content),
        ImportDates.Read(comment.DateGmt, comment.Date, "", zone) ?? articleAt,
        comment.Approved == "1");

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd();

    private static void Write(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText run:
                    text.Append(run.Data);
                    break;
                case IElement { LocalName: "br" }:
                    text.Append('\n');
                    break;
                case IElement element when !HtmlText.IsSilent(element):
                    var block = HtmlText.IsBlock(element);
                    if (block && text.Length > 0) text.Append('\n');
                    var start = text.Length;
                    Write(element, text);
                    if (element.LocalName == "a" && element.GetAttribute("href") is { } href && EmbedAddress.IsWeb(href) && text.ToString(start, text.Length - start).Trim() != href.Trim())
                        text.Append(" (").Append(href.Trim()).Append(')');
                    if (block) text.Append('\n');
                    break;
            }
        }
    }

    [GeneratedRegex(@"\n[ \t]*(?:\n[ \t]*)+")]
    private static partial Regex EmptyLines();
}
