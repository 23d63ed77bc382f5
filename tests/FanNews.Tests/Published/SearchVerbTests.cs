using System.Text.Json;

namespace FanNews.Tests.Published;

[Collection(PublishedProgram.Name)]
public sealed class SearchVerbTests(PublishedProgram program)
{
    [Fact]
    public async Task It_finds_what_readers_find_in_words_and_as_JSON()
    {
        var room = program.EmptyRoom();
        Assert.Equal(0, (await program.Run(room, "migrate")).Code);
        using (var newsroom = new RoomNewsroom(room))
        {
            await newsroom.Publish("Bridge closes", "The quay is quiet.", path: "/bridge-closes/");
            await newsroom.Publish("Quay opens", "Nobody at the bridge minds.", path: "/quay-opens/");
            await newsroom.Draft("Bridge falls");
        }

        var (code, output, errors) = await program.Run(room, "search", "bridge", "--json");
        Assert.Equal((0, ""), (code, errors));
        var found = JsonDocument.Parse(output).RootElement.EnumerateArray().ToList();
        Assert.Equal(["/bridge-closes/", "/quay-opens/"], found.Select(f => f.GetProperty("path").GetString()));
        Assert.Equal("Bridge closes", found[0].GetProperty("headline").GetString());
        Assert.True(found[0].GetProperty("score").GetDouble() >= found[1].GetProperty("score").GetDouble());

        (code, output, errors) = await program.Run(room, "search", "bridge", "--limit", "1");
        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(@"^ +-?\d+\.\d\d  /bridge-closes/  Bridge closes\n$", output);
        (code, output, _) = await program.Run(room, "search", "--json", "--", "bridge", "-nobody");
        Assert.Equal((0, "/bridge-closes/"), (code, Assert.Single(JsonDocument.Parse(output).RootElement.EnumerateArray()).GetProperty("path").GetString()));
        (code, output, errors) = await program.Run(room, "search", "zeppelin", "--json");
        Assert.Equal((0, 0, ""), (code, JsonDocument.Parse(output).RootElement.GetArrayLength(), errors));
        Assert.Equal((0, "Nothing found.\n", ""), await program.Run(room, "search", "\""));
    }

    [Theory]
    [InlineData("search")]
    [InlineData("search", "bridge", "--limit", "0")]
    [InlineData("search", "bridge", "--limit", "many")]
    [InlineData("search", "bridge", "--limit", "1001")]
    public async Task Wrong_usage_ends_with_2_and_one_look_at_the_help(params string[] args)
    {
        var (code, output, errors) = await program.Run(program.EmptyRoom(), args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--help", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_ends_with_1_and_one_sentence()
    {
        var room = program.EmptyRoom();
        await File.WriteAllTextAsync(Path.Combine(room, "newsroom.db"), new string('x', 9000));
        var (code, output, errors) = await program.Run(room, "search", "bridge");
        Assert.Equal((1, ""), (code, output));
        Assert.Single(errors.Trim().Split('\n'));
    }
}
