using FanNews.Interchange;
using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.EmphasisExtras;

namespace FanNews.Tests.Interchange;

/// <summary>What CommonMark and the few extensions of docs/markdown.md make of a text, independent of our own renderer.</summary>
internal static class HouseMarkdown
{
    private static readonly MarkdownPipeline Pipeline = Build();

    public static string ToHtml(string markdown) => Markdown.ToHtml(markdown, Pipeline);

    /// <summary>The words that a reader of the rendered Markdown sees.</summary>
    public static HashSet<string> Words(string markdown) => [.. WordsOf(ToHtml(markdown))];

    /// <summary>The words that a reader of the HTML sees.</summary>
    public static IEnumerable<string> WordsOf(string html) => HtmlToMarkdown.PlainText(html).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // Containers by their block parser alone, for "::" inside a line means nothing.
    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseFootnotes().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        builder.BlockParsers.Insert(0, new CustomContainerParser());
        return builder.Build();
    }
}
