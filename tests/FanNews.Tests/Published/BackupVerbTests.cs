using System.Text.Json;

namespace FanNews.Tests.Published;

[Collection(PublishedProgram.Name)]
public sealed class BackupVerbTests(PublishedProgram program)
{
    [Fact]
    public async Task A_backup_of_a_running_site_verifies_and_restores()
    {
        var (room, other) = (program.EmptyRoom(), program.EmptyRoom());
        var file = Path.Combine(program.EmptyRoom(), "newsroom.fannews");
        var (added, _, _) = await program.RunTyping(room, "four lamps on the old pier\n", "user", "add", "ada@example.org", "--name", "Ada Quill", "--role", "Editor", "--password-stdin");
        Assert.Equal(0, added);
        await using (await program.Serve(room))
        {
            var (made, summary, errors) = await program.Run(room, "backup", file, "--json");
            Assert.True(made == 0, errors);
            Assert.Equal(1, JsonDocument.Parse(summary).RootElement.GetProperty("tables").GetProperty("People").GetInt64());
            (made, summary, errors) = await program.Run(room, "backup", file);
            Assert.Equal((1, ""), (made, summary));
            Assert.Contains("exists already", errors, StringComparison.Ordinal);
        }

        var (code, output, _) = await program.Run(program.EmptyRoom(), "verify", file);
        Assert.Equal(0, code);
        Assert.StartsWith("Verified: ", output, StringComparison.Ordinal);
        (code, output, _) = await program.Run(other, "restore", file);
        Assert.Equal(0, code);
        Assert.StartsWith("Restored: ", output, StringComparison.Ordinal);
        (_, output, _) = await program.Run(other, "user", "list");
        Assert.Equal("ada@example.org\tAda Quill\tEditor\n", output);
        (code, output, var refused) = await program.Run(other, "restore", file);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("is not empty", refused, StringComparison.Ordinal);
        Assert.Single(refused.Trim().Split('\n'));
    }
}
