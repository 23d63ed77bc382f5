using System.Globalization;
using AngleSharp.Dom;

namespace FanNews.Body;

/// <summary>Which values the allowed attributes may have, and on which elements; the other half of <see cref="Sanitiser"/>'s lists.</summary>
internal static class Values
{
    /// <summary>What every id in a body begins with, so that none can pass for one of the page.</summary>
    internal const string IdPrefix = "s-";

    private static readonly string[] LinkRelations = ["nofollow", "sponsored", "ugc"];

    internal static void Check(IElement element, BodySetting setting)
    {
        if ((element.LocalName is "img" or "source" && !IsPictureOfOurs(element, setting))
            || (element.LocalName is "audio" or "video" or "track" && (element.GetAttribute("src") is not { } src || !IsLocal(src, setting))))
        {
            element.Remove();
            return;
        }

        foreach (var attribute in element.Attributes.ToList())
        {
            if (attribute.NamespaceUri is not null || !IsAllowed(element, attribute.LocalName, attribute.Value, setting))
                element.RemoveAttribute(attribute.NamespaceUri!, attribute.LocalName);
        }
    }

    /// <summary>Whether an address stays on this site: a path, or an absolute address of it.</summary>
    internal static bool IsLocal(string address, BodySetting setting)
    {
        if (address.StartsWith('/'))
            return address.Length == 1 || address[1] is not ('/' or '\\' or '\t' or '\n' or '\r');
        return setting.Site is not null && address.StartsWith(setting.Site.AbsoluteUri.TrimEnd('/') + "/", StringComparison.Ordinal);
    }

    private static bool IsPictureOfOurs(IElement element, BodySetting setting)
    {
        if (element.LocalName is "source")
            return element.ParentElement?.LocalName is "picture" && element.HasAttribute("srcset") && AreLocal(element.GetAttribute("srcset")!, setting);
        return element.GetAttribute("src") is { } src && IsLocal(src, setting);
    }

    private static bool AreLocal(string sourceSet, BodySetting setting) =>
        sourceSet.Split(',').All(candidate => IsLocal(candidate.Trim(), setting));

    private static bool IsAllowed(IElement element, string name, string value, BodySetting setting) => name switch
    {
        "id" => value.StartsWith(IdPrefix, StringComparison.Ordinal) && !value.Any(char.IsWhiteSpace),
        "class" or "title" or "open" or "lang" or "dir" => true,
        "href" => element.LocalName is "a",
        "rel" => element.LocalName is "a" && value.Split(' ').All(LinkRelations.Contains),
        "role" => IsRoleOfOurs(element, value),
        "tabindex" => value is "0" && IsTableFrame(element),
        "aria-label" => IsTableFrame(element) || IsCalled(element, "section", "footnotes") || IsCalled(element, "aside", "correction") || IsCalled(element, "a", "footnote-back")
            || IsCalled(element, "a", "enlarge") || element.LocalName is "audio" or "video",
        "data-embed" => IsCalled(element, "div", "embed") && IsFrame(value),
        "data-part" => value is "dateline" && element.LocalName is "span",
        "src" => element.LocalName is "img" or "audio" or "video" or "track",
        "width" or "height" => element.LocalName is "img" or "video",
        "alt" or "loading" or "decoding" => element.LocalName is "img",
        "controls" => element.LocalName is "audio" or "video",
        "preload" => element.LocalName is "audio" or "video" && value is "none" or "metadata",
        "playsinline" => element.LocalName is "video",
        "kind" => element.LocalName is "track" && value is "captions",
        "label" => element.LocalName is "track",
        "fetchpriority" => element.LocalName is "img" && value is "high",
        "srcset" => element.LocalName is "source" || (element.LocalName is "img" && AreLocal(value, setting)),
        "sizes" => element.LocalName is "img" or "source",
        "type" => element.LocalName is "source" or "ol",
        "datetime" => element.LocalName is "time" or "ins" or "del",
        "start" or "reversed" => element.LocalName is "ol",
        "value" => element.LocalName is "li" && IsNumber(value, int.MaxValue),
        "colspan" or "rowspan" => element.LocalName is "td" or "th" && IsNumber(value, 100),
        "span" => element.LocalName is "col" or "colgroup" && IsNumber(value, 100),
        "headers" or "scope" or "abbr" => element.LocalName is "td" or "th",
        _ => false,
    };

    private static bool IsRoleOfOurs(IElement element, string role) => role switch
    {
        "region" => IsTableFrame(element),
        "doc-endnotes" => IsCalled(element, "section", "footnotes"),
        "doc-noteref" => IsCalled(element, "a", "footnote-ref"),
        "doc-backlink" => IsCalled(element, "a", "footnote-back"),
        _ => false,
    };

    private static bool IsFrame(string address)
    {
        foreach (var beginning in Embed.Frames)
        {
            if (address.StartsWith(beginning, StringComparison.Ordinal) && address.AsSpan(beginning.Length).IndexOfAnyExcept(IdCharacters) < 0)
                return true;
        }

        return false;
    }

    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static bool IsTableFrame(IElement element) => IsCalled(element, "div", "table");

    private static bool IsCalled(IElement element, string name, string @class) => element.LocalName == name && element.ClassList.Contains(@class);

    private static bool IsNumber(string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most;
}
