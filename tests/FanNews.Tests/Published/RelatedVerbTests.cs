using System.Text.Json;

namespace FanNews.Tests.Published;

[Collection(PublishedProgram.Name)]
public sealed class RelatedVerbTests(PublishedProgram program)
{
    [Fact]
    public async Task Related_says_what_follows_a_story_and_why()
    {
        var room = program.EmptyRoom();
        Assert.Equal(0, (await program.Run(room, "migrate")).Code);
        using (var newsroom = new RoomNewsroom(room))
        {
            var now = TimeProvider.System.GetUtcNow();
            await newsroom.Publish("Dredger returns", "The dredger deepened the channel.", "Harbour", now.AddHours(-9), path: "/dredger/");
            await newsroom.Publish("Council meets", section: "Harbour", at: now.AddHours(-8), path: "/council/");
            await newsroom.Publish("Channel deep enough", "The dredger left the channel.", "Sport", now.AddHours(-7), path: "/channel/");
        }

        var (code, output, errors) = await program.Run(room, "related", "/dredger/", "--json");
        Assert.Equal((0, ""), (code, errors));
        using var json = JsonDocument.Parse(output);
        var next = json.RootElement.GetProperty("next");
        Assert.Equal(("/council/", "next in Harbour"), (next.GetProperty("path").GetString(), next.GetProperty("reason").GetString()));
        var liked = Assert.Single(json.RootElement.GetProperty("youMayLike").EnumerateArray());
        Assert.Equal("/channel/", liked.GetProperty("path").GetString());
        Assert.StartsWith("shares '", liked.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.True(liked.GetProperty("score").GetDouble() > 0);

        (code, output, errors) = await program.Run(room, "related", "/DREDGER");
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("Next Post: /council/ (next in Harbour)\nYou May Like: /channel/ (shares '", output, StringComparison.Ordinal);
        (code, output, errors) = await program.Run(room, "related", "/nothing/");
        Assert.Equal((1, "", "Readers find no story at /nothing/.\n"), (code, output, errors));
        (code, output, errors) = await program.Run(room, "related");
        Assert.Equal((2, ""), (code, output));
        Assert.Equal(0, (await program.Run(room, "related", "--help")).Code);
    }
}
