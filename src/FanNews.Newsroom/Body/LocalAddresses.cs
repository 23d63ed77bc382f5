using AngleSharp.Dom;

namespace FanNews.Body;

/// <summary>Makes local addresses absolute where a body leaves the site, as in a feed.</summary>
internal static class LocalAddresses
{
    /// <summary>Puts the site before every local link of a body.</summary>
    internal static void MakeAbsolute(IElement body, BodySetting setting)
    {
        if (setting.Site is null)
            return;
        foreach (var link in body.QuerySelectorAll("a[href]"))
            link.SetAttribute("href", MakeAbsolute(link.GetAttribute("href")!.Trim(), setting));
    }

    /// <summary>One address; fragments of an unknown page and addresses of other hosts stay.</summary>
    internal static string MakeAbsolute(string address, BodySetting setting)
    {
        if (address.StartsWith('#'))
            return setting.Page + address;
        if (setting.Site is null || !address.StartsWith('/') || address.StartsWith("//", StringComparison.Ordinal))
            return address;
        return setting.Site.AbsoluteUri.TrimEnd('/') + address;
    }

    /// <summary>The addresses of a <c>srcset</c>.</summary>
    internal static string MakeAbsoluteSet(string sourceSet, BodySetting setting) => setting.Site is null
        ? sourceSet
        : string.Join(", ", sourceSet.Split(',', StringSplitOptions.TrimEntries).Select(candidate => MakeAbsolute(candidate, setting)));
}
