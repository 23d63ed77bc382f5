using System.Net;
using AngleSharp.Html.Parser;
using FanNews.Comments;
using FanNews.Screening;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Comments;

/// <summary>Many comments at once: those that are written together, and those that are too many.</summary>
public sealed class ReplyRateTests
{
    [Fact]
    public async Task A_sender_has_room_for_so_many_which_fills_up_again_evenly()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var story = await newsroom.Publish("Bridge closes");
        var (reply, rules) = (new LeaveReply(newsroom.Store, new PresentModels()), new ScreeningRules { PerSender = 2 });
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, reply, story.Id, 1, rules));
        newsroom.Clock.Advance(LeaveReply.Pause);
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, reply, story.Id, 2, rules));
        newsroom.Clock.Advance(LeaveReply.Pause);
        Assert.Equal(TimeSpan.FromMinutes(4.5), Assert.IsType<ReplyAnswer.Crowded>(await Post(newsroom, reply, story.Id, 3, rules)).Wait);
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, reply, story.Id, 3, rules, network: "203.0.113.9", email: "other@example.org"));
        newsroom.Clock.Advance(TimeSpan.FromMinutes(4.5));
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, reply, story.Id, 4, rules));
    }

    [Fact]
    public async Task A_story_and_the_site_have_room_for_so_many_whoever_sends_them()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var (one, other) = (await newsroom.Publish("Bridge closes"), await newsroom.Publish("Bridge opens"));
        var (reply, rules) = (new LeaveReply(newsroom.Store, new PresentModels()), new ScreeningRules { PerStory = 2, PerSite = 3 });
        Task<ReplyAnswer> From(long story, int number) => Post(newsroom, reply, story, number, rules, network: $"203.0.113.{number}", email: $"reader{number}@example.org");
        Assert.IsType<ReplyAnswer.Posted>(await From(one.Id, 1));
        Assert.IsType<ReplyAnswer.Posted>(await From(one.Id, 2));
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<ReplyAnswer.Crowded>(await From(one.Id, 3)).Wait);
        // What is refused takes nobody's room.
        Assert.IsType<ReplyAnswer.Posted>(await From(other.Id, 4));
        Assert.Equal(TimeSpan.FromSeconds(20), Assert.IsType<ReplyAnswer.Crowded>(await From(other.Id, 5)).Wait);
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, reply, other.Id, 6, rules, network: "203.0.113.6", email: "reader6@example.org", limits: false));
        newsroom.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.IsType<ReplyAnswer.Posted>(await From(one.Id, 7));
    }

    [Theory, EveryEngine]
    public async Task Of_comments_that_are_written_together_each_sees_those_before_it_and_none_costs_another(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, closed) = (await newsroom.Publish("Bridge closes"), await newsroom.Publish("Bridge opens", adjust: a => a.CommentsOpen = false));
        var reply = new LeaveReply(newsroom.Store, new PresentModels());
        List<Task<ReplyAnswer>> hurried = [], same = [], others = [];
        Task<ReplyAnswer> missing = null!, late = null!;
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            // All of them come while something else is written, so that they wait for one turn.
            await change.Db.Lock("replies", default);
            hurried = [.. Enumerable.Range(0, 5).Select(i => Post(newsroom, reply, story.Id, i, new ScreeningRules()))];
            same = [.. Enumerable.Range(0, 5).Select(_ => Post(newsroom, reply, story.Id, 100, new ScreeningRules(), "203.0.113.100", "same@example.org"))];
            (missing, late) = (Post(newsroom, reply, 4711, 200, new ScreeningRules(), "203.0.113.200", "a@example.org"), Post(newsroom, reply, closed.Id, 201, new ScreeningRules(), "203.0.113.201", "b@example.org"));
            others = [.. Enumerable.Range(1, 20).Select(i => Post(newsroom, reply, story.Id, 300 + i, new ScreeningRules(), $"192.0.2.{i}", $"reader{i}@example.org"))];
            change.Abandon(0);
        });
        Assert.Single((await Task.WhenAll(hurried)).OfType<ReplyAnswer.Posted>());
        Assert.Equal(4, (await Task.WhenAll(hurried)).OfType<ReplyAnswer.TooSoon>().Count());
        Assert.Single((await Task.WhenAll(same)).Cast<ReplyAnswer.Posted>().Distinct());
        Assert.IsType<ReplyAnswer.Missing>(await missing);
        Assert.IsType<ReplyAnswer.Closed>(await late);
        var posted = (await Task.WhenAll(others)).Cast<ReplyAnswer.Posted>().Select(p => p.CommentId).ToList();
        var stored = await newsroom.Store.Read(db => db.Comments.OrderBy(c => c.Id).Select(c => new { c.Id, c.Email }).ToListAsync());
        Assert.Equal(22, stored.Count);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"reader{i}@example.org"), posted.Select(id => stored.Single(c => c.Id == id).Email));
        Assert.Equal(22, await newsroom.Store.Read(db => db.Set<AuditLine>().CountAsync(l => l.Verb == "posted")));
    }

    [Fact]
    public async Task A_refusal_shows_no_story_whose_time_is_over()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Comments:PerSender", "1"));
        var story = await site.Publish("Bridge closes", adjust: a => a.UnpublishAt = site.Clock.GetUtcNow().AddMinutes(5));
        async Task<HttpStatusCode> Post(string text)
        {
            using var form = new FormUrlEncodedContent([new("comment", text), new("author", "Margit Soll"), new("email", "margit@example.org"), new("url", "")]);
            using var answer = await site.Client.PostAsync(new Uri(story.Permalink!, UriKind.Relative), form);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.SeeOther, await Post("Who pays?"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Post("Who pays for it?"));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.NotFound, await Post("Who pays for it at all?"));
    }

    [Fact]
    public async Task A_flood_through_a_trusted_proxy_is_answered_429_with_the_words_kept_and_the_time_to_wait()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:Proxies", "127.0.0.1"), ("Comments:PerSite", "2"));
        var story = await site.Publish("Bridge closes");
        var parent = await site.Comment(story, "Long thread");
        async Task<HttpResponseMessage> From(int number)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, story.Permalink)
            {
                Content = new FormUrlEncodedContent([new("comment", $"Who pays {number}?"), new("author", "Margit <Soll>"), new("email", $"margit{number}@example.org"), new("url", ""), new("parent", $"{parent.Id}")]),
            };
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{number}");
            return await site.Client.SendAsync(request);
        }

        for (var i = 1; i <= 2; i++)
        {
            using var taken = await From(i);
            Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        }

        using (var refused = await From(3))
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "30", true), (refused.StatusCode, refused.Headers.RetryAfter?.ToString(), refused.Headers.CacheControl?.NoStore));
            var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
            Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
            Assert.Equal("Who pays 3?", page.QuerySelector("#respond textarea")!.TextContent);
            Assert.Equal(("Margit <Soll>", $"{parent.Id}"), (page.QuerySelector("[name=author]")!.GetAttribute("value"), page.QuerySelector("[name=parent]")!.GetAttribute("value")));
            Assert.False(page.QuerySelector("#answering")!.HasAttribute("hidden"));
            Assert.Contains("Wait 30 seconds", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("Bridge closes", page.QuerySelector("h1")!.TextContent);
            // So much comes that making the whole page for each would hold up readers.
            Assert.DoesNotContain("Long thread", page.Body!.TextContent, StringComparison.Ordinal);
        }

        site.Clock.Advance(TimeSpan.FromSeconds(30));
        using var again = await From(3);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(3, await site.Store.Read(db => db.Comments.CountAsync(c => c.ParentId == parent.Id)));
    }

    [Theory]
    [InlineData("Comments:PerSender", "-1")]
    [InlineData("Comments:PerStory", "many")]
    [InlineData("Comments:PerSite", "1000000")]
    public void A_rate_that_is_none_is_said(string key, string value) => Assert.NotNull(ScreeningRules.Problem(key, value));

    private static Task<ReplyAnswer> Post(
        TestStore newsroom, LeaveReply reply, long story, int number, ScreeningRules rules, string network = "198.51.100.7", string email = "margit@example.org", bool limits = true) =>
        reply.On(
            story,
            new Submission { Comment = $"Remark {number}", Author = "Margit Soll", Email = email, ArrivedAt = newsroom.Clock.Now(), Network = IPAddress.Parse(network) },
            new Site { Screening = rules },
            limits);
}
