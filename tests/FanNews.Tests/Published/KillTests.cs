using System.Collections.Concurrent;
using System.Net;
using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Published;

/// <summary>What was acknowledged is on disk, whatever is killed next.</summary>
[Collection(PublishedProgram.Name)]
public sealed class KillTests(PublishedProgram program)
{
    private const int Rounds = 50;
    private const int Writers = 6;

    [Fact]
    public async Task No_acknowledged_comment_is_lost_or_doubled_when_the_plug_is_pulled_fifty_times()
    {
        var room = program.EmptyRoom();
        using var newsroom = new RoomNewsroom(room);
        await newsroom.Store.Migrate();
        var story = await newsroom.Publish("Bridge closes", at: TimeProvider.System.Now().AddDays(-1));
        var acknowledged = new ConcurrentBag<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var site = await program.Serve(room, ("FANNEWS__LIMITS__ENABLED", "false"));
            var first = new TaskCompletionSource();
            var writers = Enumerable.Range(0, Writers).Select(writer => Write(site, story.Permalink!, $"{round}-{writer}", acknowledged, first)).ToList();
            await Task.WhenAny(first.Task, Task.WhenAll(writers));
            await site.Kill();
            await Task.WhenAll(writers);
        }

        var kept = await newsroom.Store.Read(db => db.Comments.Select(c => c.Text).ToListAsync());
        var sound = await newsroom.Store.Read(db => db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync());
        Assert.True(acknowledged.Count >= Rounds, $"Only {acknowledged.Count} comments were acknowledged: the test proves little.");
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.Equal(["ok"], sound);
    }

    // Writes until the plug is pulled; what got its 303 goes into the ledger.
    private static async Task Write(RunningProgram site, string path, string name, ConcurrentBag<string> acknowledged, TaskCompletionSource first)
    {
        try
        {
            for (var i = 0; i < 20; i++)
            {
                var text = $"Comment {name}-{i}";
                using var form = new FormUrlEncodedContent([new("comment", text), new("author", "Margit"), new("email", $"m{name}@example.org")]);
                using var answer = await site.Client.PostAsync(new Uri(path, UriKind.Relative), form);
                Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
                acknowledged.Add(text);
                first.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // The plug was pulled.
        }
    }
}
