namespace FanNews.Articles;

/// <summary>A paragraph of a comparison: kept, gone, new, or changed in some of its words.</summary>
/// <param name="Fate">Gone or new as a whole; kept for one that stands in both, changed or not.</param>
/// <param name="Runs">Its words; none for paragraphs that are the same and left out.</param>
/// <param name="Same">How many paragraphs that are the same stand here and are left out; 0 for one that is shown.</param>
public sealed record BlockChange(Fate Fate, IReadOnlyList<WordRun> Runs, int Same = 0)
{
    // More are compared as a whole: it would take seconds.
    private const int MostParagraphs = 5_000;

    // Of two paragraphs with less in common than this neither is a change of the other: words in turn would be no reading.
    private const double Alike = .3;

    /// <summary>The paragraphs that changed, in the order of reading, with one that did not on either side.</summary>
    public static IReadOnlyList<BlockChange> Between(string older, string newer)
    {
        var (o, n) = (Paragraphs.Of(older), Paragraphs.Of(newer));
        if (Math.Max(o.Texts.Count, n.Texts.Count) > MostParagraphs)
            return [Whole(Fate.Gone, older), Whole(Fate.New, newer)];
        var (blocks, work) = (new List<BlockChange>(), 0L);
        foreach (var part in MergeRegion.All(o.Texts, n.Texts, o.Texts, parted: static (_, _) => true))
        {
            if (part.MineChanged)
                Changed(blocks, ref work, [.. o.Texts.Skip(part.Base.From).Take(part.Base.Count)], [.. n.Texts.Skip(part.Mine.From).Take(part.Mine.Count)]);
            else
                blocks.Add(Whole(Fate.Kept, o.Texts[part.Base.From]));
        }

        return blocks.Exists(b => !b.IsSame) ? Shortened(blocks) : [new(Fate.Kept, WordDiff.Between(older, newer))];
    }

    private bool IsSame => Fate == Fate.Kept && Runs.All(r => r.Fate == Fate.Kept);

    private static void Changed(List<BlockChange> blocks, ref long work, IReadOnlyList<string> older, IReadOnlyList<string> newer)
    {
        for (var i = 0; i < Math.Max(older.Count, newer.Count); i++)
        {
            var (was, became) = (older.ElementAtOrDefault(i), newer.ElementAtOrDefault(i));
            if (was is not null && became is not null && !WordDiff.IsTooMuch(work += WordDiff.Work(was, became)) && WordDiff.Between(was, became) is var runs
                && runs.Where(r => r.Fate == Fate.Kept).Sum(r => r.Text.Trim().Length) >= Alike * Math.Min(was.Length, became.Length))
            {
                blocks.Add(new(Fate.Kept, runs));
                continue;
            }

            if (was is not null)
                blocks.Add(Whole(Fate.Gone, was));
            if (became is not null)
                blocks.Add(Whole(Fate.New, became));
        }
    }

    // What did not change is left out but for the paragraph before and the one after a change.
    private static List<BlockChange> Shortened(List<BlockChange> blocks)
    {
        var shown = new List<BlockChange>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!blocks[i].IsSame || (i > 0 && !blocks[i - 1].IsSame) || (i + 1 < blocks.Count && !blocks[i + 1].IsSame))
                shown.Add(blocks[i]);
            else if (shown.Count > 0 && shown[^1].Same > 0)
                shown[^1] = shown[^1] with { Same = shown[^1].Same + 1 };
            else
                shown.Add(new(Fate.Kept, [], Same: 1));
        }

        return shown;
    }

    private static BlockChange Whole(Fate fate, string text) => new(fate, [new(fate, text)]);
}
