using System.Net;
using FanNews.Comments;
using FanNews.Tests.Pages.Admin;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Readers;

public sealed class AppealTests
{
    [Theory, EveryEngine]
    public async Task A_refusal_carries_its_reasons_and_an_appeal_comes_back_to_the_queue(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "You fool", CommentStatus.Pending);
        using var desk = await DeskVisit.SignedIn(site);
        var queued = (await desk.Read("/admin/comments")).Comment("Ada Quill");
        using (var refused = await desk.Press(queued.Button("Trash and tell why"), ("ground", "Abuse"), ("text", "Be kind.\nPlease.")))
            Assert.Contains("Trash: Ada Quill", (await desk.Follow(refused)).Status(), StringComparison.Ordinal);
        var letter = Assert.Single(await site.Mails());
        Assert.Contains("insults or threatens", letter.Text, StringComparison.Ordinal);
        Assert.Contains("> Be kind.\n> Please.", letter.Text, StringComparison.Ordinal);
        Assert.Contains("A person decided this; no machine did.", letter.Text, StringComparison.Ordinal);

        var form = await site.Page(letter.Link());
        Assert.Contains("You fool", form.QuerySelector(".quoted")!.TextContent, StringComparison.Ordinal);
        var token = letter.Link().Split('=')[1];
        using (var empty = await site.Send("/reply/appeal", ("token", token), ("text", " ")))
            Assert.StartsWith("Error: ", (await empty.Page(HttpStatusCode.UnprocessableEntity)).Title, StringComparison.Ordinal);
        using (var sent = await site.Send("/reply/appeal", ("token", token), ("text", "It was <i>irony</i>")))
            Assert.Contains("Thank you", (await sent.Page()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        using (var twice = await site.Send("/reply/appeal", ("token", token), ("text", "And again")))
            Assert.Contains("And again", (await twice.Page(HttpStatusCode.Conflict)).QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);

        queued = (await desk.Read("/admin/comments")).Comment("Ada Quill");
        Assert.Contains("It was <i>irony</i>", queued.TextContent, StringComparison.Ordinal);
        Assert.Empty(await site.Mails());
        using (var approved = await desk.Press(queued.Button("Approve")))
            Assert.Equal(HttpStatusCode.SeeOther, approved.StatusCode);
        Assert.Contains("It is published now.", Assert.Single(await site.Mails()).Text, StringComparison.Ordinal);
        Assert.Contains("You fool", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_refusal_that_is_taken_back_before_its_letter_left_is_not_told(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "Fine words", CommentStatus.Pending);
        using var desk = await DeskVisit.SignedIn(site);
        using var refused = await desk.Press((await desk.Read("/admin/comments")).Comment("Ada Quill").Button("Trash and tell why"), ("ground", "Rules"), ("text", ""));
        using var undone = await desk.Press((await desk.Follow(refused)).Button("Undo"));
        Assert.Empty(await site.Mails());
        Assert.Equal(CommentStatus.Pending, await site.Store.Read(db => db.Comments.Select(c => c.Status).SingleAsync()));
    }
}
