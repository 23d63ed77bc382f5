using System.Globalization;
using System.Net;
using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Published;

/// <summary>Law 4: what was acknowledged is on disk.</summary>
[Collection(PublishedProgram.Name)]
public sealed class KillTests(PublishedProgram program)
{
    private const int Kills = 50;

    [Fact]
    public async Task Fifty_comments_acknowledged_by_a_site_that_is_killed_at_once_are_all_there_once()
    {
        var room = program.EmptyRoom();
        using var newsroom = new Room(room);
        await newsroom.Store.Migrate();
        var story = await newsroom.Publish("Bridge closes", at: DateTimeOffset.UnixEpoch);
        for (var i = 0; i < Kills; i++)
        {
            await using var site = await program.Serve(room, ("FANNEWS__LIMITS__ENABLED", "false"));
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["comment"] = string.Create(CultureInfo.InvariantCulture, $"Reply number {i}."),
                ["author"] = "Ada Quill",
                ["email"] = "ada@example.org",
            });
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(story.Permalink!, UriKind.Relative)) { Content = form };
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            using var answer = await site.Client.SendAsync(request);
            await site.Kill();
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        var texts = await newsroom.Store.Read(db => db.Comments.Select(c => c.Text).ToListAsync());
        Assert.Equal(Enumerable.Range(0, Kills).Select(i => string.Create(CultureInfo.InvariantCulture, $"Reply number {i}.")), texts.Order(StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering)));
    }

    /// <summary>The store of a program that runs elsewhere.</summary>
    private sealed class Room(string folder) : TestNewsroom, IDisposable
    {
        /// <inheritdoc />
        public override NewsroomStore Store { get; } = new(new StoreOptions(folder), TimeProvider.System);

        public void Dispose() => Store.Dispose();
    }
}
