using System.Security.Cryptography;
using System.Text;
using FanNews.Settings;
using FanNews.Web.Pages;

namespace FanNews.Web.Files;

/// <summary><c>/theme.css</c>: the colours of a site that chose its own accent. It comes after the other style sheets and changes what they call by name.</summary>
public static class Theme
{
    private const string Path = "/theme.css";
    private const string ForGood = "public, max-age=31536000, immutable";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds it.</summary>
    public static void MapTheme(this IEndpointRouteBuilder routes) => routes.MapMethods(Path, Methods, async (HttpContext http, Reading reading, CancellationToken ct) =>
    {
        if ((await reading.Site(ct)).Furniture.Accent is not { } accent)
            return Results.NotFound();
        // Under a mark that it does not have it may be a younger one: nobody keeps it for long.
        http.Response.Headers.CacheControl = http.Request.Query["v"] == Mark(accent) ? ForGood : "no-cache";
        return Results.Text(Css(accent), "text/css");
    });

    /// <summary>The address of the present colours; null where they are ours and no sheet is needed.</summary>
    public static string? Address(Site site) => site.Furniture.Accent is { } accent ? $"{Path}?v={Mark(accent)}" : null;

    private static string Mark(Accent accent) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Css(accent))))[..16];

    // Paper is printed in black.
    private static string Css(Accent accent) => $$"""
        @media screen { {{Root(accent.OnLight)}} }
        @media screen and (prefers-color-scheme: dark) { {{Root(accent.OnDark)}} }

        """;

    private static string Root(AccentColours colours) => $":root {{ --accent: {colours.Colour}; --accent-tint: {colours.Tint}; --on-accent: {colours.On}; }}";
}
