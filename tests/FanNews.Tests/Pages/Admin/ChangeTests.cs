using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using FanNews.Articles;
using FanNews.People;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages.Admin;

public sealed class ChangeTests
{
    private const string Address = "/2026/11/24/bridge/";

    [Fact]
    public async Task A_correction_is_asked_for_written_and_seen_by_readers_without_script()
    {
        await using var site = await TestSite.Start(Engine.Sqlite, ("Site:ShowChanges", "yes"));
        await site.Publish("Bridge", "The gap is 108 feet.\n\nIt leans.");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        site.Clock.Advance(TimeSpan.FromHours(2));
        var page = await visit.Read("/admin/stories/1");
        using var published = await visit.PressWith(page, "Publish", ("Body", "The gap is 109 feet.\n\nIt leans."));
        Assert.Equal(HttpStatusCode.SeeOther, published.StatusCode);
        Assert.Contains("109 feet", await site.Client.GetStringAsync(Address), StringComparison.Ordinal);
        page = await visit.Follow(published);
        Assert.Contains("Number: 108 became 109", page.QuerySelector(".told.change")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("note for readers due", (await visit.Read("/admin/stories")).QuerySelector("td.what")!.TextContent, StringComparison.Ordinal);

        using var unsaid = await visit.PressWith(page, "Publish with this answer", ("Correction: it was wrong, with a note", "Correction"), ("Dek", "Typed meanwhile."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
        page = await visit.Follow(unsaid);
        Assert.Equal(("#ChangeNote", "Typed meanwhile."), (page.QuerySelector(".problems a")!.GetAttribute("href"), page.ValueOf("Dek")));
        Assert.NotNull(page.QuerySelector("input[name=Change][value=Correction][checked]"));
        using var told = await visit.PressWith(page, "Publish with this answer", ("Note for readers", "An earlier version gave the gap as 108 feet."));
        Assert.Empty((await visit.Follow(told)).QuerySelectorAll(".told.change"));

        var story = await new HtmlParser().ParseDocumentAsync(await site.Client.GetStringAsync(Address));
        Assert.Equal("Correction, 24 November 2026", story.QuerySelector("aside.correction b")!.TextContent);
        var data = JsonNode.Parse(story.QuerySelector("script[type='application/ld+json']")!.TextContent)!;
        Assert.Equal("An earlier version gave the gap as 108 feet.", (string?)data["correction"]![0]!["text"]);
        Assert.Contains("as 108 feet", await site.Client.GetStringAsync("/feed/"), StringComparison.Ordinal);
        var versions = await new HtmlParser().ParseDocumentAsync(await site.Client.GetStringAsync(story.QuerySelector(".byline a[href^='/changes/']")!.GetAttribute("href")));
        Assert.Equal(["Correction", "Correction"], versions.QuerySelectorAll(".version h2").Select(h => h.TextContent.Split('·')[^1].Trim()));
        Assert.Equal(("108", "109"), (versions.QuerySelector("del")!.TextContent.Trim(), versions.QuerySelectorAll("ins")[^1].TextContent.Trim()));
        Assert.Equal("noindex", versions.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task What_changed_is_nobodys_to_see_where_the_newsroom_does_not_show_it()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge");
        await site.Store.Change(FanNews.Storage.Actor.Program, async change =>
        {
            var article = (await change.Db.Articles.FindAsync(story.Id))!;
            article.Revise(new ArticleText { Headline = "Bridge", Body = "It leans." }, change.Now, null, 1).Release(change.Now);
            change.Record("published", "article:1");
        });
        foreach (var (shown, status) in new[] { ("no", HttpStatusCode.NotFound), ("yes", HttpStatusCode.OK) })
        {
            await site.Choose("Site:ShowChanges", shown);
            using var answer = await site.Client.GetAsync("/changes/1");
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(status == HttpStatusCode.OK, (await site.Client.GetStringAsync(Address)).Contains("/changes/1", StringComparison.Ordinal));
        }

        await site.Store.Change(FanNews.Storage.Actor.Program, async change =>
        {
            (await change.Db.Articles.FindAsync(story.Id))!.Kill(change.Now, "Libel");
            change.Record("killed", "article:1");
        });
        using var gone = await site.Client.GetAsync("/changes/1");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Delete_restore_kill_and_unpublish_say_what_they_do()
    {
        await using var site = await TestSite.Start();
        await site.Draft("Ferry");
        await site.Publish("Bridge");
        await site.Person(Role.Administrator, name: "Ruth Chief");
        using var visit = await DeskVisit.SignedIn(site, Role.Editor);
        using var deleted = await visit.PressWith(await visit.Read("/admin/stories/1"), "Delete");
        Assert.Contains("trash for 30 days", (await visit.Follow(deleted)).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var page = await visit.Read("/admin/stories/1");
        Assert.Equal(("In the trash", "Restore Delete for good"), (page.QuerySelector("#State")!.TextContent.Trim(), string.Join(' ', page.Acts())));
        Assert.Contains("Trash (1)", (await visit.Read("/admin/stories?tab=trash")).Tabs(), StringComparison.Ordinal);
        using var restored = await visit.PressWith(page, "Restore");
        Assert.Equal("Draft", (await visit.Follow(restored)).QuerySelector("#State")!.TextContent.Trim());

        page = await visit.Read("/admin/stories/2");
        Assert.Contains("takes it from readers", page.QuerySelector("#unpublish-hint")!.TextContent, StringComparison.Ordinal);
        using var killed = await visit.PressWith(page, "Kill", ("Reason", "Wrong bridge."));
        page = await visit.Follow(killed);
        Assert.Equal(["Done", "Mail to Ruth Chief"], [page.QuerySelector(".receipts td.done")!.TextContent, page.QuerySelectorAll(".receipts tbody th")[^1].TextContent]);
    }
}
