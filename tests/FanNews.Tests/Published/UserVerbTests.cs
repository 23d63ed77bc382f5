using System.Text.Json;

namespace FanNews.Tests.Published;

[Collection(PublishedProgram.Name)]
public sealed class UserVerbTests(PublishedProgram program)
{
    private const string Good = "four plain words here\n";
    private static readonly string[] Ruth = ["user", "add", "ruth@example.org", "--name", "Ruth Amadi", "--role", "Moderator", "--password-stdin"];

    [Fact]
    public async Task Accounts_are_added_listed_reset_and_disabled()
    {
        var room = program.EmptyRoom();
        Assert.Equal((0, "Added Ruth Amadi (ruth@example.org), Moderator.\n", ""), await program.RunTyping(room, Good, Ruth));
        Assert.Equal((1, "", "Somebody with this email address has an account already.\n"), await program.RunTyping(room, Good, Ruth));

        var (code, output, errors) = await program.Run(room, "user", "reset", "RUTH@example.org");
        Assert.Equal((0, ""), (code, errors));
        Assert.Matches("^New password of RUTH@example.org: [a-z2-9]{5}(-[a-z2-9]{5}){4}\n$", output);

        Assert.Equal((0, "ruth@example.org is Editor now; their sessions have ended.\n", ""), await program.Run(room, "user", "role", "ruth@example.org", "--role", "editor"));
        Assert.Equal((0, "ruth@example.org is disabled; their sessions have ended.\n", ""), await program.Run(room, "user", "disable", "ruth@example.org"));
        Assert.Equal((0, "ruth@example.org\tRuth Amadi\tEditor\tdisabled\n", ""), await program.Run(room, "user", "list"));
        Assert.Equal((0, "ruth@example.org may sign in again.\n", ""), await program.Run(room, "user", "enable", "ruth@example.org"));

        (code, output, errors) = await program.Run(room, "user", "list", "--json");
        Assert.Equal((0, ""), (code, errors));
        var ruth = Assert.Single(JsonDocument.Parse(output).RootElement.EnumerateArray());
        Assert.Equal(("Editor", JsonValueKind.Null), (ruth.GetProperty("role").GetString(), ruth.GetProperty("disabledAt").ValueKind));
    }

    [Theory]
    [InlineData("short\n", "The password must have 15 characters or more")]
    [InlineData("", "Enter a password")]
    [InlineData("ruth@example.org!\n", "more than a name or an address")]
    public async Task A_password_that_will_not_do_ends_with_1_and_one_sentence(string typed, string sentence)
    {
        var (code, output, errors) = await program.RunTyping(program.EmptyRoom(), typed, Ruth);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(sentence, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no role \"Boss\"", "user", "add", "ruth@example.org", "--name", "Ruth", "--role", "Boss", "--password-stdin")]
    [InlineData("--password-stdin", "user", "add", "ruth@example.org", "--name", "Ruth", "--role", "Editor")]
    [InlineData("--name", "user", "add", "ruth@example.org", "--role", "Editor", "--password-stdin")]
    public async Task Wrong_usage_ends_with_2_and_adds_nobody(string named, params string[] args)
    {
        var room = program.EmptyRoom();
        var (code, output, errors) = await program.RunTyping(room, Good, args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(room));
    }

    [Fact]
    public async Task Nobody_is_changed_who_has_no_account() =>
        Assert.Equal((1, "", "Nobody with the email address ruth@example.org has an account.\n"), await program.Run(program.EmptyRoom(), "user", "disable", "ruth@example.org"));
}
