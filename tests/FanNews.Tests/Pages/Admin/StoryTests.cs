using System.Net;
using FanNews.Articles;
using FanNews.People;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class StoryTests
{
    [Theory, EveryEngine]
    public async Task An_editor_writes_publishes_corrects_and_kills_a_story_without_script(Engine engine)
    {
        await using var site = await TestSite.Start(engine, ("Site:TimeZone", "Europe/Berlin"));
        await site.Publish("Old news", section: "Harbour");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await visit.Read("/admin/stories/new");
        Assert.Equal("Editor", page.ValueOf("Authors"));
        using var saved = await visit.PressWith(page, "Save", ("Headline", "Bridge <closes>"), ("Dek", "Nearly."), ("Body", "\r\nIt stands.\r\n\r\nIt leans."), ("Section", "1"), ("Tags", "Ferries, Bridges"), ("Authors", "Ines Halloran, Guest Pen"), ("Dateline", "ORRINMOUTH"), ("Source", "Survey"), ("Series", "The river"), ("Part", "2"), ("Excerpt", "In short."), ("Comments open", null));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        page = await visit.Follow(saved);
        Assert.Equal(("Saved.", "Draft"), (page.Status().Trim(), page.QuerySelector("#State")!.TextContent.Trim()));
        Assert.Equal(["Bridge <closes>", "Nearly.", "\nIt stands.\n\nIt leans.", "1", "Ferries, Bridges", "Ines Halloran, Guest Pen", "ORRINMOUTH", "Survey", "The river", "2", "In short.", "bridge-closes", ""],
            new[] { "Headline", "Dek", "Body", "Section", "Tags", "Authors", "Dateline", "Source", "Series", "Part", "Excerpt", "Slug", "Publish at" }.Select(page.ValueOf));
        Assert.False(page.Labelled("Comments open").HasAttribute("checked"));
        Assert.Equal(["Save", "Preview", "Submit for review", "Publish", "Schedule", "Delete"], page.Acts());
        Assert.DoesNotContain("Bridge", await site.Client.GetStringAsync("/"), StringComparison.Ordinal);

        using var published = await visit.PressWith(page, "Publish");
        page = await visit.Follow(published);
        Assert.Equal(("Published", "2026-11-24T13:00"), (page.QuerySelector("#State")!.TextContent.Trim(), page.ValueOf("Publish at")));
        Assert.Equal(["Save", "Preview", "Publish", "Schedule change", "Unpublish", "Kill"], page.Acts());
        foreach (var address in new[] { "/", "/2026/11/24/bridge-closes/", "/section/harbour/", "/tag/ferries/", "/author/guest-pen/", "/source/survey/", "/series/the-river/", "/feed/" })
            Assert.Contains("Bridge &lt;closes&gt;", await site.Client.GetStringAsync(address), StringComparison.Ordinal);

        Assert.False(page.Labelled("AI-assisted").HasAttribute("checked"));
        using var kept = await visit.PressWith(page, "Save", ("Body", "It fell."), ("Slug", "bridge-falls"), ("AI-assisted", "true"));
        page = await visit.Follow(kept);
        Assert.True(page.Labelled("AI-assisted").HasAttribute("checked"));
        Assert.DoesNotContain("AI-assisted", await site.Client.GetStringAsync("/2026/11/24/bridge-falls/"), StringComparison.Ordinal);
        Assert.Equal("Published, 1 edit not live", page.QuerySelector("#State")!.TextContent.Trim());
        Assert.DoesNotContain("It fell.", await site.Client.GetStringAsync("/2026/11/24/bridge-falls/"), StringComparison.Ordinal);
        using var moved = await site.Client.GetAsync("/2026/11/24/bridge-closes/");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/2026/11/24/bridge-falls/"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        var editor = page.QuerySelector("form.story")!.GetAttribute("action")!;
        using var seen = await visit.Post(editor, editor + "/preview", ("Headline", "Bridge"), ("AiAssisted", "true"));
        var preview = await visit.Follow(seen);
        Assert.Contains("AI-assisted", preview.QuerySelector("iframe")!.GetAttribute("srcdoc"), StringComparison.Ordinal);
        Assert.NotNull(preview.QuerySelector("input[name=AiAssisted]"));
        using var again = await visit.PressWith(page, "Publish");
        foreach (var text in (string[])["It fell.", "AI-assisted"])
            Assert.Contains(text, await site.Client.GetStringAsync("/2026/11/24/bridge-falls/"), StringComparison.Ordinal);

        page = await visit.Follow(again);
        using var unsaid = await visit.PressWith(page, "Kill", ("Body", "It fell over."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
        page = await visit.Follow(unsaid);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(("#Reason", "It fell over."), (page.QuerySelector(".problems a")!.GetAttribute("href"), page.ValueOf("Body")));
        using var killed = await visit.PressWith(page, "Kill", ("Reason", "Wrong bridge."));
        page = await visit.Follow(killed);
        Assert.Equal("Killed", page.QuerySelector("#State")!.TextContent.Trim());
        Assert.Empty(page.Acts());
        foreach (var old in new[] { "/2026/11/24/bridge-falls/", "/2026/11/24/bridge-closes/" })
        {
            using var gone = await site.Client.GetAsync(old);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        }

        foreach (var list in new[] { "/", "/feed/", "/search?q=bridge" })
            Assert.DoesNotContain("Bridge", await site.Client.GetStringAsync(list), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_keeps_all_that_was_typed()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:TimeZone", "Europe/Berlin"));
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await visit.Read("/admin/stories/new");
        (string Label, string? Value)[] typed = [("Headline", "Night"), ("Body", "  Two  spaces.\n"), ("Tags", "A, B"), ("Authors", "Ada Quill"), ("Source", "Survey"), ("Slug", "night"), ("Publish at", "2027-03-28T02:30")];
        using var gap = await visit.PressWith(page, "Schedule", typed);
        page = await visit.Follow(gap);
        Assert.Equal("There is no 02:30 on 28 March 2027 in Europe/Berlin: the clocks go forward over it. Choose another time", page.QuerySelector(".problems a")!.TextContent);
        Assert.Equal("true", page.Labelled("Publish at").GetAttribute("aria-invalid"));
        Assert.Equal(typed.Select(t => t.Value!.ReplaceLineEndings("\n")), typed.Select(t => page.ValueOf(t.Label)));
        Assert.Empty(page.QuerySelectorAll("input[name=Offset]"));

        using var overlap = await visit.PressWith(page, "Schedule", ("Publish at", "2027-10-31T02:30"));
        page = await visit.Follow(overlap);
        Assert.Equal(["The first, UTC+2", "The second, UTC+1"], page.QuerySelectorAll("label:has([name=Offset])").Select(l => l.TextContent.Trim()));
        using var chosen = await visit.PressWith(page, "Schedule", ("The second, UTC+1", "UTC+1"));
        page = await visit.Follow(chosen);
        Assert.Equal("Scheduled 31 Oct 2027, 02:30", page.QuerySelector("#State")!.TextContent.Trim());
        Assert.Equal(new DateTimeOffset(2027, 10, 31, 1, 30, 0, TimeSpan.Zero), await site.Store.Read(db => db.Articles.Select(a => a.PublishAt).SingleAsync()));
        Assert.Contains("The second, UTC+1", page.QuerySelectorAll("label:has([name=Offset][checked])").Select(l => l.TextContent.Trim()));
    }

    [Fact]
    public async Task A_preview_is_the_readers_page_of_what_was_typed_and_keeps_nothing()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Old news", section: "Harbour", authors: ["Ines Halloran"]);
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var editor = await visit.Read("/admin/stories/new");
        Assert.Equal("_blank", editor.Button("Preview").GetAttribute("formtarget"));
        using var answer = await visit.Post("/admin/stories/new", editor.Button("Preview").GetAttribute("formaction")!,
            ("Headline", "Bridge <closes>"), ("Body", "It **stands**.\n\n<script>alert(1)</script>"), ("Section", "1"), ("Tags", "Ferries"), ("Authors", "ines halloran, Guest Pen"), ("Dateline", "ORRINMOUTH"));
        Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
        var around = await visit.Follow(answer);
        var frame = around.QuerySelector("iframe")!;
        Assert.DoesNotContain("allow-scripts", frame.GetAttribute("sandbox"), StringComparison.Ordinal);
        Assert.False(frame.HasAttribute("src"));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(frame.GetAttribute("srcdoc")!);
        Assert.Equal(("Bridge <closes>", "Harbour", "stands", "By Ines Halloran and Guest Pen", "noindex"),
            (page.QuerySelector("h1")!.TextContent, page.QuerySelector(".kicker")!.TextContent.Trim(), page.QuerySelector("[data-part=body] strong")!.TextContent,
             string.Join(' ', page.QuerySelector("[data-part=byline]")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), page.QuerySelector("meta[name=robots]")!.GetAttribute("content")));
        Assert.Null(page.QuerySelector("[data-part=body] script"));
        Assert.Equal((1, 1, 0), await site.Store.Read(async db => (await db.Articles.CountAsync(), await db.Set<Author>().CountAsync(), await db.Set<FanNews.Sections.Tag>().CountAsync())));
    }

    [Fact]
    public async Task A_preview_has_three_widths_and_gives_back_all_that_was_typed()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Old news", section: "Harbour");
        var draft = await site.Draft("Bridge");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        (string Name, string Value)[] typed =
        [
            ("Base", "1"), ("Headline", "Bridge \"leans\""), ("Dek", "Nearly."), ("Body", "It <b>leans</b>.\r\n\r\n> So."), ("Dateline", "ORRINMOUTH"), ("Excerpt", "Short."), ("Section", "1"),
            ("Tags", "A, B"), ("Authors", "Guest Pen"), ("Source", "Survey"), ("Series", "The river"), ("Part", "3"), ("Slug", "leans"), ("PublishAt", "2027-01-01T10:00"), ("Reason", "Wrong."),
        ];
        using var answer = await visit.Post("/admin/stories/new", $"/admin/stories/{draft.Id}/preview", typed);
        var page = await visit.Follow(answer);
        Assert.Equal(["Phone 360", "Tablet 820", "Desktop 1440", "Back to the editor"], page.QuerySelector("form.preview")!.Buttons());
        Assert.Equal("1440", page.QuerySelector("[aria-pressed=true]")!.GetAttribute("value"));
        using var narrow = await visit.Press(page.QuerySelector("button[value='360']")!);
        page = await visit.Follow(narrow);
        Assert.Equal(("360", "360"), (page.QuerySelector(".stage")!.GetAttribute("data-width"), page.QuerySelector("[aria-pressed=true]")!.GetAttribute("value")));

        var back = page.QuerySelector("[data-back]")!;
        using var returned = await visit.Post("/admin/stories/new", back.GetAttribute("formaction")!, [.. page.QuerySelectorAll("form.preview input").Where(i => i.GetAttribute("name") != "form").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))]);
        Assert.Equal(HttpStatusCode.OK, returned.StatusCode);
        page = await visit.Follow(returned);
        Assert.Equal(typed.Skip(1).Where(t => t.Name != "Reason").Select(t => t.Value.ReplaceLineEndings("\n")), typed.Skip(1).Where(t => t.Name != "Reason").Select(t => page.ValueOf(t.Name == "PublishAt" ? "Publish at" : t.Name).ReplaceLineEndings("\n")));
        Assert.False(page.Labelled("Comments open").HasAttribute("checked"));
        Assert.Contains("It is not saved yet.", page.Status(), StringComparison.Ordinal);
        Assert.Equal("It will stand.", await site.Store.Read(db => db.Revisions.Where(r => r.ArticleId == draft.Id).Select(r => r.Body).SingleAsync()));
    }

    [Fact]
    public async Task Two_windows_of_one_person_are_told_so()
    {
        await using var site = await TestSite.Start(Engine.Sqlite);
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        // A story that was never saved, in a tab that was doubled: both forms have one key.
        var form = await visit.Read("/admin/stories/new");
        using var first = await visit.PressWith(form, "Save", ("Headline", "Bridge"), ("Body", "It stands on three legs."));
        using var second = await visit.PressWith(form, "Save", ("Headline", "Bridge"), ("Body", "It stands on four legs."));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var page = await visit.Follow(second);
        Assert.Equal(("You changed this in another window too", "It stands on four legs."), (page.QuerySelector("[role=alert] h2")!.TextContent, page.ValueOf("Body")));
        Assert.Equal(["Before", "This window’s", "The other window’s"], page.QuerySelectorAll(".clash h3").Select(h => h.TextContent));
        Assert.DoesNotContain("both of you", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_change_clashes_is_said_of_all_that_was_saved_since()
    {
        await using var site = await TestSite.Start(Engine.Sqlite);
        var draft = await site.Draft("Bridge", "It stands on two legs.");
        using var ruth = await DeskVisit.SignedIn(site, Role.Editor);
        using var ines = await DeskVisit.SignedIn(site, Role.Administrator);
        var (hers, others) = (await ruth.Read($"/admin/stories/{draft.Id}"), await ines.Read($"/admin/stories/{draft.Id}"));
        using var first = await ines.PressWith(others, "Save", ("Body", "It stands on three legs."));
        using var second = await ruth.PressWith(hers, "Save", ("Dek", "Nearly."));
        Assert.Equal(HttpStatusCode.SeeOther, second.StatusCode);
        // Her own save is the newest now, but what clashes is a colleague's.
        using var third = await ruth.PressWith(hers, "Save", ("Body", "It stands on four legs."));
        var page = await ruth.Follow(third);
        Assert.Equal(("Administrator changed this too", "The other"), (page.QuerySelector("[role=alert] h2")!.TextContent, page.QuerySelectorAll(".clash h3")[2].TextContent));
    }

    [Theory, EveryEngine]
    public async Task Two_editors_of_one_text_are_shown_both(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var draft = await site.Draft("Bridge", "It stands on two legs.");
        using var ruth = await DeskVisit.SignedIn(site, Role.Editor);
        using var ines = await DeskVisit.SignedIn(site, Role.Administrator);
        var (hers, others) = (await ruth.Read($"/admin/stories/{draft.Id}"), await ines.Read($"/admin/stories/{draft.Id}"));
        using var first = await ines.PressWith(others, "Save", ("Body", "It stands on three legs."));
        using var second = await ruth.PressWith(hers, "Save", ("Body", "It stands on four legs."));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var page = await ruth.Follow(second);
        Assert.Equal(("Administrator changed this too", "It stands on four legs."), (page.QuerySelector("[role=alert] h2")!.TextContent, page.ValueOf("Body")));
        Assert.Equal(["Before: It stands on two legs.", "Yours: It stands on twofour legs.", "Administrator’s: It stands on twothree legs."],
            page.QuerySelectorAll(".three > div").Select(d => $"{d.QuerySelector("h3")!.TextContent}: {d.QuerySelector("p")!.TextContent.Trim()}"));
        Assert.Equal("It stands on three legs.", await Newest(site));
        using var decided = await ruth.PressWith(page, "Save");
        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        Assert.Equal("It stands on four legs.", await Newest(site));
        // In another place: both are kept, and the desk says so.
        using var third = await ines.PressWith(others, "Save", ("Dek", "Nearly."));
        Assert.Contains("What was saved meanwhile is in it too", (await ines.Follow(third)).Status(), StringComparison.Ordinal);

        var history = await ruth.Read($"/admin/stories/{draft.Id}/history?from=1&to=3");
        Assert.Equal(("two", "four"), (history.QuerySelector("del")!.TextContent, history.QuerySelector("ins")!.TextContent));
        using var restored = await ruth.Press(history.QuerySelector(".difference form button")!);
        Assert.Equal("It stands on two legs.", await Newest(site));
        Assert.Equal(5, await site.Store.Read(db => db.Revisions.CountAsync()));
    }

    [Fact]
    public async Task A_request_past_the_form_does_no_more_than_the_form()
    {
        await using var site = await TestSite.Start();
        using var editor = await DeskVisit.SignedIn(site, Role.Editor);
        using var written = await editor.PressWith(await editor.Read("/admin/stories/new"), "Save", ("Headline", "Theirs"));
        var theirs = written.Headers.Location!.ToString().Split('?')[0];
        foreach (var role in new[] { Role.Contributor, Role.Author })
        {
            using var visit = await DeskVisit.SignedIn(site, role);
            using var begun = await visit.PressWith(await visit.Read("/admin/stories/new"), "Save", ("Headline", "Own"));
            var own = begun.Headers.Location!.ToString().Split('?')[0];
            foreach (var act in Enum.GetNames<StoryAct>())
            {
                using var other = await visit.Post("/admin/stories/new", theirs, ("act", act), ("Headline", "Mine now"), ("Base", "1"), ("Reason", "x"));
                Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
                if (role == Role.Contributor && act is not ("Save" or "Submit" or "Delete" or "Restore" or "Destroy"))
                {
                    using var beyond = await visit.Post("/admin/stories/new", own, ("act", act), ("Headline", "Own"), ("Base", "1"), ("Reason", "x"), ("PublishAt", "2027-01-01T00:00"));
                    Assert.Equal(HttpStatusCode.Forbidden, beyond.StatusCode);
                }
            }

            using var kill = await visit.Post("/admin/stories/new", own, ("act", "Kill"), ("Headline", "Own"), ("Base", "1"), ("Reason", "x"));
            Assert.Equal(HttpStatusCode.Forbidden, kill.StatusCode);
            using var restore = await visit.Post("/admin/stories/new", theirs + "/history?handler=Restore", ("number", "1"));
            Assert.Equal(HttpStatusCode.Forbidden, restore.StatusCode);
            await visit.Read(theirs, HttpStatusCode.Forbidden);
            await visit.Read(theirs + "/history", HttpStatusCode.Forbidden);
            using var peek = await visit.Post("/admin/stories/new", theirs + "/preview", ("Headline", "Theirs"));
            Assert.Equal(HttpStatusCode.Forbidden, peek.StatusCode);
            using var back = await visit.Post("/admin/stories/new", theirs + "?handler=Back", ("Headline", "Theirs"));
            Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
            var list = await visit.Read("/admin/stories");
            Assert.Equal("Own", Assert.Single(list.QuerySelectorAll(".what a")).TextContent);
        }

        using var odd = await editor.Post("/admin/stories/new", theirs, ("act", "99"));
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        using var forged = await editor.Send(theirs, ("act", "Publish"), ("Headline", "Theirs"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(0, await site.Store.Read(db => db.Articles.CountAsync(a => a.State == ArticleState.Published || a.KilledAt != null)));
        foreach (var nothing in new[] { "/admin/stories/0", "/admin/stories/99", "/admin/stories/x", "/admin/stories/99/history", "/admin/stories/99999999999999999999" })
            await editor.Read(nothing, HttpStatusCode.NotFound);
    }

    [Theory, EveryEngine]
    public async Task The_list_has_tabs_that_count_and_groups_by_time(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Publish("Out today", section: "Harbour", authors: ["Ines Halloran"], at: TestNewsroom.Noon.AddHours(-1));
        await site.Publish("Out yesterday", at: TestNewsroom.Noon.AddDays(-1));
        await site.Publish("To come", at: TestNewsroom.Noon.AddHours(6));
        await site.Publish("Mayor swims", at: TestNewsroom.Noon.AddDays(-2), adjust: a => a.Kill(TestNewsroom.Noon.AddHours(-4), "He was pushed"));
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        using var mine = await visit.PressWith(await visit.Read("/admin/stories/new"), "Submit for review", ("Headline", "The hat"), ("Body", "One two three."));
        using var draft = await visit.PressWith(await visit.Read("/admin/stories/new"), "Save", ("Body", "Words."));
        var page = await visit.Read("/admin/stories");
        Assert.Equal("All (6), Mine (2), Late (0), In review (1), Scheduled (1), Drafts (1), Published (2), Killed (1), Trash (0)", page.Tabs());
        Assert.Equal(["Waiting needs somebody", "To come", "Today 24 November", "Yesterday 23 November"], page.QuerySelectorAll(".group").Select(g => g.TextContent.Trim()));
        Assert.Equal(
            ["In review | The hat 3 words |  | Editor | sent 12:00", "Scheduled | To come no picture |  |  | 18:00, in 6 h 0 min", "Draft | Untitled 1 word |  | Editor | edited 12:00",
             "Published | Out today no picture | Harbour | Ines Halloran | 11:00", "Killed | Mayor swims He was pushed |  |  | killed 08:00", "Published | Out yesterday no picture |  |  | 23 Nov, 12:00"],
            page.QuerySelectorAll(".row").Select(r => string.Join(" | ", r.QuerySelectorAll("td").Take(5).Select(d => d.TextContent.Trim()))));
        foreach (var (tab, headlines) in new[] { ("mine", "Untitled, The hat"), ("review", "The hat"), ("scheduled", "To come"), ("drafts", "Untitled"), ("published", "Out today, Out yesterday"), ("killed", "Mayor swims") })
            Assert.Equal(headlines, Headlines(await visit.Read("/admin/stories?tab=" + tab)));
        Assert.Equal("Out today, Out yesterday", Headlines(await visit.Read("/admin/stories?q=OUT")));
        Assert.Equal("The hat", Headlines(await visit.Read("/admin/stories?q=hat%20the")));
        Assert.Contains("No headline says that.", (await visit.Read("/admin/stories?q=100%25")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Pages_of_fifty_show_every_story_once_in_six_queries(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Store.Change(FanNews.Storage.Actor.Program, async change =>
        {
            for (var i = 0; i < 120; i++)
            {
                var article = new Article { Slug = $"s{i}", CreatedAt = change.Now };
                article.Publish(article.Revise(new() { Headline = $"Story {i:000}" }, change.Now, null), TestNewsroom.Noon.AddHours(-i / 7), $"/s{i}/");
                change.Db.Articles.Add(article);
            }

            change.Record("arranged", "articles");
            await change.Db.SaveChangesAsync();
        });
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        await visit.Read("/admin/stories");
        var (seen, path) = (new List<string>(), (string?)"/admin/stories");
        while (path is not null)
        {
            using var queries = new QueryCount(site);
            var page = await visit.Read(path);
            var asked = queries.Sql.Count(q => q.Contains("FROM \"Articles\"", StringComparison.Ordinal) || q.Contains("FROM \"Comments\"", StringComparison.Ordinal) || q.Contains("FROM \"Settings\"", StringComparison.Ordinal));
            Assert.InRange(queries.Sql.Count(q => q.Contains("SELECT", StringComparison.Ordinal)), asked, 6);
            seen.AddRange(page.QuerySelectorAll(".what a").Select(a => a.TextContent));
            path = page.QuerySelector(".more a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"Story {i:000}"), seen.Order(StringComparer.Ordinal));
        await visit.Read("/admin/stories?after=x_y&tab=99");
        await visit.Read("/admin/stories?after=99999999999999999_1");
    }

    [Theory]
    [InlineData(Role.Contributor, "/admin/stories", "Stories, Media")]
    [InlineData(Role.Editor, "/admin/stories", "Stories, Front, Comments, Media")]
    [InlineData(Role.Moderator, "/admin/comments", "Comments")]
    public async Task The_desk_opens_where_the_person_works(Role role, string place, string links)
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, role);
        using var answer = await visit.Get("/admin/");
        Assert.Equal(place, answer.Headers.Location!.ToString());
        Assert.Equal(links, string.Join(", ", (await visit.Read(place)).QuerySelectorAll(".rail nav a").Select(a => a.TextContent.Trim())));
    }

    private static string Headlines(AngleSharp.Dom.IDocument page) => string.Join(", ", page.QuerySelectorAll(".what a").Select(a => a.TextContent));

    private static Task<string> Newest(TestSite site) => site.Store.Read(db => db.Revisions.OrderByDescending(r => r.Number).Select(r => r.Body).FirstAsync());
}
