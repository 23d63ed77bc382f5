using System.Globalization;
using System.Net;
using System.Text.Json;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using FanNews.Web.Admin;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class TrailTests
{
    [Theory, EveryEngine]
    public async Task No_line_is_changed_or_deleted_but_for_a_name_that_gives_way_to_a_number(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (person, accounts) = (await newsroom.Person(Role.Author, name: "Ruth Amadi"), new Accounts(newsroom.Store));
        await new OwnAccount(newsroom.Store).Rename(Actor.Of(person), "Ruth Soll");
        string[] forbidden =
        [
            "DELETE FROM \"AuditLines\"", "UPDATE \"AuditLines\" SET \"Verb\" = 'nothing'", "UPDATE \"AuditLines\" SET \"Detail\" = NULL", "UPDATE \"AuditLines\" SET \"By\" = 'Somebody else'",
            $"UPDATE \"AuditLines\" SET \"ById\" = {person.Id}, \"By\" = 'person {person.Id}'", "UPDATE \"AuditLines\" SET \"By\" = 'person 99'", engine == Engine.Postgres ? "TRUNCATE \"AuditLines\""
                : "INSERT OR REPLACE INTO \"AuditLines\" (\"Id\", \"At\", \"By\", \"Verb\", \"Subject\") SELECT \"Id\", \"At\", 'Somebody else', 'nothing', \"Subject\" FROM \"AuditLines\"",
        ];
        var before = await Lines(newsroom);
        foreach (var sql in forbidden)
        {
            await using var db = newsroom.Store.Open();
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await Lines(newsroom));
        Assert.NotNull(await accounts.Erase(person.Email!, Actor.Program));
        Assert.Null(await accounts.Disable(person.Email!, Actor.Program));
        Assert.Null(await accounts.Erase(person.Email!, Actor.Program));
        var after = await Lines(newsroom);
        Assert.DoesNotContain(after, l => l.Contains("Ruth", StringComparison.Ordinal));
        Assert.Contains($"person {person.Id} changed name person:{person.Id} ", after);
        Assert.Equal(before.Count + 2, after.Count);
        var left = (await accounts.All()).Single();
        Assert.Equal(($"person {person.Id}", $"{person.Id}@erased.invalid"), (left.Name, left.Email));
        Assert.Null(await accounts.Check("author@example.org", TestNewsroom.Password));
    }

    [Theory, EveryEngine]
    public async Task The_trail_is_read_by_person_action_story_and_day_and_a_setting_put_back(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        using var visit = await DeskVisit.SignedIn(site, Role.Administrator);
        using (var saved = await visit.Post($"/admin/stories/{story.Id}", $"/admin/stories/{story.Id}", ("act", "Publish"), ("Base", "1"), ("Headline", "Bridge opens"), ("Body", "It stands."), ("CommentsOpen", "true")))
            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Empty(await new FanNews.Settings.SiteSettings(site.Store, new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()).Save(new Dictionary<string, string> { ["Site:Motto"] = "=1+1" }, Actor.Program));
        site.Clock.Advance(TimeSpan.FromDays(1));
        using var tomorrow = await DeskVisit.SignedIn(site, "administrator@example.org");
        var all = await tomorrow.Read("/admin/trail");
        Assert.Contains("published Bridge opens", Text(all), StringComparison.Ordinal);
        Assert.Equal($"/admin/stories/{story.Id}/history?to=2", all.QuerySelectorAll("td a").First(a => a.TextContent.StartsWith("revision 2", StringComparison.Ordinal)).GetAttribute("href"));
        foreach (var (question, lines) in new[] { ("?who=0&action=publ", 1), ($"?story={story.Id}", 2), ("?story=" + Uri.EscapeDataString(story.Permalink!), 2), ("?story=/nowhere/", 0), ("?from=2026-11-25", 1), ("?to=2026-11-24&action=signed", 1), ("?who=x&from=never", all.QuerySelectorAll("tbody tr").Length) })
            Assert.True(lines == (await tomorrow.Read("/admin/trail" + question)).QuerySelectorAll("tbody tr").Length, question);

        using var csv = await tomorrow.Post("/admin/trail", "/admin/trail?handler=Export&action=set", ("kind", "csv"));
        Assert.Equal("attachment; filename=\"trail-2026-11-25.csv\"", csv.Content.Headers.ContentDisposition!.ToString());
        var rows = (await csv.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.EndsWith(",\"FanNews\",\"set\",\"setting:Site:Motto\",\"\"\"\"\" to \"\"=1+1\"\"\"", rows[1], StringComparison.Ordinal);
        using var json = await tomorrow.Post("/admin/trail", "/admin/trail?handler=Export", ("kind", "json"));
        using var read = JsonDocument.Parse(await json.Content.ReadAsStringAsync());
        Assert.Equal(await site.Store.Read(db => db.AuditLines.CountAsync()), read.RootElement.GetArrayLength());
        Assert.Equal("exported the trail", read.RootElement[0].GetProperty("action").GetString());

        var back = await tomorrow.Follow(await tomorrow.Press((await tomorrow.Read("/admin/trail?action=set")).QuerySelectorAll("button").First(b => b.TextContent.StartsWith("Put back", StringComparison.Ordinal))));
        Assert.Equal("The setting is put back.", back.QuerySelector("[role=status]")!.TextContent);
        Assert.False(await site.Store.Read(db => db.Settings.AnyAsync(s => s.Key == "Site:Motto")));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+44 20", "\"'+44 20\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("a \"b\", c", "\"a \"\"b\"\", c\"")]
    [InlineData(null, "\"\"")]
    public void No_spreadsheet_runs_a_cell(string? value, string cell) => Assert.Equal(cell, TrailFile.Cell(value));

    [Fact]
    public async Task A_long_trail_is_turned_over_page_by_page()
    {
        await using var site = await TestSite.Start();
        using var visit = await DeskVisit.SignedIn(site, Role.Administrator);
        for (var i = 0; i < 120; i++)
            await site.Choose("Site:Name", "Paper " + i.ToString(CultureInfo.InvariantCulture));
        var first = await visit.Read("/admin/trail?action=set");
        var older = await visit.Read(first.QuerySelectorAll("a.button").Single(a => a.TextContent == "Older").GetAttribute("href")!);
        Assert.Equal((100, 20), (first.QuerySelectorAll("tbody tr").Length, older.QuerySelectorAll("tbody tr").Length));
    }

    private static string Text(AngleSharp.Dom.IDocument page) => string.Join(' ', page.QuerySelector("tbody")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Task<List<string>> Lines(TestStore newsroom) => newsroom.Store.Read(db => db.AuditLines.OrderBy(l => l.Id).Select(l => l.By + " " + l.Verb + " " + l.Subject + " " + l.Detail).ToListAsync());
}
