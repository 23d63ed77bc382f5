using System.Net;
using System.Text.Json;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Readers;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Readers;

public sealed class OwnDataTests
{
    [Theory, EveryEngine]
    public async Task A_commenter_sees_takes_along_and_erases_what_is_held(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        var mine = await site.Comment(story, "Who <b>pays</b>?", website: "https://ada.example/");
        await site.Comment(story, "The toll.", name: "Ben Ash", email: "ben@example.org", parent: mine);
        await site.Comment(story, "Never shown", CommentStatus.Spam);
        using (var asked = await site.Send("/reply/data", ("email", " Ada@Example.org ")))
            Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var letter = Assert.Single(await site.Mails());
        Assert.Equal("ada@example.org", letter.To);
        var token = letter.Link().Split('=')[1];
        var page = await site.Page(letter.Link());
        Assert.Equal(2, page.QuerySelectorAll(".held li").Length);
        Assert.DoesNotContain("The toll.", page.Body!.TextContent, StringComparison.Ordinal);

        using (var taken = await site.Send("/reply/data?handler=Export", ("token", token)))
        {
            Assert.Equal("attachment", taken.Content.Headers.ContentDisposition!.DispositionType);
            using var held = JsonDocument.Parse(await taken.Content.ReadAsStringAsync());
            Assert.Equal(["Who <b>pays</b>?", "Never shown"], held.RootElement.GetProperty("comments").EnumerateArray().Select(c => c.GetProperty("text").GetString()));
        }

        using (var erased = await site.Send("/reply/data?handler=Erase", ("token", token)))
            Assert.Contains("2 comments", (await erased.Page()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var shown = await site.Page(story.Permalink!);
        Assert.Contains("removed", shown.QuerySelector($"#comment-{mine.Id}")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The toll.", shown.QuerySelector($"#comment-{mine.Id} li")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await site.Store.Read(db => db.Comments.CountAsync(c => c.Email != "")));
        await site.Page(letter.Link(), HttpStatusCode.NotFound);
    }

    [Theory, EveryEngine]
    public async Task A_headline_that_is_not_public_is_not_told_and_the_writers_own_words_are(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var story = await site.Publish("Bridge closes");
        var mine = await site.Comment(story, "Who pays?");
        await site.Store.Change(Actor.Program, async change =>
        {
            var article = await change.Db.Articles.Include(a => a.Revisions).SingleAsync(a => a.Id == story.Id);
            article.Revise(new ArticleText { Headline = "Mayor arrested", Body = "Not yet." }, change.Now, by: null);
            (await change.Db.Comments.SingleAsync(c => c.Id == mine.Id)).Mend("Shortened.", meaning: false, change.Now);
            change.Record("saved", $"article:{story.Id}");
        });
        using var asked = await site.Send("/reply/data", ("email", "ada@example.org"));
        var link = Assert.Single(await site.Mails()).Link();
        var page = (await site.Page(link)).Body!.TextContent;
        Assert.Contains("Bridge closes", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Mayor", page, StringComparison.Ordinal);
        using var taken = await site.Send("/reply/data?handler=Export", ("token", link.Split('=')[1]));
        using var held = JsonDocument.Parse(await taken.Content.ReadAsStringAsync());
        Assert.Equal(("Shortened.", "Who pays?"), (held.RootElement.GetProperty("comments")[0].GetProperty("text").GetString(), held.RootElement.GetProperty("comments")[0].GetProperty("original").GetString()));
    }

    [Theory, EveryEngine]
    public async Task What_was_decided_noted_and_banned_is_told_without_the_words_for_colleagues(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        var mine = await site.Comment(await site.Publish("Bridge closes"), "Who pays?");
        await site.Store.Change(Actor.Program, async change =>
        {
            var comment = await change.Db.Comments.SingleAsync(c => c.Id == mine.Id);
            (comment.SpamChance, comment.TrashChance, comment.Words) = (0.125, 0.5, "pays");
            comment.Decide(CommentStatus.Trash, change.Now, by: null, "Off topic");
            change.Db.CommentNotes.Add(new CommentNote { CommentId = mine.Id, Text = "Has a point, though.", At = change.Now });
            change.Db.Bans.AddRange(
                new Ban { Kind = BanKind.Email, Value = "ada@example.org", Why = "Spits", At = change.Now },
                new Ban { Kind = BanKind.Domain, Value = "example.org", At = change.Now },
                new Ban { Kind = BanKind.Email, Value = "ben@example.org", Why = "Another", At = change.Now });
            change.Record("noted", $"comment:{mine.Id}");
        });
        using var asked = await site.Send("/reply/data", ("email", "ada@example.org"));
        using var taken = await site.Send("/reply/data?handler=Export", ("token", Assert.Single(await site.Mails()).Link().Split('=')[1]));
        using var held = JsonDocument.Parse(await taken.Content.ReadAsStringAsync());
        var comment = held.RootElement.GetProperty("comments")[0];
        Assert.Equal((0.125, 0.5, "pays"), (comment.GetProperty("spamChance").GetDouble(), comment.GetProperty("trashChance").GetDouble(), comment.GetProperty("words").GetString()));
        var decision = comment.GetProperty("decisions").EnumerateArray().Last();
        Assert.Equal(("Trash", "Off topic", true), (decision.GetProperty("to").GetString(), decision.GetProperty("why").GetString(), decision.GetProperty("byProgram").GetBoolean()));
        Assert.Single(comment.GetProperty("notes").EnumerateArray());
        Assert.Equal(["Email", "Domain"], held.RootElement.GetProperty("bans").EnumerateArray().Select(b => b.GetProperty("kind").GetString()));
        Assert.DoesNotContain("Has a point", held.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Spits", held.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Who_is_banned_and_left_nothing_else_gets_a_link_too(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        await site.Store.Change(Actor.Program, change =>
        {
            change.Db.Bans.Add(new Ban { Kind = BanKind.Email, Value = "ada@example.org", At = change.Now });
            change.Record("banned", "sender");
            return Task.CompletedTask;
        });
        using var asked = await site.Send("/reply/data", ("email", "ada@example.org"));
        Assert.Contains("bans (1)", (await site.Page(Assert.Single(await site.Mails()).Link())).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Nobody_learns_who_has_commented(Engine engine)
    {
        await using var site = await ReaderGround.Start(engine);
        await site.Comment(await site.Publish("Bridge closes"), "Who pays?");
        var answers = new List<string>();
        foreach (var email in (string[])["ada@example.org", "nobody@example.org"])
        {
            using var answer = await site.Send("/reply/data", ("email", email));
            answers.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal("ada@example.org", Assert.Single(await site.Mails()).To);
        Assert.Empty(await site.Mails());
    }

    [Fact]
    public async Task A_link_is_not_in_the_store_and_ends_after_a_day()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite);
        await site.Comment(await site.Publish("Bridge closes"), "Who pays?");
        using var asked = await site.Send("/reply/data", ("email", "ada@example.org"));
        var link = Assert.Single(await site.Mails()).Link();
        var kept = await site.Store.Read(db => db.ReaderLinks.SingleAsync());
        Assert.DoesNotContain(link.Split('=')[1], kept.Hash, StringComparison.Ordinal);
        site.Clock.Advance(OwnData.LinkTime + TimeSpan.FromSeconds(1));
        await site.Page(link, HttpStatusCode.NotFound);
    }
}
