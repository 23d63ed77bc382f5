using System.Text.RegularExpressions;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>
/// Elements that are dropped with their content must end where their block ends: a story that mentions a
/// <c>&lt;title&gt;</c> without saying so in code would lose everything after it.
/// </summary>
internal static partial class UnclosedTags
{
    /// <summary>The renderer for tags within a line: one that is never closed is the text it was.</summary>
    internal sealed class Inlines : HtmlObjectRenderer<HtmlInline>
    {
        private const int FarthestEnd = 100;

        protected override void Write(HtmlRenderer renderer, HtmlInline inline)
        {
            if (Tags().Match(inline.Tag) is { Success: true, Index: 0 } tag && tag.Groups["end"].Length == 0 && !IsClosed(inline, tag.Groups["name"].Value))
                renderer.WriteEscape(inline.Tag);
            else
                renderer.Write(inline.Tag);
        }

        private static bool IsClosed(HtmlInline inline, string name)
        {
            var distance = 0;
            for (var next = inline.NextSibling; next is not null && ++distance <= FarthestEnd; next = next.NextSibling)
            {
                if (next is HtmlInline { Tag: var tag } && tag.StartsWith("</" + name, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
    }

    /// <summary>The renderer for blocks: what is open at the end of the block is closed there.</summary>
    internal sealed class Blocks : HtmlObjectRenderer<HtmlBlock>
    {
        protected override void Write(HtmlRenderer renderer, HtmlBlock block) => renderer.EnsureLine().WriteLine(Close(block.Lines.ToString()));
    }

    /// <summary>The piece of HTML with an end for every element that would take what follows with it.</summary>
    internal static string Close(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (Match tag in Tags().Matches(html))
        {
            var name = tag.Groups["name"].Value;
            open[name] = Math.Max(0, open.GetValueOrDefault(name) + (tag.Groups["end"].Length > 0 ? -1 : 1));
        }

        return open.Values.All(count => count == 0)
            ? html
            : html + string.Concat(open.Where(tag => tag.Value > 0).SelectMany(tag => Enumerable.Repeat($"</{tag.Key}>", Math.Min(tag.Value, 20))));
    }

    [GeneratedRegex(@"<(?<end>/?)(?<name>script|style|template|iframe|object|applet|svg|math|noscript|noembed|noframes|xmp|plaintext|listing|textarea|select|datalist|button|output|progress|meter|video|audio|canvas|map|title|marquee|dialog|portal)(?:[\s/>]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Tags();
}
