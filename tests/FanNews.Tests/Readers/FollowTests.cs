using System.Net;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Outbox;
using FanNews.Readers;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Readers;

public sealed class FollowTests
{
    [Theory, EveryEngine]
    public async Task Nobody_gets_mail_who_did_not_confirm_and_whoever_did_is_told_once_of_approval_and_answers(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine, ("Site:Url", "http://news.example"));
        var story = await site.Publish("Bridge closes");
        using (var posted = await site.Reply(story, "Buy pills at http://pills.example", name: "Cheap pills", notify: "now"))
            Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        var ask = Assert.Single(await site.Mails());
        Assert.Equal(("ada@example.org", ""), (ask.To, ask.Name));
        Assert.DoesNotContain("pills", ask.Subject + ask.Text, StringComparison.OrdinalIgnoreCase);

        var id = await Approve(site);
        Assert.Empty(await site.Mails());
        Assert.Contains("Confirm", (await site.Page(ask.Link())).QuerySelector("button[type=submit]")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await site.Mails());
        using (var confirmed = await site.Send("/reply/mail", ("confirm", ask.Link().Split('=')[1])))
            Assert.Contains("Confirmed", (await confirmed.Page()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var news = Assert.Single(await site.Mails());
        Assert.Contains($"http://news.example{story.Permalink}#comment-{id}", news.Text, StringComparison.Ordinal);

        using (var own = await site.Reply(story, "I answer myself", parent: id))
            await Approve(site);
        using (var other = await site.Reply(story, "Why?", "Ben Ash", "ben@example.org", id))
            await Approve(site);
        var answer = Assert.Single(await site.Mails());
        Assert.Equal("Ben Ash answered you at FanNews", answer.Subject);
        Assert.Contains("> Why?", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await site.Mails());
    }

    [Theory, EveryEngine]
    public async Task Nobodys_mailbox_is_filled_by_asking_and_taking_it_back(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var (story, mails) = (await site.Publish("Bridge closes"), 0);
        for (var i = 0; i < 5; i++)
        {
            using var posted = await site.Reply(story, $"Who pays? Asked the {i}th time", notify: "now");
            mails += (await site.Mails()).Count;
            await site.Store.Change(Actor.Reader, async change =>
            {
                await change.Db.Follows.ExecuteDeleteAsync();
                change.Record("withdrew", "reader");
            });
        }

        Assert.Equal(3, mails);
    }

    [Theory, EveryEngine]
    public async Task Daily_mail_comes_at_seven_of_the_papers_zone_all_in_one_and_one_click_ends_it(Engine engine)
    {
        // Set from outside; noon of UTC is nine in the evening of Tokyo.
        await using var site = await ReaderGround.Start(engine, ("Site:TimeZone", "Asia/Tokyo"));
        var story = await site.Publish("Bridge closes");
        var id = await FollowedDaily(site, story);
        foreach (var who in (string[])["Ben", "Cid"])
        {
            using var answer = await site.Reply(story, $"Says {who}", who, $"{who.ToLowerInvariant()}@example.org", id);
            await Approve(site);
        }

        Assert.Empty(await site.Mails());
        site.Clock.Advance(TimeSpan.FromHours(10) - TimeSpan.FromMinutes(1));
        Assert.Empty(await site.Mails());
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var letter = Assert.Single(await site.Mails());
        Assert.Contains("Says Ben", letter.Text, StringComparison.Ordinal);
        Assert.Contains("Says Cid", letter.Text, StringComparison.Ordinal);

        // As a mail service posts it (RFC 8058): no page of ours, no cookie.
        using (var looked = await site.Client.GetAsync(letter.Link()))
            Assert.Equal(1, await site.Store.Read(db => db.Follows.CountAsync()));
        using var click = await site.Client.PostAsync(letter.Link(), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.Equal(HttpStatusCode.OK, click.StatusCode);
        Assert.Equal(0, await site.Store.Read(db => db.Follows.CountAsync()));
        using var forged = await site.Client.PostAsync("/reply/mail?stop=1.forged", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    [Theory, EveryEngine]
    public async Task Answers_that_are_stored_together_call_a_daily_follower_once(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        var id = await FollowedDaily(site, story);
        site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(await site.Mails());

        // As comments that need no moderator are stored: all of them told of before any is in the store.
        await site.Store.Change(Actor.Reader, async change =>
        {
            foreach (var (who, number) in ((string, long)[])[("Ben", 901), ("Cid", 902)])
            {
                var answer = new Comment { Id = number, ArticleId = story.Id, ParentId = id, Name = who, Email = $"{who}@example.org", Text = $"Says {who}", CreatedAt = change.Now };
                answer.Decide(CommentStatus.Approved, change.Now, by: null);
                change.Db.Comments.Add(answer);
                await Follows.Tell(change, answer, isNew: true, CancellationToken.None);
            }

            change.Record("posted", $"article:{story.Id}");
        });

        Assert.Equal(1, await site.Store.Read(db => db.OutboxRows.CountAsync(r => r.Kind == Follows.TellKind && r.DoneAt == null)));
        site.Clock.Advance(TimeSpan.FromDays(1));
        var letter = Assert.Single(await site.Mails());
        Assert.All((string[])["Says Ben", "Says Cid"], said => Assert.Contains(said, letter.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_letter_that_can_be_ended_says_so_in_its_head_and_no_name_makes_another_line_of_it()
    {
        var server = new MailServer("mail.example", 25, MailSecurity.None, null, null, "The Ferryman <desk@ferryman.example>");
        var mail = new Mail("ada@example.org", "Ada\r\nBcc: all@example.org", "Ben\r\nX-Evil: 1\u2028answered", "Text") { Unsubscribe = "https://news.example/reply/mail?stop=1.x" };
        using var message = SendMail.Compose(server, mail, "1", TestNewsroom.Noon);
        Assert.Equal("<https://news.example/reply/mail?stop=1.x>", message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
        Assert.Null(message.Headers["X-Evil"]);
        Assert.Empty(message.Bcc);
    }

    [Fact]
    public async Task An_address_is_asked_three_times_a_day_at_most_however_often_somebody_types_it()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite);
        var story = await site.Publish("Bridge closes");
        for (var i = 0; i < 5; i++)
        {
            using var posted = await site.Reply(story, $"Number {i}", email: "victim@example.org", notify: "now");
        }

        Assert.Equal(3, (await site.Mails()).Count);
    }

    // A public comment whose writer confirmed that they want to hear once a day.
    private static async Task<long> FollowedDaily(TestSite site, Article story)
    {
        using (var posted = await site.Reply(story, "Who pays?", notify: "daily"))
            Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        var ask = Assert.Single(await site.Mails());
        using (var confirmed = await site.Send("/reply/mail", ("confirm", ask.Link().Split('=')[1])))
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        return await Approve(site);
    }

    private static async Task<long> Approve(TestSite site)
    {
        var id = await site.Store.Read(db => db.Comments.Where(c => c.Status == CommentStatus.Pending).Select(c => c.Id).SingleAsync());
        await new ModerationQueue(site.Store).Decide(Actor.Program, [id], CommentStatus.Pending, CommentStatus.Approved);
        return id;
    }
}
