using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Tests.PageCache;

/// <summary>What happens while a page is being made. A gate stops it when it is read and written, and not kept yet.</summary>
public sealed class RaceTests
{
    [Theory, EveryEngine]
    public async Task A_page_whose_reading_began_before_a_change_is_not_kept(Engine engine)
    {
        var gate = new Gate();
        await using var site = await TestSite.Start(engine, services => services.Configure<MvcOptions>(mvc => mvc.Filters.Add(gate)));
        var story = await site.Publish("Bridge closes");
        await site.Kept("/");

        gate.Close();
        var slow = site.Client.GetStringAsync(story.Permalink);
        await gate.Reached;
        await site.Comment(story, "Who pays?");
        await site.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync();
            article.Revise(new ArticleText { Headline = "Bridge opens", Body = "It moves." }, change.Now, by: null).Release(change.Now);
            change.Record("published", $"article:{article.Id}");
        });
        // Who asks after the change does not wait for the page from before it.
        Assert.Contains("Bridge opens", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
        gate.Open();
        Assert.Contains("Bridge closes", await slow, StringComparison.Ordinal);
        Assert.Contains("Bridge opens", await site.Kept(story.Permalink!), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_comment_that_comes_out_meanwhile_is_on_every_page_asked_for_after_it(Engine engine)
    {
        var gate = new Gate();
        await using var site = await TestSite.Start(engine, services => services.Configure<MvcOptions>(mvc => mvc.Filters.Add(gate)));
        var story = await site.Publish("Bridge closes");
        await site.Kept("/");

        gate.Close();
        var slow = site.Client.GetStringAsync(story.Permalink);
        await gate.Reached;
        await site.Store.Change(Actor.Program, change =>
        {
            change.Db.Comments.Add(Approved(story, change));
            change.Record("approved", "comment");
            change.Touches(story.Id);
            return Task.CompletedTask;
        });
        var late = site.Client.GetStringAsync(story.Permalink);
        gate.Open();
        Assert.DoesNotContain("Who pays?", await slow, StringComparison.Ordinal);
        Assert.Contains("Who pays?", await late, StringComparison.Ordinal);
        Assert.Contains("Who pays?", await site.Kept(story.Permalink!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_crowd_that_asks_at_once_one_makes_the_page()
    {
        var gate = new Gate();
        await using var site = await TestSite.Start(Engine.Sqlite, services => services.Configure<MvcOptions>(mvc => mvc.Filters.Add(gate)));
        var story = await site.Publish("Bridge closes");
        gate.Close();
        var first = site.Client.GetStringAsync(story.Permalink);
        await gate.Reached;
        var others = Enumerable.Range(0, 30).Select(_ => site.Client.GetStringAsync(story.Permalink)).ToList();
        // A crowd that may read would have made it by the time that another page is there.
        await site.Client.GetStringAsync("/search");
        gate.Open();
        var page = await first;
        Assert.All(await Task.WhenAll(others), other => Assert.Equal(page, other));
        Assert.Equal(1, gate.Count(story.Permalink!));
    }

    private static Comment Approved(Article story, Change change)
    {
        var comment = new Comment { ArticleId = story.Id, Name = "Ada Quill", Email = "ada@example.org", Text = "Who pays?", CreatedAt = change.Now };
        comment.Decide(CommentStatus.Approved, change.Now, by: null);
        return comment;
    }

    private sealed class Gate : IAsyncResultFilter
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> made = [];
        private TaskCompletionSource reached = new();
        private TaskCompletionSource open = new();
        private int closed;

        public Task Reached => reached.Task;

        public void Close()
        {
            (reached, open) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
            closed = 1;
        }

        public void Open() => open.SetResult();

        public int Count(string path) => made.Count(p => p == path);

        // Stops the first that comes by; later ones pass.
        public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
        {
            await next();
            made.Enqueue(context.HttpContext.Request.Path);
            if (Interlocked.Exchange(ref closed, 0) == 0)
                return;
            reached.SetResult();
            await open.Task;
        }
    }
}
