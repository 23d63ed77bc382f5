using FanNews.Comments;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class UndoTests
{
    [Fact]
    public async Task Undo_is_refused_once_somebody_else_has_decided()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        await site.Comment(story, "Who pays?", CommentStatus.Pending, name: "Hob Tarrant");
        using var ruth = await DeskVisit.SignedIn(site, Role.Moderator);
        using var ines = await DeskVisit.SignedIn(site, Role.Editor);
        using var approved = await ruth.Press((await ruth.Read("/admin/comments")).Comment("Hob Tarrant").Button("Approve"));
        var told = await ruth.Follow(approved);
        using var trashed = await ines.Press((await ines.Read("/admin/comments?tab=approved")).Comment("Hob Tarrant").Button("Trash"));
        Assert.Equal("/admin/comments?tab=approved", trashed.Headers.Location!.ToString().Split("&undo")[0]);

        using var undone = await ruth.Press(told.Button("Undo"));
        Assert.StartsWith("Somebody decided first: Editor trashed the comment by Hob Tarrant", (await ruth.Follow(undone)).Status(), StringComparison.Ordinal);
        Assert.Equal(CommentStatus.Trash, (await site.Store.Read(db => db.Comments.SingleAsync())).Status);
    }

    [Theory, EveryEngine]
    public async Task Many_are_decided_in_one_action_with_one_undo(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        var comments = new List<Comment>();
        for (var i = 0; i < 5; i++)
            comments.Add(await site.Comment(story, $"Loans {i}", CommentStatus.Pending, name: $"Lender {i}"));
        using var visit = await DeskVisit.SignedIn(site);
        var page = await visit.Read("/admin/comments");
        Assert.Equal("bulk", page.Comment("Lender 1").QuerySelector("input[type=checkbox]")!.GetAttribute("form"));
        using var nothing = await visit.Press(page.Button("Spam selected"));
        Assert.Equal("Tick the comments first. Nothing was decided.", (await visit.Follow(nothing)).QuerySelector(".late")!.TextContent);

        using var marked = await visit.Press(page.Button("Spam selected"), [.. comments.Take(3).Select(c => ("ids", c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
        page = await visit.Follow(marked);
        Assert.Equal("Pending (2), Reported (0), Approved (0), Spam (3), Trash (0)", page.Tabs());
        Assert.Equal("Spam: 3 comments", page.Status());
        using var undone = await visit.Press(page.Button("Undo"));
        page = await visit.Follow(undone);
        Assert.Equal("Pending (5), Reported (0), Approved (0), Spam (0), Trash (0)", page.Tabs());
        Assert.Equal(2, await site.Store.Read(db => db.Decisions.Select(d => d.Batch).Distinct().CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task Twenty_two_decisions_are_taken_back_one_after_the_other(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        for (var i = 0; i < 22; i++)
            await site.Comment(story, $"No. {i}", CommentStatus.Pending, name: $"Reader {i:00}");
        using var visit = await DeskVisit.SignedIn(site);
        var page = await visit.Read("/admin/comments");
        for (var i = 0; i < 22; i++)
        {
            using var decided = await visit.Press(page.Comment($"Reader {i:00}").Button(i % 2 == 0 ? "Approve" : "Trash"));
            page = await visit.Follow(decided);
        }

        Assert.Equal("Pending (0), Reported (0), Approved (11), Spam (0), Trash (11)", page.Tabs());
        for (var i = 21; i >= 0; i--)
        {
            using var undone = await visit.Press(page.Button("Undo"));
            page = await visit.Follow(undone);
            Assert.Equal($"Waits again: Reader {i:00}" + (i == 0 ? "" : $". Before that, {(i % 2 == 1 ? "Approved" : "Trash")}: Reader {i - 1:00}"), page.Status());
        }

        Assert.Equal("Pending (22), Reported (0), Approved (0), Spam (0), Trash (0)", page.Tabs());
        // Pressed once too often it decides nothing: the undo is not undone.
        Assert.True(page.QuerySelector(".undo button")!.HasAttribute("hidden"));
    }

    [Fact]
    public async Task Five_hundred_are_decided_in_one_action_and_undone_in_one()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var me = await site.Person(Role.Moderator);
        await site.Store.Change(Actor.Program, change =>
        {
            change.Db.Comments.AddRange(Enumerable.Range(0, 500).Select(i => new Comment { ArticleId = story.Id, Name = $"N{i}", Email = "", Text = "Loans", CreatedAt = change.Now }));
            change.Record("arranged", "comments");
            return Task.CompletedTask;
        });
        var ids = await site.Store.Read(db => db.Comments.Select(c => c.Id).ToListAsync());
        var queue = new ModerationQueue(site.Store);
        var outcome = await queue.Decide(Actor.Of(me), ids, CommentStatus.Pending, CommentStatus.Spam);
        Assert.Equal(500, outcome.Done);
        Assert.Equal(500, await site.Store.Read(db => db.Decisions.CountAsync(d => d.Batch == outcome.Batch)));
        var undone = await queue.Undo(Actor.Of(me), outcome.Batch!.Value);
        Assert.Equal(500, undone.Done);
        Assert.Equal(500, await site.Store.Read(db => db.Comments.CountAsync(c => c.Status == CommentStatus.Pending)));
    }
}
