using System.Text.Json.Nodes;
using FanNews.Web.Pages;

namespace FanNews.Web.Files;

/// <summary><c>/manifest.webmanifest</c> (W3C Web Application Manifest): how the paper stands on a home screen.</summary>
public static class Manifest
{
    private const string Paper = "#FCFBF8";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds it.</summary>
    public static void MapManifest(this IEndpointRouteBuilder routes) => routes.MapMethods("/manifest.webmanifest", Methods, async (HttpContext http, Reading reading, CancellationToken ct) =>
    {
        var site = await reading.Site(ct);
        var manifest = new JsonObject
        {
            ["id"] = "/",
            ["name"] = site.Name,
            ["short_name"] = site.Name,
            ["lang"] = site.Language,
            ["dir"] = site.RightToLeft ? "rtl" : "ltr",
            ["start_url"] = "/",
            ["scope"] = "/",
            ["display"] = "minimal-ui",
            ["background_color"] = Paper,
            ["theme_color"] = Paper,
            ["categories"] = new JsonArray("news"),
            ["icons"] = new JsonArray(Icon("/favicon.svg", "any", "image/svg+xml"), Icon("/icons/192.png", "192x192"), Icon("/icons/512.png", "512x512"), Icon("/icons/maskable.png", "512x512", purpose: "maskable")),
        };
        if (site.Motto is { Length: > 0 } motto)
            manifest["description"] = motto;
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(manifest.ToJsonString(), "application/manifest+json");
    });

    private static JsonObject Icon(string address, string sizes, string type = "image/png", string purpose = "any") =>
        new() { ["src"] = address, ["sizes"] = sizes, ["type"] = type, ["purpose"] = purpose };
}
