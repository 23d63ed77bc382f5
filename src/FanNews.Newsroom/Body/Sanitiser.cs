using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FanNews.Media;
using Ganss.Xss;

namespace FanNews.Body;

/// <summary>
/// The last wall: what is not on these lists does not leave the room. Cleaning what is clean changes nothing.
/// The lists are explicit; the library's defaults keep forms, styles and names.
/// </summary>
internal static class Sanitiser
{
    /// <summary>Elements that go with all they hold; of other unknown elements the text stays.</summary>
    private const string Dropped =
        "script,style,template,iframe,frame,frameset,object,embed,applet,svg,math,noscript,noembed,noframes,xmp,plaintext,listing,"
        + "textarea,select,option,datalist,button,input,output,progress,meter,canvas,map,area,title,head,base,link,meta,"
        + "marquee,dialog,portal,source:not(picture > source),audio:not(.media > audio),video:not(.media > video),track:not(video > track)";

    private static readonly HtmlSanitizer Lists = Build();

    /// <summary>Cleans the body of a document in place.</summary>
    internal static void Clean(IHtmlDocument page, BodySetting setting)
    {
        var body = page.Body!;
        DropWithContent(body);
        Lists.SanitizeDom(page, body);
        foreach (var element in body.QuerySelectorAll("*").ToList())
            Values.Check(element, setting);
    }

    /// <summary>Takes out what runs, frames, asks or draws, with its content.</summary>
    internal static void DropWithContent(IElement body)
    {
        foreach (var element in body.QuerySelectorAll(Dropped).ToList())
            element.Remove();
    }

    private static HtmlSanitizer Build() => new(new HtmlSanitizerOptions
    {
        AllowedTags = Set(
            "a abbr aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
            + "h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup "
            + "table tbody td tfoot th thead time tr track u ul var video wbr"),
        AllowedAttributes = Set(
            "abbr alt aria-label class colspan controls data-embed data-part datetime decoding dir fetchpriority headers height href id kind label lang loading open playsinline preload rel "
            + "reversed role rowspan scope sizes span src srcset start tabindex title type value width"),
        AllowedClasses = Set(
            "align-center align-end align-start correction correction-date credit document embed embed-host enlarge file footnote-back footnote-ref footnotes "
            + "gallery made media missing-picture picture-elsewhere pull-quote table " + string.Join(' ', Enumerable.Range(0, PictureColour.Count).Select(c => PictureColour.Class(c)))),
        AllowedSchemes = Set("http https mailto tel"),
        UriAttributes = Set("href src"),
        UriListAttributes = new HashSet<string>(),
        AllowedCssProperties = new HashSet<string>(),
        AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
    })
    {
        KeepChildNodes = true,
    };

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
