using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Comments;

public sealed class QueueActsTests
{
    [Theory, EveryEngine]
    public async Task A_ban_and_what_it_takes_away_are_one_action_with_one_undo(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, me) = (await newsroom.Publish("Bridge closes"), Actor.Of(await newsroom.Person(Role.Moderator)));
        var comment = await newsroom.Comment(story, "Loans", name: "Lender", email: "a@loans.example");
        await newsroom.Comment(story, "More loans", CommentStatus.Pending, email: "b@loans.example");
        await newsroom.Comment(story, "Loans, praised", email: "b@loans.example");
        await newsroom.Comment(story, "Who pays?", CommentStatus.Pending, email: "hob@notloans.example");
        var ban = new BanSender(newsroom.Store);

        var (outcome, refusal) = await ban.By(me, comment.Id, BanKind.Domain, "Always the same", all: true);
        Assert.Null(refusal);
        Assert.Equal(2, outcome!.Done);
        Assert.Equal(["Domain loans.example Always the same"], await newsroom.Store.Read(async db => (await db.Bans.ToListAsync()).ConvertAll(b => $"{b.Kind} {b.Value} {b.Why}")));
        Assert.Equal([("Loans", CommentStatus.Spam), ("More loans", CommentStatus.Spam), ("Loans, praised", CommentStatus.Approved), ("Who pays?", CommentStatus.Pending)], await Standing(newsroom));

        Assert.Equal(2, (await new ModerationQueue(newsroom.Store).Undo(me, outcome.Batch!.Value)).Done);
        Assert.Equal(0, await newsroom.Store.Read(db => db.Bans.CountAsync()));
        Assert.Equal([("Loans", CommentStatus.Approved), ("More loans", CommentStatus.Pending), ("Loans, praised", CommentStatus.Approved), ("Who pays?", CommentStatus.Pending)], await Standing(newsroom));
        Assert.Equal("The network of this comment is not known. Choose another way", (await ban.By(me, comment.Id, BanKind.Network, null, all: true)).Refusal!.Sentence);
    }

    [Theory, EveryEngine]
    public async Task A_decision_counts_for_the_words_that_were_read_and_for_no_others(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, me) = (await newsroom.Publish("Bridge closes"), await newsroom.Person(Role.Moderator));
        var comment = await newsroom.Comment(story, "Who pays?", CommentStatus.Pending);
        var read = newsroom.Clock.GetUtcNow();
        newsroom.Clock.Advance(TimeSpan.FromSeconds(30));
        await newsroom.Store.Change(Actor.Reader, async change =>
        {
            var mine = await change.Db.Comments.SingleAsync(c => c.Id == comment.Id);
            (mine.Text, mine.EditedAt) = ("Buy pills at pills.example", change.Now);
            change.Record("edited", $"comment:{comment.Id}");
        });
        var queue = new ModerationQueue(newsroom.Store);
        var late = await queue.Decide(Actor.Of(me), [comment.Id], CommentStatus.Pending, CommentStatus.Approved, read);
        Assert.Equal((0, 1), (late.Done, late.Missed));
        Assert.Contains("changed by its writer", (await queue.Reply(me, comment.Id, "Nobody.", Guid.NewGuid(), read)).Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Equal([("Buy pills at pills.example", CommentStatus.Pending)], await Standing(newsroom));
        newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await queue.Decide(Actor.Of(me), [comment.Id], CommentStatus.Pending, CommentStatus.Spam, newsroom.Clock.GetUtcNow())).Done);
    }

    [Theory, EveryEngine]
    public async Task A_network_is_banned_until_its_day_ends(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, me) = (await newsroom.Publish("Bridge closes"), Actor.Of(await newsroom.Person(Role.Moderator)));
        var ids = await newsroom.Store.Change(Actor.Reader, async change =>
        {
            var two = new[] { "a@one.example", "b@two.example" }.Select(email => new Comment { ArticleId = story.Id, Name = "N", Email = email, Text = "Loans", CreatedAt = change.Now, SenderHash = "abc" }).ToList();
            change.Db.Comments.AddRange(two);
            change.Record("arranged", "comments");
            await change.Db.SaveChangesAsync();
            return two.ConvertAll(c => c.Id);
        });
        var ban = new BanSender(newsroom.Store);
        var (outcome, _) = await ban.By(me, ids[0], BanKind.Network, null, all: true);
        Assert.Equal(2, outcome!.Done);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), (await newsroom.Store.Read(db => db.Bans.SingleAsync())).EndsAt);
        newsroom.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("days gone by", (await ban.By(me, ids[1], BanKind.Network, null, all: true)).Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Nobody_of_the_newsroom_is_banned(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, me) = (await newsroom.Publish("Bridge closes"), await newsroom.Person(Role.Moderator));
        var comment = await newsroom.Comment(story, "Who pays?");
        await new ModerationQueue(newsroom.Store).Reply(me, comment.Id, "Nobody yet.", Guid.NewGuid());
        var reply = await newsroom.Store.Read(db => db.Comments.SingleAsync(c => c.PersonId != null));
        Assert.NotNull((await new BanSender(newsroom.Store).By(Actor.Of(me), reply.Id, BanKind.Email, null, all: true)).Refusal);
        Assert.Equal(0, await newsroom.Store.Read(db => db.Bans.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task The_newsroom_changes_a_text_and_the_writers_words_are_kept(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, me) = (await newsroom.Publish("Bridge closes"), Actor.Of(await newsroom.Person(Role.Moderator)));
        var comment = await newsroom.Comment(story, "The mayor is a crook.\nAlways was.");
        var mend = new MendComment(newsroom.Store);
        Task<Comment> Now() => newsroom.Store.Read(db => db.Comments.AsNoTracking().SingleAsync());

        Assert.NotNull((await mend.Save(me, comment.Id, MendComment.Mark("Something else"), "x", meaning: false)).Problem);
        Assert.NotNull((await mend.Save(me, comment.Id, MendComment.Mark(comment.Text), "  ", meaning: false)).Problem);
        Assert.True((await mend.Save(me, comment.Id, MendComment.Mark(comment.Text), "The mayor is a [removed].\r\nAlways was.", meaning: false)).Changed);
        var changed = await Now();
        Assert.Equal(("The mayor is a [removed].\nAlways was.", comment.Text, null), (changed.Text, changed.Original, changed.MeaningChangedAt));

        Assert.True((await mend.Save(me, comment.Id, MendComment.Mark(changed.Text), "The mayor is fine.", meaning: true)).Changed);
        changed = await Now();
        Assert.Equal(("The mayor is fine.", comment.Text, TestNewsroom.Noon), (changed.Text, changed.Original, changed.MeaningChangedAt));

        Assert.True(await mend.Restore(me, comment.Id));
        changed = await Now();
        Assert.Equal((comment.Text, null, null), (changed.Text, changed.Original, changed.MeaningChangedAt));
        Assert.False(await mend.Restore(me, comment.Id));
    }

    [Theory, EveryEngine]
    public async Task Erasing_a_comment_erases_what_it_said_first_and_the_notes_on_it(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, me) = (await newsroom.Publish("Bridge closes"), Actor.Of(await newsroom.Person(Role.Moderator)));
        var comment = await newsroom.Comment(story, "My telephone is 555 0100.");
        var mend = new MendComment(newsroom.Store);
        await mend.Save(me, comment.Id, MendComment.Mark(comment.Text), "My telephone is [removed].", meaning: false);
        Assert.Null(await mend.Note(me, comment.Id, "Gave a number away."));
        Assert.NotNull(await mend.Note(me, comment.Id, " "));
        Assert.Equal(EditOutcome.Withdrawn, await new EditReply(newsroom.Store, new PresentModels()).Withdraw(comment.Id));
        Assert.Equal(0, await newsroom.Store.Read(db => db.CommentNotes.CountAsync()));
        Assert.Null((await newsroom.Store.Read(db => db.Comments.SingleAsync())).Original);
    }

    [Theory, EveryEngine]
    public async Task What_another_decided_is_news_and_says_who(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, ruth) = (await newsroom.Publish("Bridge closes"), Actor.Of(await newsroom.Person(Role.Moderator, name: "Ruth Amadi")));
        var (one, two) = (await newsroom.Comment(story, "One", CommentStatus.Pending, name: "One"), await newsroom.Comment(story, "Two", CommentStatus.Pending, name: "Two"));
        Task<QueueNews> News() => newsroom.Store.Read(db => QueueNews.Of(db, QueueTab.Pending, [one.Id, two.Id]));
        Assert.Empty((await News()).Gone);
        await new ModerationQueue(newsroom.Store).Decide(ruth, [two.Id], CommentStatus.Pending, CommentStatus.Trash);
        var news = await News();
        Assert.Equal([two.Id], news.Gone);
        Assert.Equal(("Two", "Ruth Amadi", CommentStatus.Trash), (news.Decided[0].Name, news.Decided[0].By, news.Decided[0].To));
    }

    [Theory, EveryEngine]
    public async Task Figures_are_counted_by_month_and_moderator(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        var (ruth, ines) = (Actor.Of(await newsroom.Person(Role.Moderator, name: "Ruth")), Actor.Of(await newsroom.Person(Role.Editor, name: "Ines")));
        var queue = new ModerationQueue(newsroom.Store);
        var ids = new List<long>();
        for (var i = 1; i <= 10; i++)
            ids.Add((await newsroom.Comment(story, $"No. {i}", CommentStatus.Pending, at: TestNewsroom.Noon.AddHours(-i))).Id);
        await newsroom.Comment(story, "Loans", CommentStatus.Spam);
        for (var i = 0; i < 10; i++)
            await queue.Decide(ruth, [ids[i]], CommentStatus.Pending, i < 8 ? CommentStatus.Approved : CommentStatus.Trash);
        await queue.Decide(ines, [ids[0]], CommentStatus.Approved, CommentStatus.Spam);
        var slip = await queue.Decide(ruth, [ids[1]], CommentStatus.Approved, CommentStatus.Spam);
        await queue.Undo(ruth, slip.Batch!.Value);
        newsroom.Clock.Advance(TimeSpan.FromDays(10));
        await newsroom.Comment(story, "Late", CommentStatus.Pending, email: "late@example.org", at: TestNewsroom.Noon.AddDays(9));
        await queue.Decide(ines, [await newsroom.Store.Read(db => db.Comments.MaxAsync(c => c.Id))], CommentStatus.Pending, CommentStatus.Approved);

        var months = await newsroom.Store.Read(db => QueueStatistics.Read(db, new Site(), TestNewsroom.Noon.AddDays(10)));
        Assert.Equal([new(2026, 12, 1), new(2026, 11, 1)], months.Select(m => m.Month));
        var november = months[1];
        Assert.Equal(["Ruth", "Ines"], november.Moderators.Select(m => m.Name));
        // Ruth decided ten and one more that she took back; Ines decided one of the ten otherwise. The slip followed an approval of hers: both were reversed.
        var work = november.Moderators[0].Work;
        Assert.Equal((11, 8, 3, 3), (work.Decisions, work.Approved, work.Refused, work.Reversed));
        Assert.Equal((TimeSpan.FromHours(5), TimeSpan.FromHours(9)), (work.Median, work.Late));
        Assert.Equal((1, 0), (november.Automatic.Decisions, november.Automatic.Reversed));
        Assert.Equal(1 / 13.0, november.AutomaticShare);
        Assert.Equal(TimeSpan.FromDays(1), months[0].People.Median);
    }

    private static Task<List<(string Text, CommentStatus Status)>> Standing(TestNewsroom newsroom) =>
        newsroom.Store.Read(async db => (await db.Comments.AsNoTracking().OrderBy(c => c.Id).ToListAsync()).ConvertAll(c => (c.Text, c.Status)));
}
