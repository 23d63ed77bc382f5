using System.Globalization;
using AngleSharp.Dom;
using FanNews.Media;

namespace FanNews.Body;

/// <summary>Puts the newsroom's pictures where a body names them, whether its Markdown or its HTML does.</summary>
internal static class PicturePlaces
{
    /// <summary>The text column is 37.5rem wide and lets pictures hang out a little.</summary>
    private const string Sizes = "(min-width: 46rem) 40rem, 100vw";

    /// <summary>Replaces every image of a body: by the picture, by a link to another host's, or by nothing but its caption.</summary>
    internal static void Fill(IElement body, BodySetting setting)
    {
        foreach (var written in body.QuerySelectorAll("picture").ToList())
            written.Replace([.. written.QuerySelectorAll("img")]);
        var images = body.QuerySelectorAll("img").ToList();
        var inFigures = images.Select(image => image.Closest("figure")).OfType<IElement>().CountBy(figure => figure).ToDictionary();
        foreach (var image in images)
        {
            var figure = image.Closest("figure");
            Fill(image, figure is not null && inFigures[figure] == 1 ? figure : null, setting);
        }
    }

    /// <summary>The picture that opens a body and what holds it; null where it opens with something else.</summary>
    internal static (IElement Holder, string Address)? Opening(IElement body)
    {
        var first = body.ChildNodes.FirstOrDefault(node => node is IElement || (node is IText text && !string.IsNullOrWhiteSpace(text.Data)));
        if (first is not IElement holder || holder.LocalName is not ("figure" or "p" or "div" or "a" or "img") || holder.ClassList.Contains("gallery"))
            return null;
        var images = holder.LocalName is "img" ? [holder] : holder.QuerySelectorAll("img").Take(2).ToList();
        if (images is not [var image] || image.GetAttribute("src") is not { } address)
            return null;
        var isCaptioned = holder.LocalName is "figure" || holder.QuerySelector("figure") is not null;
        return isCaptioned || string.IsNullOrWhiteSpace(holder.TextContent) ? (holder, address.Trim()) : null;
    }

    /// <summary>The picture behind an address; own absolute addresses count as the paths they are.</summary>
    internal static PictureView? Find(string address, BodySetting setting)
    {
        if (address.Length == 0)
            return null;
        return setting.Picture(address)
            ?? (Uri.TryCreate(address, UriKind.Absolute, out var uri) && setting.IsOwn(uri) ? setting.Picture(uri.AbsolutePath) : null);
    }

    private static void Fill(IElement image, IElement? figure, BodySetting setting)
    {
        var address = image.GetAttribute("src")?.Trim() ?? "";
        var view = Find(address, setting);
        if (view is { Withheld: true })
        {
            // What is said under it is said of what nobody sees; a gallery's own words stay.
            foreach (var caption in (figure?.QuerySelectorAll("figcaption") ?? Enumerable.Empty<IElement>()).ToList())
                caption.Remove();
            Drop(image);
        }
        else if (view?.Src is not null)
        {
            image.Replace(Picture(image, view, setting));
            AddCaption(figure, view);
        }
        else if (view is null && Elsewhere(address, setting) is { } uri)
        {
            image.Replace(Link(image, uri));
        }
        else
        {
            AddCaption(figure, view);
            Drop(image);
        }
    }

    private static IElement Picture(IElement image, PictureView view, BodySetting setting)
    {
        var page = image.Owner!;
        var picture = page.CreateElement("picture");
        foreach (var format in view.Sources)
        {
            var source = page.CreateElement("source");
            source.SetAttribute("type", format.Type);
            source.SetAttribute("srcset", LocalAddresses.MakeAbsoluteSet(format.SrcSet, setting));
            source.SetAttribute("sizes", Sizes);
            picture.AppendChild(source);
        }

        var shown = page.CreateElement("img");
        shown.SetAttribute("src", LocalAddresses.MakeAbsolute(view.Src!, setting));
        if (!string.IsNullOrEmpty(view.SrcSet))
        {
            shown.SetAttribute("srcset", LocalAddresses.MakeAbsoluteSet(view.SrcSet, setting));
            shown.SetAttribute("sizes", Sizes);
        }

        shown.SetAttribute("width", view.Width.ToString(CultureInfo.InvariantCulture));
        shown.SetAttribute("height", view.Height.ToString(CultureInfo.InvariantCulture));
        shown.SetAttribute("alt", image.GetAttribute("alt") is { Length: > 0 } alt ? alt : view.Alt);
        shown.SetAttribute("loading", "lazy");
        shown.SetAttribute("decoding", "async");
        picture.AppendChild(shown);
        return picture;
    }

    private static void AddCaption(IElement? figure, PictureView? view)
    {
        if (figure is null || view is null || figure.ClassList.Contains("pull-quote"))
            return;
        var caption = figure.QuerySelector("figcaption");
        var credit = caption?.QuerySelector(".credit");
        var isBare = string.IsNullOrWhiteSpace(caption?.TextContent) || (credit is not null && caption!.TextContent.Trim() == credit.TextContent.Trim());
        var newCaption = isBare && !string.IsNullOrWhiteSpace(view.Caption) ? view.Caption.Trim() : null;
        var newCredit = credit is null && !string.IsNullOrWhiteSpace(view.Credit)
            && caption?.TextContent.Contains(view.Credit.Trim(), StringComparison.Ordinal) is not true ? view.Credit.Trim() : null;
        if (newCaption is null && newCredit is null)
            return;
        var page = figure.Owner!;
        if (caption is null)
            figure.AppendChild(caption = page.CreateElement("figcaption"));
        if (newCaption is not null)
            caption.InsertBefore(page.CreateTextNode(credit is null && newCredit is null ? newCaption : newCaption + " "), caption.FirstChild);
        if (newCredit is null)
            return;
        if (newCaption is null && !isBare)
            caption.AppendChild(page.CreateTextNode(" "));
        var span = page.CreateElement("span");
        span.ClassName = "credit";
        span.TextContent = newCredit;
        caption.AppendChild(span);
    }

    private static Uri? Elsewhere(string address, BodySetting setting)
    {
        var full = address.StartsWith("//", StringComparison.Ordinal) ? "https:" + address : address;
        return Uri.TryCreate(full, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri!.Host.Length > 0 && !setting.IsOwn(uri)
            ? uri
            : null;
    }

    private static INode Link(IElement image, Uri address)
    {
        var page = image.Owner!;
        var label = "Picture at " + Embed.HostOf(address);
        if (image.Closest("a") is not null)
            return page.CreateTextNode(label);
        var link = page.CreateElement("a");
        link.SetAttribute("href", address.AbsoluteUri);
        link.ClassName = "picture-elsewhere";
        link.TextContent = label;
        return link;
    }

    private static void Drop(IElement image)
    {
        var holder = image.ParentElement;
        image.Remove();
        while (holder is { LocalName: not "body" } && !HasText(holder) && holder.QuerySelector("img,hr,td,th,iframe") is null)
        {
            var outer = holder.ParentElement;
            if (holder.LocalName is not ("td" or "th" or "li"))
                holder.Remove();
            holder = outer;
        }

        if (holder?.Closest("figure") is { } figure && figure.QuerySelector("img") is null && figure.ClassList.Length == 0)
            figure.ClassName = "missing-picture";
    }

    // Not TextContent: with many pictures in one long text that would copy it for each of them.
    private static bool HasText(INode node) => node is IText text
        ? !string.IsNullOrWhiteSpace(text.Data)
        : node.ChildNodes.Any(HasText);
}
