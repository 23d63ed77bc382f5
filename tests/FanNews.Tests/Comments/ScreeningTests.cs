using System.Net;
using FanNews.Comments;
using FanNews.People;
using FanNews.Screening;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Comments;

public sealed class ScreeningTests
{
    private static readonly ScreeningRules Open = new() { Mode = CommentsMode.None };

    [Theory, EveryEngine]
    public async Task A_banned_sender_is_answered_like_anybody_and_lies_in_Spam_with_the_reason(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, moderator) = (await newsroom.Publish("Bridge closes"), await newsroom.Person(Role.Moderator));
        var bans = new KeepBans(newsroom.Store);
        Assert.Null(await bans.Add(Actor.Of(moderator), "Pest@Example.org", "rude"));
        Assert.Null(await bans.Add(Actor.Of(moderator), "@spam.example", null));
        Assert.NotNull(await bans.Add(Actor.Of(moderator), "nonsense", null));
        await Post(newsroom, story.Id, "One", Open, email: "pest@example.org");
        await Post(newsroom, story.Id, "Two", Open, email: "someone@mail.spam.example");
        await Post(newsroom, story.Id, "Three, see https://www.spam.example/x", Open, email: "other@example.org");
        await Post(newsroom, story.Id, "Four", Open, email: "good@example.org");
        var comments = await All(newsroom);
        Assert.Equal([CommentStatus.Spam, CommentStatus.Spam, CommentStatus.Spam, CommentStatus.Approved], comments.Select(c => c.Status));
        Assert.All(comments.Take(3), c => Assert.Equal("banned", c.Remarks[0].Code));
        Assert.Equal("Banned: the address pest@example.org.", Assert.Single(comments[0].Decisions).Why);

        var ban = await newsroom.Store.Read(db => db.Bans.FirstAsync(b => b.Kind == BanKind.Email));
        Assert.True(await bans.Remove(Actor.Of(moderator), ban.Id));
        await Post(newsroom, story.Id, "Five", Open, email: "pest@example.org");
        Assert.Equal(CommentStatus.Approved, (await All(newsroom))[^1].Status);
    }

    [Theory, EveryEngine]
    public async Task A_network_is_banned_for_its_day_and_nobody_can_tell_it_the_day_after(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, moderator) = (await newsroom.Publish("Bridge closes"), await newsroom.Person(Role.Moderator));
        await Post(newsroom, story.Id, "One", Open);
        var first = (await All(newsroom))[0];
        var ban = new BanSender(newsroom.Store);
        Assert.Null((await ban.By(Actor.Of(moderator), first.Id, BanKind.Network, why: null, all: false)).Refusal);
        await Post(newsroom, story.Id, "Two", Open, email: "other@example.org");
        Assert.Equal(CommentStatus.Spam, (await All(newsroom))[^1].Status);
        newsroom.Clock.Advance(TimeSpan.FromDays(1));
        await Post(newsroom, story.Id, "Three", Open, email: "third@example.org");
        var last = (await All(newsroom))[^1];
        Assert.Equal(CommentStatus.Approved, last.Status);
        Assert.NotEqual(first.SenderHash, last.SenderHash);
        Assert.Equal("kind", (await ban.By(Actor.Of(moderator), first.Id, BanKind.Network, why: null, all: false)).Refusal?.Field);
    }

    [Theory, EveryEngine]
    public async Task Nearly_the_same_words_under_another_story_wait_but_not_in_a_load_test(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (one, other) = (await newsroom.Publish("Bridge closes"), await newsroom.Publish("Bridge opens"));
        const string text = "The ferry company has raised its fares again and nobody on the council has said a single word about it so far";
        await Post(newsroom, one.Id, text, Open);
        await Post(newsroom, other.Id, text + "!", Open, email: "second@example.org", network: "203.0.113.7");
        await Post(newsroom, other.Id, text + "?", Open, email: "third@example.org", network: "203.0.113.8", limits: false);
        var comments = await All(newsroom);
        Assert.Equal([CommentStatus.Approved, CommentStatus.Pending, CommentStatus.Approved], comments.Select(c => c.Status));
        Assert.Equal($"Says nearly the same as comment {comments[0].Id}.", Assert.Single(comments[1].Remarks).Sentence);
    }

    [Theory, EveryEngine]
    public async Task What_the_program_rejected_is_a_decision_and_is_undone_like_any_other(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, moderator) = (await newsroom.Publish("Bridge closes"), await newsroom.Person(Role.Moderator));
        await Post(newsroom, story.Id, "http://a.top http://b.top http://c.top", Open with { Reject = true });
        var comment = Assert.Single(await All(newsroom));
        Assert.Equal(CommentStatus.Spam, comment.Status);
        var decision = Assert.Single(comment.Decisions);
        Assert.Equal(((long?)null, "Has nothing in it but links."), (decision.ById, decision.Why));
        Assert.Equal(1, (await new ModerationQueue(newsroom.Store).Undo(Actor.Of(moderator), decision.Batch)).Done);
        Assert.Equal(CommentStatus.Pending, (await All(newsroom))[0].Status);
    }

    [Theory, EveryEngine]
    public async Task Nothing_that_was_acknowledged_is_lost_whatever_the_screening_said(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        var rules = Open with { Reject = true, BanWords = "zorbel", HoldWords = "ferry", Probation = 1 };
        string[] texts = ["A plain remark", "Zorbel!", "The ferry", "http://a.top", "SHOUTING AT EVERYBODY IN HERE", "Earn $500 a day, contact me on WhatsApp, click http://money.top", "???", "👍"];
        var posted = new List<long>();
        foreach (var (text, i) in texts.Select((t, i) => (t, i)))
            posted.Add(Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, story.Id, text, rules, email: $"reader{i}@example.org", network: $"203.0.113.{i}")).CommentId);
        var comments = await All(newsroom);
        Assert.Equal(posted, comments.Select(c => c.Id));
        Assert.Equal(texts, comments.Select(c => c.Text));
        Assert.All(comments, c => Assert.NotNull(c.SpamChance));
        Assert.All(comments.Where(c => c.Status != CommentStatus.Approved), c => Assert.NotEmpty(c.Remarks));
        Assert.All(comments.Where(c => c.Status == CommentStatus.Spam), c => Assert.NotNull(Assert.Single(c.Decisions).Why));
    }

    [Theory, EveryEngine]
    public async Task A_story_takes_comments_until_the_end_of_its_last_day(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var rules = Open with { CloseAfter = 2 };
        var usual = await newsroom.Publish("Bridge closes");
        var longer = await newsroom.Publish("Bridge opens", adjust: a => a.CommentDays = 30);
        var ever = await newsroom.Publish("Bridge stays", adjust: a => a.CommentDays = 0);
        newsroom.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(11));
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, usual.Id, "In time", rules));
        newsroom.Clock.Advance(TimeSpan.FromHours(2));
        Assert.IsType<ReplyAnswer.Closed>(await Post(newsroom, usual.Id, "Too late", rules));
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, longer.Id, "In time here", rules));
        newsroom.Clock.Advance(TimeSpan.FromDays(400));
        Assert.IsType<ReplyAnswer.Closed>(await Post(newsroom, longer.Id, "Too late", rules));
        Assert.IsType<ReplyAnswer.Posted>(await Post(newsroom, ever.Id, "Never too late", rules));
    }

    [Theory, EveryEngine]
    public async Task The_address_of_a_colleague_proves_nothing(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        await newsroom.Person(Role.Editor, "Margit@Example.org");
        await Post(newsroom, story.Id, "Trust me", Open, email: "margit@example.org");
        Assert.Equal("staff-address", Assert.Single((await All(newsroom))[0].Remarks).Code);
    }

    [Theory, EveryEngine]
    public async Task A_posting_asks_the_store_the_same_few_questions_however_much_is_in_it(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        await Post(newsroom, story.Id, "First", Open);
        for (var i = 0; i < 60; i++)
            await newsroom.Comment(story, $"Earlier {i}", email: "margit@example.org");
        newsroom.Clock.Advance(TimeSpan.FromHours(1));
        using var count = new QueryCount(newsroom);
        await Post(newsroom, story.Id, "Second", Open with { HoldWords = "pest", Mode = CommentsMode.All });
        var selects = count.Sql.Count(sql => sql.Contains("SELECT", StringComparison.Ordinal) && sql.Contains("FROM", StringComparison.Ordinal));
        Assert.True(selects <= 10, $"{selects}:\n{string.Join("\n\n", count.Sql)}");
    }

    [Theory, EveryEngine]
    public async Task Rules_are_tried_on_the_newest_comments_before_they_hold(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        for (var i = 0; i < 5; i++)
            await newsroom.Comment(story, i < 3 ? $"The ferry, number {i}" : $"The bridge, number {i}", email: $"reader{i}@example.org");
        var effect = await newsroom.Store.Read(db => new TryRules(new PresentModels()).Compare(db, Open, Open with { HoldWords = "ferry" }));
        Assert.Equal((5, 0, 3), (effect.Total, effect.Before[Ruling.Hold], effect.After[Ruling.Hold]));
        Assert.Equal((5, 2), (effect.Before[Ruling.Approve], effect.After[Ruling.Approve]));
        Assert.Equal(3, effect.Changed.Count);
        Assert.All(effect.Changed, c => Assert.Contains("ferry", c.Why, StringComparison.Ordinal));
    }

    private static Task<List<Comment>> All(TestStore newsroom) =>
        newsroom.Store.Read(db => db.Comments.Include(c => c.Decisions).OrderBy(c => c.Id).ToListAsync());

    private static async Task<ReplyAnswer> Post(
        TestStore newsroom, long story, string text, ScreeningRules rules, string email = "margit@example.org", string network = "198.51.100.7", bool limits = true)
    {
        newsroom.Clock.Advance(LeaveReply.Pause);
        return await new LeaveReply(newsroom.Store, new PresentModels()).On(
            story,
            new Submission { Comment = text, Author = "Margit Soll", Email = email, ArrivedAt = newsroom.Clock.Now(), Network = IPAddress.Parse(network) },
            new Site { Screening = rules },
            limits);
    }
}
