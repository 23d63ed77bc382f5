using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using FanNews.Articles;
using FanNews.People;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages.Admin;

public sealed class StoryListTests
{
    [Theory, EveryEngine]
    public async Task Filters_narrow_the_list_and_stay_with_tab_search_and_pages(Engine engine)
    {
        await using var site = await TestSite.Start(engine, ("Site:TimeZone", "Europe/Berlin"));
        await site.Publish("Harbour today", section: "Harbour", authors: ["Ines Halloran", "A", "B", "C", "D"]);
        await site.Publish("Sport today", section: "Sport", authors: ["Änne Köhler"]);
        await site.Publish("Just after midnight", section: "Sport", at: new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero));
        await site.Publish("Just before midnight", section: "Sport", at: new DateTimeOffset(2026, 11, 22, 22, 59, 59, TimeSpan.Zero));
        await site.Publish("About us", kind: ArticleKind.Page, path: "/about/", at: TestNewsroom.Noon.AddDays(-9));
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await visit.Read("/admin/stories");
        Assert.Null(page.QuerySelector(".filters"));
        page = await visit.Read(page.QuerySelectorAll(".find a").Single(a => a.TextContent == "Filter").GetAttribute("href")!);
        Assert.Equal(["Section", "Author", "Kind", "From", "To"], page.QuerySelectorAll(".filters label").Select(l => l.TextContent));
        Assert.Equal(5, page.QuerySelectorAll(".what a").Length);
        foreach (var (query, headlines) in new[]
        {
            ("section=1", "Harbour today"), ("author=ines%20HALLORAN", "Harbour today"), ("author=Anne%20Kohler", "Sport today"), ("author=Nobody", ""), ("kind=page", "About us"),
            ("from=2026-11-23&to=2026-11-23", "Just after midnight"), ("to=2026-11-22&kind=story", "Just before midnight"), ("section=2&from=2026-11-23", "Sport today, Just after midnight"),
            ("q=midnight&from=2026-11-23", "Just after midnight"), ("tab=drafts&section=2", ""), ("section=99", ""),
            ("section=x&kind=99&from=2026-99-99&to=&author=%20", "Harbour today, Sport today, Just after midnight, Just before midnight, About us"),
        })
        {
            var narrowed = await visit.Read("/admin/stories?" + query);
            Assert.Equal(headlines.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), narrowed.QuerySelectorAll(".what a").Select(a => a.TextContent).Order(StringComparer.Ordinal));
            Assert.True(headlines.Length > 0 || narrowed.Body!.TextContent.Contains("No story is like that.", StringComparison.Ordinal), query);
        }

        page = await visit.Read("/admin/stories?tab=published&q=today&section=2&author=Änne Köhler&from=2026-11-01");
        Assert.Equal(("2", "Änne Köhler", "2026-11-01", "today"), (page.ValueOf("Section"), page.ValueOf("Author"), page.ValueOf("From"), page.ValueOf("Find stories")));
        Assert.All(page.QuerySelectorAll(".tabs a"), a => Assert.Contains("section=2&author=%C3%84nne%20K%C3%B6hler&from=2026-11-01", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal("/admin/stories?tab=published&q=today", page.QuerySelectorAll(".filters a").Single().GetAttribute("href"));
        Assert.Contains("Ines Halloran, A, B and 2 more", (await visit.Read("/admin/stories")).QuerySelectorAll(".authors").Select(a => a.TextContent));
    }

    [Theory, EveryEngine]
    public async Task Filtered_pages_show_every_story_once_in_six_queries(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Store.Change(FanNews.Storage.Actor.Program, async change =>
        {
            var (sport, ines) = (new FanNews.Sections.Section { Slug = "sport", Name = "Sport" }, new Author { Slug = "ines", Name = "Ines" });
            for (var i = 0; i < 120; i++)
            {
                var article = new Article { Slug = $"s{i}", CreatedAt = change.Now, Section = i % 2 == 0 ? sport : null };
                article.Publish(article.Revise(new() { Headline = $"Story {i:000}" }, change.Now, null), TestNewsroom.Noon.AddHours(-i / 7), $"/s{i}/");
                if (i % 2 == 0)
                    article.Bylines.Add(new Byline { Author = ines });
                change.Db.Add(article);
            }

            change.Record("arranged", "articles");
            await change.Db.SaveChangesAsync();
        });
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        await visit.Read("/admin/stories");
        var (seen, path) = (new List<string>(), (string?)"/admin/stories?section=1&author=Ines&kind=story");
        while (path is not null)
        {
            using var queries = new QueryCount(site);
            var page = await visit.Read(path);
            Assert.InRange(queries.Sql.Count(q => q.Contains("SELECT", StringComparison.Ordinal)), 1, 6);
            seen.AddRange(page.QuerySelectorAll(".what a").Select(a => a.TextContent));
            path = page.QuerySelector(".more a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"Story {i * 2:000}"), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_asked_while_somebody_types_shows_nobody_more_than_their_list()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge of others", section: "Harbour", authors: ["Ines Halloran"]);
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        Assert.Equal("Bridge of others|Published, Harbour", Found(await Json(editor, "/admin/stories/find?q=BRIDGE")));
        Assert.Equal("", Found(await Json(editor, "/admin/stories/find?q=%20")));
        using var contributor = await DeskVisit.SignedIn(site, Role.Contributor);
        using var begun = await contributor.PressWith(await contributor.Read("/admin/stories/new"), "Save", ("Headline", "Own bridge"));
        Assert.Equal("Own bridge|Draft", Found(await Json(contributor, "/admin/stories/find?q=bridge")));
        Assert.Equal("Ines Halloran", (await Json(contributor, "/admin/names?kind=authors&q=hallo")).GetProperty("names")[0].GetString());
        Assert.Equal("/2026/11/24/ferry/", (await Json(contributor, "/admin/slug?story=new&headline=Ferry")).GetProperty("address").GetString());
        foreach (var (address, status) in new[]
        {
            ("/admin/slug?story=1&headline=Ferry", HttpStatusCode.NotFound), ("/admin/slug?story=x", HttpStatusCode.BadRequest), ("/admin/slug", HttpStatusCode.BadRequest),
            ("/admin/names?kind=people&q=a", HttpStatusCode.BadRequest), ("/admin/names?kind=99&q=a", HttpStatusCode.BadRequest), ("/admin/names", HttpStatusCode.BadRequest),
        })
        {
            using var answer = await contributor.Get(address);
            Assert.Equal((address, status), (address, answer.StatusCode));
        }

        using var cached = await editor.Get("/admin/names?kind=tags&q=a");
        Assert.Equal("no-store", cached.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Every_page_of_the_desk_has_its_keys_and_the_places_that_the_person_may_go_to()
    {
        await using var site = await TestSite.Start();
        using var moderator = await DeskVisit.SignedIn(site, Role.Moderator);
        Assert.Equal(["Comments", "Screening", "Queue in figures", "My account", "The paper, as readers see it"], Places(await moderator.Read("/admin/account")));
        using var administrator = await DeskVisit.SignedIn(site, Role.Administrator);
        foreach (var (path, title) in new[]
        {
            ("/admin/stories", "Keys of the stories"), ("/admin/stories/new", "Keys of the editor"), ("/admin/comments", "Keys of the queue"), ("/admin/people", "Keys of the desk"),
            ("/admin/settings", "Keys of the desk"), ("/admin/account", "Keys of the desk"),
        })
        {
            var page = await administrator.Read(path);
            Assert.Equal(["Stories", "New story", "Front", "Comments", "Screening", "Queue in figures", "Media", "People", "Trail", "Bylines", "Settings", "My account", "The paper, as readers see it"], Places(page));
            Assert.Equal(title, Dialogs(page).QuerySelector("h2")!.TextContent);
            Assert.True(page.QuerySelector("footer.keys")!.HasAttribute("hidden"));
        }
    }

    private static IParentNode Dialogs(IDocument page) => ((AngleSharp.Html.Dom.IHtmlTemplateElement)page.QuerySelector("template[data-dialogs]")!).Content;

    private static IEnumerable<string> Places(IDocument page) => Dialogs(page).QuerySelectorAll("[role=option]").Select(o => o.TextContent);

    private static string Found(JsonElement answer) => string.Join(';', answer.GetProperty("stories").EnumerateArray().Select(s => s.GetProperty("headline").GetString() + "|" + s.GetProperty("note").GetString()));

    private static async Task<JsonElement> Json(DeskVisit visit, string path)
    {
        using var answer = await visit.Get(path);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
