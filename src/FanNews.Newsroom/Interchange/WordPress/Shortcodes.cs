using System.Text;
using System.Text.RegularExpressions;

namespace FanNews.Interchange.WordPress;

/// <summary>Turns the short codes of WordPress into HTML. An unknown one stays as text and is counted.</summary>
internal sealed partial class Shortcodes(Uploads uploads, long post, Losses losses)
{
    private static readonly HashSet<string> Embeds = ["embed", "youtube", "vimeo", "tweet", "instagram", "soundcloud", "dailymotion", "ted", "facebook", "tiktok", "spotify"];

    private static readonly string[] Sources = ["src", "mp3", "m4a", "ogg", "wav", "wma", "flac", "mp4", "m4v", "webm", "ogv", "wmv", "flv"];

    // Names of which it is known that the rest of the text has no closing sign: looked for once, not at every opening.
    private readonly HashSet<string> _unclosed = [];

    /// <summary>The HTML with short codes replaced. Tags, comments and preformatted parts are left as they are.</summary>
    public string Expand(string html)
    {
        if (!html.Contains('[', StringComparison.Ordinal)) return html;
        var written = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var next = html.AsSpan(at).IndexOfAny('[', '<');
            if (next < 0)
            {
                written.Append(html, at, html.Length - at);
                break;
            }
            written.Append(html, at, next);
            at += next;
            at = html[at] == '<' ? Tag(html, at, written) : Code(html, at, written);
        }
        return written.ToString();
    }

    private int Tag(string html, int at, StringBuilder written)
    {
        var end = at + 1;
        if (Literal().Match(html, at, Math.Min(12, html.Length - at)) is { Success: true } literal)
            end = Past(html, at, literal.Groups[1].Success ? $"</{literal.Groups[1].Value}>" : "-->");
        else if (end < html.Length && (char.IsAsciiLetter(html[end]) || html[end] == '/'))
            end = Past(html, at, ">");
        written.Append(html, at, end - at);
        return end;
    }

    private int Past(string html, int at, string sign)
    {
        if (_unclosed.Contains(sign)) return at + 1;
        var end = html.IndexOf(sign, at, StringComparison.OrdinalIgnoreCase);
        if (end >= 0) return end + sign.Length;
        _unclosed.Add(sign);
        return at + 1;
    }

    private int Code(string html, int at, StringBuilder written)
    {
        var match = Opening().Match(html, at, Math.Min(4000, html.Length - at));
        if (!match.Success)
        {
            written.Append('[');
            return at + 1;
        }
        var end = at + match.Length;
        var name = match.Groups["name"].Value;
        if (at + 1 < html.Length && match.Groups["escaped"].Success && end < html.Length && html[end] == ']')
        {
            written.Append(html, at + 1, end - at - 1);
            return end + 1;
        }
        if (match.Groups["escaped"].Success)
        {
            written.Append('[');
            return at + 1;
        }
        var arguments = match.Groups["arguments"].Value;
        var inner = "";
        if (!match.Groups["empty"].Success && Closing(html, end, name) is { } close)
        {
            inner = html[end..close];
            end = close + name.Length + 3;
        }
        if (Html(name, arguments, inner) is { } replaced)
        {
            written.Append(replaced);
            return end;
        }
        if (arguments.Contains('=', StringComparison.Ordinal) || inner.Length > 0 || name.AsSpan().IndexOfAny('_', '-') > 0) losses.Add($"shortcode [{name}]");
        written.Append('[');
        return at + 1;
    }

    private int? Closing(string html, int from, string name)
    {
        var sign = $"[/{name}]";
        if (_unclosed.Contains(sign)) return null;
        var close = html.IndexOf(sign, from, StringComparison.Ordinal);
        if (close >= 0) return close;
        _unclosed.Add(sign);
        return null;
    }

    private string? Html(string name, string arguments, string inner)
    {
        switch (name)
        {
            case "caption" or "wp_caption":
                var caption = Argument(arguments, "caption");
                return $"<figure class=\"wp-caption\">{inner}{(caption is null ? "" : $"<figcaption>{caption}</figcaption>")}</figure>";
            case "gallery":
                return Gallery(Argument(arguments, "ids") ?? Argument(arguments, "include"), Argument(arguments, "exclude"));
            case "playlist":
                return string.Concat(Chosen(Argument(arguments, "ids"), null).Where(upload => !upload.IsPicture)
                    .Select(upload => $"<audio src=\"{Uploads.Escape(upload.Address)}\"></audio>"));
            case "audio" or "video":
                var source = Sources.Select(key => Argument(arguments, key)).FirstOrDefault(value => value is not null) ?? FirstAddress(arguments) ?? FirstAddress(inner);
                return source is null ? null : $"<{name} src=\"{source}\"></{name}>";
            case "code" or "sourcecode" when inner.Length > 0:
                var language = Argument(arguments, "language") ?? Argument(arguments, "lang");
                return $"<pre class=\"language-{language}\">{inner}</pre>";
            case var embed when Embeds.Contains(embed):
                var address = FirstAddress(inner) ?? FirstAddress(arguments);
                return address is null ? null : $"<fan-embed url=\"{address}\"></fan-embed>";
            default:
                return null;
        }
    }

    private string Gallery(string? ids, string? exclude)
    {
        var items = Chosen(ids, exclude).Where(upload => upload.IsPicture).Select(upload => upload.AsItem()).ToList();
        if (items.Count == 0)
        {
            losses.Add("gallery without known pictures");
            return "";
        }
        return $"<fan-gallery>{string.Concat(items)}</fan-gallery>";
    }

    private IEnumerable<Upload> Chosen(string? ids, string? exclude)
    {
        var without = Numbers(exclude).ToHashSet();
        if (ids is null) return uploads.Of(post).Where(upload => !without.Contains(upload.Id));
        return Numbers(ids).Select(id =>
        {
            var upload = uploads.ById(id);
            if (upload is null) losses.Add("picture of a gallery that the export does not hold");
            return upload;
        }).OfType<Upload>();
    }

    private static IEnumerable<long> Numbers(string? list) =>
        (list ?? "").Split(',').Select(part => long.TryParse(part.Trim(), out var number) ? number : 0).Where(number => number > 0);

    private static string? Argument(string arguments, string key)
    {
        foreach (var match in Arguments().EnumerateMatches(arguments))
        {
            var one = Arguments().Match(arguments, match.Index, match.Length);
            if (!one.Groups["key"].Value.Equals(key, StringComparison.OrdinalIgnoreCase)) continue;
            var value = one.Groups["value"].Value;
            return value.Length > 0 ? value : null;
        }
        return null;
    }

    private static string? FirstAddress(string text) => Address().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"\G\[(?<escaped>\[)?(?<name>[A-Za-z][\w-]{1,50})(?<arguments>(?:[\s=:][^\[\]]*)?)(?<empty>/)?\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\G<(?:(pre|code|script|style|textarea)\b|!--)", RegexOptions.IgnoreCase)]
    private static partial Regex Literal();

    [GeneratedRegex("""(?<key>[\w-]+)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|[“”″](?<value>[^“”″]*)[“”″]|(?<value>[^\s"'“”″]+))""", RegexOptions.ExplicitCapture)]
    private static partial Regex Arguments();

    [GeneratedRegex("""https?://[^\s"'<>\[\]“”″]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
