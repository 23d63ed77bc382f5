using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Markdig.Syntax;

namespace FanNews.Body;

/// <summary>The way from a body's tree to what a reader gets: mark up, read within bounds, dress, clean.</summary>
internal static class BodyHtml
{
    /// <summary>Cleaning repaired HTML settles at the second pass; what has not settled after these is taken as text.</summary>
    private const int MostPasses = 4;

    /// <summary>The HTML of a body. A body beyond the bounds of <see cref="BoundedHtml"/> comes out as plain paragraphs.</summary>
    internal static SafeHtml Of(MarkdownDocument document, string markdown, bool hasHtml, BodySetting setting)
    {
        var raw = Markup.Of(document, setting);
        var html = BoundedHtml.TryParse(raw) is { } page ? Dress(page, setting) : null;
        if (hasHtml && html is not null)
            html = Settle(html, setting);
        return new SafeHtml(html ?? PlainParagraphs.ToHtml(markdown));
    }

    /// <summary>Cleans HTML until a further cleaning changes nothing; null where that does not happen.</summary>
    internal static string? Settle(string html, BodySetting setting)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            if (BoundedHtml.TryParse(html) is not { } page)
                return null;
            var again = Clean(page, setting);
            if (again == html)
                return html;
            html = again;
        }

        return null;
    }

    private static string Dress(IHtmlDocument page, BodySetting setting)
    {
        var body = page.Body!;
        LeaveOutLead(body, setting);
        Dressing.TurnFramesIntoCards(body, setting);
        Sanitiser.DropWithContent(body);
        FilePlaces.Fill(body, setting);
        PicturePlaces.Fill(body, setting);
        Enlarging.Fill(body, setting);
        Dressing.DropEmptyFigures(body);
        Dressing.ShiftHeadings(body);
        Dressing.WrapTables(body);
        Dressing.PrefixIds(body);
        Dressing.RunIn(body, setting.Dateline);
        LocalAddresses.MakeAbsolute(body, setting);
        return Clean(page, setting);
    }

    private static string Clean(IHtmlDocument page, BodySetting setting)
    {
        Sanitiser.Clean(page, setting);
        return page.Body!.InnerHtml;
    }

    private static void LeaveOutLead(IElement body, BodySetting setting)
    {
        if (setting.LeadPicture is not { } lead || PicturePlaces.Opening(body) is not { } opening)
            return;
        if (opening.Address == lead || PicturePlaces.Find(opening.Address, setting)?.Address == lead)
            opening.Holder.Remove();
    }
}
