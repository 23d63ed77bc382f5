using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>A card for something on another host. It is a plain link and loads nothing; a script may open the frame on a click.</summary>
/// <param name="Address">Where the link goes.</param>
/// <param name="Label">What the link says.</param>
/// <param name="Frame">The address that may be framed after a click; null where the provider has none that keeps readers private.</param>
internal sealed partial record Embed(Uri Address, string Label, string? Frame)
{
    /// <summary>The only beginnings that <see cref="Frame"/> has.</summary>
    internal static readonly string[] Frames = ["https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/"];

    /// <summary>The video behind <see cref="Frame"/>; null where that is null.</summary>
    internal HostedVideo? Video => Frame is null ? null
        : Frame.StartsWith(Frames[0], StringComparison.Ordinal) ? new("youtube", Frame[Frames[0].Length..]) : new("vimeo", Frame[Frames[1].Length..]);

    private const int LongestAddress = 4096;

    private static readonly (string Host, string Label)[] Providers =
    [
        ("youtube.com", "Watch on YouTube"),
        ("youtu.be", "Watch on YouTube"),
        ("youtube-nocookie.com", "Watch on YouTube"),
        ("vimeo.com", "Watch on Vimeo"),
        ("dailymotion.com", "Watch on Dailymotion"),
        ("dai.ly", "Watch on Dailymotion"),
        ("twitter.com", "Read the post on X"),
        ("x.com", "Read the post on X"),
        ("instagram.com", "See it on Instagram"),
        ("facebook.com", "See it on Facebook"),
        ("fb.watch", "See it on Facebook"),
        ("tiktok.com", "Watch on TikTok"),
        ("spotify.com", "Listen on Spotify"),
        ("soundcloud.com", "Listen on SoundCloud"),
    ];

    /// <summary>The address that is all of a paragraph's text; null where it is not one.</summary>
    internal static string? AddressAlone(ParagraphBlock paragraph, string source)
    {
        var text = paragraph.Inline switch
        {
            { FirstChild: AutolinkInline { IsEmail: false } link } inlines when ReferenceEquals(link, inlines.LastChild) => link.Url,
            { FirstChild: LiteralInline or EmphasisInline or CodeInline or LinkInline or HtmlEntityInline } => Source(paragraph, source),
            _ => null,
        };
        return text is not null && AloneShape().IsMatch(text) ? text : null;
    }

    /// <summary>The card for an address; null for what is no web address.</summary>
    internal static Embed? Of(string address)
    {
        if (!Uri.TryCreate(address.StartsWith("//", StringComparison.Ordinal) ? "https:" + address : address, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return null;
        var known = Array.Find(Providers, provider => IsOf(uri, provider.Host));
        return known switch
        {
            { Label: "Watch on YouTube" } when YouTubeId(uri) is { } id =>
                new(new($"https://www.youtube.com/watch?v={id}"), known.Label, Frames[0] + id),
            { Host: "vimeo.com" } when VimeoId().Match(uri.AbsolutePath) is { Success: true } id =>
                new(new($"https://vimeo.com/{id.Groups[1].Value}"), known.Label, Frames[1] + id.Groups[1].Value),
            { Label: { } label } => new(uri, label, null),
            _ => new(uri, Shown(uri), null),
        };
    }

    /// <summary>The host as it is shown to readers.</summary>
    internal string Host => HostOf(Address);

    /// <summary>A host's name without the "www." that says nothing.</summary>
    internal static string HostOf(Uri address) => address.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? address.IdnHost[4..] : address.IdnHost;

    private static bool IsOf(Uri uri, string host) =>
        uri.IdnHost == host || uri.IdnHost.EndsWith("." + host, StringComparison.Ordinal);

    private static string Shown(Uri uri) => (HostOf(uri) + uri.PathAndQuery).TrimEnd('/');

    private static string? YouTubeId(Uri uri)
    {
        var id = IsOf(uri, "youtu.be") ? VideoId().Match(uri.AbsolutePath) : VideoPath().Match(uri.PathAndQuery);
        return id.Success ? id.Groups[1].Value : null;
    }

    // What was written, for an address may hold what reads as emphasis or an entity.
    private static string? Source(ParagraphBlock paragraph, string source) =>
        paragraph.Span is { Start: >= 0, Length: > 0 and < LongestAddress } span && span.End < source.Length
            ? source.Substring(span.Start, span.Length).Trim()
            : null;

    [GeneratedRegex(@"^(?:https?://[^\s<>""\\^`{|}/]+(?:[/?#][^\s<>""]*)?|/(?:[^\s<>""\\/]+/)+(?:[^\s<>""\\/]+\.(?:mp3|m4a|mp4|m4v|webm|pdf))?)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AloneShape();

    [GeneratedRegex(@"^/([\w-]{6,20})$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex VideoId();

    [GeneratedRegex(@"^/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/|v/)([\w-]{6,20})(?:[?&#/].*)?$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex VideoPath();

    [GeneratedRegex(@"^/(?:video/)?([0-9]{3,15})/?$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex VimeoId();
}
