using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Search;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Comments;

public sealed class QueueFilterTests
{
    [Theory, EveryEngine]
    public async Task Comments_are_found_by_story_section_sender_reason_age_and_words(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (bridge, quay) = (await newsroom.Publish("Bridge closes", section: "Harbour"), await newsroom.Publish("Quay opens", section: "Town"));
        await newsroom.Comment(bridge, "Who pays for the café?", CommentStatus.Pending, name: "Hob Tarrant", email: "hob@example.org");
        await newsroom.Comment(quay, "Überall Kräne. Preiswerte Kredite!", CommentStatus.Pending, name: "Zoë", email: "zoe@mail.example.net", website: "https://loans.example/", at: TestNewsroom.Noon.AddDays(-8));
        await newsroom.Comment(quay, "Nobody pays.", name: "Hob Tarrant", email: "hob@example.org");
        await newsroom.Store.Change(Actor.Reader, change =>
        {
            change.Db.Comments.Add(new Comment { ArticleId = quay.Id, Name = "Lender", Email = "a@badexample.org", Text = "東京の橋", CreatedAt = change.Now.AddHours(-2), Remarks = [new("hold-word", "A word.")] });
            change.Record("arranged", "comment");
            return Task.CompletedTask;
        });

        async Task Finds(QueueFilter filter, params string[] names) => Assert.Equal(names, await Names(newsroom, filter));
        await Finds(new() { Story = bridge.Id }, "Hob Tarrant");
        await Finds(new() { Section = "Town" }, "Zoë", "Lender");
        await Finds(new() { Section = "harbour" }, "Hob Tarrant");
        await Finds(new() { Sender = "Hob@Example.org" }, "Hob Tarrant");
        // A domain is a whole one: not the end of another.
        await Finds(new() { Sender = "example.org" }, "Hob Tarrant");
        await Finds(new() { Sender = "@badexample.org" }, "Lender");
        await Finds(new() { Reason = "hold-word" }, "Lender");
        await Finds(new() { Reason = "links" });
        await Finds(new() { Age = QueueAge.Hour }, "Hob Tarrant");
        await Finds(new() { Age = QueueAge.Day }, "Lender", "Hob Tarrant");
        await Finds(new() { Age = QueueAge.OverWeek }, "Zoë");
        // Whatever the case and the accents, by beginnings, in text, name, address and site.
        await Finds(new() { Words = "CAFE" }, "Hob Tarrant");
        await Finds(new() { Words = "uberal kred" }, "Zoë");
        await Finds(new() { Words = "tarrant pays" }, "Hob Tarrant");
        await Finds(new() { Words = "ZOE" }, "Zoë");
        await Finds(new() { Words = "loans.example" }, "Zoë");
        await Finds(new() { Words = "京の" }, "Lender");
        await Finds(new() { Words = "%" });
        await Finds(new() { Words = "pays", Story = quay.Id });
        await Finds(new() { Words = "pays", Section = "Harbour", Age = QueueAge.Day, Sender = "hob@example.org" }, "Hob Tarrant");
    }

    [Theory, EveryEngine]
    public async Task Nothing_that_waits_is_missing_however_many_later_ones_match(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var story = await newsroom.Publish("Bridge closes");
        foreach (var status in (CommentStatus[])[CommentStatus.Pending, CommentStatus.Spam, CommentStatus.Trash])
            await newsroom.Comment(story, "Who pays?", status, name: status.ToString(), email: "old@example.org", at: TestNewsroom.Noon.AddDays(-1));
        await newsroom.Store.Change(Actor.Reader, change =>
        {
            for (var i = 0; i <= CommentEntries.MostFound; i++)
            {
                var comment = new Comment { ArticleId = story.Id, Name = "New", Email = $"new{i}@example.org", Text = "Who pays?", CreatedAt = change.Now };
                comment.Decide(CommentStatus.Approved, change.Now, by: null, "Nothing stood out");
                change.Db.Comments.Add(comment);
            }

            change.Record("arranged", "comment");
            return Task.CompletedTask;
        });
        foreach (var tab in (QueueTab[])[QueueTab.Pending, QueueTab.Spam, QueueTab.Trash])
        {
            foreach (var filter in (QueueFilter[])[new() { Words = "pays" }, new() { Sender = "example.org" }])
                Assert.Equal([tab.ToString()], await newsroom.Store.Read(db => filter.On(db, tab, newsroom.Clock.Now()).Select(c => c.Name).ToListAsync()));
        }

        Assert.Equal(CommentEntries.MostFound, await newsroom.Store.Read(db => new QueueFilter { Words = "pays" }.On(db, QueueTab.Approved, newsroom.Clock.Now()).CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task What_is_found_follows_every_change_and_an_older_store_is_filled(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, me) = (await newsroom.Publish("Bridge closes"), Actor.Of(await newsroom.Person(Role.Moderator)));
        var first = await newsroom.Comment(story, "Cranes", CommentStatus.Pending, name: "Ada");
        await newsroom.Comment(story, "Cranes too", CommentStatus.Pending, name: "Bob", at: TestNewsroom.Noon.AddMinutes(1));
        Assert.Equal(["Ada", "Bob"], await Names(newsroom, new() { Words = "cranes" }));

        await new MendComment(newsroom.Store).Save(me, first.Id, MendComment.Mark("Cranes"), "Herons", meaning: true);
        Assert.Equal(["Bob"], await Names(newsroom, new() { Words = "cranes" }));
        Assert.Equal(["Ada"], await Names(newsroom, new() { Words = "heron" }));

        await newsroom.Store.Change(Actor.Reader, async change =>
        {
            (await change.Db.Comments.SingleAsync(c => c.Id == first.Id)).Erase(change.Now, "Erased at its writer's wish");
            change.Record("erased", $"comment:{first.Id}");
        });
        Assert.Empty(await newsroom.Store.Read(db => WordIndex.Of(db).Find(db, WordTable.CommentWords, new Match.Token("herons")).ToListAsync()));

        // As an older program left it: no words at all.
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            change.Untraced();
            await WordIndex.Of(change.Db).Remove(change.Db, WordTable.CommentWords, await change.Db.Comments.Select(c => c.Id).ToListAsync(), default);
            (await change.Db.SearchRecipes.SingleAsync()).Comments = false;
        });
        Assert.Empty(await Names(newsroom, new() { Words = "cranes" }));
        Assert.Null(await FillIndex.IfNeeded(newsroom.Store));
        Assert.Equal(["Bob"], await Names(newsroom, new() { Words = "cranes" }));
    }

    [Theory, EveryEngine]
    public async Task Reported_are_public_comments_with_an_open_report_and_every_count_is_right(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, me) = (await newsroom.Publish("Bridge closes"), Actor.Of(await newsroom.Person(Role.Moderator)));
        var (one, two, three) = (await newsroom.Comment(story, "One", name: "One"), await newsroom.Comment(story, "Two", name: "Two"), await newsroom.Comment(story, "Three", CommentStatus.Trash, name: "Three"));
        await newsroom.Comment(story, "Four", CommentStatus.Pending);
        await newsroom.Store.Change(Actor.Reader, change =>
        {
            foreach (var id in new[] { one.Id, one.Id, two.Id, three.Id })
                change.Db.CommentReports.Add(new CommentReport { CommentId = id, Reason = ReportReason.Abuse, CreatedAt = change.Now });
            change.Record("reported", "comments");
            return Task.CompletedTask;
        });
        Assert.Equal(["Two", "One"], await Names(newsroom, new(), QueueTab.Reported));
        Assert.Equal("Pending 1, Reported 2, Approved 2, Spam 0, Trash 1", await Counts(newsroom));

        await new MarkComment(newsroom.Store).Keep(me, one.Id);
        await new ModerationQueue(newsroom.Store).Decide(me, [two.Id], CommentStatus.Approved, CommentStatus.Spam);
        Assert.Equal("Pending 1, Reported 0, Approved 1, Spam 1, Trash 1", await Counts(newsroom));
    }

    [Theory, EveryEngine]
    public async Task Who_is_limited_to_sections_counts_theirs_in_one_question(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, other) = (await newsroom.Publish("Bridge closes", section: "Harbour"), await newsroom.Publish("Quay opens", section: "Business"));
        foreach (var status in (CommentStatus[])[CommentStatus.Pending, CommentStatus.Approved, CommentStatus.Approved, CommentStatus.Spam])
            await newsroom.Comment(story, $"As {status}", status);
        var reported = await newsroom.Comment(story, "Reported");
        foreach (var status in Enum.GetValues<CommentStatus>())
            await newsroom.Comment(other, $"Elsewhere {status}", status);
        var section = await newsroom.Store.Change(Actor.Reader, async change =>
        {
            change.Db.CommentReports.Add(new CommentReport { CommentId = reported.Id, Reason = ReportReason.Abuse, CreatedAt = change.Now });
            change.Record("reported", "comments");
            return await change.Db.Set<Article>().Where(a => a.Id == story.Id).Select(a => a.SectionId!.Value).SingleAsync();
        });
        using var count = new QueryCount(newsroom);
        var counts = await newsroom.Store.Read(db => QueuePage.Count(db, [section]));
        Assert.Equal("Pending 1, Reported 1, Approved 3, Spam 1, Trash 0", string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}")));
        Assert.Single(count.Sql);
        Assert.Equal(1, await newsroom.Store.Read(db => QueuePage.Waiting(db, [section])));
        Assert.Equal(2, await newsroom.Store.Read(db => QueuePage.Waiting(db, null)));
    }

    [Theory, EveryEngine]
    public async Task All_that_a_filter_finds_are_decided_in_one_action_but_for_what_came_later(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (story, other, me) = (await newsroom.Publish("Bridge closes"), await newsroom.Publish("Quay opens"), Actor.Of(await newsroom.Person(Role.Moderator)));
        for (var i = 0; i < 4; i++)
            await newsroom.Comment(i == 3 ? other : story, $"Loans {i}", CommentStatus.Pending, name: $"N{i}", email: "lender@example.net", at: TestNewsroom.Noon.AddMinutes(i));
        await newsroom.Comment(story, "Who pays?", CommentStatus.Pending, name: "Hob", email: "hob@example.org");

        var queue = new ModerationQueue(newsroom.Store);
        var outcome = await queue.DecideAll(me, QueueTab.Pending, new() { Sender = "lender@example.net", Story = story.Id }, TestNewsroom.Noon.AddMinutes(1), CommentStatus.Spam);
        Assert.Equal(2, outcome.Done);
        Assert.Equal(["Hob", "N2", "N3"], (await Names(newsroom, new())).Order());
        Assert.Equal(2, (await queue.Undo(me, outcome.Batch!.Value)).Done);
        Assert.Equal(5, (await Names(newsroom, new())).Count);
    }

    private static async Task<List<string>> Names(TestNewsroom newsroom, QueueFilter filter, QueueTab tab = QueueTab.Pending)
    {
        var page = await newsroom.Store.Read(async db => await QueuePage.Read(db, new(tab, filter), await QueuePage.Count(db), TestNewsroom.Noon));
        Assert.Equal(page.Comments.Count, page.Found);
        return [.. page.Comments.Select(c => c.Name)];
    }

    private static async Task<string> Counts(TestNewsroom newsroom) =>
        string.Join(", ", (await newsroom.Store.Read(db => QueuePage.Count(db))).Select(c => $"{c.Key} {c.Value}"));
}
