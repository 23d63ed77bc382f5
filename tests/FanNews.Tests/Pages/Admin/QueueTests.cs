using System.Net;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class QueueTests
{
    [Theory, EveryEngine]
    public async Task Approving_lets_a_comment_out_and_can_be_undone(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "Who pays?", CommentStatus.Pending, name: "Hob Tarrant", email: "hob@example.org");
        await site.Comment(story, "I do.", name: "Ada Quill");
        using var visit = await DeskVisit.SignedIn(site);

        var page = await visit.Read("/admin/comments");
        Assert.Equal("Pending (1), Reported (0), Approved (1), Spam (0), Trash (0)", page.Tabs());
        Assert.Equal(["Approve", "Spam", "Trash", "Reply", "Edit", "Ban", "Note", "Trash and tell why"], page.Comment("Hob Tarrant").Buttons());
        using var approved = await visit.Press(page.Comment("Hob Tarrant").Button("Approve"));
        Assert.Equal(HttpStatusCode.SeeOther, approved.StatusCode);
        Assert.Contains("Who pays?", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);

        page = await visit.Follow(approved);
        Assert.Equal("Pending (0), Reported (0), Approved (2), Spam (0), Trash (0)", page.Tabs());
        Assert.Equal("Approved: Hob Tarrant", page.Status());
        Assert.Contains("Nothing waits. Put the kettle on.", page.Body!.TextContent, StringComparison.Ordinal);

        using var undone = await visit.Press(page.Button("Undo"));
        page = await visit.Follow(undone);
        Assert.Equal("Pending (1), Reported (0), Approved (1), Spam (0), Trash (0)", page.Tabs());
        Assert.Equal("Waits again: Hob Tarrant", page.Status());
        Assert.DoesNotContain("Who pays?", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
        Assert.Equal(["Approved Moderator", "Pending Moderator Undo"], await Decisions(site, "Hob Tarrant"));
    }

    [Theory, EveryEngine]
    public async Task Of_two_moderators_the_second_is_told_and_changes_nothing(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "Who pays?", CommentStatus.Pending, name: "Hob Tarrant");
        using var ruth = await DeskVisit.SignedIn(site, Role.Moderator);
        using var ines = await DeskVisit.SignedIn(site, Role.Editor);
        var (hers, others) = (await ruth.Read("/admin/comments"), await ines.Read("/admin/comments"));

        using var first = await ruth.Press(hers.Comment("Hob Tarrant").Button("Spam"));
        using var second = await ines.Press(others.Comment("Hob Tarrant").Button("Approve"));
        var told = await ines.Follow(second);
        Assert.Equal("Somebody decided first: Moderator marked as spam the comment by Hob Tarrant at 12:00. It stays so.", told.Status());
        Assert.Equal(["Spam Moderator"], await Decisions(site, "Hob Tarrant"));
        Assert.Equal(CommentStatus.Spam, (await site.Store.Read(db => db.Comments.SingleAsync())).Status);
    }

    [Theory, EveryEngine]
    public async Task Decided_at_the_same_moment_a_comment_has_one_decision(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        var comment = await site.Comment(story, "Who pays?", CommentStatus.Pending);
        var queue = new ModerationQueue(site.Store);
        var people = new[] { await site.Person(Role.Moderator), await site.Person(Role.Editor) };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            queue.Decide(FanNews.Storage.Actor.Of(people[i % 2]), [comment.Id], CommentStatus.Pending, i % 3 == 0 ? CommentStatus.Approved : CommentStatus.Spam))));
        Assert.Equal(1, outcomes.Sum(o => o.Done));
        Assert.Equal(15, outcomes.Sum(o => o.Missed));
        Assert.Equal(1, await site.Store.Read(db => db.Decisions.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task Any_page_of_the_queue_asks_the_store_six_times_at_most(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        for (var i = 0; i < 55; i++)
            await site.Comment(story, $"No. {i}", CommentStatus.Pending, name: $"Reader {i}", email: $"r{i}@example.org");
        using var visit = await DeskVisit.SignedIn(site);
        using var decided = await visit.Press((await visit.Read("/admin/comments")).Comment("Reader 0").Button("Approve"));
        foreach (var path in new[]
        {
            decided.Headers.Location!.ToString(), "/admin/comments?tab=reported", "/admin/comments?tab=approved&after=1-1", $"/admin/comments?story={story.Id}&section=x&sender=r1@example.org&reason=links&age=day&q=no&filter=true",
            "/admin/comments?sender=example.org", "/admin/comments?only=1&edit=1",
        })
        {
            using var count = new QueryCount(site);
            await visit.Read(path);
            Assert.True(count.Sql.Count is >= 1 and <= 6, $"{path}\n{string.Join('\n', count.Sql)}");
        }
    }

    [Theory, EveryEngine]
    public async Task A_reply_is_public_under_ones_own_name_and_approves_what_it_answers(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "Who pays?", CommentStatus.Pending, name: "Hob Tarrant");
        using var visit = await DeskVisit.SignedIn(site);
        var page = await visit.Read("/admin/comments");
        using var opened = await visit.Press(page.Comment("Hob Tarrant").Button("Reply"));
        page = await visit.Follow(opened);
        var comment = page.Comment("Hob Tarrant");
        Assert.Equal(["Reply", "Approve", "Spam", "Trash", "Edit", "Ban", "Note", "Trash and tell why"], comment.Buttons());
        Assert.Contains("The comment by Hob Tarrant is approved with it", comment.TextContent, StringComparison.Ordinal);

        using var empty = await visit.Press(comment.Button("Reply"), ("text", "  "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        page = await visit.Follow(empty);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("Enter a reply", page.QuerySelector("[role=alert] a[href='#Text']")!.TextContent);
        Assert.Equal("true", page.GetElementById("Text")!.GetAttribute("aria-invalid"));

        var button = page.Comment("Hob Tarrant").Button("Reply");
        using var first = await visit.Press(button, ("text", "Nobody yet.\r\nWe asked."));
        using var again = await visit.Press(button, ("text", "Nobody yet.\r\nWe asked."));
        page = await visit.Follow(first);
        Assert.Equal("Replied. Approved with it: Hob Tarrant", page.Status());
        Assert.Equal("Pending (0), Reported (0), Approved (2), Spam (0), Trash (0)", page.Tabs());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        var reply = await site.Store.Read(db => db.Comments.SingleAsync(c => c.PersonId != null));
        Assert.Equal(("Moderator", "Nobody yet.\nWe asked.", CommentStatus.Approved), (reply.Name, reply.Text, reply.Status));
        Assert.Contains("Nobody yet.", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_moderator_sees_what_a_decision_needs(Engine engine)
    {
        await using var site = await TestSite.Start(engine, ("Site:TimeZone", "Europe/London"));
        var story = await site.Publish("Bridge closes", section: "Harbour");
        var parent = await site.Comment(story, "It was my bridge.", name: "Ada Quill", email: "ada@example.org");
        await site.Comment(story, "Second.", name: "Hob Tarrant", email: "hob@example.org", at: TestNewsroom.Noon.AddDays(-3));
        await site.Comment(story, "Third.", CommentStatus.Trash, name: "Hob Tarrant", email: "hob@example.org");
        await site.Store.Change(FanNews.Storage.Actor.Reader, async change =>
        {
            change.Db.Comments.Add(new Comment
            {
                ArticleId = story.Id,
                ParentId = parent.Id,
                Name = "Hob <b>Tarrant",
                Email = "hob@example.org",
                Website = "https://tarrant.example/",
                Text = "<script>alert(1)</script>\n\nWho pays?",
                CreatedAt = change.Now,
                Remarks = [new("honeypot", "A field that people do not see was filled in.")],
            });
            change.Record("arranged", "comment");
            await change.Db.SaveChangesAsync();
        });
        using var visit = await DeskVisit.SignedIn(site);
        var comment = (await visit.Read("/admin/comments")).Comment("Hob <b>Tarrant");
        var words = string.Join(' ', comment.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var expected in new[]
        {
            "hob@example.org", "https://tarrant.example/", "<script>alert(1)</script>", "Who pays?", "In reply to Ada Quill", "It was my bridge.", "Known address: 1 approved, 1 refused",
            "A field that people do not see was filled in", "Bridge closes", "Harbour · Published · 1 waiting here", "12:00", "21 Nov, 12:00",
        })
            Assert.Contains(expected, words, StringComparison.Ordinal);
        Assert.Null(comment.QuerySelector("script, b:not(.quiet b)"));
        Assert.Equal(story.Permalink, comment.QuerySelector(".why a")!.GetAttribute("href"));
        Assert.Null(comment.QuerySelector(".website a"));
    }

    [Fact]
    public async Task Pages_of_fifty_show_every_comment_once_while_others_are_decided()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        for (var i = 0; i < 120; i++)
            await site.Comment(story, $"No. {i}", CommentStatus.Pending, name: $"Reader {i:000}", at: TestNewsroom.Noon.AddMinutes(i / 7));
        using var visit = await DeskVisit.SignedIn(site);
        var (seen, path) = (new List<string>(), (string?)"/admin/comments");
        while (path is not null)
        {
            var page = await visit.Read(path);
            var names = page.QuerySelectorAll("article h2").Select(h => h.TextContent).ToList();
            Assert.True(names.Count <= 50);
            seen.AddRange(names);
            using var approved = await visit.Press(page.Comment(names[0]).Button("Approve"));
            path = page.QuerySelector(".more a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"Reader {i:000}"), seen);
    }

    [Fact]
    public async Task Each_tab_offers_what_is_not_decided_yet()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "a", CommentStatus.Approved, name: "A");
        await site.Comment(story, "b", CommentStatus.Spam, name: "B");
        await site.Comment(story, "c", CommentStatus.Trash, name: "C");
        using var visit = await DeskVisit.SignedIn(site);
        Assert.Equal(["Spam", "Trash", "Reply", "Edit", "Ban", "Note", "Pin", "Editors’ pick", "Trash and tell why"], (await visit.Read("/admin/comments?tab=approved")).Comment("A").Buttons());
        Assert.Equal(["Approve", "Trash", "Reply", "Edit", "Ban", "Note"], (await visit.Read("/admin/comments?tab=spam")).Comment("B").Buttons());
        Assert.Equal(["Approve", "Spam", "Reply", "Edit", "Ban", "Note"], (await visit.Read("/admin/comments?tab=trash")).Comment("C").Buttons());
        Assert.Contains("Put the kettle on", (await visit.Read("/admin/comments?tab=nonsense&after=1-2-3&undo=x")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var comment = await site.Comment(story, "Who pays?", CommentStatus.Pending);
        using var visit = await DeskVisit.SignedIn(site);
        await visit.Read("/admin/comments");
        using var sent = await visit.Send("/admin/comments?handler=Decide", ("id", $"{comment.Id}"), ("seen", "Pending"), ("to", "Approved"));
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        Assert.Contains("nothing was changed", await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var odd = await visit.Post("/admin/comments", "/admin/comments?handler=Decide", ("id", $"{comment.Id}"), ("seen", "Pending"), ("to", "99"));
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        Assert.Equal(0, await site.Store.Read(db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Without_a_script_notes_edits_bans_and_filters_are_forms_that_lead_back()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes", section: "Harbour");
        await site.Comment(story, "The mayor is a crook.", name: "Hob Tarrant", email: "hob@example.org");
        foreach (var i in new[] { 1, 2, 3 })
            await site.Comment(story, $"Loans {i}", CommentStatus.Pending, name: $"Lender {i}", email: $"l{i}@loans.example");
        using var visit = await DeskVisit.SignedIn(site);

        async Task<AngleSharp.Dom.IDocument> Open(string path, string author, string panel)
        {
            using var opened = await visit.Press((await visit.Read(path)).Comment(author).Button(panel));
            return await visit.Follow(opened);
        }

        async Task<AngleSharp.Dom.IDocument> Press(AngleSharp.Dom.IElement button, params (string, string)[] typed)
        {
            using var answer = await visit.Press(button, typed);
            return await visit.Follow(answer);
        }

        var page = await Open("/admin/comments?tab=approved", "Hob Tarrant", "Edit");
        page = await Press(page.Comment("Hob Tarrant").Button("Save"), ("text", " "));
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        page = await Press(page.Comment("Hob Tarrant").Button("Save"), ("text", "The mayor is mistaken."), ("meaning", "true"));
        Assert.Contains("The mayor is a crook.", page.Comment("Hob Tarrant").QuerySelector("details .text")!.TextContent, StringComparison.Ordinal);
        var told = await site.Client.GetStringAsync(story.Permalink);
        Assert.Contains("The mayor is mistaken.", told, StringComparison.Ordinal);
        Assert.Contains("changed by the newsroom", told, StringComparison.Ordinal);

        page = await Open("/admin/comments?tab=approved", "Hob Tarrant", "Note");
        page = await Press(page.Comment("Hob Tarrant").Button("Leave note"), ("text", "He telephones, too."));
        Assert.Contains("Moderator He telephones, too.", page.Comment("Hob Tarrant").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("telephones", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);

        page = await Open("/admin/comments", "Lender 1", "Ban");
        page = await Press(page.Comment("Lender 1").Button("Ban"), ("kind", "Email"));
        Assert.Equal("Banned. Spam: Lender 1", page.Status());

        page = await visit.Read($"/admin/comments?story={story.Id}&q=loans");
        Assert.Contains("2 found with “loans” · under “Bridge closes”", page.Body!.TextContent, StringComparison.Ordinal);
        page = await Press(page.Button("Trash all 2"));
        Assert.Equal("Trash: 2 comments", page.Status());
        page = await Press(page.Button("Undo"));
        Assert.Equal("Pending (2), Reported (0), Approved (1), Spam (1), Trash (0)", page.Tabs());
        using var whole = await visit.Post("/admin/comments", "/admin/comments?handler=All", ("to", "Spam"), ("until", "253402300799999"));
        Assert.Equal(HttpStatusCode.BadRequest, whole.StatusCode);
    }

    [Fact]
    public async Task A_story_says_for_how_many_days_it_takes_comments()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        var page = await visit.Read($"/admin/stories/{story.Id}");
        Assert.Equal("", page.GetElementById("CommentDays")!.GetAttribute("value"));

        async Task<HttpResponseMessage> Save(string days) => await visit.Press(
            (await visit.Read($"/admin/stories/{story.Id}")).Button("Save"), ("Headline", "Bridge closes"), ("Body", "It stands."), ("Slug", story.Slug), ("CommentsOpen", "true"), ("PublishAt", "2026-11-24T12:00"), ("CommentDays", days));

        using var refused = await Save("many");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("The days must be a number", (await visit.Follow(refused)).Body!.TextContent, StringComparison.Ordinal);
        using var saved = await Save("2");
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(2, await site.Store.Read(db => db.Articles.Select(a => a.CommentDays).SingleAsync()));
        Assert.Contains("Leave a Reply", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromDays(3));
        Assert.DoesNotContain("Leave a Reply", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_news_keeps_nobody_signed_in()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site);
        site.Clock.Advance(TimeSpan.FromHours(7));
        using var news = await visit.Get("/admin/comments?handler=News&ids=1");
        Assert.Equal(HttpStatusCode.OK, news.StatusCode);
        Assert.False(news.Headers.Contains("Set-Cookie"));
        using var page = await visit.Get("/admin/comments");
        Assert.True(page.Headers.Contains("Set-Cookie"));
    }

    private static async Task<List<string>> Decisions(TestSite site, string name)
    {
        var decided = await site.Store.Read(async db =>
        {
            var people = db.People;
            return await (
                from decision in db.Decisions
                join comment in db.Comments on decision.CommentId equals comment.Id
                where comment.Name == name
                orderby decision.Id
                select new { decision.To, By = people.Where(p => p.Id == decision.ById).Select(p => p.Name).FirstOrDefault(), decision.Why }).ToListAsync();
        });
        return [.. decided.Select(d => $"{d.To} {d.By} {d.Why}".Trim())];
    }
}
