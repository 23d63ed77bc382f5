using System.Net;
using System.Text.Json;
using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Storage;
using FanNews.Tests.Pages.Admin;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Readers;

public sealed class TalkTests
{
    [Theory, EveryEngine]
    public async Task A_long_talk_has_pages_of_fifty_and_every_permalink_lands_on_the_right_one(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        var said = new List<Comment>();
        for (var i = 1; i <= 52; i++)
            said.Add(await site.Comment(story, $"Said {i}", at: TestNewsroom.Noon.AddMinutes(i - 60)));
        await site.Comment(story, "Answer to the last", parent: said[51]);

        var first = await site.Page(story.Permalink!);
        Assert.Equal(50, first.QuerySelectorAll("#comments > li").Length);
        var second = await site.Page(story.Permalink + "?comments=2");
        Assert.Equal(["Said 51", "Said 52"], second.QuerySelectorAll("#comments > li > .said").Select(s => s.TextContent.Trim()));
        Assert.Equal($"{story.Permalink}?comments=2#comment-{said[50].Id}", second.QuerySelector($"#comment-{said[50].Id} .at")!.GetAttribute("href"));
        Assert.Contains("Said 52", (await site.Page(story.Permalink + "?order=newest")).QuerySelector("#comments > li .said")!.TextContent, StringComparison.Ordinal);
        await site.Page(story.Permalink + "?comments=3", HttpStatusCode.NotFound);

        using var to = await site.Client.GetAsync($"/reply/to?comment={said[51].Id}");
        Assert.Equal($"{story.Permalink}?comments=2#comment-{said[51].Id}", to.Headers.Location!.ToString());
        Assert.Contains($"?comments=2#comment-{said[51].Id}", await site.Client.GetStringAsync("/comments/feed/"), StringComparison.Ordinal);

        using var data = JsonDocument.Parse(first.QuerySelectorAll("script[type='application/ld+json']").First(s => s.TextContent.Contains("NewsArticle", StringComparison.Ordinal)).TextContent);
        Assert.Equal(53, data.RootElement.GetProperty("commentCount").GetInt32());
    }

    [Theory, EveryEngine]
    public async Task A_moderator_pins_and_picks_and_the_page_shows_it_at_once(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "First", name: "Ada Quill");
        await site.Comment(story, "Second", name: "Ben Ash", email: "ben@example.org", at: TestNewsroom.Noon.AddMinutes(1));
        using var desk = await DeskVisit.SignedIn(site);
        using (var pinned = await desk.Press((await desk.Read("/admin/comments?tab=approved")).Comment("Ben Ash").Button("Pin")))
            Assert.Equal(HttpStatusCode.SeeOther, pinned.StatusCode);
        using (var picked = await desk.Press((await desk.Read("/admin/comments?tab=approved")).Comment("Ada Quill").Button("Editors’ pick")))
            Assert.Equal(HttpStatusCode.SeeOther, picked.StatusCode);
        var page = await site.Page(story.Permalink!);
        Assert.Equal(["Second", "First"], page.QuerySelectorAll("#comments > li > .said").Select(s => s.TextContent.Trim()));
        Assert.Equal(["Pinned", "Editors’ pick"], page.QuerySelectorAll("#comments .badge").Select(b => b.TextContent));
        using (var down = await desk.Press((await desk.Read("/admin/comments?tab=approved")).Comment("Ben Ash").Button("Unpin")))
            Assert.Equal("/admin/comments", down.Headers.Location!.ToString().Split('?')[0]);
        Assert.Contains("First", (await site.Page(story.Permalink!)).QuerySelector("#comments .said")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task The_writer_changes_or_withdraws_a_comment_for_five_minutes_by_the_private_link(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine, ("Comments:Moderation", "none"));
        var story = await site.Publish("Bridge closes");
        using var posted = await site.Reply(story, "Who pais?");
        var notice = await site.Page(posted.Headers.Location!.ToString());
        var link = notice.QuerySelector("#posted a[href^='/reply/edit']")!.GetAttribute("href")!;
        var form = await site.Page(link);
        Assert.Equal("noindex", form.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        var token = form.QuerySelector("input[name=link]")!.GetAttribute("value")!;

        using (var empty = await site.Send("/reply/edit?handler=Save", ("link", token), ("comment", " ")))
            Assert.StartsWith("Error: ", (await empty.Page(HttpStatusCode.UnprocessableEntity)).Title, StringComparison.Ordinal);
        using (var saved = await site.Send("/reply/edit?handler=Save", ("link", token), ("comment", "Who pays?")))
            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Contains("Who pays?", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
        using (var forged = await site.Send("/reply/edit?handler=Withdraw", ("link", token.Replace(token[..1], "9", StringComparison.Ordinal))))
            Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);

        var id = await site.Store.Read(db => db.Comments.Select(c => c.Id).SingleAsync());
        using (var answer = await site.Reply(story, "The toll does.", "Ben Ash", "ben@example.org", id))
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        using (var withdrawn = await site.Send("/reply/edit?handler=Withdraw", ("link", token)))
            Assert.Contains("withdrawn", (await withdrawn.Page()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var page = await site.Page(story.Permalink!);
        Assert.Contains("removed", page.QuerySelector($"#comment-{id}")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada Quill", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("1", page.QuerySelector(".thread .count")!.TextContent);
        var row = await site.Store.Read(db => db.Comments.SingleAsync(c => c.Id == id));
        Assert.Equal(("", "", "", null), (row.Name, row.Email, row.Text, row.SenderHash));
    }

    [Fact]
    public async Task After_five_minutes_nothing_changes_and_the_new_words_are_given_back()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite, ("Comments:Moderation", "none"));
        var story = await site.Publish("Bridge closes");
        using var posted = await site.Reply(story, "Who pais?");
        var link = (await site.Page(posted.Headers.Location!.ToString())).QuerySelector("#posted a[href^='/reply/edit']")!.GetAttribute("href")!;
        site.Clock.Advance(EditReply.Window + TimeSpan.FromSeconds(1));
        using var late = await site.Send("/reply/edit?handler=Save", ("link", link.Split("link=")[1]), ("comment", "Who pays?"));
        Assert.Contains("Who pays?", (await late.Page(HttpStatusCode.Conflict)).QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await site.Page(posted.Headers.Location!.ToString())).QuerySelector("#posted a[href^='/reply/edit']"));
        Assert.Contains("Who pais?", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task What_a_moderator_let_out_waits_again_when_its_writer_changes_it(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        using var posted = await site.Reply(story, "Who pays?");
        var link = (await site.Page(posted.Headers.Location!.ToString())).QuerySelector("#posted a[href^='/reply/edit']")!.GetAttribute("href")!;
        using var desk = await DeskVisit.SignedIn(site);
        using (var approved = await desk.Press((await desk.Read("/admin/comments")).Comment("Ada Quill").Button("Approve")))
            Assert.Contains("Who pays?", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
        using (var saved = await site.Send("/reply/edit?handler=Save", ("link", link.Split("link=")[1]), ("comment", "Buy my pills")))
            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var page = await site.Client.GetStringAsync(story.Permalink);
        Assert.DoesNotContain("pills", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Who pays?", page, StringComparison.Ordinal);
        Assert.Equal(CommentStatus.Pending, await site.Store.Read(db => db.Comments.Select(c => c.Status).SingleAsync()));
    }

    [Fact]
    public async Task A_cookie_comes_only_where_the_box_is_ticked_and_no_page_differs_by_it()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite);
        var story = await site.Publish("Bridge closes");
        using (var without = await site.Reply(story, "One"))
            Assert.False(without.Headers.Contains("Set-Cookie"));
        using var with = await site.Reply(story, "Two", name: "Ada; Quill\u00e9", save: true);
        var cookie = Assert.Single(with.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("fannews-reader=", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var plain = await site.Client.GetByteArrayAsync(story.Permalink);
        using var request = new HttpRequestMessage(HttpMethod.Get, story.Permalink);
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var shown = await site.Client.SendAsync(request);
        Assert.Equal(plain, await shown.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Nobody_decides_about_what_its_writer_took_back()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite);
        var story = await site.Publish("Bridge closes");
        var comment = await site.Comment(story, "Gone");
        await site.Store.Change(Actor.Reader, async change =>
        {
            (await change.Db.Comments.SingleAsync(c => c.Id == comment.Id)).Erase(change.Now, "Withdrawn by its writer");
            change.Record("withdrew", $"comment:{comment.Id}");
        });
        using var desk = await DeskVisit.SignedIn(site, Role.Editor);
        Assert.Contains("Trash (0)", (await desk.Read("/admin/comments?tab=trash")).Tabs(), StringComparison.Ordinal);
        using var forced = await desk.Post("/admin/comments?tab=trash", "/admin/comments?handler=Decide", ("id", $"{comment.Id}"), ("seen", "Trash"), ("to", "Approved"));
        Assert.Equal(CommentStatus.Trash, await site.Store.Read(db => db.Comments.Select(c => c.Status).SingleAsync()));
    }
}
