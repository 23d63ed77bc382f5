using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FanNews.Body;

/// <summary>The Markdown of the house (docs/markdown.md): which extensions are on, and what keeps hostile text from costing time.</summary>
internal static class Dialect
{
    /// <summary>Names that may follow the colons of a container; other lines of colons are text.</summary>
    private static readonly string[] Containers = ["gallery", "pull-quote", "correction", "clarification", "update"];

    /// <summary>More open brackets in one unbroken run than any address has; the same bound as other CommonMark readers keep.</summary>
    private const int OpenBrackets = 32;

    /// <summary>A gallery may stand in a correction; nothing asks for a fourth level.</summary>
    private const int MostContainers = 3;

    /// <summary>The deepest tree that Markdig's writer takes is 128 deep; a story needs a dozen.</summary>
    private const int DeepestLevel = 120;

    internal static MarkdownPipeline Pipeline { get; } = Build();

    /// <summary>Reads a body into its tree. Text that no reader could follow (nested beyond 128 levels) becomes plain paragraphs.</summary>
    internal static MarkdownDocument Read(string markdown)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig says so when its own bound on nesting is passed; there is no narrower exception.
            return Plain(markdown);
        }

        // Its reader lets through some nests of emphasis that its writer, and any recursion over the tree, would fail on.
        if (IsTooDeep(document))
            return Plain(markdown);
        FigureReader.Shape(document, markdown);
        return document;
    }

    private static bool IsTooDeep(MarkdownDocument document)
    {
        var open = new Stack<(MarkdownObject Node, int Depth)>([(document, 0)]);
        while (open.TryPop(out var next))
        {
            var (node, depth) = next;
            if (depth > DeepestLevel)
                return true;
            if (node is LeafBlock { Inline: { } inlines })
                open.Push((inlines, depth + 1));
            foreach (var child in node switch { ContainerBlock blocks => blocks, ContainerInline inner => inner, _ => Enumerable.Empty<MarkdownObject>() })
                open.Push((child, depth + 1));
        }

        return false;
    }

    /// <summary>Whether this block is the mark at which a teaser ends.</summary>
    internal static bool IsCut(HtmlBlock block)
    {
        if (block.Type is not HtmlBlockType.Comment)
            return false;
        var inside = block.Lines.ToString().AsSpan().Trim();
        if (!inside.StartsWith("<!--", StringComparison.Ordinal) || !inside.EndsWith("-->", StringComparison.Ordinal) || inside.Length < 7)
            return false;
        inside = inside[4..^3].Trim();
        return inside is "more" || inside.StartsWith("more ", StringComparison.Ordinal);
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePipeTables()
            .UseFootnotes()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        // The parser alone: Markdig's extension would also give meaning to ::colons:: within a line.
        builder.BlockParsers.Insert(0, new CustomContainerParser { InfoParser = ReadContainer });
        builder.InlineParsers.InsertBefore<AutolinkInlineParser>(new UnclosedMarkupParser());
        foreach (var parser in builder.BlockParsers)
        {
            if (parser is ParagraphBlockParser or HeadingBlockParser)
                parser.Closed += (_, block) => TakeLiterallyWhenHostile((LeafBlock)block);
        }

        return builder.Build();
    }

    private static bool ReadContainer(BlockProcessor processor, ref StringSlice line, IFencedBlock fenced, char opening)
    {
        var words = line.ToString().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || !Containers.Contains(words[0], StringComparer.Ordinal) || IsNested(processor.CurrentContainer))
            return false;
        fenced.Info = words[0];
        fenced.Arguments = words.Length > 1 ? words[1] : null;
        return true;
    }

    /// <summary>Whether as many containers are open already as can mean anything; thousands would cost their square.</summary>
    private static bool IsNested(ContainerBlock? container)
    {
        var open = 0;
        for (var level = 0; container is not null && level < DeepestLevel; level++, container = container.Parent)
        {
            if (container is CustomContainer && ++open == MostContainers)
                return true;
        }

        return false;
    }

    /// <summary>
    /// The search for the end of a link's address is quadratic in unbroken text with many open brackets (19 s for 200 KB);
    /// such a block is taken as the text it is.
    /// </summary>
    private static void TakeLiterallyWhenHostile(LeafBlock block)
    {
        for (var i = 0; i < block.Lines.Count; i++)
        {
            if (!HasTooManyOpenBrackets(block.Lines.Lines[i].Slice.AsSpan()))
                continue;
            block.ProcessInlines = false;
            block.Inline = new ContainerInline().AppendChild(new LiteralInline(block.Lines.ToString()));
            return;
        }
    }

    private static bool HasTooManyOpenBrackets(ReadOnlySpan<char> line)
    {
        if (line.Length < 256)
            return false;
        var open = 0;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '\\':
                    i++;
                    break;
                case '(':
                    if (++open > OpenBrackets)
                        return true;
                    break;
                case ')':
                    open = Math.Max(0, open - 1);
                    break;
                case <= ' ':
                    open = 0;
                    break;
            }
        }

        return false;
    }

    private static MarkdownDocument Plain(string markdown)
    {
        var document = new MarkdownDocument();
        foreach (var paragraph in PlainParagraphs.Of(markdown))
            document.Add(new ParagraphBlock { Inline = new ContainerInline().AppendChild(new LiteralInline(paragraph)) });
        return document;
    }

    /// <summary>
    /// Answers for <c>&lt;?</c> and <c>&lt;!</c> that are never closed: without it each of them searches the rest of its
    /// paragraph, 43 s for 500 KB.
    /// </summary>
    private sealed class UnclosedMarkupParser : InlineParser
    {
        public UnclosedMarkupParser() => OpeningCharacters = ['<'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var end = slice.PeekChar() switch
            {
                '?' => "?>",
                '!' => slice.PeekChar(2) switch { '-' => "-->", '[' => "]]>", _ => ">" },
                _ => null,
            };
            if (end is null || LastOf(processor, end, slice.Text) > slice.Start)
                return false;
            processor.Inline = new LiteralInline("<");
            slice.SkipChar();
            return true;
        }

        private int LastOf(InlineProcessor processor, string end, string text)
        {
            var known = processor.ParserStates[Index] as Dictionary<(string Text, string End), int>;
            if (known is null || (known.Count > 0 && !ReferenceEquals(known.Keys.First().Text, text)))
                processor.ParserStates[Index] = known = new Dictionary<(string, string), int>(SameText.Instance);
            if (!known.TryGetValue((text, end), out var last))
                known[(text, end)] = last = text.LastIndexOf(end, StringComparison.Ordinal);
            return last;
        }

        private sealed class SameText : IEqualityComparer<(string Text, string End)>
        {
            public static readonly SameText Instance = new();

            public bool Equals((string Text, string End) x, (string Text, string End) y) => ReferenceEquals(x.Text, y.Text) && x.End == y.End;

            public int GetHashCode((string Text, string End) value) => value.End.GetHashCode(StringComparison.Ordinal);
        }
    }
}
