namespace FanNews.Web;

/// <summary>Gives a reader whose page is not there (404) or was withdrawn (410) a page that helps, at the same address.</summary>
public static class Absence
{
    /// <summary>Where the page lives; it is reached only from here.</summary>
    public const string Page = "/-absent";

    // Programs, files and the desk say it themselves.
    private static readonly string[] Plain = ["/media", "/css", "/js", "/healthz", "/admin", "/wp-content", "/wp-json"];

    /// <summary>Adds it around everything that can answer 404 or 410.</summary>
    public static void UseAbsence(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        var response = http.Response;
        if (response.HasStarted || response.StatusCode is not (StatusCodes.Status404NotFound or StatusCodes.Status410Gone)
            || response.ContentType is not null || response.ContentLength is > 0 || Array.Exists(Plain, part => http.Request.Path.StartsWithSegments(part, StringComparison.OrdinalIgnoreCase)))
            return;
        var path = http.Request.Path;
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        http.Items[typeof(Absence)] = path.Value;
        // What is not there may be there in a minute: a cache in front asks anew.
        if (response.StatusCode == StatusCodes.Status404NotFound)
            response.Headers.TryAdd("Cache-Control", "no-cache");
        http.Request.Path = Page;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Path = path;
        }
    });

    /// <summary>The path that was asked for; null for who asks for the page by its own address.</summary>
    public static string? Asked(HttpContext http) => http.Items[typeof(Absence)] as string;
}
