using System.Text;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace FanNews.Body;

/// <summary>The teaser that a story gives by itself, as docs/markdown.md and the excerpt rule of the story page say.</summary>
internal sealed class Teaser
{
    private const int Words = 50;
    private const string CutMark = " […]";

    private readonly StringBuilder text = new();
    private string? runIn;
    private bool isPastOpening;
    private int? cutAt;

    private Teaser(string? dateline) => runIn = string.IsNullOrWhiteSpace(dateline) ? null : dateline.Trim() + " — ";

    /// <summary>Writes the teaser of a body.</summary>
    internal static string Of(MarkdownDocument document, string? dateline)
    {
        var teaser = new Teaser(dateline);
        teaser.Add(document);
        return teaser.Finish();
    }

    private string Finish()
    {
        var all = text.ToString();
        if (cutAt is not { } cut)
            return End(WordCount.First((runIn ?? "") + all, Words));
        var (upToCut, _) = WordCount.First((runIn ?? "") + all[..cut], int.MaxValue);
        return End((upToCut, !string.IsNullOrWhiteSpace(all[cut..])));
    }

    private static string End((string Text, bool Cut) teaser) => teaser.Cut ? teaser.Text + CutMark : teaser.Text;

    private void Add(ContainerBlock container)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case FootnoteGroup or Table or CustomContainer { Info: "pull-quote" or "correction" or "clarification" or "update" } or LinkReferenceDefinitionGroup:
                    break;
                case FigureBlock figure:
                    if (!isPastOpening)
                        AddText(PlainText.Of(figure));
                    break;
                case HtmlBlock html when Dialect.IsCut(html):
                    cutAt ??= text.Length;
                    break;
                case HtmlBlock html:
                    AddText(PlainText.OfHtml(html.Lines.ToString(), isPastOpening ? "table,figure,aside" : "table,aside"));
                    break;
                case LeafBlock leaf:
                    AddLeaf(leaf);
                    break;
                case ContainerBlock inner:
                    Add(inner);
                    break;
            }

            isPastOpening |= block is not HtmlBlock { Type: HtmlBlockType.Comment };
        }
    }

    private void AddLeaf(LeafBlock leaf)
    {
        if (leaf is ParagraphBlock && runIn is not null)
        {
            text.Append(runIn);
            runIn = null;
        }

        AddText(PlainText.Of(leaf));
    }

    private void AddText(string piece)
    {
        if (!string.IsNullOrWhiteSpace(piece))
            text.Append(piece).Append('\n');
    }
}
