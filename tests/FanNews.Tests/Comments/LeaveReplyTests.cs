using System.Net;
using FanNews.Comments;
using FanNews.Screening;
using FanNews.Settings;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Comments;

public sealed class LeaveReplyTests
{
    [Theory, EveryEngine]
    public async Task A_good_comment_waits_in_the_queue(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        var posted = Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, story.Id));
        var comment = await newsroom.Store.Read(db => db.Comments.SingleAsync());
        Assert.Equal((posted.CommentId, CommentStatus.Pending, "Who pays?", "margit@example.org"), (comment.Id, comment.Status, comment.Text, comment.Email));
    }

    [Theory, EveryEngine]
    public async Task A_direct_post_to_a_story_that_readers_cannot_see_is_answered_like_a_missing_one(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var draft = await newsroom.Draft("Secret");
        var scheduled = await newsroom.Publish("Later", at: TestNewsroom.Noon.AddHours(1));
        var killed = await newsroom.Publish("Gone", adjust: a => a.Kill(TestNewsroom.Noon, "legal"));
        foreach (var hidden in new[] { draft.Id, scheduled.Id, killed.Id, 4711 })
            Assert.IsType<ReplyAnswer.Missing>(await Post(newsroom, hidden));
    }

    [Theory, EveryEngine]
    public async Task A_closed_story_takes_no_comment_whatever_the_form_said(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes", adjust: a => a.CommentsOpen = false);
        Assert.IsType<ReplyAnswer.Closed>(await Post(newsroom, story.Id));
    }

    [Theory]
    [InlineData("comment", " \n\u200B ", "Margit", "margit@example.org", "")]
    [InlineData("author", "Text", " ", "margit@example.org", "")]
    [InlineData("email", "Text", "Margit", "margit@example", "")]
    [InlineData("email", "Text", "Margit", "margit example@example.org", "")]
    [InlineData("email", "Text", "Margit", "a@b@example.org", "")]
    [InlineData("email", "Text", "Margit", "", "")]
    [InlineData("url", "Text", "Margit", "margit@example.org", "javascript:alert(1)")]
    [InlineData("url", "Text", "Margit", "margit@example.org", "not a site")]
    public async Task What_is_wrong_is_named_by_its_field(string field, string text, string name, string email, string url)
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var story = await newsroom.Publish("Bridge closes");
        var answer = await Post(newsroom, story.Id, text, name, email, url);
        Assert.Equal([field], Assert.IsType<ReplyAnswer.Invalid>(answer).Problems.Select(p => p.Field));
    }

    [Fact]
    public async Task The_longest_comment_is_taken_and_one_more_character_is_not()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var story = await newsroom.Publish("Bridge closes");
        var longest = string.Concat(Enumerable.Repeat("\U0001F6A2", Submission.LongestText));
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, story.Id, longest));
        newsroom.Clock.Advance(LeaveReply.Pause);
        Assert.IsType<ReplyAnswer.Invalid>(await Post(newsroom, story.Id, longest + "!"));
    }

    [Theory, EveryEngine]
    public async Task An_answer_to_a_comment_that_is_not_public_here_is_refused(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        var other = await newsroom.Publish("Bridge opens");
        var elsewhere = await newsroom.Comment(other, "Elsewhere");
        var pending = await newsroom.Comment(story, "Waiting", CommentStatus.Pending);
        foreach (var parent in new[] { $"{elsewhere.Id}", $"{pending.Id}", "4711", "x", "-1" })
            Assert.Equal("parent", Assert.Single(Assert.IsType<ReplyAnswer.Invalid>(await Post(newsroom, story.Id, parent: parent)).Problems).Field);
        var approved = await newsroom.Comment(story, "Public");
        newsroom.Clock.Advance(LeaveReply.Pause);
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, story.Id, parent: $"{approved.Id}"));
    }

    [Theory, EveryEngine]
    public async Task The_same_words_by_the_same_sender_are_refused_the_second_time(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, story.Id));
        newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<ReplyAnswer.Repeated>(await Post(newsroom, story.Id, "who  PAYS?"));
    }

    [Theory, EveryEngine]
    public async Task The_same_form_sent_many_times_at_once_is_one_comment(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Post(newsroom, story.Id))));
        var only = await newsroom.Store.Read(db => db.Comments.SingleAsync());
        Assert.All(answers, a => Assert.Equal(only.Id, Assert.IsType<ReplyAnswer.Posted>(a).CommentId));
    }

    [Theory, EveryEngine]
    public async Task A_sender_waits_fifteen_seconds_between_two_comments(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        await Post(newsroom, story.Id);
        newsroom.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(10), Assert.IsType<ReplyAnswer.TooSoon>(await Post(newsroom, story.Id, "And who paid?")).Wait);
        Assert.Equal(TimeSpan.FromSeconds(10), Assert.IsType<ReplyAnswer.TooSoon>(await Post(newsroom, story.Id, "And who paid?", email: "other@example.org")).Wait);
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, story.Id, "And who paid?", email: "other@example.org", network: "203.0.113.9"));
        newsroom.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, story.Id, "And who will?"));
    }

    [Theory, EveryEngine]
    public async Task In_mode_first_a_known_voice_goes_through_and_a_held_one_does_not(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        await Post(newsroom, story.Id, mode: CommentsMode.First);
        Assert.Equal(CommentStatus.Pending, await Status(newsroom));
        await newsroom.Comment(story, "Earlier", CommentStatus.Approved, email: "margit@example.org", at: TestNewsroom.Noon.AddDays(-1));
        newsroom.Clock.Advance(LeaveReply.Pause);
        await Post(newsroom, story.Id, "Second", mode: CommentsMode.First);
        Assert.Equal(CommentStatus.Approved, await Status(newsroom));
        newsroom.Clock.Advance(LeaveReply.Pause);
        await Post(newsroom, story.Id, "Third", mode: CommentsMode.None, hold: true);
        Assert.Equal(CommentStatus.Pending, await Status(newsroom));
    }

    [Theory, EveryEngine]
    public async Task Yesterdays_sender_key_is_destroyed_and_todays_hash_is_another(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        await Post(newsroom, story.Id);
        newsroom.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await Senders.DestroyOldKeys(newsroom.Store));
        await Post(newsroom, story.Id, "Second");
        var (hashes, keys) = await newsroom.Store.Read(async db => (await db.Comments.Select(c => c.SenderHash).ToListAsync(), await db.SenderKeys.CountAsync()));
        Assert.Equal(2, hashes.Distinct().Count());
        Assert.Equal(1, keys);
    }

    [Fact]
    public async Task No_address_and_no_destroyed_key_is_left_in_the_files()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var story = await newsroom.Publish("Bridge closes");
        await Post(newsroom, story.Id, network: "198.51.100.77");
        var key = await newsroom.Store.Read(db => db.SenderKeys.Select(k => k.Key).SingleAsync());
        newsroom.Clock.Advance(TimeSpan.FromDays(1));
        await Senders.DestroyOldKeys(newsroom.Store);
        foreach (var file in Directory.GetFiles(newsroom.Options.DataFolder))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(key));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("198.51.100.77"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(new byte[] { 198, 51, 100, 77 }));
        }
    }

    private static Task<CommentStatus> Status(TestStore newsroom) =>
        newsroom.Store.Read(db => db.Comments.OrderByDescending(c => c.Id).Select(c => c.Status).FirstAsync());

    private static Task<ReplyAnswer> Post(
        TestStore newsroom, long story, string text = "Who pays?", string name = "Margit Soll", string email = "margit@example.org", string url = "",
        string parent = "", string network = "198.51.100.7", CommentsMode mode = CommentsMode.All, bool hold = false) =>
        new LeaveReply(newsroom.Store, new PresentModels()).On(
            story,
            new Submission
            {
                Comment = text,
                Author = name,
                Email = email,
                Url = url,
                Parent = parent,
                ArrivedAt = newsroom.Clock.Now(),
                Network = IPAddress.Parse(network),
                Hold = hold,
            },
            new Site { Screening = new ScreeningRules { Mode = mode } },
            limits: true);
}
