using System.Text.Json;
using AngleSharp.Dom;
using FanNews.Body;
using Markdig;

namespace FanNews.Tests.Body;

public sealed class CommonMarkTests
{
    /// <summary>Sections whose examples the dialect reads otherwise on purpose: a picture alone is a figure, an address alone a card.</summary>
    private static readonly string[] OurOwn = ["Images", "Autolinks"];

    /// <summary>Examples elsewhere in the specification that our list of extensions gives another meaning.</summary>
    private static readonly HashSet<string> OurMarks = ["[^", "~~", ":::"];

    [SharedDataFact("markdown/commonmark/spec.json")]
    public void The_parser_reads_the_specification_as_it_is_meant()
    {
        var failed = new List<int>();
        var examples = JsonSerializer.Deserialize<Example[]>(File.ReadAllText(Shared.Path("markdown", "commonmark", "spec.json")), JsonSerializerOptions.Web)!;
        var tried = 0;
        foreach (var example in examples)
        {
            if (OurOwn.Contains(example.Section) || OurMarks.Any(mark => example.Markdown.Contains(mark, StringComparison.Ordinal)))
                continue;
            tried++;
            var html = Markdown.Parse(example.Markdown, Dialect.Pipeline).ToHtml(Dialect.Pipeline);
            if (Shape(html) != Shape(example.Html))
                failed.Add(example.Number);
        }

        Assert.True(tried > 550, $"only {tried} examples were tried");
        Assert.True(failed.Count == 0, "examples " + string.Join(", ", failed));
    }

    private static string Shape(string html)
    {
        var tree = Rendering.Tree(html);
        return tree.InnerHtml.Replace("\n", "", StringComparison.Ordinal);
    }

    private sealed record Example(string Markdown, string Html, [property: System.Text.Json.Serialization.JsonPropertyName("example")] int Number, string Section);
}
