using System.Text.Json;
using AngleSharp.Dom;
using FanNews.Comments;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Readers;
using FanNews.Tests.Pages.Admin;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Readers;

/// <summary>What hostile readers type: it is shown, mailed and handed out as text, and does nothing.</summary>
public sealed class HostileReaderTests
{
    private static readonly string[] Own = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</textarea><svg onload=alert(1)>", "=cmd|' /C calc'!A0", "{{7*7}}", "javascript:alert(1)", "a\r\nBcc: all@example.org"];

    [Fact]
    public Task Nothing_of_ours_executes_anywhere() => Try([string.Join('\n', Own)]);

    [SharedDataFact("hostile/xss-payloadbox.two-thirds.txt")]
    public Task Nothing_of_a_long_list_executes_anywhere() =>
        Try([.. File.ReadLines(Shared.Path("hostile", "xss-payloadbox.two-thirds.txt")).Where(l => l.Length > 0).Chunk(40).Select(lines => string.Join('\n', lines)[..Math.Min(1900, string.Join('\n', lines).Length)]).Take(12)]);

    [SharedDataFact("hostile/header-injection.json")]
    public async Task No_name_headline_or_address_makes_another_line_of_a_mails_head()
    {
        var server = new MailServer("mail.example", 25, MailSecurity.None, null, null, "The Ferryman <desk@ferryman.example>");
        var site = new FanNews.Settings.Site { Name = "The Ferryman" };
        var follow = new Follow { Email = "ada@example.org", CommentId = 1 };
        foreach (var text in JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Shared.Path("hostile", "header-injection.json")))!)
        {
            var statement = new Statement { Ground = RefusalGround.Rules, Text = text, At = TestNewsroom.Noon };
            foreach (var mail in (Mail[])[
                ReaderLetters.News(follow, [new ToldComment(false, text, text, text, "http://news.example/")], "1.x", site),
                ReaderLetters.Refused("ada@example.org", statement, text, reported: false, "secret", site),
                ReaderLetters.Answered("ada@example.org", text, approved: false, site),
                ReaderLetters.Digest("ada@example.org", text, 1, 1, TestNewsroom.Noon, site),
                new Mail("ada@example.org", text, text, text),
            ])
            {
                using var composed = SendMail.Compose(server, mail, "1", TestNewsroom.Noon);
                using var stream = new MemoryStream();
                await composed.WriteToAsync(stream);
                stream.Position = 0;
                using var read = await MimeKit.MimeMessage.LoadAsync(stream);
                Assert.Null(read.Headers["X-Injected"]);
                Assert.Empty(read.Bcc);
                Assert.Equal("ada@example.org", Assert.Single(read.To.Mailboxes).Address);
                Assert.Equal("text/plain", read.Body!.ContentType.MimeType);
            }
        }
    }

    [SharedDataFact("hostile/comment-form.json")]
    public async Task Whatever_is_typed_into_Leave_a_Reply_its_later_change_and_an_appeal_stays_text()
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite, ("Comments:Moderation", "none"), ("Comments:Model", "false"), ("Comments:Quality", "false"), ("Comments:Refusals", "0"));
        var story = await site.Publish("Bridge closes");
        using var desk = await DeskVisit.SignedIn(site, Role.Administrator);
        var lines = File.ReadLines(Shared.Path("hostile", "xss-payloadbox.two-thirds.txt")).Concat(File.ReadLines(Shared.Path("hostile", "blns.txt"))).Where(l => l.Trim().Length > 3).Chunk(60).Select(c => c[^1]).Take(60);
        foreach (var (text, i) in Own.Concat(lines).Select((t, i) => (t, i)))
        {
            // As every field at once, which is refused and shown again, and as what may be anything.
            using (var refused = await site.Send(story.Permalink!, ("comment", text), ("author", text), ("email", text), ("url", "x" + text), ("parent", text), ("notify", text), ("opened", text), ("topic", text)))
                Sound(await refused.Page(System.Net.HttpStatusCode.UnprocessableEntity));
            using var posted = await site.Reply(story, $"{text}\n{i}", text, $"reader{i}@example.org", notify: "now");
            Assert.True(posted.StatusCode is System.Net.HttpStatusCode.SeeOther or System.Net.HttpStatusCode.UnprocessableEntity, text);
            if (posted.StatusCode != System.Net.HttpStatusCode.SeeOther)
                continue;
            var own = await site.Page(posted.Headers.Location!.ToString());
            Sound(own);
            if (i > 5)
                continue;
            using var edited = await site.Send("/reply/edit?handler=Save", ("link", own.QuerySelector("a[href^='/reply/edit']")!.GetAttribute("href")!.Split('=')[1]), ("comment", $"{text}\nagain {i}"));
            Assert.True((int)edited.StatusCode < 400, text);
        }

        Sound(await site.Page(story.Permalink!));
        foreach (var path in (string[])["/admin/comments", "/admin/comments?tab=approved", "/admin/comments?tab=spam"])
            Sound(await desk.Read(path));
        foreach (var feed in (string[])["/comments/feed/", "/comments/feed/atom/", story.Permalink + "feed/", story.Permalink + "feed/atom/"])
            _ = System.Xml.Linq.XDocument.Parse(await site.Client.GetStringAsync(feed));
        using (var json = JsonDocument.Parse(await site.Client.GetStringAsync("/comments/feed/json/")))
            Assert.True(json.RootElement.GetProperty("items").GetArrayLength() > 0);
        foreach (var mail in await site.Mails())
            Assert.DoesNotContain('\n', mail.Subject + mail.To);

        // The desk refuses one with reasons; its writer appeals in the same words.
        var last = await site.Comment(story, Own[1], CommentStatus.Pending, name: Own[0], at: TestNewsroom.Noon.AddDays(-1));
        var button = (await desk.Read("/admin/comments")).QuerySelector($"#comment-{last.Id}")!.Button("Trash and tell why");
        using (await desk.Press(button, ("ground", "Abuse"), ("text", Own[2])))
        {
        }

        var letter = (await site.Mails()).Single(m => m.Text.Contains("/reply/appeal", StringComparison.Ordinal));
        Sound(await site.Page(letter.Link()));
        using (var sent = await site.Send("/reply/appeal", ("token", letter.Link().Split('=')[1]), ("text", string.Join('\n', Own))))
            Sound(await sent.Page());
        Sound(await desk.Read("/admin/comments"));
    }

    private static async Task Try(string[] texts)
    {
        await using var site = await ReaderGround.Start(Engine.Sqlite, ("Comments:Moderation", "none"), ("Comments:Model", "false"));
        var story = await site.Publish("Bridge closes");
        using var moderator = await DeskVisit.SignedIn(site, Role.Administrator);
        foreach (var text in texts)
        {
            var comment = await site.Comment(story, text, name: text.Split('\n')[0]);
            using (var report = await site.Send("/reply/report", ("comment", $"{comment.Id}"), ("reason", "other"), ("text", text)))
                Sound(await report.Page());
            using (var refused = await site.Send("/reply/report", ("comment", $"{comment.Id}"), ("reason", text), ("text", text)))
                Sound(await refused.Page(System.Net.HttpStatusCode.UnprocessableEntity));
            using (var error = await site.Send("/reply/error", ("story", $"{story.Id}"), ("passage", text), ("text", text), ("email", "")))
                Sound(await error.Page());
            using (var error = await site.Send("/reply/error", ("story", $"{story.Id}"), ("passage", text), ("text", text), ("email", text)))
                Sound(await error.Page(System.Net.HttpStatusCode.UnprocessableEntity));
        }

        Sound(await site.Page($"/reply/report?comment={await site.Store.Read(db => db.Comments.MinAsync(c => c.Id))}"));
        Sound(await site.Page(story.Permalink!));
        Sound(await moderator.Read("/admin/comments?tab=approved"));
        Sound(await moderator.Read("/admin/corrections"));
        var report1 = await site.Store.Read(db => db.ErrorReports.MinAsync(r => r.Id));
        Sound(await moderator.Read($"/admin/stories/{story.Id}?report={report1}"));
        _ = System.Xml.Linq.XDocument.Parse(await site.Client.GetStringAsync("/comments/feed/"));

        using var asked = await site.Send("/reply/data", ("email", "ada@example.org"));
        var link = Assert.Single(await site.Mails()).Link();
        Sound(await site.Page(link));
        using var taken = await site.Send("/reply/data?handler=Export", ("token", link.Split('=')[1]));
        Assert.Equal(("application/json", "attachment"), (taken.Content.Headers.ContentType!.MediaType, taken.Content.Headers.ContentDisposition!.DispositionType));
        using var held = JsonDocument.Parse(await taken.Content.ReadAsStringAsync());
        Assert.Equal(texts.Length, held.RootElement.GetProperty("comments").GetArrayLength());
    }

    // No element and no attribute that our own pages do not have.
    private static void Sound(IDocument page)
    {
        Assert.All(page.QuerySelectorAll("script"), s => Assert.True(s.GetAttribute("src") is { } src ? src.StartsWith("/js/", StringComparison.Ordinal) : s.GetAttribute("type") == "application/ld+json", s.OuterHtml));
        Assert.All(page.QuerySelectorAll("*"), e =>
        {
            Assert.DoesNotContain(e.Attributes, a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.False(e.GetAttribute("href")?.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true, e.OuterHtml);
        });
        Assert.Empty(page.QuerySelectorAll("iframe, object, embed, base, math, img[src=x]"));
    }
}
