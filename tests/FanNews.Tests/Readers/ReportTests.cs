using System.Net;
using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Tests.Pages.Admin;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Readers;

public sealed class ReportTests
{
    [Theory, EveryEngine]
    public async Task A_report_stands_on_the_comment_in_the_queue_until_a_moderator_keeps_it(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        var comment = await site.Comment(story, "You are all fools");
        var page = await site.Page(story.Permalink!);
        var link = page.QuerySelector($"#comment-{comment.Id} a.report")!.GetAttribute("href")!;
        var form = (await site.Page(link)).QuerySelector("form")!;
        Assert.Equal("/reply/report", form.GetAttribute("action"));
        using (var sent = await site.Send("/reply/report", ("comment", $"{comment.Id}"), ("reason", "abuse"), ("text", "He <b>insults</b> me")))
            Assert.Contains("Thank you", (await sent.Page()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        using (var again = await site.Send("/reply/report", ("comment", $"{comment.Id}"), ("reason", "spam")))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(1, await site.Store.Read(db => QueueMarks.Reported(db).CountAsync()));

        using var desk = await DeskVisit.SignedIn(site);
        var queued = (await desk.Read("/admin/comments?tab=approved")).Comment("Ada Quill");
        Assert.Contains("Reported once: insult or threat", queued.QuerySelector(".reported")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("He <b>insults</b> me", queued.QuerySelector(".reported")!.TextContent, StringComparison.Ordinal);
        using (var kept = await desk.Press(queued.Button("Keep it, close the report")))
            Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        Assert.Null((await desk.Read("/admin/comments?tab=approved")).QuerySelector(".reported"));
        Assert.Equal(0, await site.Store.Read(db => QueueMarks.Reported(db).CountAsync()));
    }

    [Fact]
    public async Task Every_refusal_of_a_report_keeps_the_text()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var (one, two) = (await site.Comment(story, "One"), await site.Comment(story, "Two"));
        using (var without = await site.Send("/reply/report", ("comment", $"{one.Id}"), ("text", "My words")))
            await Kept(without, HttpStatusCode.UnprocessableEntity);
        using (var sent = await site.Send("/reply/report", ("comment", $"{one.Id}"), ("reason", "spam")))
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        using (var hurried = await site.Send("/reply/report", ("comment", $"{two.Id}"), ("reason", "spam"), ("text", "My words")))
        {
            Assert.Equal("15", hurried.Headers.RetryAfter?.ToString());
            await Kept(hurried, HttpStatusCode.TooManyRequests);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/reply/report") { Content = new FormUrlEncodedContent([new("comment", $"{two.Id}"), new("reason", "spam"), new("text", "My words")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var foreign = await site.Client.SendAsync(request);
        await Kept(foreign, HttpStatusCode.Forbidden);

        static async Task Kept(HttpResponseMessage answer, HttpStatusCode status)
        {
            var page = await answer.Page(status);
            Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
            Assert.Equal("My words", page.QuerySelector("textarea[name=text]")!.TextContent.Trim());
        }
    }

    [Fact]
    public async Task What_readers_may_not_see_cannot_be_reported()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite);
        var story = await site.Publish("Bridge closes");
        var hidden = await site.Comment(story, "Waits", CommentStatus.Pending);
        var draft = await site.Draft("Secret bridge");
        foreach (var address in (string[])[$"/reply/report?comment={hidden.Id}", $"/reply/error?story={draft.Id}", $"/reply/to?comment={hidden.Id}", "/reply/report?comment=x", "/reply/error"])
            await site.Page(address, HttpStatusCode.NotFound);
        using var sent = await site.Send("/reply/report", ("comment", $"{hidden.Id}"), ("reason", "spam"));
        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
    }

    [Theory, EveryEngine]
    public async Task A_reported_error_goes_to_the_desk_and_accepting_it_opens_the_editor_at_the_paragraph(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var body = "The bridge **closed** on Monday.\n\nIt carries [12,000 cars](https://count.example/) a day.\n\nThe end.";
        var story = await site.Publish("Bridge closes", body: body);
        var link = (await site.Page(story.Permalink!)).QuerySelector(".mend a")!.GetAttribute("href")!;
        await site.Page(link);
        using (var sent = await site.Send("/reply/error", ("story", $"{story.Id}"), ("passage", "It carries 12,000 cars"), ("text", "It is 1,200"), ("email", "")))
            Assert.Contains("Thank you", (await sent.Page()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("1,200", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);

        using var desk = await DeskVisit.SignedIn(site, Role.Editor);
        Assert.NotNull((await desk.Read("/admin/stories")).QuerySelector("a[href='/admin/corrections']"));
        var list = await desk.Read("/admin/corrections");
        Assert.Contains("It is 1,200", list.QuerySelector(".errata")!.TextContent, StringComparison.Ordinal);
        using var accepted = await desk.Press(list.Button("Accept and mend"));
        var editor = await desk.Read(accepted.Headers.Location!.ToString().Split('#')[0]);
        var told = editor.QuerySelector("[data-select]")!;
        Assert.Equal(body.IndexOf("It carries", StringComparison.Ordinal), int.Parse(told.GetAttribute("data-select")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("Nobody has found", (await desk.Read("/admin/corrections")).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        using var twice = await desk.Post("/admin/comments", "/admin/corrections?handler=Decline", ("id", "1"));
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Theory]
    [InlineData("One.\n\nTwo *words* here.\n\nThree.", "two words", 6)]
    [InlineData("One.\n\nTwo words.", "nowhere", null)]
    [InlineData("One.", "", null)]
    [InlineData("One.", "!!!", null)]
    public void A_passage_is_found_whatever_marks_stand_in_it(string body, string words, int? start) => Assert.Equal(start, Passage.In(body, words)?.Start);
}
