namespace FanNews.Web.Files;

/// <summary><c>/robots.txt</c> (RFC 9309).</summary>
public static class Robots
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds it.</summary>
    public static void MapRobots(this IEndpointRouteBuilder routes) => routes.MapMethods("/robots.txt", Methods, () => Results.Text(
        "User-agent: *\nDisallow: /admin/\nDisallow: /setup\nDisallow: /search?\nDisallow: /*?replytocom=\n", "text/plain"));
}
