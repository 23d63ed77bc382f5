using System.Globalization;
using System.Net;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Sections;
using FanNews.Storage;
using FanNews.Tests.Pages.Admin;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Laws;

/// <summary>
/// Who may do what with whose story, and where: every handler of one story, every role, limited to the section Harbour or not. Which stories each may
/// open, save and publish is said here in words, and not asked of the code.
/// </summary>
public sealed class OwnershipLaws : IAsyncLifetime
{
    private static readonly string[] Places = ["own harbour", "own quay", "own sport", "own nowhere", "other harbour", "other quay", "other sport", "other nowhere"];

    private TestSite site = null!;
    private long harbour;

    public async Task InitializeAsync()
    {
        site = await TestSite.Start();
        await site.Publish("Ferry sails", section: "Harbour");
        await site.Publish("Rovers win", section: "Sport");
        // A section has those under it with it.
        harbour = await site.Store.Change(Actor.Program, async change =>
        {
            var main = await change.Db.Sections.SingleAsync(s => s.Slug == "harbour");
            change.Db.Sections.Add(new Section { Slug = "quay", Name = "Quay", ParentId = main.Id });
            change.Record("added", "section");
            return main.Id;
        });
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    private static readonly (Role Role, bool Limited, string Opens, string Publishes)[] Rows =
    [
        (Role.Contributor, false, "own", ""),
        (Role.Contributor, true, "own", ""),
        (Role.Author, false, "own", "own"),
        (Role.Author, true, "own", "own harbour, own quay"),
        (Role.Moderator, false, "", ""),
        (Role.Editor, false, "own, other", "own, other"),
        (Role.Editor, true, "own, other harbour, other quay", "own harbour, own quay, other harbour, other quay"),
        (Role.Administrator, false, "own, other", "own, other"),
    ];

    [Fact]
    public async Task Every_handler_of_a_story_asks_whose_it_is_and_where_it_runs()
    {
        var other = await site.Person(Role.Author, "other@example.org");
        foreach (var (role, limited, opens, publishes) in Rows)
        {
            var person = await site.Person(role, $"{role}{limited}@example.org".ToLowerInvariant());
            if (limited)
                Assert.Null(await new Accounts(site.Store).Limit(person.Email!, [harbour], Actor.Program));
            await Walk(person, other, limited, opens, publishes);
        }
    }

    private async Task Walk(Person person, Person other, bool limited, string opens, string publishes)
    {
        var role = person.Role;
        using var visit = await DeskVisit.SignedIn(site, person.Email!);
        var token = (await visit.Read("/admin/account")).QuerySelector("input[name=form]")!.GetAttribute("value")!;
        foreach (var place in Places)
        {
            var story = await Story(place, person, other);
            var may = Says(opens, place);
            foreach (var handler in DeskLaws.OfOneStory)
            {
                // A stream that is let in does not end, and the address of a preview tells nothing.
                if (handler.EndsWith("/others", StringComparison.Ordinal) && may || handler.EndsWith("GET /admin/stories/{id}/preview", StringComparison.Ordinal) || handler.EndsWith(" Drop", StringComparison.Ordinal))
                    continue;
                using var answer = await Ask(visit, token, handler.Replace("{id}", story.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
                Assert.True(may == (answer.StatusCode != HttpStatusCode.Forbidden), $"{role}{(limited ? " of Harbour" : "")}, {place}: {handler} answers {(int)answer.StatusCode}");
            }

            // As it was before anything was saved.
            var fresh = await Story(place, person, other);
            using var published = await visit.Send(string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{fresh}"), ("act", "Publish"), ("Base", "1"), ("Headline", place), ("Body", "It stands."), ("Section", await SectionOf(fresh)), ("form", token));
            Assert.True(Says(publishes, place) == (published.StatusCode == HttpStatusCode.SeeOther), $"{role}{(limited ? " of Harbour" : "")}, {place}: Publish answers {(int)published.StatusCode}");
            var list = role == Role.Moderator ? "" : await (await visit.Get("/admin/stories?q=" + Uri.EscapeDataString(place))).Content.ReadAsStringAsync();
            Assert.Equal(may, list.Contains(string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{fresh}\""), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Nobody_moves_a_story_into_a_section_that_is_not_theirs()
    {
        var (person, other) = (await Limited(Role.Editor), await site.Person(Role.Author, "other@example.org"));
        using var visit = await DeskVisit.SignedIn(site, person.Email!);
        var sport = await site.Store.Read(db => db.Sections.SingleAsync(s => s.Slug == "sport"));
        foreach (var place in new[] { "other harbour", "own nowhere" })
        {
            var story = await Story(place, person, other);
            foreach (var act in new[] { "Save", "Submit", "Publish", "Schedule" })
            {
                using var moved = await visit.Post("/admin/stories/new", string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{story}"), ("act", act), ("Base", "1"), ("Headline", place), ("Body", "It stands."), ("Section", sport.Id.ToString(CultureInfo.InvariantCulture)), ("PublishAt", act == "Schedule" ? "2026-12-01T10:00" : ""));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
                Assert.Contains("You do not work in this section", await moved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                Assert.NotEqual(sport.Id, await site.Store.Read(db => db.Articles.Where(a => a.Id == story).Select(a => a.SectionId).SingleAsync()));
            }
        }

        using var begun = await visit.Post("/admin/stories/new", "/admin/stories/new", ("act", "Save"), ("Headline", "New"), ("Section", sport.Id.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, begun.StatusCode);
        using var page = await visit.Post("/admin/stories/new", "/admin/stories/new", ("act", "Save"), ("Headline", "About us"), ("Kind", "Page"));
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        // What is of the whole paper.
        foreach (var whole in new[] { "/admin/front", "/admin/bylines", "/admin/screening", "/admin/comments/figures" })
        {
            using var answer = await visit.Get(whole);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.False(new FanNews.Media.PictureRights(person.Id, Role.Editor, Limited: true).Change(other.Id));
        Assert.True(new FanNews.Media.PictureRights(person.Id, Role.Editor, Limited: true).Change(person.Id));
    }

    [Theory]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Editor)]
    public async Task Comments_of_other_sections_are_not_seen_and_nothing_happens_to_them(Role role)
    {
        var person = await Limited(role);
        var stories = await site.Store.Read(db => db.Articles.OrderBy(a => a.Id).ToListAsync());
        var (mine, foreign) = (await site.Comment(stories[0], "When does it sail?", CommentStatus.Pending, "Ada Quill"), await site.Comment(stories[1], "What a goal.", CommentStatus.Pending, "Ben Ash", "ben@example.org"));
        var shown = await site.Comment(stories[1], "Up the Rovers.", name: "Cora Finch", email: "cora@example.org");
        var batch = (await new ModerationQueue(site.Store).Decide(Actor.Program, [shown.Id], CommentStatus.Approved, CommentStatus.Trash)).Batch!.Value;
        await new ModerationQueue(site.Store).Undo(Actor.Program, batch);
        using var visit = await DeskVisit.SignedIn(site, person.Email!);
        var page = await visit.Read("/admin/comments");
        Assert.StartsWith("Pending (1), ", page.Tabs(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ben Ash", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Ban", page.Buttons());
        foreach (var address in new[] { $"/admin/comments?only={foreign.Id}", $"/admin/comments?late={foreign.Id}", $"/admin/comments?tab=approved&late={shown.Id}", $"/admin/comments?undo={batch}", $"/admin/comments?handler=News&ids={foreign.Id},{shown.Id}", "/admin/comments?q=goal", "/admin/comments?section=sport" })
        {
            var body = await (await visit.Get(address)).Content.ReadAsStringAsync();
            Assert.False(body.Contains("Ben Ash", StringComparison.Ordinal) || body.Contains("Cora Finch", StringComparison.Ordinal), address);
        }

        var id = foreign.Id.ToString(CultureInfo.InvariantCulture);
        (string Handler, (string, string)[] Fields)[] acts =
        [
            ("?handler=Decide", [("id", id), ("seen", "Pending"), ("to", "Approved")]),
            ("?handler=Bulk", [("ids", id), ("ids", mine.Id.ToString(CultureInfo.InvariantCulture)), ("seen", "Pending"), ("to", "Approved")]),
            ("?handler=All&q=goal", [("to", "Approved"), ("until", site.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))]),
            ("?handler=Undo", [("batch", batch.ToString())]),
            ("?handler=Reply", [("id", id), ("text", "Quite."), ("once", Guid.NewGuid().ToString())]),
            ("/marks?handler=Edit", [("id", id), ("was", MendComment.Mark("What a goal.")), ("text", "Nothing.")]),
            ("/marks?handler=Note", [("id", id), ("text", "Look.")]),
            ("/marks?handler=Mark", [("id", shown.Id.ToString(CultureInfo.InvariantCulture)), ("act", "pin")]),
            ("/marks?handler=Keep", [("id", shown.Id.ToString(CultureInfo.InvariantCulture))]),
            ("/marks?handler=Refuse", [("id", id), ("seen", "Pending"), ("ground", "OffTopic"), ("text", "No.")]),
            ("/marks?handler=Ban", [("id", mine.Id.ToString(CultureInfo.InvariantCulture)), ("kind", "Email"), ("all", "true")]),
        ];
        foreach (var (handler, fields) in acts)
        {
            using var answer = await visit.Post("/admin/comments", "/admin/comments" + handler, fields);
            Assert.True((int)answer.StatusCode < 500, $"{handler} answers {(int)answer.StatusCode}");
        }

        var after = await site.Store.Read(db => db.Comments.Include(c => c.Decisions).OrderBy(c => c.Id).ToListAsync());
        Assert.Equal([CommentStatus.Approved, CommentStatus.Pending, CommentStatus.Approved], after.Select(c => c.Status));
        Assert.Equal(("What a goal.", null), (after[1].Text, after[2].PinnedAt));
        Assert.Equal((0, 0), await site.Store.Read(async db => (await db.CommentNotes.CountAsync(), await db.Bans.CountAsync())));
    }

    private async Task<Person> Limited(Role role)
    {
        var person = await site.Person(role, "me@example.org");
        Assert.Null(await new Accounts(site.Store).Limit(person.Email!, [harbour], Actor.Program));
        return person;
    }

    private Task<long> Story(string place, Person person, Person other) => site.Store.Change(Actor.Program, async change =>
    {
        var section = place.Split(' ')[1];
        var article = new Article
        {
            Slug = Slug.From(place), CreatedAt = change.Now, OwnerId = place.StartsWith("own", StringComparison.Ordinal) ? person.Id : other.Id,
            Section = await change.Db.Sections.SingleOrDefaultAsync(s => s.Slug == section),
        };
        article.Revise(new ArticleText { Headline = place, Body = "It will stand." }, change.Now, by: null);
        change.Db.Articles.Add(article);
        await change.Db.SaveChangesAsync();
        change.Record("created", $"article:{article.Id}");
        return article.Id;
    });

    private Task<string> SectionOf(long story) => site.Store.Read(async db =>
        (await db.Articles.Where(a => a.Id == story).Select(a => a.SectionId).SingleAsync())?.ToString(CultureInfo.InvariantCulture) ?? "");

    private static bool Says(string rows, string place) => rows.Split(", ", StringSplitOptions.RemoveEmptyEntries).Any(row => place == row || place.StartsWith(row + " ", StringComparison.Ordinal));

    private static async Task<HttpResponseMessage> Ask(DeskVisit visit, string token, string handler)
    {
        var parts = handler.Split(' ');
        var path = parts[1] + (parts.Length > 2 ? "?handler=" + parts[2] : "");
        return parts[0] == "GET" ? await visit.Get(path)
            : await visit.Send(path, ("act", "Save"), ("number", "1"), ("Base", "1"), ("stamp", "one"), ("Headline", "As it was"), ("form", token));
    }
}
