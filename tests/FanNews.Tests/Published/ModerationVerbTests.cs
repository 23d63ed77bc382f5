using System.Text.Json;

namespace FanNews.Tests.Published;

[Collection(PublishedProgram.Name)]
public sealed class ModerationVerbTests(PublishedProgram program)
{
    [Fact]
    public async Task What_train_learns_score_uses()
    {
        var room = program.EmptyRoom();
        var file = Path.Combine(room, "examples.jsonl");
        var lines = Enumerable.Range(0, 50).SelectMany(i => new[]
        {
            JsonSerializer.Serialize(new { text = $"Quibnor number {i} is the best", author = "Q", url = "http://quibnor.top", label = "spam" }),
            JsonSerializer.Serialize(new { text = $"The tide came in at {i}", author = "Ada", url = (string?)null, label = "ham" }),
        });
        await File.WriteAllLinesAsync(file, lines);
        var (code, output, errors) = await program.Run(room, "moderation", "train", file, "--json");
        Assert.Equal((0, ""), (code, errors));
        var summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal(100, summary.GetProperty("examples").GetInt32());
        foreach (var figure in new[] { "precision", "recall", "f1", "auc", "threshold" })
            Assert.InRange(summary.GetProperty(figure).GetDouble(), 0.8, 1);

        await File.WriteAllLinesAsync(file, ["""{"text":"Quibnor again"}""", "no JSON", """{"text":"The tide, again","author":"Ada","url":""}"""]);
        (code, output, errors) = await program.Run(room, "moderation", "score", file);
        var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal((1, 3), (code, answers.Count));
        Assert.Equal("Line 2 cannot be read: it is no JSON.\n", errors);
        Assert.True(answers[0].GetProperty("spam").GetDouble() > 0.8, output);
        Assert.Contains("quibnor", answers[0].GetProperty("because").EnumerateArray().Select(w => w.GetString()));
        Assert.True(answers[2].GetProperty("spam").GetDouble() < 0.3, output);
    }

    [Theory]
    [InlineData("""{"text":"Hello","label":"eggs"}""", "Line 1")]
    [InlineData("""{"text":"Hello"}""", "label")]
    [InlineData("""{"text":"Hello","label":"ham"}""", "both kinds")]
    [InlineData("""{"label":"ham"}""", "text")]
    public async Task A_file_that_cannot_teach_is_named_with_its_line_and_nothing_is_learnt(string line, string why)
    {
        var room = program.EmptyRoom();
        var file = Path.Combine(room, "examples.jsonl");
        await File.WriteAllTextAsync(file, line);
        var (code, output, errors) = await program.Run(room, "moderation", "train", file);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.Contains("Nothing was learnt", errors, StringComparison.Ordinal);
    }
}
