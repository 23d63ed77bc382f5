using System.Net;
using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Published;

/// <summary>The program's log tells what the program does, and nothing of the people for whom.</summary>
[Collection(PublishedProgram.Name)]
public sealed class QuietLogTests(PublishedProgram program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Comments_reports_errors_and_mail_that_cannot_be_sent_leave_no_name_address_or_word_in_the_log()
    {
        var room = program.EmptyRoom();
        using var newsroom = new RoomNewsroom(room);
        await newsroom.Store.Migrate();
        var story = await newsroom.Publish("Bridge closes", at: TimeProvider.System.Now().AddDays(-1));
        await using var site = await program.Serve(
            room, ("FANNEWS__LIMITS__ENABLED", "false"), ("FANNEWS__COMMENTS__MODERATION", "none"), ("FANNEWS__COMMENTS__MODEL", "false"), ("FANNEWS__SITE__PROXIES", "127.0.0.1"),
            ("FANNEWS__SMTP__HOST", "127.0.0.1"), ("FANNEWS__SMTP__PORT", "1"), ("FANNEWS__SMTP__FROM", "desk@ferryman.example"));
        await Send(site, story.Permalink!, HttpStatusCode.SeeOther, ("comment", "Zorbelword pays"), ("author", "Margit Zorbelname"), ("email", "zorbel@mail.example"), ("url", "https://zorbelsite.example"), ("notify", "now"));
        await Send(site, story.Permalink!, HttpStatusCode.UnprocessableEntity, ("comment", "Zorbelword again"), ("author", ""), ("email", "zorbel@"));
        var comment = await newsroom.Store.Read(db => db.Comments.Select(c => c.Id).SingleAsync());
        await Send(site, "/reply/report", HttpStatusCode.OK, ("comment", $"{comment}"), ("reason", "other"), ("text", "Zorbelword is rude"));
        await Send(site, "/reply/error", HttpStatusCode.OK, ("story", $"{story.Id}"), ("passage", ""), ("text", "Zorbelword is wrong"), ("email", "zorbel@mail.example"));
        await Send(site, "/reply/data", HttpStatusCode.OK, ("email", "zorbel@mail.example"));
        await Send(site, "/reply/data?handler=Export", HttpStatusCode.NotFound, ("token", "zorbelsecret"));
        await Send(site, "/admin/sign-in", null, ("Email", "zorbel@mail.example"), ("Password", "zorbelpassword and more"));
        using (var late = new CancellationTokenSource(Patience))
        {
            while (site.Said.Split("could not be delivered").Length < 3)
                await Task.Delay(50, late.Token);
        }

        await site.Stop();
        Assert.DoesNotContain("zorbel", site.Said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("203.0.113.77", site.Said, StringComparison.Ordinal);
        var traces = await newsroom.Store.Read(db => db.Set<AuditLine>().Select(l => l.By + " " + l.Subject + " " + l.Detail).ToListAsync());
        Assert.DoesNotContain(traces, t => t.Contains("zorbel", StringComparison.OrdinalIgnoreCase) || t.Contains("203.0.113", StringComparison.Ordinal));
    }

    private static async Task Send(RunningProgram site, string path, HttpStatusCode? expected, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("X-Forwarded-For", "203.0.113.77");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await site.Client.SendAsync(request);
        Assert.True(expected is null || answer.StatusCode == expected, $"{path}: {answer.StatusCode}");
    }
}
