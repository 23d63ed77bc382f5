using FanNews.Articles;
using FanNews.Search;
using FanNews.Web.Pages;

namespace FanNews.Web.Api;

/// <summary>What the search field asks for while somebody types: <c>/search/suggest?q=</c> answers with <c>[{"headline","path"}]</c>, at most six.</summary>
public static class Suggestions
{
    /// <summary>Maps it.</summary>
    public static void MapSuggestions(this IEndpointRouteBuilder routes) => routes.MapMethods("/search/suggest", ["GET", "HEAD"], Suggest);

    private static async Task<IResult> Suggest(HttpRequest request, HttpResponse response, Reading reading, CancellationToken ct)
    {
        response.Headers.CacheControl = "no-cache";
        var stories = await FindStories.Suggest(await reading.Db(ct), request.Query["q"].ToString(), reading.Now, ct);
        return Results.Json(stories.Select(s => new { headline = s.Headline, path = Permalink.Encode(s.Permalink) }));
    }
}
