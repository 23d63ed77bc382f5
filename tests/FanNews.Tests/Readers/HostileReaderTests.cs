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
