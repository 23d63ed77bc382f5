using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FanNews.Body;
using FanNews.Media;

namespace FanNews.Tests.Body;

/// <summary>Short words for rendering a body in a test.</summary>
internal static class Rendering
{
    /// <summary>A newsroom that has the picture of every address under /media/.</summary>
    internal static readonly BodySetting WithPictures = new() { Picture = View, Host = "news.example" };

    /// <summary>The HTML that a reader gets.</summary>
    internal static string Html(string markdown, BodySetting? setting = null) => BodyText.Parse(markdown).ToHtml(setting ?? WithPictures).Value;

    /// <summary>The same as a tree.</summary>
    internal static IElement Page(string markdown, BodySetting? setting = null) => Tree(Html(markdown, setting));

    /// <summary>What a browser makes of HTML.</summary>
    internal static IElement Tree(string html) => new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html).Body!;

    private static PictureView? View(string address) => !address.StartsWith("/media/", StringComparison.Ordinal) || address.StartsWith(HostedVideo.Folder, StringComparison.Ordinal) ? null : new PictureView
    {
        Address = address,
        Src = "/media/r/800" + address[6..],
        Width = 1200,
        Height = 800,
        Sources = [new PictureSource("image/avif", "/media/r/400.avif 400w, /media/r/800.avif 800w")],
        SrcSet = "/media/r/400.jpg 400w, /media/r/800.jpg 800w",
        Alt = "what the library says",
        Caption = address.Contains("captioned", StringComparison.Ordinal) ? "The library's caption" : null,
        Credit = address.Contains("captioned", StringComparison.Ordinal) ? "The library's credit" : null,
    };
}
