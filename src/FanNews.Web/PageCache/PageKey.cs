using System.Text;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.WebUtilities;

namespace FanNews.Web.PageCache;

/// <summary>What tells pages apart: the path and the parameters that pages read, in one order. Host, scheme, cookies and all other parameters do not.</summary>
/// <param name="Text">The key.</param>
/// <param name="Query">The parameters that a page gets to see, with a question mark; empty for none.</param>
/// <param name="Rest">The parameters that no page reads (<c>utm_source</c>, <c>fbclid</c>), as they were sent, for a redirect to carry on.</param>
public readonly record struct PageKey(string Text, string Query, string Rest)
{
    private const int LongestPath = 1024;
    private const int LongestValue = 120;

    // A page that reads another parameter must name it here, or it will not see it.
    private static readonly string[] Known = ["before", "comments", "order", "p", "page", "page_id"];

    // An answer to one of these is for one reader, or no page. So is WordPress's search at the root, /?s=WORDS.
    private static readonly string[] Singular = ["feed", "reply", "replytocom"];

    /// <summary>Reads the key of a request; null for one whose answer is never kept.</summary>
    public static PageKey? Of(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return null;
        if (request.Path.Value is not { Length: > 0 and <= LongestPath } path || Desk.IsDesk(request.Path))
            return null;
        return request.QueryString is { HasValue: true, Value: { Length: > 1 } query } ? With(path, query) : new PageKey(path, "", "");
    }

    /// <summary>The key without the parameters that the page does not read: they are as good as unknown ones.</summary>
    public PageKey For(KeptAttribute page)
    {
        if (Query.Length == 0)
            return this;
        var pairs = Query[1..].Split('&');
        var read = string.Join('&', pairs.Where(p => page.Reads.Contains(p[..p.IndexOf('=', StringComparison.Ordinal)])));
        if (read.Length + 1 == Query.Length)
            return this;
        var rest = string.Join('&', pairs.Where(p => !page.Reads.Contains(p[..p.IndexOf('=', StringComparison.Ordinal)])).Append(Rest).Where(p => p.Length > 0));
        return Whole(Text[..Text.IndexOf('\0', StringComparison.Ordinal)], read.Length == 0 ? "" : "?" + read, rest);
    }

    // NUL stands in no path: "/a%3Fpage=2" and "/a?page=2" stay two pages.
    private static PageKey Whole(string path, string known, string rest) => new(known.Length == 0 ? path : path + '\0' + known, known, rest);

    private static PageKey? With(string path, string query)
    {
        var values = new string?[Known.Length];
        var rest = new StringBuilder();
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var name = pair.DecodeName().ToString();
            if (Array.Exists(Singular, s => s.Equals(name, StringComparison.OrdinalIgnoreCase)) || (path == "/" && name == "s"))
                return null;
            var place = Array.FindIndex(Known, k => k.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (place < 0)
            {
                rest.Append(rest.Length == 0 ? "" : "&").Append(pair.EncodedName.Span);
                if (!pair.EncodedValue.IsEmpty)
                    rest.Append('=').Append(pair.EncodedValue.Span);
                continue;
            }

            // Said twice, or longer than any of ours: it is answered, and not kept.
            if (values[place] is not null || pair.EncodedValue.Length > LongestValue)
                return null;
            values[place] = pair.DecodeValue().ToString();
        }

        var known = string.Concat(Known.Zip(values).Where(p => p.Second is not null).Select((p, i) => $"{(i == 0 ? '?' : '&')}{p.First}={Uri.EscapeDataString(p.Second!)}"));
        return Whole(path, known, rest.ToString());
    }
}
