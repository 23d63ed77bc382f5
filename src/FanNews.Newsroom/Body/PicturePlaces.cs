using System.Globalization;
using AngleSharp.Dom;
using FanNews.Media;

namespace FanNews.Body;

/// <summary>Puts the newsroom's pictures where a body names them, whether its Markdown or its HTML does.</summary>
internal static class PicturePlaces
{
    // As the style sheet draws them: the text column is 37.5rem wide, figures hang out of it where the window has room, galleries as soon as it has.
    private const string Phone = "(max-width: 45.99rem) and (min-resolution: 2.5dppx) 66vw, ";
    private const string InText = Phone + "(min-width: 46rem) 37.5rem, 100vw";
    private const string Figure = Phone + "(min-width: 70rem) 54rem, (min-width: 46rem) 37.5rem, 100vw";
    private const string Gallery = Phone + "(min-width: 58rem) 54rem, (min-width: 46rem) calc(100vw - 4rem), 100vw";

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

        // What opens a page without a lead picture is the first that readers look at. A feed is read elsewhere, and no page.
        if (setting is { LeadPicture: null, Site: null } && Opening(body)?.Holder is { } first && (first.LocalName is "img" ? first : first.QuerySelector("img")) is { } opening)
        {
            opening.RemoveAttribute("loading");
            opening.RemoveAttribute("decoding");
            opening.SetAttribute("fetchpriority", "high");
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
            var picture = Picture(image, view, setting);
            image.Replace(picture);
            if (figure is null)
                AddCredit(picture, view);
            else
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
        var (role, sizes) = image.Closest(".gallery") is not null ? (PictureRole.Wide, Gallery)
            : image.Closest("figure")?.ParentElement?.LocalName is "body" ? (PictureRole.Wide, Figure) : (PictureRole.Inline, InText);
        var drawn = view.As(role)!;
        foreach (var format in drawn.Sources)
        {
            var source = page.CreateElement("source");
            source.SetAttribute("type", format.Type);
            source.SetAttribute("srcset", LocalAddresses.MakeAbsoluteSet(format.SrcSet, setting));
            source.SetAttribute("sizes", sizes);
            picture.AppendChild(source);
        }

        var shown = page.CreateElement("img");
        shown.SetAttribute("src", LocalAddresses.MakeAbsolute(drawn.Src, setting));
        if (!string.IsNullOrEmpty(drawn.SrcSet))
        {
            shown.SetAttribute("srcset", LocalAddresses.MakeAbsoluteSet(drawn.SrcSet, setting));
            shown.SetAttribute("sizes", sizes);
        }

        if (view.Ground is { } ground)
            shown.ClassName = ground;
        shown.SetAttribute("width", drawn.Width.ToString(CultureInfo.InvariantCulture));
        shown.SetAttribute("height", drawn.Height.ToString(CultureInfo.InvariantCulture));
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
        var made = view.Src is null ? null : view.MadeByMachine;
        if (newCaption is null && newCredit is null && made is null)
            return;
        var page = figure.Owner!;
        if (caption is null)
            figure.AppendChild(caption = page.CreateElement("figcaption"));
        if (newCaption is not null)
            caption.InsertBefore(page.CreateTextNode(credit is null && newCredit is null ? newCaption : newCaption + " "), caption.FirstChild);
        if (newCredit is not null)
            Append(caption, "credit", newCredit, view.CreditLink);
        if (made is not null)
            Append(caption, "made", made, link: null);
    }

    // Amid text, in a table or beside other pictures of a figure there is no caption to hold it.
    private static void AddCredit(IElement picture, PictureView view)
    {
        var held = picture.Closest("a") ?? picture;
        var words = picture.Owner!.CreateElement("span");
        if (!string.IsNullOrWhiteSpace(view.Credit))
            Append(words, "credit", view.Credit.Trim(), view.CreditLink);
        if (view.MadeByMachine is { } made)
            Append(words, "made", made, link: null);
        if (words.ChildNodes.Length > 0)
            held.After([picture.Owner.CreateTextNode(" "), .. words.ChildNodes]);
    }

    private static void Append(IElement caption, string @class, string text, string? link)
    {
        var page = caption.Owner!;
        if (caption.LastChild is { } last && !last.TextContent.EndsWith(' '))
            caption.AppendChild(page.CreateTextNode(" "));
        var span = page.CreateElement("span");
        span.ClassName = @class;
        caption.AppendChild(span);
        if (link is null)
        {
            span.TextContent = text;
            return;
        }

        var to = page.CreateElement("a");
        to.SetAttribute("href", link);
        to.SetAttribute("rel", "nofollow");
        to.TextContent = text;
        span.AppendChild(to);
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
