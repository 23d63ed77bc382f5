using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace FanNews.Tests.Published;

[Collection(PublishedProgram.Name)]
public sealed class VerbTests(PublishedProgram program)
{
    [Fact]
    public async Task Migrate_makes_the_store_and_a_second_time_finds_nothing_to_do()
    {
        var room = Path.Combine(program.EmptyRoom(), "new");
        var (code, output, errors) = await program.Run(room, "migrate", "--json");
        Assert.Equal((0, ""), (code, errors));
        Assert.NotEqual(0, JsonDocument.Parse(output).RootElement.GetProperty("applied").GetArrayLength());
        (code, output, errors) = await program.Run(room, "migrate");
        Assert.Equal((0, "The database is up to date.\n", ""), (code, output, errors));
    }

    [Theory]
    [InlineData("migrat")]
    [InlineData("migrate", "--jason")]
    [InlineData("migrate", "now")]
    [InlineData("generate")]
    [InlineData("generate", "--articles", "0")]
    [InlineData("generate", "--articles", "5", "--comments", "-1")]
    public async Task Wrong_usage_ends_with_2_and_touches_nothing(params string[] args)
    {
        var room = program.EmptyRoom();
        var (code, output, errors) = await program.Run(room, args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--help", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(room));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("migrate", "--help")]
    [InlineData("generate", "--help")]
    public async Task Help_ends_with_0(params string[] args)
    {
        var (code, output, errors) = await program.Run(program.EmptyRoom(), args);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task A_database_newer_than_the_program_ends_with_1_and_one_sentence(string verb)
    {
        var room = await Migrated();
        using (var connection = Open(room))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99')";
            command.ExecuteNonQuery();
        }

        MustFail(await Run(room, verb), "newer FanNews");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task A_damaged_file_ends_with_1_and_one_sentence_and_stays_as_it_is(string verb)
    {
        var room = program.EmptyRoom();
        var file = Path.Combine(room, "newsroom.db");
        byte[] damaged = [.. Enumerable.Range(0, 8192).Select(i => (byte)(i * 7))];
        await File.WriteAllBytesAsync(file, damaged);
        MustFail(await Run(room, verb), "Restore the last backup");
        Assert.Equal(damaged, await File.ReadAllBytesAsync(file));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task A_folder_that_may_not_be_written_ends_with_1_and_one_sentence(string verb)
    {
        var room = program.EmptyRoom();
        Mode(room, 0b101_101_101);
        MustFail(await program.RunWithoutRights(Path.Combine(room, "data"), Args(verb)), "cannot be used");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task A_store_that_may_not_be_written_ends_with_1_and_one_sentence(string verb)
    {
        var room = await Migrated();
        foreach (var file in Directory.GetFiles(room))
            Mode(file, 0b100_100_100);
        Mode(room, 0b101_101_101);
        MustFail(await program.RunWithoutRights(room, Args(verb)), "cannot be used");
    }

    private static string[] Args(string verb) => verb == "serve" ? ["--environment", "Development", "--urls", "http://127.0.0.1:0"] : [verb];

    private static void Mode(string path, int mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    private static void MustFail((int Code, string Output, string Errors) end, string sentence)
    {
        Assert.True(end.Code == 1, end.Code + "\n" + end.Output + end.Errors);
        Assert.Contains(sentence, Assert.Single(end.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal("", end.Output);
    }

    private Task<(int Code, string Output, string Errors)> Run(string room, string verb) => program.Run(room, Args(verb));

    private async Task<string> Migrated()
    {
        var room = program.EmptyRoom();
        var (code, output, errors) = await program.Run(room, "migrate");
        Assert.True(code == 0, output + errors);
        return room;
    }

    private static SqliteConnection Open(string room)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(room, "newsroom.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
