using System.Net;
using System.Net.Sockets;
using System.Text;
using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Published;

/// <summary>What a supervisor and the reader of a log may rely on.</summary>
[Collection(PublishedProgram.Name)]
public sealed class SupervisedTests(PublishedProgram program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_reply_that_is_on_its_way_when_the_site_is_told_to_stop_still_arrives()
    {
        var room = program.EmptyRoom();
        using var newsroom = new RoomNewsroom(room);
        await newsroom.Store.Migrate();
        var story = await newsroom.Publish("Bridge closes", at: TimeProvider.System.Now().AddDays(-1));
        await using var site = await program.Serve(room);
        var body = "comment=Wait+for+me&author=Margit&email=margit%40example.org";
        using var reader = new TcpClient();
        await reader.ConnectAsync(IPAddress.Loopback, site.Client.BaseAddress!.Port);
        await using var line = reader.GetStream();
        // The site asks for the rest: from then on the request has begun.
        await line.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {story.Permalink} HTTP/1.1\r\nHost: news.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n"));
        using var answer = new StreamReader(line, Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 100", await answer.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
        var stopped = site.Stop();
        await Refuses(site.Client.BaseAddress!);
        // Real time, for the program's clock is its own: a reader on a slow line takes longer than the two seconds that a command line gives its verbs.
        await Task.Delay(TimeSpan.FromSeconds(3));
        await line.WriteAsync(Encoding.ASCII.GetBytes(body));
        string? said;
        do
            said = await answer.ReadLineAsync().WaitAsync(Patience);
        while (said is { Length: 0 });
        Assert.StartsWith("HTTP/1.1 303", said, StringComparison.Ordinal);
        reader.Close();
        Assert.Equal(0, await stopped);
        Assert.Equal(1, await newsroom.Store.Read(db => db.Comments.CountAsync()));
    }

    [Fact]
    public async Task The_log_names_no_reader_and_nobody_who_tries_to_sign_in()
    {
        var room = program.EmptyRoom();
        using var newsroom = new RoomNewsroom(room);
        await newsroom.Store.Migrate();
        var story = await newsroom.Publish("Bridge closes", at: TimeProvider.System.Now().AddDays(-1));
        await using var site = await program.Serve(room, ("FANNEWS__SITE__PROXIES", "127.0.0.1"));
        site.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.77");
        site.Client.DefaultRequestHeaders.Add("User-Agent", "Margits-Telephone/7");
        await Post(story.Permalink!, ("comment", "I saw it fall"), ("author", "Margit Soll"), ("email", "margit@soll.example"));
        await Post(story.Permalink!, ("comment", ""), ("author", "Margit Soll"), ("email", "margit@soll.example"));
        await Post(story.Permalink!, ("comment", "\0"), ("author", "Margit Soll"), ("email", "not an address of Soll"));
        await Post("/admin/sign-in", ("Email", "margit@soll.example"), ("Password", "the one that I always use"));
        await Post("/no/such/story/", ("comment", "I saw it fall"), ("email", "margit@soll.example"));
        await site.Client.GetAsync(new Uri("/search?q=Margit+Soll", UriKind.Relative));
        Assert.Equal(0, await site.Stop());
        foreach (var secret in (string[])["Soll", "soll.example", "I saw it fall", "203.0.113.77", "Telephone", "always use"])
            Assert.DoesNotContain(secret, site.Said, StringComparison.OrdinalIgnoreCase);

        async Task Post(string address, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
            using var _ = await site.Client.PostAsync(new Uri(address, UriKind.Relative), form);
        }
    }

    // The site takes nobody new once it knows that it is to stop.
    private static async Task Refuses(Uri address)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var another = new TcpClient();
                await another.ConnectAsync(IPAddress.Loopback, address.Port, late.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
