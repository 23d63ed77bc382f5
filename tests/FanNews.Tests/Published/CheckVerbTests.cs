using System.Text.Json;

namespace FanNews.Tests.Published;

[Collection(PublishedProgram.Name)]
public sealed class CheckVerbTests(PublishedProgram program)
{
    [Fact]
    public async Task The_checks_run_beside_a_running_site_and_say_what_they_found()
    {
        var room = program.EmptyRoom();
        var file = Path.Combine(program.EmptyRoom(), "old.txt");
        await File.WriteAllTextAsync(file, "https://old.example/\n/nothing/\n/feed\n");
        await using var running = await program.Serve(room);
        var (code, output, errors) = await program.Run(room, "check", "urls", file, "--json");
        Assert.Equal((1, "1 of 3 addresses are missing.\n"), (code, errors));
        var summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal((1, 1, 0, 1), (summary.GetProperty("ok").GetInt32(), summary.GetProperty("moved").GetInt32(), summary.GetProperty("gone").GetInt32(), summary.GetProperty("missing").GetInt32()));
        (code, output, errors) = await program.Run(room, "check", "leaks", "--json");
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(0, JsonDocument.Parse(output).RootElement.GetProperty("leaks").GetArrayLength());
    }

    [Fact]
    public async Task A_list_that_is_not_there_ends_with_1_and_one_sentence()
    {
        var (code, output, errors) = await program.Run(program.EmptyRoom(), "check", "urls", "/nowhere/old.txt");
        Assert.Equal((1, "", "There is no file /nowhere/old.txt.\n"), (code, output, errors));
    }
}
