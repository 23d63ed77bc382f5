using System.Globalization;
using FanNews.Articles;
using FanNews.Onward;
using FanNews.People;
using FanNews.Search;
using FanNews.Web.Pages;
using FanNews.Web.Pages.Admin;

namespace FanNews.Web.Admin;

/// <summary>Short answers to what the desk's pages ask while somebody types: JSON, bounded, for those who may write stories.</summary>
public static class DeskAnswers
{
    // Longer questions than any field takes are cut, not searched.
    private const int LongestQuestion = 300;

    /// <summary>Maps them.</summary>
    public static void MapDeskAnswers(this IEndpointRouteBuilder routes)
    {
        var writers = new NeedsAttribute(Permission.WriteStories);
        routes.MapGet("/admin/names", Names).WithMetadata(writers);
        routes.MapGet("/admin/stories/find", Stories).WithMetadata(writers);
        routes.MapGet("/admin/slug", Slugs).WithMetadata(writers);
    }

    private static async Task<IResult> Names(string? kind, string? q, HttpContext http, Reading reading, CancellationToken ct) =>
        kind == "stories" ? Offers(await PlacePins.Like(await reading.Db(ct), Cut(q), DeskPerson.Of(http.User)!.Rights, reading.Now, ct))
        : Enum.TryParse<NameKind>(kind, ignoreCase: true, out var named) && Enum.IsDefined(named)
            ? Results.Json(named == NameKind.Datelines ? await Datelines(q, reading, ct) : await KnownNames.Like(await reading.Db(ct), named, q, ct))
            : Results.BadRequest();

    private static async Task<KnownNames> Datelines(string? q, Reading reading, CancellationToken ct) =>
        new(ApDateline.Of(Cut(q), DateOnly.FromDateTime((await reading.Site(ct)).Local(reading.Now).Date)), Known: false);

    // No name is new here: a story is not made by naming it.
    private static IResult Offers(IReadOnlyList<PinOffer> offers) =>
        Results.Json(new { Names = offers.Select(o => o.Address), Headlines = offers.Select(o => o.Headline), Known = true });

    private static async Task<IResult> Stories(string? q, HttpContext http, Reading reading, CancellationToken ct)
    {
        var found = await DeskSearch.Find(await reading.Db(ct), Cut(q), DeskPerson.Of(http.User)!.Rights, reading.Now, ct);
        return Results.Json(new
        {
            Stories = found.Select(s => new
            {
                Headline = StoryWords.Headline(s.Headline),
                Address = string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{s.Id}"),
                Note = string.Join(", ", new[] { StoryWords.State(s.State), s.Section }.OfType<string>()),
            }),
        });
    }

    private static async Task<IResult> Slugs(string? story, [AsParameters] SlugQuestion asked, HttpContext http, Reading reading, CancellationToken ct)
    {
        if (StoryModel.Number(story ?? "") is not { } number)
            return Results.BadRequest();
        var answer = await SlugCheck.Of(await reading.Db(ct), number, asked, DeskPerson.Of(http.User)!.Rights, await reading.Site(ct), reading.Now, ct);
        return answer is null ? Results.NotFound() : Results.Json(answer);
    }

    private static string? Cut(string? question) => question?.Length > LongestQuestion ? question[..LongestQuestion] : question;
}
