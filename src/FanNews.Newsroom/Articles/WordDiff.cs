using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace FanNews.Articles;

/// <summary>What became of a piece of text.</summary>
public enum Fate
{
    /// <summary>It stands in both.</summary>
    Kept,

    /// <summary>It stands in the older text only.</summary>
    Gone,

    /// <summary>It stands in the newer text only.</summary>
    New,
}

/// <summary>A run of words with one fate.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="Text">The words, with the space after them.</param>
public sealed record WordRun(Fate Fate, string Text);

/// <summary>What changed between two texts, word by word.</summary>
public static class WordDiff
{
    // Of two texts of this length that have no word in common a comparison takes a quarter of a second; of twice the length, a whole one.
    private const long MostWork = 20_000L * 20_000;

    /// <summary>What a comparison costs at worst, to be held against <see cref="IsTooMuch"/>.</summary>
    internal static long Work(string older, string newer) => (long)older.Length * newer.Length;

    /// <summary>Whether texts are compared as wholes, because a comparison by word would hold everybody up.</summary>
    internal static bool IsTooMuch(long work) => work > MostWork;

    /// <summary>The runs, in the order of reading. Very long texts are one run gone and one new.</summary>
    public static IReadOnlyList<WordRun> Between(string older, string newer)
    {
        if (older != newer && IsTooMuch(Work(older, newer)))
            return [new(Fate.Gone, older), new(Fate.New, newer)];
        var runs = new List<WordRun>();
        foreach (var piece in InlineDiffBuilder.Diff(older, newer, ignoreWhiteSpace: false, ignoreCase: false, WordChunker.Instance).Lines)
        {
            var fate = piece.Type switch { ChangeType.Deleted => Fate.Gone, ChangeType.Inserted => Fate.New, _ => Fate.Kept };
            if (runs.Count > 0 && runs[^1].Fate == fate)
                runs[^1] = new(fate, runs[^1].Text + piece.Text);
            else
                runs.Add(new(fate, piece.Text));
        }

        return runs;
    }

    /// <summary>What changed between two texts: headline, dek, dateline, body, excerpt and whether a machine helped, those that differ, by paragraph and by word.</summary>
    public static IReadOnlyList<(string Part, IReadOnlyList<BlockChange> Blocks)> Between(ArticleText older, ArticleText newer)
    {
        (string Part, string? Old, string? New)[] parts =
        [
            ("Headline", older.Headline, newer.Headline), ("Dek", older.Dek, newer.Dek), ("Dateline", older.Dateline, newer.Dateline),
            ("Body", older.Body, newer.Body), ("Excerpt", older.Excerpt, newer.Excerpt),
            ("AI-assisted", older.AiAssisted ? "Yes" : "No", newer.AiAssisted ? "Yes" : "No"),
        ];
        return [.. parts.Where(p => (p.Old ?? "") != (p.New ?? "")).Select(p => (p.Part, BlockChange.Between(p.Old ?? "", p.New ?? "")))];
    }
}
