using System.Text.RegularExpressions;
using FanNews.Body;

namespace FanNews.Web;

/// <summary>
/// The headers that keep a page to itself. No page needs inline code, so none needs a nonce and finished pages can be kept.
/// What a handler sets itself (media, the editor) stands.
/// </summary>
public sealed partial class SecurityHeaders(RequestDelegate next, IConfiguration configuration)
{
    private const string Frames = "frame-src ";
    private const string NoFrames = "frame-src 'none'";

    // One year, in seconds.
    private const string Https = "max-age=31536000; includeSubDomains";

    /// <summary>What a public page may load and do.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; " + NoFrames + "; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types fannews";

    /// <summary>Answers the request with the headers on.</summary>
    public Task Invoke(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            Put(http.Response.Headers, configuration);
            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>Puts the headers on, where they do not stand already.</summary>
    public static void Put(IHeaderDictionary headers, IConfiguration configuration)
    {
        headers.TryAdd("Content-Security-Policy", Policy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        if (configuration["FanNews:Site:Url"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true)
            headers.TryAdd("Strict-Transport-Security", Https);
    }

    /// <summary>The hosts that the click-to-load cards of a body open, as origins.</summary>
    public static IReadOnlyCollection<string> FramesIn(SafeHtml html) => [.. Card().Matches(html.Value).Select(card => card.Groups[1].Value).Distinct()];

    /// <summary>Lets a page with click-to-load cards frame just these hosts.</summary>
    /// <param name="response">The page's answer, not begun yet.</param>
    /// <param name="hosts">Origins such as <c>https://player.example</c>; none leaves the policy as it is.</param>
    public static void AllowFrames(HttpResponse response, IReadOnlyCollection<string> hosts)
    {
        if (hosts.Count > 0)
            response.Headers.ContentSecurityPolicy = Policy.Replace(NoFrames, Frames + string.Join(' ', hosts), StringComparison.Ordinal);
    }

    /// <summary>Lets the story's editor read what is pasted into it: the policy that ProseMirror names for that, which makes a document of its own and runs nothing.</summary>
    /// <param name="response">The page's answer, not begun yet.</param>
    public static void AllowPasting(HttpResponse response) => response.Headers.ContentSecurityPolicy = Policy + " ProseMirrorClipboard";

    [GeneratedRegex("data-embed=\"(https://[a-z0-9.-]+)/")]
    private static partial Regex Card();
}
